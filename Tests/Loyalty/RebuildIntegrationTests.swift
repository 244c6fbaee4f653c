import Contracts
import Outbox
import Postgres
import ProcessKit
import RPC
import Synchronization
import Testing

@testable import Daemon
@testable import Loyalty

/// What is made up for when others are away, or no longer keep what loyalty lacks.
@Suite(.serialized) struct RebuildIntegrationTests {
  private func event(_ visit: Visit, _ status: Event.Status) -> Event {
    Event(
      id: visit.eventID.description, category: "concert",
      // Later than the rule that is made.
      startTime: Timestamp(seconds: 4_000_000_000), endTime: Timestamp(seconds: 4_000_003_600),
      status: status)
  }

  @Test func `what events' feed no longer keeps is taken from its lists, the rest from the feed`()
    async throws
  {
    try await World.with { world in
      let (lost, told, canceled) = (Visit(), Visit(), Visit())
      let lists = EventPages([
        event(Visit(), .completed), event(lost, .completed), event(told, .scheduled),
        event(canceled, .canceled), event(Visit(), .draft),
      ])
      let events = try await world.events(lists)
      for (visit, status) in [
        (lost, Event.Status.scheduled), (lost, .completed), (canceled, .canceled),
        (told, .completed),
      ] {
        let changed = EventChanged(
          id: visit.eventID.description, event: event(visit, status))
        try await events.daemon.feed.transaction { transaction in
          try await transaction.execute(
            events.daemon.feed.publish([try FeedEntry(visit.eventID, changed)]))
        }
      }
      try await events.daemon.feed.stamp()
      try await world.database.run("DELETE FROM events.feed WHERE position < 4")
      let attendance = try await world.attendance()
      let loyalty = try await world.loyalty()
      var options = try world.signedIn(.v7(), .admin)
      options.idempotencyKey = "rule"
      var terms = RuleTerms(name: "Stayed", kind: .attended, points: 7)
      terms.awaitsCompletion = true
      _ = try await EarningClient(try world.channel(as: "gateway")).createRule(
        CreateRuleRequest(terms: terms), options)
      for visit in [lost, told, canceled] {
        try await attendance.publish(visit.changed(.attended))
      }
      try await eventually("rebuilt and followed") {
        guard try await world.hasFollowed("events", 4) else { return false }
        return try await world.hasFollowed("attendance", 3)
      }
      // Ten for each at once, seven with the completion; an event that did not come off gives none.
      #expect(try await world.balance(lost.patron) == 17)
      #expect(try await world.balance(told.patron) == 17)
      #expect(try await world.balance(canceled.patron) == 10)
      #expect(try await world.breaches() == [])
      // Each event is a page; the third was refused once, and all came again.
      #expect(lists.asked == ["", "1", "2", "", "1", "2", "3", "4"])
      let copies = try await world.database.rows(
        "SELECT count(*), count(completed_at), count(*) FILTER (WHERE is_void) FROM loyalty.events")
      #expect(copies == [["5", "3", "1"]])
      for running in [loyalty, attendance, events] { await running.stop() }
    }
  }

  @Test func `notices wait while users is away, and leave once when it is back`() async throws {
    try await World.with { world in
      let person = UUID128.v7()
      let loyalty = try await world.loyalty("1", ["LOYALTY_NOTICES": "86400s"])
      let now = Moment.now
      try await world.withStore { store in
        let earn = Posting(
          id: EntryID(rawValue: .v7()), patron: PatronID(rawValue: person),
          deed: .earn(10, .at(now.adding(days: 5))), description: "x")
        try await store.move([earn], now: now)
      }
      let (store, notices) = try notices(of: loyalty)
      func state() async throws -> [[String?]] {
        try await world.database.rows(
          """
          SELECT (SELECT count(*) FROM loyalty.outbox), (SELECT count(*) FROM loyalty.notices),
            (SELECT count(noticed_of) FROM loyalty.lots)
          """)
      }
      for _ in 0..<2 {
        #expect(await code { try await notices.send() } == .unavailable)
        #expect(try await state() == [["0", "0", "0"]])
      }
      let users = try await world.users(KnownPeople(people: [person]))
      try await eventually("sent") { await code { try await notices.send() } == nil }
      #expect(try await state() == [["1", "1", "1"]])
      // Not again, whoever looks.
      async let first: Void = notices.send()
      async let second: Void = notices.send()
      _ = try await (first, second)
      #expect(try await state() == [["1", "1", "1"]])
      #expect(try await store.expiringNext(PatronID(rawValue: person), after: now)?.points == 10)
      for running in [loyalty, users] { await running.stop() }
    }
  }

  private func notices(of running: Running) throws -> (Store, Notices) {
    var settings = Settings(service: "loyalty", environment: [:], file: [:])
    let config = Config(&settings)
    let store = Store(running.daemon.database, running.daemon.feed, config)
    let people = People(users: UsersClient(try running.daemon.channel("users")))
    return (
      store,
      Notices(
        store: store, people: people, outbox: try Outbox(running.daemon, config.outbox),
        ahead: config.noticeDays)
    )
  }
}

/// Lists events one a page, and refuses the third page once.
private final class EventPages: Service {
  static let name = "credopass.events.v1.EventsService"
  private let events: [Event]
  private let tokens = Mutex<[String]>([])

  init(_ events: [Event]) { self.events = events }

  var asked: [String] { tokens.withLock { $0 } }

  var handlers: [MethodHandler] {
    [
      MethodHandler(EventsMethods.listEvents) { [self] request, _ in
        let isFirst = tokens.withLock { tokens in
          tokens.append(request.pageToken)
          return tokens.count { $0 == request.pageToken } == 1
        }
        if request.pageToken == "2" && isFirst { throw Status(.unavailable, "not now") }
        let place = Int(request.pageToken) ?? 0
        return ListEventsResponse(
          events: [events[place]],
          nextPageToken: place + 1 < events.count ? "\(place + 1)" : "")
      }
    ]
  }
}
