import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Attendance
@testable import Daemon

/// What a door takes along to work without network.
extension AttendanceIntegrationTests {
  @Suite struct Snapshots {
    @Test func `a snapshot says who is expected, by what rules, and that it is ours`() async throws
    {
      try await World.served { world, daemon in
        let event = world.program.add { $0.doorLimit = 50 }
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let store = try world.store(daemon)
        try await store.learn([try #require(world.people.user(ada))])
        try await store.apply(world.program.enroll(ada, at: event))
        let (device, _) = try await world.device(at: event)
        _ = try await device.checkIn(bo, at: event)
        let page = try await device.page(event)
        #expect(page.isWhole && page.next.isEmpty && page.gone.isEmpty && page.keys.count == 1)
        #expect(page.door["doorLimit"] == "50" && page.door["present"] == "1")
        #expect(page.door["opensAt"] == "2030-06-01T16:00:00Z")
        let expected = try #require(page.people[ada.description])
        #expect(expected.name == "Ada L" && expected.status == "REGISTERED" && expected.isEnrolled)
        let came = try #require(page.people[bo.description])
        #expect(came.status == "ATTENDED" && came.checkIn == "2030-06-01T18:00:00Z")
        #expect(!came.isEnrolled && came.isActive && came.checkOut == nil)

        // One changed letter, another key: no device takes it.
        var signed = try await device.snapshots.getSnapshot(
          GetSnapshotRequest(eventId: event.description), device.options)
        let keys = try await device.passes.listPassKeys(ListPassKeysRequest(), device.options).keys
        let listed = keys.map { ($0.id, $0.publicKey) }
        let other = SigningKey(seed: .random()).publicKey.bytes
        #expect(try Page(signed, listed) != nil)
        #expect(try Page(signed, listed.map { ($0.0, other) }) == nil)
        signed.payload = String(signed.payload.dropLast(4))
        #expect(try Page(signed, listed) == nil)
      }
    }

    @Test func `a delta tells what came, what changed, what went, and nothing else`() async throws {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        let daemon = try await world.attendance()
        let event = world.program.add()
        let people = ["Ada", "Bo", "Cy", "Di"].map { world.people.add($0) }
        let store = try world.store(daemon)
        for person in people.prefix(3) {
          try await store.learn([try #require(world.people.user(person))])
          try await store.apply(world.program.enroll(person, at: event))
        }
        let (device, _) = try await world.device(at: event)
        let whole = try await device.page(event)
        #expect(whole.isWhole && whole.people.count == 3)
        let quiet = try await device.page(event, after: whole.version)
        #expect(!quiet.isWhole && quiet.people.isEmpty && quiet.gone.isEmpty)

        let staff = try world.person(.staff)
        _ = try await device.checkIn(people[0], at: event)
        _ = try await device.checkIn(people[3], at: event)
        var left = try #require(
          world.program.find(
            GetEnrollmentRequest(eventId: event.description, userId: people[1].description)))
        left.status = .canceled
        try await store.apply(left)
        _ = try await staff.issue(event, people[2])
        try await staff.revoke(event, people[2])
        let delta = try await device.page(event, after: whole.version)
        #expect(!delta.isWhole && delta.gone == [people[1].description])
        #expect(Set(delta.people.keys) == [people[0].description, people[3].description])
        #expect(delta.revocations == [people[2].description: 2])

        // A name that changes at users, of somebody whose presence does not.
        try await users.tell(
          people[2],
          UserChanged(
            id: people[2].description, state: .deactivated, firstName: "Cyd", lastName: "New"))
        try await eventually("renamed") {
          let page = try await device.page(event, after: delta.version)
          return page.people[people[2].description]?.name == "Cyd New"
            && page.people[people[2].description]?.isActive == false && page.people.count == 1
        }
        // Who comes back is gone no more.
        _ = try await device.checkIn(people[1], at: event)
        let back = try await device.page(event, after: whole.version)
        #expect(back.gone.isEmpty && back.people[people[1].description]?.status == "ATTENDED")
        _ = events
      }
    }

    @Test func `who holds an unknown version, or one from before a purge, is given the whole`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let event = world.program.add()
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let (device, _) = try await world.device(at: event)
        for person in [ada, bo] { _ = try await device.checkIn(person, at: event) }
        let before = try await device.page(event).version
        #expect(try await device.page(event, after: "999999.0").isWhole)
        #expect(try await device.page(event, after: "0.999999").isWhole)
        #expect(try await !device.page(event, after: before).isWhole)
        for wrong in ["x", "1", "1.2.3", "-1.0", "01.0", "1.99999999999999999999"] {
          let refused = await status { try await device.page(event, after: wrong) }
          #expect(refused?.code == .invalidArgument)
        }
        try await users.tell(ada, UserChanged(id: ada.description, state: .purged))
        try await eventually("purged") {
          try await world.number("SELECT count(*) FROM attendance.attendance") == 1
        }
        let after = try await device.page(event, after: before)
        #expect(after.isWhole && Array(after.people.keys) == [bo.description])
        #expect(try await !device.page(event, after: after.version).isWhole, "and once only")
        #expect(
          try await world.number(
            "SELECT count(*) FROM attendance.gone WHERE patron_id = '\(ada)'") == 0,
          "nothing names who is purged")
        _ = events
      }
    }

    @Test func `a page of people with the longest names fits one message`() async throws {
      try await World.served { world, _ in
        let event = world.program.add()
        let (device, _) = try await world.device(at: event)
        try await world.fill(event, 1200, name: "repeat(chr(128512), 100)")
        for id in 1...3 {
          try await world.database.run(
            """
            INSERT INTO attendance.passes (event_id, patron_id, number, is_issued)
            SELECT '\(event)', gen_random_uuid(), 2, true FROM generate_series(1, 300 * \(id))
            """)
        }
        var held = Holding()
        try await held.refresh(device, event)
        #expect(held.people.count == 1200 && held.revocations.count == 1800)
        let large = await status { try await device.page(event, size: 501) }
        #expect(large?.code == .invalidArgument)
      }
    }

    @Test func `snapshot and deltas under way with writers end as the roster is`() async throws {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        let daemon = try await world.attendance()
        _ = try await world.attendance("2")
        let event = world.program.add()
        let people = (0..<30).map { world.people.add("P\($0)") }
        let (device, _) = try await world.device(at: event)
        let store = try world.store(daemon)
        for person in people.prefix(20) {
          try await store.apply(world.program.enroll(person, at: event))
        }
        async let writing: Void = Self.write(world, users, store, event, people)
        var held = Holding()
        var versions: Set<String> = []
        for _ in 0..<40 {
          try await held.refresh(device, event, size: 3)
          versions.insert(held.version)
        }
        try await writing
        try await eventually("the last name was heard of") {
          try await world.number(
            "SELECT count(*) FROM attendance.users WHERE last_name = 'Last'") == 1
        }
        try await held.refresh(device, event, size: 3)
        try await world.expect(held, at: event)
        #expect(held.wholes == 1 && versions.count > 3, "deltas did it, \(versions.count) of them")
        _ = events
      }
    }

    /// Doors, enrollments, revocations and names, all at once.
    private static func write(
      _ world: World, _ users: Running, _ store: Store, _ event: UUID128,
      _ people: [UUID128]
    ) async throws {
      let staff = try world.person(.staff)
      _ = try await all(6) { worker in
        for round in 0..<25 {
          let person = people[(worker * 7 + round * 3) % people.count]
          switch (worker + round) % 5 {
          case 0, 1: try await staff.checkIn(person, at: event)
          case 2: _ = await status { try await staff.checkOut(person, of: event) }
          case 3:
            let request = GetEnrollmentRequest(
              eventId: event.description, userId: person.description)
            var claim = world.program.find(request) ?? world.program.enroll(person, at: event)
            claim.status = round % 2 == 0 ? .canceled : .enrolled
            try await store.apply(claim)
          default:
            try await users.tell(
              person,
              UserChanged(
                id: person.description, state: .active, firstName: "R\(round)", lastName: "N"))
          }
        }
        return true
      }
      try await users.tell(
        people[0],
        UserChanged(
          id: people[0].description, state: .active, firstName: "The", lastName: "Last"))
    }

    @Test func `a write that commits late is in the next delta`() async throws {
      try await World.served { world, _ in
        let event = world.program.add()
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let (device, _) = try await world.device(at: event)
        _ = try await device.checkIn(ada, at: event)
        // The other door waits: nothing that it does can be fetched before this is.
        let early = try await world.database.whileLocked(
          "UPDATE attendance.attendance SET method = 'KIOSK' WHERE patron_id = '\(ada)'",
          waiting: 1
        ) {
          _ = try await device.checkIn(bo, at: event)
          return try await device.page(event)
        }
        let delta = try await device.page(event, after: early.version)
        let told = early.people.count + delta.people.count
        #expect(early.people.count == 2 && told >= 2)
      }
    }

    @Test func `control: stamped without the door's lock, a write that commits late is missed`()
      async throws
    {
      try await World.served { world, _ in
        try await world.database.run(
          """
          CREATE OR REPLACE FUNCTION attendance.stamp_change() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN
            SELECT version + 1 INTO NEW.changed FROM attendance.live WHERE event_id = NEW.event_id;
            RETURN NEW;
          END $$;
          -- What counts changes would make the one wait for the other, too.
          ALTER TABLE attendance.attendance DISABLE TRIGGER attendance_inserted;
          ALTER TABLE attendance.attendance DISABLE TRIGGER attendance_updated
          """)
        let event = world.program.add()
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let (device, _) = try await world.device(at: event)
        _ = try await device.checkIn(ada, at: event)
        let pool = Database(
          .patient(world.database.url(role: "attendance")), statements: [Control.recordAgain])
        try await pool.start()
        let (written, fetched) = (Barrier(2), Barrier(2))
        async let late: Void = pool.transaction { transaction in
          try await transaction.execute(Control.recordAgain(event, ada))
          await written.arrive()
          await fetched.arrive()
        }
        await written.arrive()
        _ = try await device.checkIn(bo, at: event)
        let held = try await device.page(event)
        await fetched.arrive()
        try await late
        await pool.close()
        let delta = try await device.page(event, after: held.version)
        #expect(
          delta.people.isEmpty, "the control must miss that \(ada) was recorded another way")
      }
    }
  }
}

extension World {
  /// Puts so many people on an event's roster.
  func fill(_ event: UUID128, _ count: Int, name: String) async throws {
    try await database.run(
      """
      WITH made AS (
        INSERT INTO attendance.users (id, state, first_name, last_name)
        SELECT gen_random_uuid(), 'ACTIVE', \(name), \(name) FROM generate_series(1, \(count))
        RETURNING id)
      INSERT INTO attendance.attendance (id, event_id, patron_id, status, enrolled_at, source)
      SELECT gen_random_uuid(), '\(event)', id, 'REGISTERED', now(), 'ENROLLMENT' FROM made
      """)
  }

  /// Compares what a device holds with the tables.
  func expect(_ held: Holding, at event: UUID128) async throws {
    let rows = try await database.rows(
      """
      SELECT patron_id::text, coalesce(first_name || ' ' || last_name, ' '), status,
        (enrolled_at IS NOT NULL)::text, (check_out_time IS NOT NULL)::text
      FROM attendance.attendance LEFT JOIN attendance.users ON users.id = patron_id
      WHERE event_id = '\(event)' ORDER BY 1
      """)
    let ours = held.people.sorted { $0.key < $1.key }.map { id, person in
      [
        id, person.name, person.status, "\(person.isEnrolled)", "\(person.checkOut != nil)",
      ] as [String?]
    }
    #expect(ours == rows)
  }
}
