import Contracts
import Postgres
import RPC
import TestKit
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// Many doors at once, on several replicas.
  @Suite struct Storms {
    @Test func `of sixteen doors at once exactly one wins, and all answers agree`() async throws {
      try await World.served { world, _ in
        _ = try await world.attendance("2")
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let answers = try await all(16) { number in
          try await staff.checkIn(ada, at: event, device: "door \(number)")
        }
        #expect(answers.filter { !$0.alreadyRecorded }.count == 1)
        #expect(answers.allSatisfy { $0.result == .ok && $0.liveCount == 1 })
        #expect(Set(answers.compactMap { $0.attendance?.deviceId }).count == 1)
        #expect(Set(answers.compactMap { $0.attendance?.id }).count == 1)
        let winner = try #require(answers.first { !$0.alreadyRecorded }?.attendance?.deviceId)
        #expect(answers.allSatisfy { $0.attendance?.checkInTime == Timestamp(TestClock.start) })
        let losers = answers.filter(\.alreadyRecorded).map(\.message)
        #expect(Set(losers) == ["Checked in already at 18:00:00 UTC at the door \(winner)."])
        #expect(try await world.number("SELECT count(*) FROM attendance.scans") == 16)
        #expect(try await world.number("SELECT count(*) FROM attendance.attendance") == 1)
        #expect(try await world.number("SELECT count(*) FROM attendance.feed") == 1)
      }
    }

    @Test func `one scan told fifty times at once has one effect and one answer`() async throws {
      try await World.served { world, _ in
        _ = try await world.attendance("2")
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let known = try await all(50) { _ in
          try await staff.checkIn(ada, at: event, scan: "known", device: "door")
        }
        #expect(known.allSatisfy { $0 == known[0] && !$0.alreadyRecorded })
        let guests = try await all(50) { _ in
          try await staff.letIn("Bo", at: event, scan: "guest")
        }
        #expect(guests.allSatisfy { $0 == guests[0] && !$0.alreadyRecorded })
        #expect(try await world.number("SELECT count(*) FROM attendance.scans") == 2)
        #expect(try await world.number("SELECT count(*) FROM attendance.attendance") == 2)
        #expect(world.people.count == 2, "one person was made")
      }
    }

    @Test func `after a storm the counts are what is counted, and the feed told each once`()
      async throws
    {
      try await World.served { world, first in
        _ = try await world.attendance("2")
        let staff = try world.person(.staff)
        let events = [world.program.add(), world.program.add { $0.doorLimit = 7 }]
        let people = (0..<12).map { world.people.add("P\($0)") }
        _ = try await all(400) { number in
          let (event, person) = (events[number % 2], people[number / 2 % 12])
          if number % 5 == 4 {
            _ = await status { try await staff.checkOut(person, of: event) }
          } else {
            try await staff.checkIn(person, at: event)
          }
          return true
        }
        try await world.expectSoundCounts()
        let told = try await world.changes(first)
        #expect(told.allSatisfy { $0.status == .attended && $0.eventName == "Jazz night" })
        // Of each who left it is told once more, when.
        let news = Set(told.map { "\($0.id) \($0.checkOutTime.map { "\($0)" } ?? "")" })
        #expect(news.count == told.count, "each once")
        let attended = try await world.number(
          "SELECT count(*) FROM attendance.attendance WHERE attended")
        #expect(Set(told.map(\.id)).count == attended)
        #expect(
          try await world.number(
            "SELECT max(live_count) FROM attendance.scans WHERE event_id = '\(events[1])'") <= 7)
      }
    }

    @Test func `control: without the door's lock and the unique row the storm doubles`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        try await staff.checkIn(world.people.add(), at: event)
        try await world.database.run(
          """
          ALTER TABLE attendance.attendance DROP CONSTRAINT attendance_once;
          DELETE FROM attendance.stays; DELETE FROM attendance.attendance;
          """)
        // What two doors do when neither sees the other: both look, then both write.
        let barrier = Barrier(2)
        let pool = Database(
          .patient(world.database.url(role: "attendance")),
          statements: [Statements.existing, Control.letIn])
        try await pool.start()
        _ = try await all(2) { _ in
          try await pool.transaction { transaction in
            let seen = try await transaction.query(Statements.existing(event, [ada]))
            await barrier.arrive()
            if seen.isEmpty {
              try await transaction.execute(Control.letIn(.v7(), event, ada))
            }
            return seen.count
          }
        }
        await pool.close()
        #expect(
          try await world.number("SELECT count(*) FROM attendance.attendance") == 2,
          "the control must count the person twice")
      }
    }
  }
}

extension World {
  /// Live rows equal what is counted anew.
  func expectSoundCounts() async throws {
    let wrong = try await database.rows(
      """
      SELECT event_id FROM attendance.live WHERE
        attended <> (SELECT count(*) FROM attendance.attendance a
          WHERE a.event_id = live.event_id AND a.attended)
        OR present <> (SELECT count(*) FROM attendance.stays JOIN attendance.attendance a
          ON a.id = attendance_id WHERE a.event_id = live.event_id AND out_time IS NULL)
      """)
    #expect(wrong.isEmpty, "live counts differ from a recount")
  }
}

/// Runs `body` so many times at once; the values in no order.
func all<Value: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: Value.self) { group in
    for number in 0..<count { group.addTask { try await body(number) } }
    var values: [Value] = []
    for try await value in group { values.append(value) }
    return values
  }
}

/// Lets nobody past before so many have come.
actor Barrier {
  private var missing: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { missing = count }

  func arrive() async {
    missing -= 1
    if missing <= 0 {
      for waiter in waiting { waiter.resume() }
      waiting = []
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }
}

extension Scan {
  static func sample(_ event: UUID128, _ name: String) -> Scan {
    Scan(
      key: ScanKey(device: "device:a", scanID: name), eventID: event, subject: .known(.v7()),
      doorkeeper: Doorkeeper(actorID: .v7(), isStaff: true), method: .manual, deviceID: "a",
      occurredAt: TestClock.start,
      receivedAt: TestClock.start)
  }
}

extension Door.Outcome {
  fileprivate var flightSize: Int32? {
    if case .answered(let logged) = self { logged.answer.liveCount } else { nil }
  }
}
