import Contracts
import Glibc
import Postgres
import ProcessKit
import Testing

@testable import Daemon
@testable import Loyalty

/// The follower of attendance, its connection killed at each statement that writes, and at COMMIT.
@Suite(.serialized) struct FollowerDeathsIntegrationTests {
  /// Everything that a follower writes to.
  private let death = Death(
    at: [
      "presences", "awards", "ledger", "lots", "accounts", "uses", "feed", "events", "cursor",
    ], committing: "cursor")

  @Test func `killed at any statement, it comes to what it comes to undisturbed`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        _ = try await EarningExactnessIntegrationTests.makeRules(store)
      }
      let attendance = try await world.attendance()
      let events = try await world.events()
      try await death.prepare(world.database)
      let told = try await tell(attendance, events)
      let whole = try await follow(world, told, dyingAt: 0)
      #expect(!whole.standing.isEmpty)
      #expect(whole.statements > death.tables.count, "each table is written, and COMMIT counts")
      // One more than there are statements kills nobody.
      for number in 1...whole.statements + 1 {
        let run = try await follow(world, told, dyingAt: number)
        #expect(run.standing == whole.standing, "killed at statement \(number)")
        #expect(run.sums == whole.sums, "killed at statement \(number)")
        if number <= whole.statements {
          #expect(run.statements > whole.statements, "nothing was killed at \(number)")
        } else {
          #expect(run.statements == whole.statements, "the work is the same each time")
        }
      }
      for running in [attendance, events] { await running.stop() }
    }
  }

  /// Presences that come and go, at events some of which are completed.
  private func tell(
    _ attendance: Running, _ events: Running
  ) async throws -> (presences: Int, events: Int) {
    let people = (0..<3).map { _ in UUID128.v7() }
    let gatherings = (0..<4).map { _ in UUID128.v7() }
    var presences = 0
    for (number, gathering) in gatherings.enumerated() {
      let start = 1_760_000_000 + Int64(number) * 86_400
      let event = Event(
        id: gathering.description, category: "concert", startTime: Timestamp(seconds: start),
        endTime: Timestamp(seconds: start + 3600), status: number < 3 ? .completed : .scheduled)
      try await events.daemon.feed.transaction { transaction in
        try await transaction.execute(
          events.daemon.feed.publish([
            try FeedEntry(gathering, EventChanged(id: event.id, event: event))
          ]))
      }
      for person in people {
        let visit = AttendanceChanged(
          id: UUID128.v7().description, eventId: gathering.description,
          patronId: person.description, status: .attended,
          checkInTime: Timestamp(seconds: start), eventName: "Jazz Night", category: "concert",
          startTime: Timestamp(seconds: start))
        var undone = visit
        undone.status = .registered
        try await attendance.publish(visit)
        if person == people[number % 3] { try await attendance.publish(undone, visit, undone) }
        presences += person == people[number % 3] ? 4 : 1
      }
    }
    return (presences, gatherings.count)
  }

  /// Follows both feeds from the beginning, attendance's first.
  /// - Parameter number: which statement is the last of its connection; 0: none.
  private func follow(
    _ world: World, _ told: (presences: Int, events: Int), dyingAt number: Int
  ) async throws -> (standing: [String], sums: [[String?]], statements: Int) {
    try await death.reset(world.database)
    try await world.database.run(
      "INSERT INTO loyalty.cursor (source, position) VALUES ('attendance', 0), ('events', 0)")
    try await death.arm(world.database, at: number)
    let loyalty = try await world.followingEventsLast(presences: told.presences)
    try await eventually("followed after a death at \(number)") {
      try await world.hasFollowed("events", told.events)
    }
    await loyalty.stop()
    #expect(try await world.breaches() == [], "killed at statement \(number)")
    #expect(try await world.database.rows("SELECT 1 FROM loyalty.parked") == [])
    let standing = try await world.standing().map(\.description)
    let sums = try await world.database.rows(
      "SELECT patron_id::text, balance, pending, lifetime FROM loyalty.accounts ORDER BY 1")
    return (standing, sums, try await death.count(world.database))
  }
}

extension World {
  /// Starts loyalty, which finds events' cursor locked until it has followed attendance: so the
  /// same statements come in the same order.
  fileprivate func followingEventsLast(presences: Int) async throws -> Running {
    let (locked, hold) = AsyncStream<Void>.makeStream()
    async let held: Void = AdminConnection.with(database.url()) { admin in
      try admin.run("BEGIN; SELECT FROM loyalty.cursor WHERE source = 'events' FOR UPDATE")
      hold.finish()
      let followed = """
        SELECT 1 FROM loyalty.cursor WHERE source = 'attendance' AND position >= \(presences)
        """
      let end = ContinuousClock.now + .seconds(25)
      while try admin.rows(followed).isEmpty, ContinuousClock.now < end { usleep(2000) }
      try admin.run("COMMIT")
    }
    for await _ in locked {}
    let running = try await loyalty()
    try await held
    return running
  }
}
