import Contracts
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// What becomes of purged people's presences, and of what goes with an event.
  @Suite struct Purges {
    private func tell(_ daemon: Running, _ key: UUID128, _ message: some Message) async throws {
      try await daemon.daemon.feed.transaction { transaction in
        try await transaction.execute(daemon.daemon.feed.publish([try FeedEntry(key, message)]))
      }
    }

    private func purge(_ users: Running, _ person: UUID128) async throws {
      try await tell(users, person, UserChanged(id: person.description, state: .purged))
    }

    /// Two people inside, one of whom left and came again, and one refused at the door.
    private func evening(_ world: World) async throws -> (event: UUID128, people: [UUID128]) {
      let staff = try world.person(.staff)
      let event = world.program.add()
      let people = ["Ada", "Bo"].map { world.people.add($0) }
      for person in people { try await staff.checkIn(person, at: event) }
      world.clock.advance(minutes: 10)
      try await staff.checkOut(people[0], of: event)
      try await staff.checkIn(people[0], at: event)
      return (event, people)
    }

    private func counts(_ world: World, of person: UUID128) async throws -> [Int] {
      try await [
        world.number("SELECT count(*) FROM attendance.attendance WHERE patron_id = '\(person)'"),
        world.number(
          "SELECT count(*) FROM attendance.scans WHERE '\(person)' IN (patron_id, asked_id)"),
        world.number(
          """
          SELECT count(*) FROM attendance.stays s
          WHERE NOT EXISTS (SELECT FROM attendance.attendance a WHERE a.id = s.attendance_id)
          """),
      ]
    }

    @Test func `of a purged person no presence and no scan is left, and the counts are true`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        let attendance = try await world.attendance()
        let (event, people) = try await evening(world)
        #expect(try await counts(world, of: people[0]) == [1, 3, 0])
        try await purge(users, people[0])
        try await eventually("purged") { try await counts(world, of: people[0]) == [0, 0, 0] }
        #expect(try await counts(world, of: people[1]) == [1, 1, 0])
        let live = try await world.database.rows("SELECT present, attended FROM attendance.live")
        #expect(live == [["1", "1"]])
        // An enrollment that is told late puts nobody on the roster again.
        for person in [people[0], world.people.add("Cy")] {
          let claim = world.program.enroll(person, at: event)
          try await tell(events, .v7(), EnrollmentChanged(enrollment: claim))
        }
        try await eventually("followed") {
          try await world.number("SELECT count(*) FROM attendance.attendance") == 2
        }
        #expect(try await counts(world, of: people[0]) == [0, 0, 0])
        // What a call wrote that had begun before goes with the job.
        try await world.database.run(
          """
          INSERT INTO attendance.attendance (id, event_id, patron_id, status, source)
          VALUES (gen_random_uuid(), '\(event)', '\(people[0])', 'ATTENDED', 'DOOR');
          UPDATE attendance.live SET attended = attended + 1
          """)
        try await world.store(attendance).purgeLeftovers()
        #expect(try await counts(world, of: people[0]) == [0, 0, 0])
        #expect(try await world.number("SELECT attended FROM attendance.live") == 1)
      }
    }

    /// How the server runs a statement planned for any person.
    private func plan(_ world: World, _ sql: String, _ values: String) async throws -> String {
      try await AdminConnection.with(world.database.url()) { admin in
        try admin.run("PREPARE asked AS \(sql)")
        return try admin.rows("EXPLAIN EXECUTE asked (\(values))")
          .compactMap { $0.first.flatMap { $0 } }.joined(separator: "\n")
      }
    }

    @Test func `a person's log is looked up, however long that of all is`() async throws {
      try await World.with { world in
        try await world.database.run(
          """
          INSERT INTO attendance.scans (id, device, scan_id, event_id, asked_id, patron_id,
            actor_id, method, occurred_at, received_at, result, message, already_recorded,
            live_count)
          SELECT gen_random_uuid(), 'device:1', n::text, gen_random_uuid(), p, p, p, 'QR', now(),
            now(), 'OK', '', false, 0
          FROM (SELECT n, md5(n::text)::uuid AS p FROM generate_series(1, 20000) AS n) AS people;
          INSERT INTO attendance.corrections
            (id, event_id, patron_id, kind, actor_id, device_id, reason, corrected_at)
          SELECT gen_random_uuid(), event_id, patron_id, 'UNDO', actor_id, '', 'late', now()
          FROM attendance.scans;
          ANALYZE attendance.scans, attendance.corrections, attendance.walk_ins
          """)
        let person = "'\(UUID128.v7())'"
        for (statement, values, index) in [
          (Statements.listScans.definition, "NULL, \(person), NULL, NULL, 51", "scans_person"),
          (
            Statements.listCorrections.definition, "NULL, \(person), NULL, 51",
            "corrections_patron"
          ),
          (Statements.forgetReasons.definition, person, "corrections_patron"),
        ] {
          let plan = try await plan(world, statement.sql, values)
          #expect(plan.contains(index), "\(plan)")
        }
      }
    }

    @Test func `a walk-in that was let in under an id of ours goes with the person`() async throws {
      try await World.with { world in
        let events = try await world.events()
        let attendance = try await world.attendance()
        let staff = try world.person(.staff)
        let event = world.program.add()
        try await staff.letIn("Miles", email: "miles@x.org", at: event)
        let users = try await world.users()
        try await world.store(attendance).identifyWalkIns()
        let person = try #require(world.people.all.first.flatMap { UUID128($0.id) })
        #expect(try await counts(world, of: person)[0] == 1)
        try await purge(users, person)
        try await eventually("purged") {
          try await world.number("SELECT count(*) FROM attendance.scans") == 0
        }
        for table in ["walk_ins", "attendance", "stays"] {
          #expect(try await world.number("SELECT count(*) FROM attendance.\(table)") == 0)
        }
        _ = events
      }
    }

    @Test func `an event that is gone takes everything at its door along`() async throws {
      try await World.with { world in
        _ = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let (event, _) = try await evening(world)
        try await tell(events, event, EventChanged(id: event.description, event: nil))
        for table in ["events", "live", "attendance", "stays", "scans"] {
          try await eventually("\(table) is empty") {
            try await world.number("SELECT count(*) FROM attendance.\(table)") == 0
          }
        }
      }
    }

    @Test func `made anew from the list, the copy keeps no name of who is gone`() async throws {
      try await World.with { world in
        _ = try await world.users()
        let attendance = try await world.attendance()
        let kept = world.people.add("Ada")
        let gone = UUID128.v7()
        let store = try world.store(attendance)
        try await store.learn([
          User(id: gone.description, firstName: "Canary", active: true),
          User(id: kept.description, firstName: "Old", active: true),
        ])
        try await store.rebuildUsers()
        let rows = try await world.database.rows(
          "SELECT id::text, state, first_name FROM attendance.users ORDER BY first_name")
        #expect(
          rows == [[gone.description, "ERASED", ""], [kept.description, "ACTIVE", "Ada"]])
      }
    }
  }
}
