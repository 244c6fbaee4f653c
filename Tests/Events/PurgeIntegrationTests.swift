import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// What becomes of a purged person's events and claims, told over a real feed.
@Suite struct PurgeIntegrationTests {
  private func tell(
    _ users: Running, _ person: UUID128, _ state: UserChanged.State, _ name: String = ""
  ) async throws {
    try await users.daemon.feed.transaction { transaction in
      try await transaction.execute(
        users.daemon.feed.publish([
          try FeedEntry(
            person, UserChanged(id: person.description, state: state, firstName: name))
        ]))
    }
  }

  private func count(_ world: World, _ sql: String) async throws -> Int {
    Int(try await world.database.rows("SELECT count(*) FROM \(sql)")[0][0] ?? "") ?? -1
  }

  @Test func `what a purged person hosts goes with every claim, and is told as gone`()
    async throws
  {
    try await World.with { world in
      let users = try await world.users([:])
      let events = try await world.events()
      let (host, other) = (try world.person(.organizer), try world.person(.organizer))
      let (theirs, kept) = (try await host.published(), try await other.published())
      let member = try world.person()
      for event in [theirs, kept] { try await member.enroll(event) }
      try await tell(users, host.id, .purged)
      try await eventually("the event is gone") { try await count(world, "events.events") == 1 }
      #expect(try await count(world, "events.enrollments") == 1)
      #expect(try await count(world, "events.events WHERE id = '\(kept.id)'") == 1)
      let store = try await Store(events.daemon, clock: { world.clock.now })
      try await events.daemon.feed.stamp()
      let rows = try await events.daemon.feed.changes(after: 0, limit: 100).rows
      let filled = try await store.fill(
        rows.map { Change(kind: $0.kind, key: $0.key.description, payload: $0.payload) })
      let last = try #require(filled.last { $0.key == theirs.id })
      #expect(try EventChanged.decode(last.payload) == EventChanged(id: theirs.id, event: nil))
      let stored = try await world.database.rows(
        """
        SELECT count(*) FROM events.idempotency
        WHERE position(convert_to('\(host.id)', 'UTF8') IN response) > 0
        """)
      #expect(stored == [["0"]], "answers about them are not kept")
      for daemon in [users, events] { await daemon.stop() }
    }
  }

  @Test func `a purged person's seat goes to who waits, in the same moment`() async throws {
    try await World.with { world in
      let users = try await world.users([:])
      let events = try await world.events()
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 2 }
      let (leaver, waiter) = (try world.person(), try world.person())
      try await leaver.enroll(event, guests: 1)
      #expect(try await waiter.enroll(event).status == .waitlisted)
      try await tell(users, leaver.id, .purged)
      try await eventually("the claim is gone") {
        try await count(world, "events.enrollments WHERE user_id = '\(leaver.id)'") == 0
      }
      let claims = try await world.database.rows(
        "SELECT user_id::text, status FROM events.enrollments")
      #expect(claims == [[waiter.name, "ENROLLED"]])
      #expect(try await world.database.rows("SELECT taken FROM events.events") == [["1"]])
      // Nobody enrolls who is gone, whatever else is heard; an older change names nobody again.
      try await tell(users, leaver.id, .erased)
      let again = await status { try await host.enroll(event, user: leaver.name) }
      #expect(again?.code == .notFound)
      for daemon in [users, events] { await daemon.stop() }
    }
  }

  @Test func `a claim that came in while its person was purged does not stay`() async throws {
    try await World.with { world in
      let users = try await world.users([:])
      let events = try await world.events()
      let host = try world.person(.organizer)
      let event = try await host.published()
      let late = UUID128.v7()
      try await tell(users, late, .purged)
      try await eventually("remembered") {
        try await count(world, "events.users WHERE purged AND NOT is_active") == 1
      }
      try await world.database.run(
        """
        INSERT INTO events.enrollments
          (id, event_id, user_id, status, queue_number, guests, enrolled_at)
        VALUES (gen_random_uuid(), '\(event.id)', '\(late)', 'ENROLLED', 1, 0, now());
        UPDATE events.events SET taken = 1, last_queue_number = 1
        """)
      let store = try await Store(events.daemon, clock: { world.clock.now })
      try await store.purgeLeftovers()
      #expect(try await count(world, "events.enrollments") == 0)
      #expect(try await world.database.rows("SELECT taken FROM events.events") == [["0"]])
      for daemon in [users, events] { await daemon.stop() }
    }
  }

  @Test
  func `a follower for whom the feed no longer reaches back asks anew, and forgets who is gone`()
    async throws
  {
    try await World.with { world in
      let (here, left, gone) = (UUID128.v7(), UUID128.v7(), UUID128.v7())
      let users = try await world.users([here: true, left: false])
      // The feed begins where this follower never was.
      try await world.database.run(
        """
        UPDATE users.feed_head SET position = 40;
        INSERT INTO events.users SELECT id, 'Canary', 'Old', true
        FROM unnest(ARRAY['\(here)', '\(left)', '\(gone)']::uuid[]) AS id;
        INSERT INTO events.cursor VALUES ('users', 1)
        """)
      let events = try await world.events()
      try await eventually("made anew") {
        try await world.database.rows("SELECT position FROM events.cursor WHERE source = 'users'")
          == [["40"]]
      }
      let rows = try await world.database.rows(
        "SELECT id::text, first_name, is_active FROM events.users")
      #expect(
        Set(rows) == [
          [here.description, "Ada", "t"], [left.description, "Ada", "f"],
          [gone.description, "", "f"],
        ])
      for daemon in [users, events] { await daemon.stop() }
    }
  }

  @Test func `an erasure is applied and forgets what could not be applied before it`() async throws
  {
    try await World.with { world in
      let users = try await world.users([:])
      let person = UUID128.v7()
      let events = try await world.events()
      // No copy takes this name: the change is parked, name and all.
      try await world.database.run(
        "ALTER TABLE events.users ADD CONSTRAINT refused CHECK (first_name <> 'Canary')")
      try await tell(users, person, .active, "Canary")
      try await eventually("parked") {
        try await count(world, "events.parked WHERE source = 'users'") == 1
      }
      #expect(found(["Canary"], in: try await world.dump(of: "events.parked")) == ["Canary"])
      try await tell(users, person, .active, "Later")
      try await eventually("parked behind it") {
        try await count(world, "events.parked WHERE source = 'users'") == 2
      }
      try await tell(users, person, .erased)
      try await eventually("erased") {
        try await count(world, "events.users WHERE id = '\(person)' AND NOT is_active") == 1
      }
      #expect(try await count(world, "events.parked") == 0)
      for daemon in [users, events] { await daemon.stop() }
    }
  }
}

extension World {
  /// A table's rows as text.
  fileprivate func dump(of table: String) async throws -> String {
    try await database.rows("SELECT t::text FROM \(table) AS t").map { $0[0] ?? "" }.joined()
  }
}
