import Contracts
import Postgres
import ProcessKit
import Testing

@testable import Daemon
@testable import Loyalty

/// The follower of attendance, its connection killed at each statement that writes, and at COMMIT.
@Suite(.serialized) struct FollowerDeathsIntegrationTests {
  /// Everything that a follower writes to; the last is killed at COMMIT.
  private static let trap = """
    CREATE SEQUENCE public.statements;
    CREATE TABLE public.fatal (number bigint);
    CREATE FUNCTION public.count_statement() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = 'pg_catalog' AS $$
    BEGIN
      IF nextval('public.statements') = (SELECT number FROM public.fatal) THEN
        PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(60);
      END IF;
      RETURN NULL;
    END $$;
    DO $$
    DECLARE name text;
    BEGIN
      FOREACH name IN ARRAY ARRAY['presences', 'awards', 'ledger', 'lots', 'accounts', 'uses',
        'feed', 'events', 'cursor'] LOOP
        EXECUTE format('CREATE TRIGGER counted BEFORE INSERT OR UPDATE ON loyalty.%I
          FOR EACH STATEMENT EXECUTE FUNCTION public.count_statement()', name);
      END LOOP;
      CREATE CONSTRAINT TRIGGER counted_at_commit AFTER UPDATE ON loyalty.cursor
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.count_statement();
    END $$;
    """
  private static let empty = """
    TRUNCATE loyalty.presences, loyalty.awards, loyalty.ledger, loyalty.lots, loyalty.uses,
      loyalty.accounts, loyalty.feed, loyalty.cursor, loyalty.parked, loyalty.events,
      public.fatal;
    UPDATE loyalty.feed_head SET position = 0;
    ALTER SEQUENCE public.statements RESTART
    """

  @Test func `killed at any statement, it comes to what it comes to undisturbed`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        _ = try await EarningExactnessIntegrationTests.makeRules(store)
      }
      let attendance = try await world.attendance()
      let events = try await world.events()
      try await world.database.run(Self.trap)
      let told = try await tell(attendance, events)
      let whole = try await follow(world, told, dyingAt: 0)
      #expect(!whole.standing.isEmpty)
      var number = 1
      // Until a run has fewer statements than the one it was to die at.
      while true {
        let run = try await follow(world, told, dyingAt: number)
        #expect(run.standing == whole.standing, "killed at statement \(number)")
        #expect(run.sums == whole.sums, "killed at statement \(number)")
        if !run.died { break }
        number += 1
      }
      #expect(number > 10, "each page takes several statements")
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

  /// Follows both feeds from the beginning.
  /// - Parameter number: which statement is the last of its connection; 0: none.
  private func follow(
    _ world: World, _ told: (presences: Int, events: Int), dyingAt number: Int
  ) async throws -> (standing: [String], sums: [[String?]], died: Bool) {
    try await world.database.run(
      "\(Self.empty); INSERT INTO public.fatal VALUES (\(number))")
    let loyalty = try await world.loyalty()
    try await eventually("followed after a death at \(number)") {
      guard try await world.hasFollowed("attendance", told.presences) else { return false }
      return try await world.hasFollowed("events", told.events)
    }
    await loyalty.stop()
    #expect(try await world.breaches() == [], "killed at statement \(number)")
    #expect(try await world.database.rows("SELECT 1 FROM loyalty.parked") == [])
    let counted = try await world.database.rows("SELECT last_value FROM public.statements")
    let standing = try await world.standing().map(\.description)
    let sums = try await world.database.rows(
      "SELECT patron_id::text, balance, pending, lifetime FROM loyalty.accounts ORDER BY 1")
    return (standing, sums, number > 0 && (counted[0][0].flatMap { Int($0) } ?? 0) >= number)
  }
}
