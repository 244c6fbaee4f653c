/// The statements the pool itself uses.
enum Internals {
  static let begin = Statement<Void>("pool.begin", "BEGIN ISOLATION LEVEL READ COMMITTED")
  static let commit = Statement<Void>("pool.commit", "COMMIT")
  static let rollback = Statement<Void>("pool.rollback", "ROLLBACK")

  /// Bounds what follows in the transaction; milliseconds as text.
  static let bound = Statement<String, String>(
    "pool.bound", "SELECT pg_catalog.set_config('statement_timeout', $1, true)",
    Columns(["set_config"]) { (value: String) in value })

  /// Until the transaction ends.
  static let readsWholeTables = Statement<String>(
    "pool.reads_whole_tables", "SELECT pg_catalog.set_config('enable_seqscan', 'on', true)",
    Columns(["set_config"]) { (value: String) in value }, on: .leased)

  static let unsafeSettings = Statement<String>(
    "pool.unsafe_settings",
    """
    SELECT name FROM pg_catalog.pg_settings WHERE setting = 'off'
    AND name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name
    """, Columns(["name"]) { (name: String) in name }, on: .leased)

  static let all: [any Preparable] = [
    begin, commit, rollback, bound, readsWholeTables, unsafeSettings,
  ]

  /// The server stops by itself at the deadline, so that work nobody waits for ends.
  static func bound(by deadline: ContinuousClock.Instant) -> Step {
    let left = max(1, (deadline - .now).milliseconds)
    return bound(String(min(left, Int64(Int32.max)))).step
  }
}
