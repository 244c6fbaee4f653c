import TestKit
import Testing

/// Kills a connection at a statement that writes, or at COMMIT.
struct Death {
  /// Tables of loyalty, each write to which counts.
  let tables: [String]
  /// Each row of it that is written counts once more, at COMMIT.
  let last: String

  init(at tables: [String], committing last: String) {
    self.tables = tables
    self.last = last
  }

  func prepare(_ database: TestDatabase) async throws {
    // What readers do with the feed comes at any time.
    let triggers = tables.map {
      """
      CREATE TRIGGER counted BEFORE INSERT \($0 == "feed" ? "" : "OR UPDATE OR DELETE")
        ON loyalty.\($0) FOR EACH STATEMENT EXECUTE FUNCTION public.count_statement();
      """
    }
    try await database.run(
      """
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
      \(triggers.joined(separator: "\n"))
      CREATE CONSTRAINT TRIGGER counted_at_commit AFTER UPDATE OR DELETE ON loyalty.\(last)
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.count_statement();
      """)
  }

  /// Forgets all that was told and given, and kills nothing.
  func reset(_ database: TestDatabase) async throws {
    try await database.run(
      """
      TRUNCATE loyalty.presences, loyalty.awards, loyalty.ledger, loyalty.lots, loyalty.uses,
        loyalty.accounts, loyalty.feed, loyalty.cursor, loyalty.parked, loyalty.events,
        loyalty.to_judge, loyalty.to_sweep, public.fatal;
      UPDATE loyalty.feed_head SET position = 0
      """)
  }

  /// Counts from here on.
  /// - Parameter number: which statement is the last of its connection; 0: none.
  func arm(_ database: TestDatabase, at number: Int) async throws {
    try await database.run(
      """
      ALTER SEQUENCE public.statements RESTART; INSERT INTO public.fatal VALUES (\(number))
      """)
  }

  /// How many there were since.
  func count(_ database: TestDatabase) async throws -> Int {
    let rows = try await database.rows(
      "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM public.statements")
    return try #require(rows[0][0].flatMap { Int($0) })
  }
}
