import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Lists of an event with 100,000 claims, of whom 60,000 wait.
@Suite struct LongListIntegrationTests {
  private func serve(
    _ body: (World, Running, Someone, Event) async throws -> Void
  ) async throws {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 40_000 }
      try await world.database.run(
        """
        INSERT INTO events.enrollments
          (id, event_id, user_id, status, priority, queue_number, guests, enrolled_at)
        SELECT gen_random_uuid(), '\(event.id)', gen_random_uuid(),
          CASE WHEN i <= 40000 THEN 'ENROLLED' ELSE 'WAITLISTED' END, i % 3, i, 0,
          '2030-05-01'::timestamptz + i * interval '1 second'
        FROM generate_series(1, 100000) AS i;
        UPDATE events.events SET taken = 40000, last_queue_number = 100000;
        INSERT INTO events.rsvps SELECT event_id, user_id, 'GOING', enrolled_at, enrolled_at
        FROM events.enrollments;
        """)
      // Outside any transaction block, which VACUUM needs to be.
      try await world.database.run("VACUUM ANALYZE events.enrollments, events.rsvps")
      try await body(world, running, host, event)
    }
  }

  /// How the server runs a statement planned for any values, which is the worst it does.
  private func plan(
    _ world: World, _ statement: any Preparable, _ values: String
  ) async throws -> String {
    let sql = statement.definition.sql
    return try await AdminConnection.with(world.database.url()) { admin in
      try admin.run("SET plan_cache_mode = force_generic_plan; PREPARE asked AS \(sql)")
      return try admin.rows("EXPLAIN EXECUTE asked (\(values))")
        .compactMap { $0.first.flatMap { $0 } }.joined(separator: "\n")
    }
  }

  @Test func `each page is read off an index, with whatever values`() async throws {
    try await serve { world, _, _, event in
      let start = "'2030-05-01', '\(UUID128(high: 0, low: 0))'"
      let statements: [(any Preparable, String)] = [
        (EnrollmentLists.ofEvent, "'\(event.id)', \(start), 51"),
        (EnrollmentLists.ofEventStanding, "'\(event.id)', \(start), 'WAITLISTED', 51"),
        (EnrollmentLists.ofPerson, "'\(event.id)', NULL, \(start), 51"),
        (EnrollmentLists.waitlist, "'\(event.id)', 1, 500, 51"),
        (EnrollmentStatements.places, "'\(event.id)', ARRAY['\(event.id)'::uuid]"),
        (RsvpStatements.ofEvent, "'\(event.id)', NULL, NULL, \(start), 51"),
        (RsvpStatements.ofPerson, "'\(event.id)', NULL, \(start), 51"),
      ]
      for (statement, values) in statements {
        let plan = try await plan(world, statement, values)
        #expect(
          !plan.contains("Seq Scan on enrollments") && !plan.contains("Seq Scan on rsvps"),
          "\(statement.definition.name):\n\(plan)")
        #expect(plan.contains("Index"), "\(plan)")
      }
    }
  }

  @Test func `places far down the list are right, and a page of them is there at once`()
    async throws
  {
    try await serve { world, running, host, event in
      let deepest = try await world.database.rows(
        """
        SELECT priority, queue_number FROM events.enrollments WHERE status = 'WAITLISTED'
        ORDER BY priority DESC, queue_number OFFSET 59899 LIMIT 1
        """)[0].compactMap { $0.flatMap { Int64($0) } }
      let store = try await Store(running.daemon, clock: { world.clock.now })
      let id = EventID(rawValue: try #require(UUID128(event.id)))
      let clock = ContinuousClock()
      var start = clock.now
      let page = try await store.waitlist(
        id, after: (Int32(deepest[0]), deepest[1]), limit: 100)
      #expect(page.map(\.position) == (59_901...60_000).map { $0 })
      #expect(clock.now - start < .seconds(1))
      start = clock.now
      let listed = try await host.enrollments.listEnrollments(
        ListEnrollmentsRequest(pageSize: 200, eventId: event.id, status: .waitlisted),
        host.options)
      #expect(clock.now - start < .seconds(1))
      // The first of them all has number 40,001, so each has its place among its priority.
      let places = try await world.database.rows(
        """
        SELECT place FROM (SELECT enrolled_at, row_number() OVER (
          ORDER BY priority DESC, queue_number) AS place FROM events.enrollments
          WHERE status = 'WAITLISTED') AS q ORDER BY enrolled_at LIMIT 200
        """
      ).map { $0[0].flatMap { Int32($0) } }
      #expect(listed.enrollments.map(\.position) == places)
      let counted = try await host.rsvps.listRsvps(
        ListRsvpsRequest(pageSize: 1, eventId: event.id), host.options)
      #expect(counted.counts?.going == 100_000)
    }
  }
}
