import Contracts
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// Calls that meet at one door's lock, made to meet: somebody holds it until all wait for it.
  @Suite struct Races {
    @Test func `at two doors one lets in, and the other says which and when`() async throws {
      try await World.served { world, _ in
        _ = try await world.attendance("2")
        let staff = try world.person(.staff)
        try await world.watchCounts()
        let event = world.program.add()
        try await staff.checkIn(world.people.add("First"), at: event)
        for _ in 0..<5 {
          let ada = world.people.add()
          try await world.warm(staff, ada)
          // Where both come to one replica, one of them waits for the other's flight.
          let answers = try await world.held(event, until: 1) {
            try await all(2) { try await staff.checkIn(ada, at: event, device: "door \($0)") }
          }
          let winner = try #require(answers.first { !$0.alreadyRecorded }?.attendance)
          let loser = try #require(answers.first { $0.alreadyRecorded })
          #expect(loser.attendance == winner)
          let sentence = "Checked in already at 18:00:00 UTC at the door \(winner.deviceId)."
          #expect(loser.message == sentence)
        }
        try await world.expectNeverUnsound()
      }
    }

    @Test func `a door that somebody holds keeps nobody waiting at the others`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (held, ada) = (world.program.add(), world.people.add())
        let others = (0..<8).map { _ in world.program.add() }
        for event in others + [held] { try await staff.checkIn(ada, at: event) }
        let people = (0..<8).map { world.people.add("Nr \($0)") }
        let late = try await world.held(held, until: 1) {
          try await all(8) { try await staff.checkIn(people[$0], at: held) }
        } meanwhile: {
          // Doors that share flights with the held one, in both lanes.
          let answers = try await all(8) { try await staff.checkIn(people[$0], at: others[$0]) }
          #expect(answers.allSatisfy { $0.result == .ok && !$0.alreadyRecorded })
        }
        #expect(late.allSatisfy { $0.result == .ok && !$0.alreadyRecorded })
        try await world.expectSoundCounts()
      }
    }

    @Test func `a scan against an undo: whichever is last stands, and the answers say which`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        try await world.watchCounts()
        let (event, ada) = (world.program.add(), world.people.add())
        try await staff.checkIn(world.people.add("Bo"), at: event)
        for _ in 0..<8 {
          try await staff.checkIn(ada, at: event)
          let answer = try await world.held(event, until: 2) {
            async let undone = staff.undo(ada, at: event)
            let scanned = try await staff.checkIn(ada, at: event)
            _ = try await undone
            return scanned
          }
          // Recorded already: the scan came first, and the undo took it along.
          let isAttended = try await staff.roster(event).count == 2
          #expect(answer.alreadyRecorded == !isAttended)
        }
        let told = try await world.changes(daemon).filter { $0.patronId == ada.description }
        for (one, next) in zip(told, told.dropFirst()) {
          #expect(one.removed != next.removed, "told in turn")
        }
        try await world.expectNeverUnsound()
      }
    }

    @Test func `control: without the lock two undos count one person off twice`() async throws {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        try await world.watchCounts()
        let (event, ada) = (world.program.add(), world.people.add())
        for person in [ada, world.people.add("Bo")] { try await staff.checkIn(person, at: event) }
        let store = try world.store(daemon)
        let barrier = Barrier(2)
        _ = try await all(2) { _ in
          try await store.feed.transaction { transaction in
            var door = try await store.unlocked(event, [ada], transaction)
            await barrier.arrive()
            _ = try door.undo(ada, by: nil, now: world.clock.now) { .v7() }
            try await store.write([door], transaction)
            return true
          }
        }
        #expect(
          try await world.number("SELECT count(*) FROM public.unsound") > 0,
          "the control must count Bo off, too")
      }
    }

    @Test func `a late upload against completion: who came has come, and is told last`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        try await world.watchCounts()
        let store = try world.store(daemon)
        for _ in 0..<4 {
          let (event, ada, bo) = (world.program.add(), world.people.add(), world.people.add("Bo"))
          world.clock.set(TestClock.start)
          let rows = [ada, bo].map {
            BatchRecordRequest.Row(
              userId: "\($0)", status: .registered, enrolledAt: Timestamp(TestClock.start))
          }
          try await staff.record(rows, at: event)
          world.clock.advance(minutes: 300)
          let now = world.clock.now
          _ = try await world.held(event, until: 2) {
            async let settled: Void = store.settleShutDoors(now: now)
            let answer = try await staff.upload(
              [
                .init(
                  subject: .userId("\(ada)"), scanId: "1", occurredAt: Timestamp(TestClock.start))
              ], at: event, device: "pad \(event)")
            try await settled
            return answer
          }
          let roster = try await staff.roster(event)
          #expect(
            Set(roster.map { "\($0.patronId) \($0.status)" })
              == ["\(ada) \(PresenceStatus.attended)", "\(bo) \(PresenceStatus.noShow)"])
          let told = try await world.changes(daemon).filter { $0.eventId == event.description }
          #expect(told.last { $0.patronId == ada.description }?.status == .attended)
          #expect(told.count { $0.patronId == bo.description } == 1, "a no-show once")
        }
        try await world.expectNeverUnsound()
      }
    }

    @Test func `a check-out against the door's shutting: who was seen leaving has left then`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        try await world.watchCounts()
        let store = try world.store(daemon)
        for _ in 0..<6 {
          world.clock.set(TestClock.start)
          let (event, ada) = (world.program.add(), world.people.add())
          try await staff.checkIn(ada, at: event)
          world.clock.advance(minutes: 240)
          let now = world.clock.now
          let left = TestClock.start.adding(minutes: 90)
          let out = try await world.held(event, until: 2) {
            async let settled: Void = store.settleShutDoors(now: now)
            let out = try await staff.checkOut(ada, of: event, at: left)
            try await settled
            return out
          }
          #expect(out.checkOutTime == Timestamp(left))
          #expect(
            try await world.number(
              """
              SELECT count(*) FROM attendance.stays JOIN attendance.attendance a
                ON a.id = attendance_id WHERE event_id = '\(event)' AND NOT auto_closed
                AND out_time = check_out_time
              """) == 1)
          #expect(try await staff.summary(event).present == 0)
        }
        try await world.expectNeverUnsound()
      }
    }

    @Test func `one address at two doors is one person, also while users is down`() async throws {
      try await World.with { world in
        var users = try await world.users()
        _ = try await world.events()
        let daemon = try await world.attendance()
        let staff = try world.person(.staff)
        try await world.watchCounts()
        let event = world.program.add()
        try await staff.checkIn(world.people.add("First"), at: event)
        let both = try await world.held(event, until: 1) {
          try await all(2) {
            try await staff.letIn("Bo", email: "bo@example.org", at: event, scan: "up \($0)")
          }
        }
        #expect(both.filter { !$0.alreadyRecorded }.count == 1)
        #expect(Set(both.compactMap { $0.attendance?.id }).count == 1)

        await world.stop(users)
        let apart = try await all(2) {
          try await staff.letIn("Cy", email: "cy@example.org", at: event, scan: "down \($0)")
        }
        #expect(apart.allSatisfy { $0.result == .ok && !$0.alreadyRecorded })
        #expect(try await staff.summary(event).present == 4)
        users = try await world.users()
        let store = try world.store(daemon)
        try await eventually("users answers") {
          await status { try await store.identifyWalkIns() } == nil
        }
        #expect(try await staff.summary(event).present == 3)
        let roster = try await staff.roster(event)
        #expect(roster.map(\.firstName).sorted() == ["Bo", "Cy", "First"])
        let told = try await world.changes(daemon)
        #expect(Set(told.map(\.id)).count == 3 && told.count == 3, "each told once")
        let named = roster.first { $0.firstName == "Cy" }
        let cy = try #require(named.flatMap { UUID128($0.patronId) })
        #expect(try await staff.undo(cy, at: event).annulled == 2, "both doors' scans are hers")
        try await world.expectNeverUnsound()
      }
    }
  }
}

extension Store {
  /// A door as it is found without taking its lock: what the room never does.
  func unlocked(
    _ event: UUID128, _ people: [UUID128], _ transaction: Transaction
  ) async throws -> Door {
    let (live, events, presences, stays, facts) = try await transaction.batch(
      Statements.live(event), Statements.events([event]), Statements.existing(event, people),
      Statements.stays(people.map { _ in event }, people),
      Statements.facts(people.map { _ in event }, people))
    return Door(
      DoorState(
        event: try #require(events.first), present: try #require(live.first).present,
        presences: presences, stays: stays.map(\.row), facts: facts.map(\.row)),
      now: TestClock.start)
  }
}

extension World {
  /// Lets the copy know a person, so that nothing is asked for at the lock.
  func warm(_ staff: Someone, _ person: UUID128) async throws {
    try await staff.checkIn(person, at: program.add())
  }

  /// Holds the event's lock while `body` runs, until so many transactions wait for locks and
  /// `meanwhile` is done.
  func held<Value: Sendable>(
    _ event: UUID128, until waiting: Int,
    _ body: @escaping @Sendable () async throws -> Value,
    meanwhile: () async throws -> Void = {}
  ) async throws -> Value {
    let pool = Database(
      .patient(database.url(role: "attendance")), statements: [Statements.lockDoor])
    try await pool.start()
    let (locked, release) = (Barrier(2), Barrier(2))
    async let holder = pool.transaction { transaction in
      let rows = try await transaction.query(Statements.lockDoor(event))
      await locked.arrive()
      await release.arrive()
      return rows.count
    }
    await locked.arrive()
    async let value = body()
    do {
      try await eventually("\(waiting) wait") {
        try await number(
          """
          SELECT count(*) FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND datname = current_database()
          """) >= waiting
      }
      try await meanwhile()
    } catch {
      await release.arrive()
      throw error
    }
    await release.arrive()
    #expect(try await holder == 1)
    let result = try await value
    await pool.close()
    return result
  }

  func expectNeverUnsound() async throws {
    try await expectSoundCounts()
    #expect(try await number("SELECT count(*) FROM public.unsound") == 0, "unsound at a commit")
  }
}
