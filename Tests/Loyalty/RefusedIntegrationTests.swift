import Contracts
import Postgres
import ProcessKit
import Synchronization
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty

/// To whom nothing can be given holds up nobody else, and gets it once it can be.
@Suite(.serialized) struct RefusedIntegrationTests {
  /// All but five of the points that anybody may have.
  private static let nearlyAll = Account.limit - 5

  /// Who could not be given anything, as reported.
  private final class Reports: Sendable {
    let people = Mutex<[UUID128]>([])
    func add(_ patron: PatronID) { people.withLock { $0.append(patron.rawValue) } }
    var all: [UUID128] { people.withLock { $0 } }
  }

  private func withRich(
    _ body: (World, Store, UUID128, Reports) async throws -> Void
  ) async throws {
    try await World.with { world in
      let reports = Reports()
      try await world.withStore(refused: { patron, _ in reports.add(patron) }) { store in
        let rich = UUID128.v7()
        try await move(Self.nearlyAll, of: rich, store)
        try await body(world, store, rich, reports)
        #expect(try await world.breaches() == [])
      }
    }
  }

  private func move(_ points: Int32, of person: UUID128, _ store: Store) async throws {
    try await store.feed.transaction { transaction in
      try await store.post(
        [
          Posting(
            id: EntryID(rawValue: .v7()), patron: PatronID(rawValue: person),
            deed: .adjust(points, .never), description: "Moved by hand")
        ], now: .now, transaction)
    }
  }

  private func problems(_ world: World) async throws -> [[String?]] {
    try await world.database.rows(
      """
      SELECT patron_id::text, problem, (due_at > now() + interval '30 minutes')::text
      FROM loyalty.to_judge ORDER BY 1
      """)
  }

  private var later: Moment { Moment.now.after(Store.secondTry) }

  @Test func `of a page all others get theirs, and whoever spends gets it later`() async throws {
    try await withRich { world, store, rich, reports in
      let others = (0..<3).map { _ in UUID128.v7() }
      func come(_ position: Int64) async throws {
        try await store.take(
          try (others + [rich]).enumerated().map {
            try Visit(patron: $1).change(.attended, at: position + Int64($0))
          })
      }
      try await come(1)
      for person in others { #expect(try await world.balance(person) == 10) }
      #expect(try await world.balance(rich) == Self.nearlyAll)
      #expect(try await problems(world) == [[rich.description, "TOO_MANY_POINTS", "true"]])
      let seen = try await world.database.rows(
        "SELECT status FROM loyalty.presences WHERE patron_id = '\(rich)'")
      #expect(seen == [["ATTENDED"]], "that they were there is known all the same")
      try await come(11)
      try await store.judgeWaiting()
      try await store.judgeWaiting(now: later)
      #expect(try await world.balance(rich) == Self.nearlyAll)
      #expect(reports.all == [rich], "told of once")
      try await move(-1000, of: rich, store)
      try await store.judgeWaiting()
      #expect(try await world.balance(rich) == Self.nearlyAll - 1000, "not due yet")
      try await store.judgeWaiting(now: later.after(Store.secondTry))
      #expect(try await world.balance(rich) == Self.nearlyAll - 1000 + 20)
      #expect(try await problems(world) == [])
    }
  }

  @Test func `an event's completion, and a rule that judges everybody anew, go on as well`()
    async throws
  {
    try await withRich { world, store, rich, reports in
      let evenings = Evenings(3, try await Evenings.rules(store))
      let swapped = try evenings.presences(at: 0).map { change in
        var changed = try AttendanceChanged.decode(change.payload)
        if changed.patronId == evenings.people[1].description {
          changed.patronId = rich.description
        }
        var told = change
        told.payload = try changed.encode()
        return told
      }
      try await store.take(swapped)
      try await store.hear(evenings.event(0))
      for person in [evenings.people[0], evenings.people[2]] {
        #expect(try await world.balance(person) == 18)
      }
      let attended = RuleID(rawValue: try #require(UUID128(World.attended)))
      let more = try await store.feed.transaction { transaction in
        try await store.changeRule(
          attended, EarningTerms(name: "More", kind: .attended, points: 12),
          validFrom: Moment(microseconds: 0), expected: 0, by: .v7(), now: .now, transaction)
      }
      try await store.rejudge()
      let state = try await store.rejudgement(attended, version: more.number)
      #expect(state.doneAt != nil && state.judged == 3)
      #expect(state.difference == Difference(given: 2, taken: 2, pointsGiven: 24, pointsTaken: 20))
      for person in [evenings.people[0], evenings.people[2]] {
        #expect(try await world.balance(person) == 20)
      }
      #expect(try await world.balance(rich) == Self.nearlyAll && reports.all == [rich])
      // A change of what concerns them has them judged at once.
      try await move(-1000, of: rich, store)
      var again = try AttendanceChanged.decode(swapped[1].payload)
      again.eventName = "Jazz Night at last"
      var told = swapped[1]
      told.position = 1000
      told.payload = try again.encode()
      try await store.take(told)
      #expect(try await world.balance(rich) == Self.nearlyAll - 1000 + 20)
      try await store.judgeWaiting(now: later)
      #expect(try await world.balance(rich) == Self.nearlyAll - 1000 + 20)
      #expect(try await problems(world) == [])
    }
  }

  @Test func `a presence that becomes theirs leaves who had it, and waits`() async throws {
    try await withRich { world, store, rich, _ in
      let visit = Visit()
      try await store.take(try visit.change(.attended, at: 1))
      var moved = try visit.change(.attended, at: 2)
      moved.payload = try visit.changed(.attended, patron: rich).encode()
      try await store.take(moved)
      #expect(try await world.balance(visit.patron) == 0)
      #expect(try await world.standing() == [])
      try await move(-10, of: rich, store)
      try await store.judgeWaiting(now: later)
      #expect(try await world.balance(rich) == Self.nearlyAll)
      let given = try await world.database.rows("SELECT given::text FROM loyalty.awards")
      #expect(given == [["2"]])
    }
  }

  @Test func `whoever waits loses what becomes another's all the same`() async throws {
    try await withRich { world, store, rich, _ in
      try await move(-10, of: rich, store)
      let (visit, known) = (Visit(patron: rich), UUID128.v7())
      try await store.take(try visit.change(.attended, at: 1))
      #expect(try await world.balance(rich) == Self.nearlyAll)
      var moved = try visit.change(.attended, at: 2)
      moved.payload = try visit.changed(.attended, patron: known).encode()
      // Without the first there is room for one of the others, and all or none are given.
      let others = [Visit(patron: rich), Visit(patron: rich)]
      try await store.take(
        [moved, try others[0].change(.attended, at: 3), try others[1].change(.attended, at: 4)])
      #expect(try await world.balance(known) == 10)
      #expect(try await world.balance(rich) == Self.nearlyAll - 10)
      #expect(try await problems(world) == [[rich.description, "TOO_MANY_POINTS", "true"]])
      #expect(try await world.breaches() == [])
      try await move(-10, of: rich, store)
      try await store.judgeWaiting(now: later)
      #expect(try await world.balance(rich) == Self.nearlyAll)
    }
  }

  @Test func `nobody's pending points are more than an account may have`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        var terms = EarningTerms(name: "A fortune", kind: .attended, points: 1_000_000)
        terms.awaitsCompletion = true
        terms.categoryPercents = ["": 60_000]
        let made = terms
        try await store.feed.transaction { transaction in
          _ = try await store.createRule(
            made, validFrom: Moment(microseconds: 0), by: .v7(), now: .now, transaction)
        }
        try await store.rejudge()
        let (lucky, other) = (UUID128.v7(), Visit())
        let visits = [Visit(patron: lucky), Visit(patron: lucky)]
        try await store.take(try visits[0].change(.attended, at: 1))
        try await store.take(
          [try visits[1].change(.attended, at: 2), try other.change(.attended, at: 3)])
        let pending = "SELECT pending::text FROM loyalty.accounts WHERE patron_id = "
        #expect(try await world.database.rows("\(pending)'\(lucky)'") == [["600000000"]])
        #expect(try await world.database.rows("\(pending)'\(other.patron)'") == [["600000000"]])
        #expect(try await problems(world) == [[lucky.description, "TOO_MANY_POINTS", "true"]])
        try await store.take(try visits[0].change(.registered, at: 4))
        try await store.judgeWaiting(now: later)
        #expect(try await world.database.rows("\(pending)'\(lucky)'") == [["600000000"]])
        #expect(try await world.balance(lucky) == 10)
        #expect(try await problems(world) == [])
        #expect(try await world.breaches() == [])
      }
    }
  }
}

extension Moment {
  fileprivate func after(_ microseconds: Int64) -> Moment {
    Moment(microseconds: self.microseconds + microseconds)
  }
}
