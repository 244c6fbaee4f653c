import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events
@testable import Outbox

/// The mails that people get about their claims.
@Suite struct NoticesIntegrationTests {
  private struct Mail: Equatable {
    let to: String
    let subject: String
    let text: String
  }

  /// Two replicas, and somebody who answers for users.
  private func told(
    _ people: [Someone], _ world: World, _ more: [String: String] = [:],
    _ body: (Replicas) async throws -> Void
  ) async throws {
    let users = try await world.users(
      Dictionary(people.map { ($0.id, true) }, uniquingKeysWith: { $1 }))
    let replicas = [try await world.events("1", more), try await world.events("2", more)]
    try await body(try await Replicas(replicas, world))
    for daemon in replicas + [users] { await daemon.stop() }
  }

  private func count(_ world: World, _ sql: String) async throws -> Int {
    Int(try await world.database.rows("SELECT count(*) FROM \(sql)")[0][0] ?? "") ?? -1
  }

  /// Every mail that has left, once everything has that is due.
  private func mails(_ replicas: Replicas, _ world: World) async throws -> [Mail] {
    try await replicas.tell()
    try await eventually("everything has left") {
      try await count(world, "events.outbox WHERE state = 'WAITING'") == 0
    }
    let folder = world.state + "/mail/new"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        .replacingOccurrences(of: "\r\n", with: "\n")
      func header(_ name: String) -> String {
        text.split(separator: "\n").first { $0.hasPrefix(name + ": ") }
          .map { String($0.dropFirst(name.count + 2)) } ?? ""
      }
      return Mail(to: header("To"), subject: header("Subject"), text: text)
    }
  }

  private func subjects(_ mails: [Mail], of person: Someone) -> [String] {
    mails.filter { $0.to.contains(KnownPeople.address(person.id)) }.map(\.subject).sorted()
  }

  @Test func `each step of a claim is told once, by whichever replica`() async throws {
    try await World.with { world in
      let host = try world.person(.organizer)
      let (first, second) = (try world.person(), try world.person())
      try await told([first, second], world) { replicas in
        let event = try await host.published {
          $0.capacity = 1
          $0.startTime = Timestamp(TestClock.start.adding(hours: 48))
        }
        try await first.enroll(event)
        try await second.enroll(event)
        try await second.enroll(event)
        let before = try await mails(replicas, world)
        #expect(subjects(before, of: first) == ["You are enrolled: Jazz night"])
        #expect(subjects(before, of: second) == ["You are on the waiting list: Jazz night"])
        #expect(
          before.allSatisfy {
            $0.text.contains("Monday, 3 June 2030, 14:00 to 16:00 (Europe/Berlin)")
              && $0.text.contains("Cellar")
          })
        try await first.cancel(event)
        let after = try await mails(replicas, world)
        #expect(subjects(after, of: first).count == 1, "one's own doing is no news")
        #expect(
          subjects(after, of: second) == [
            "A place came free: Jazz night", "You are on the waiting list: Jazz night",
          ])
        try await host.cancel(event, user: second.name)
        let last = try await mails(replicas, world).filter { !after.contains($0) }
        #expect(last.map(\.subject) == ["Canceled: Jazz night"])
        #expect(last[0].text.contains("given up by the organizers"))
      }
    }
  }

  @Test func `edits are told together by what differs in the end; changed back, not at all`()
    async throws
  {
    try await World.with { world in
      let host = try world.person(.organizer)
      let people = try (0..<2).map { _ in try world.person() }
      try await told(people, world) { replicas in
        let event = try await host.published { $0.capacity = 1 }
        for person in people { try await person.enroll(event) }
        func edit(_ paths: [String], _ body: (inout UpdateEventRequest) -> Void) async throws {
          var request = UpdateEventRequest(id: event.id, updateMask: .init(paths: paths))
          body(&request)
          _ = try await host.events.updateEvent(request, host.options)
        }
        try await edit(["location"]) { $0.location = "Attic" }
        try await edit(["start_time", "end_time"]) {
          $0.startTime = Timestamp(TestClock.start.adding(hours: 30))
          $0.endTime = nil
        }
        try await edit(["location"]) { $0.location = "Cellar" }
        try await edit(["capacity"]) { $0.capacity = 2 }
        world.clock.advance(hours: 1)
        let changes = try await mails(replicas, world).filter {
          $0.subject == "Changed: Jazz night"
        }
        #expect(Set(changes.map(\.to)).count == 2 && changes.count == 2)
        for mail in changes {
          #expect(mail.text.contains("When: Sunday, 2 June 2030, 20:00 to 22:00 (Europe/Berlin)"))
          #expect(mail.text.contains("before: Sunday, 2 June 2030, 14:00 to 16:00"))
          #expect(!mail.text.contains("Where:"), "it is where it was")
        }
        try await edit(["location"]) { $0.location = "Attic" }
        try await edit(["location"]) { $0.location = "Cellar" }
        world.clock.advance(hours: 1)
        #expect(
          try await mails(replicas, world).count(where: { $0.subject.hasPrefix("Changed") }) == 2)
      }
    }
  }

  @Test func `each start is reminded of once, a day before, and again when it is moved`()
    async throws
  {
    try await World.with { world in
      let host = try world.person(.organizer)
      let (comes, waits) = (try world.person(), try world.person())
      try await told([comes, waits], world) { replicas in
        let event = try await host.published {
          $0.capacity = 1
          $0.startTime = Timestamp(TestClock.start.adding(hours: 49))
        }
        try await comes.enroll(event)
        try await waits.enroll(event)
        func reminders() async throws -> [Mail] {
          try await mails(replicas, world).filter { $0.subject == "Soon: Jazz night" }
        }
        world.clock.advance(hours: 24)
        #expect(try await reminders().isEmpty, "it is 25 hours ahead")
        world.clock.advance(hours: 1)
        #expect(subjects(try await reminders(), of: comes).count == 1)
        world.clock.advance(hours: 1)
        #expect(try await reminders().count == 1, "who waits has no place to be reminded of")
        _ = try await host.events.updateEvent(
          UpdateEventRequest(
            id: event.id, updateMask: .init(paths: ["start_time", "end_time"]),
            startTime: Timestamp(TestClock.start.adding(hours: 98))), host.options)
        world.clock.advance(hours: 47)
        #expect(try await reminders().count == 1)
        world.clock.advance(hours: 2)
        #expect(try await reminders().count == 2, "the new start is told anew")
      }
    }
  }

  @Test func `nothing follows the news that an event is canceled, not even what waited to leave`()
    async throws
  {
    try await World.with { world in
      let host = try world.person(.organizer)
      let people = try (0..<3).map { _ in try world.person() }
      // A server that is away: what is due stays in the outbox.
      let nobody = try freePort()
      try await told(
        people, world,
        ["EVENTS_SMTP_URL": "smtp://127.0.0.1:\(nobody)", "EVENTS_MAIL_SENDER": "a@example.org"]
      ) { replicas in
        let event = try await host.published { $0.capacity = 2 }
        for person in people { try await person.enroll(event) }
        world.clock.advance(hours: 1)
        let reminder = "name LIKE 'reminder:%'"
        try await replicas.tell()
        #expect(try await count(world, "events.outbox WHERE \(reminder)") == 2)
        _ = try await host.events.cancelEvent(
          CancelEventRequest(id: event.id, reason: "The cellar is flooded"), host.options)
        #expect(try await count(world, "events.outbox WHERE \(reminder)") == 0)
        world.clock.advance(hours: 1)
        try await replicas.tell()
        let news = "name LIKE 'canceled:%' AND body LIKE '%is flooded%'"
        #expect(try await count(world, "events.outbox WHERE \(news)") == 3)
        #expect(try await count(world, "events.outbox WHERE \(reminder)") == 0)
      }
    }
  }

  @Test func `whom users cannot name now is told later; an event's hundreds, each once`()
    async throws
  {
    try await World.with { world in
      let host = try world.person(.organizer)
      let people = (0..<450).map { _ in UUID128.v7() }
      let alone = try await world.events()
      let event = try await host.published()
      for start in stride(from: 0, to: people.count, by: 150) {
        _ = try await host.enrollments.batchEnroll(
          BatchEnrollRequest(
            eventId: event.id, batchId: UUID128.v7().description,
            rows: people[start..<(start + 150)].map {
              .init(userId: $0.description, status: .enrolled)
            }), host.options)
      }
      #expect(try await count(world, "events.notices") == 0, "an upload tells nobody")
      _ = try await host.events.cancelEvent(CancelEventRequest(id: event.id), host.options)
      let replicas = try await Replicas([alone, try await world.events("2")], world)
      await #expect(throws: Status.self) { try await replicas.tell() }
      #expect(try await count(world, "events.notices") == 1, "users is away")
      let users = try await world.users(
        Dictionary(people.map { ($0, true) }, uniquingKeysWith: { $1 }))
      try await eventually("handed over") {
        do { try await replicas.tell() } catch is Status { return false }
        return true
      }
      #expect(try await count(world, "events.notices") == 0)
      #expect(try await count(world, "events.outbox WHERE name LIKE 'canceled:%'") == 450)
      for daemon in replicas.all + [users] { await daemon.stop() }
    }
  }

  @Test func `the daemon looks for what is to be told by itself`() async throws {
    try await World.with { world in
      let person = try world.person()
      let users = try await world.users([person.id: true])
      let events = try await world.events("1", ["EVENTS_NOTICES": "100ms"])
      let event = try await world.person(.organizer).published {
        $0.startTime = Timestamp(TestClock.start.adding(hours: 25))
      }
      try await person.enroll(event)
      world.clock.advance(hours: 1)
      try await eventually("both are handed over") {
        try await count(world, "events.outbox WHERE person = '\(person.id)'") == 2
      }
      for daemon in [events, users] { await daemon.stop() }
    }
  }

  @Test func `what a person declines is not told, what changes plans is`() async throws {
    try await World.with { world in
      let host = try world.person(.organizer)
      let person = try world.person()
      try await told([person], world) { replicas in
        let settings = NoticesClient(person.channel)
        let declined = try await settings.updateNoticeSettings(
          UpdateNoticeSettingsRequest(
            updateMask: .init(paths: ["enrolled", "reminder"]), enrolled: false, reminder: false),
          person.options)
        #expect(declined == NoticeSettings(userId: person.name, waitlisted: true))
        let event = try await host.published()
        try await person.enroll(event)
        world.clock.advance(hours: 1)
        #expect(try await mails(replicas, world).isEmpty)
        _ = try await host.events.cancelEvent(CancelEventRequest(id: event.id), host.options)
        #expect(
          subjects(try await mails(replicas, world), of: person) == ["Canceled: Jazz night"])
        let again = try await settings.updateNoticeSettings(
          UpdateNoticeSettingsRequest(updateMask: .init(paths: ["reminder"])), person.options)
        #expect(!again.enrolled && again.reminder)
        try await person.enroll(try await host.published())
        #expect(subjects(try await mails(replicas, world), of: person).last == "Soon: Jazz night")
      }
    }
  }

  @Test func `one's choices are one's own, and an administrator's`() async throws {
    try await World.served { world, _ in
      let (person, organizer) = (try world.person(), try world.person(.organizer))
      let admin = try world.person(.admin)
      let ask = GetNoticeSettingsRequest(userId: person.name)
      let change = UpdateNoticeSettingsRequest(
        userId: person.name, updateMask: .init(paths: ["reminder"]), reminder: false)
      let client = NoticesClient(person.channel)
      let all = NoticeSettings(
        userId: person.name, enrolled: true, waitlisted: true, reminder: true)
      #expect(try await client.getNoticeSettings(ask, person.options) == all)
      for stranger in [organizer, try world.person()] {
        let read = await status { try await client.getNoticeSettings(ask, stranger.options) }
        let written = await status {
          try await client.updateNoticeSettings(change, stranger.options)
        }
        #expect(read?.code == .notFound && written?.code == .notFound)
      }
      #expect(try await client.updateNoticeSettings(change, admin.options).reminder == false)
      #expect(try await client.getNoticeSettings(ask, person.options).reminder == false)
      for paths in [[], ["user_id"], ["promoted"]] {
        let refused = await status {
          try await client.updateNoticeSettings(
            UpdateNoticeSettingsRequest(updateMask: .init(paths: paths)), person.options)
        }
        #expect(refused?.fields == ["update_mask"])
      }
    }
  }

  @Test func `nothing waits to be told to who has been erased`() async throws {
    try await World.with { world in
      let person = try world.person()
      let nobody = try freePort()
      try await told(
        [person], world,
        ["EVENTS_SMTP_URL": "smtp://127.0.0.1:\(nobody)", "EVENTS_MAIL_SENDER": "a@example.org"]
      ) { replicas in
        let host = try world.person(.organizer)
        let client = NoticesClient(person.channel)
        _ = try await client.updateNoticeSettings(
          UpdateNoticeSettingsRequest(updateMask: .init(paths: ["reminder"]), reminder: false),
          person.options)
        try await person.enroll(try await host.published())
        try await replicas.tell()
        try await person.enroll(try await host.published())
        let left = """
          (SELECT user_id FROM events.notices UNION ALL SELECT user_id FROM events.notice_settings
            UNION ALL SELECT person FROM events.outbox) AS kept (id) WHERE id = '\(person.id)'
          """
        #expect(try await count(world, left) == 3)
        let store = replicas.tellers[0].store
        try await store.database.transaction { transaction in
          try await store.applyUser(
            Change(
              kind: "UserChanged", key: person.name,
              payload: try UserChanged(id: person.name, state: .erased).encode()), transaction)
        }
        #expect(try await count(world, left) == 0)
      }
    }
  }
}

/// Replicas of events whose jobs run when the test says so, all at once.
private struct Replicas {
  let all: [Running]
  let tellers: [Notices]

  init(_ all: [Running], _ world: World) async throws {
    self.all = all
    var tellers: [Notices] = []
    for running in all {
      var settings = Settings(service: "events", environment: [:], file: [:])
      tellers.append(
        Notices(
          store: try await Store(running.daemon, clock: { [clock = world.clock] in clock.now }),
          outbox: try Outbox(running.daemon, OutboxConfig(&settings)), settle: .seconds(1800)))
    }
    self.tellers = tellers
  }

  func tell() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for teller in tellers + tellers {
        group.addTask {
          try await teller.store.remind()
          try await teller.send()
        }
      }
      try await group.waitForAll()
    }
    // What one had in hand when another looked.
    try await tellers[0].send()
  }
}
