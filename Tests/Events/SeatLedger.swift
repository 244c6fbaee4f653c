import Postgres
import TestKit
import Testing

/// Writes down, in the database itself, what every transaction does to seats, so that nothing that
/// was true only for a moment goes unseen.
///
/// Seats are looked at when a transaction commits (deferred triggers); who was let in, what freed
/// seats and what the feed was told, as it happens, with the transaction's number.
struct SeatLedger {
  private let database: TestDatabase

  init(_ database: TestDatabase) async throws {
    self.database = database
    try await database.run(Self.sql)
  }

  private static let sql = """
    CREATE SCHEMA ledger;
    CREATE TABLE ledger.commits (n bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, taken int,
      held int, capacity int, tx bigint);
    CREATE TABLE ledger.promotions (n bigint GENERATED ALWAYS AS IDENTITY, claim uuid,
      event_id uuid, queue_number bigint, priority int, seats int, tx bigint);
    CREATE TABLE ledger.freed (event_id uuid, seats int, tx bigint);
    CREATE TABLE ledger.jumps (claim uuid, event_id uuid);
    CREATE TABLE ledger.late (claim uuid);
    CREATE TABLE ledger.told (claim uuid, tx bigint);

    CREATE FUNCTION ledger.look(event uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = '' AS $$
      INSERT INTO ledger.commits (event_id, taken, held, capacity, tx)
      SELECT event, e.taken, (SELECT coalesce(sum(1 + guests), 0) FROM events.enrollments
        WHERE event_id = event AND status = 'ENROLLED'), e.capacity, txid_current()
      FROM events.events AS e WHERE e.id = event
        AND NOT EXISTS (SELECT FROM ledger.commits WHERE tx = txid_current() AND event_id = event)
    $$;
    CREATE FUNCTION ledger.at_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = '' AS $$
    BEGIN
      PERFORM ledger.look(CASE TG_TABLE_NAME WHEN 'events' THEN NEW.id
        ELSE (to_jsonb(NEW) ->> 'event_id')::uuid END);
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT OR UPDATE ON events.events
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.at_commit();
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT OR UPDATE ON events.enrollments
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.at_commit();

    CREATE FUNCTION ledger.on_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = '' AS $$
    DECLARE
      had int := CASE WHEN TG_OP = 'UPDATE' AND OLD.status = 'ENROLLED' THEN 1 + OLD.guests
        ELSE 0 END;
      has int := CASE WHEN NEW.status = 'ENROLLED' THEN 1 + NEW.guests ELSE 0 END;
      waited boolean := TG_OP = 'UPDATE' AND OLD.status = 'WAITLISTED';
    BEGIN
      IF has > had AND EXISTS (
        SELECT FROM events.events WHERE id = NEW.event_id AND canceled_at IS NOT NULL)
      THEN
        INSERT INTO ledger.late VALUES (NEW.id);
      END IF;
      -- Who leaves the head of the list, or changes place or party there, may clear the way, too.
      IF has < had OR waited AND has = 0 THEN
        INSERT INTO ledger.freed VALUES (NEW.event_id, had - has, txid_current());
      ELSIF waited AND has > 0 THEN
        INSERT INTO ledger.promotions (claim, event_id, queue_number, priority, seats, tx)
        VALUES (NEW.id, NEW.event_id, NEW.queue_number, NEW.priority, has, txid_current());
      ELSIF has > had AND EXISTS (
        SELECT FROM events.enrollments WHERE event_id = NEW.event_id AND status = 'WAITLISTED'
          AND queue_number < NEW.queue_number)
      THEN
        INSERT INTO ledger.jumps VALUES (NEW.id, NEW.event_id);
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER on_claim AFTER INSERT OR UPDATE ON events.enrollments
      FOR EACH ROW EXECUTE FUNCTION ledger.on_claim();

    CREATE FUNCTION ledger.on_capacity() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = '' AS $$
    BEGIN
      INSERT INTO ledger.freed
      SELECT NEW.id, coalesce(NEW.capacity, 1000000) - OLD.capacity, txid_current()
      WHERE coalesce(NEW.capacity, 1000000) > OLD.capacity;
      RETURN NULL;
    END $$;
    CREATE TRIGGER on_capacity AFTER UPDATE ON events.events
      FOR EACH ROW EXECUTE FUNCTION ledger.on_capacity();

    CREATE FUNCTION ledger.on_feed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = '' AS $$
    BEGIN
      INSERT INTO ledger.told VALUES (NEW.key, txid_current());
      RETURN NULL;
    END $$;
    CREATE TRIGGER on_feed AFTER INSERT ON events.feed
      FOR EACH ROW WHEN (NEW.kind = 'EnrollmentChanged') EXECUTE FUNCTION ledger.on_feed();
    """

  func number(_ sql: String) async throws -> Int {
    Int(try await database.rows(sql)[0][0] ?? "") ?? -1
  }

  /// How many were let in from the waiting list.
  func promotions() async throws -> Int {
    try await number("SELECT count(*) FROM ledger.promotions")
  }

  /// What must hold at every commit, and when nobody writes any more.
  ///
  /// - Parameter ofOneSize: whether all parties are, so that the queue alone says who is next.
  func expectSound(_ event: String, ofOneSize: Bool = true) async throws {
    let commits = try await number("SELECT count(*) FROM ledger.commits")
    #expect(commits > 0, "control: commits are seen")
    #expect(
      try await number("SELECT count(*) FROM ledger.commits WHERE taken > capacity") == 0,
      "more seats were taken than there are")
    #expect(
      try await number("SELECT count(*) FROM ledger.commits WHERE taken <> held") == 0,
      "seats were counted wrong")
    // One transaction with a cause let each in, told it once, and let in no more than it freed.
    #expect(
      try await database.rows(
        """
        SELECT claim FROM ledger.promotions AS p
        WHERE (SELECT count(DISTINCT tx) FROM ledger.freed
            WHERE tx = p.tx AND event_id = p.event_id) <> 1
          OR (SELECT count(*) FROM ledger.told WHERE claim = p.claim AND tx = p.tx) <> 1
        """) == [], "somebody was let in without a cause, or told otherwise than once")
    #expect(
      try await number(
        "SELECT count(*) - count(DISTINCT (claim, queue_number)) FROM ledger.promotions") == 0,
      "somebody was let in twice")
    #expect(try await number("SELECT count(*) FROM ledger.jumps") == 0, "the queue was jumped")
    #expect(
      try await number("SELECT count(*) FROM ledger.late") == 0,
      "somebody got a seat at what was called off")
    if ofOneSize {
      #expect(
        try await number(
          """
          SELECT count(*) FROM ledger.promotions AS first
            JOIN ledger.promotions AS later ON later.n > first.n AND later.tx <> first.tx
          WHERE later.queue_number < first.queue_number
          """) == 0, "somebody was let in before who came earlier")
    }
    try await expectQuiet(event)
  }

  /// No seat is free while somebody waits who may have it.
  private func expectQuiet(_ event: String) async throws {
    let rows = try await database.rows(
      """
      SELECT taken, capacity, (SELECT guests + 1 FROM events.enrollments
        WHERE event_id = e.id AND status = 'WAITLISTED'
        ORDER BY priority DESC, queue_number LIMIT 1)
      FROM events.events AS e WHERE id = '\(event)' AND canceled_at IS NULL
      """)
    guard let row = rows.first?.map({ $0.flatMap { Int($0) } }) else { return }
    if let next = row[2] {
      #expect(next > (row[1] ?? .max) - (row[0] ?? 0), "a free seat and somebody who fits")
    }
  }
}
