import Postgres

extension Statements {
  static let passes: [any Preparable] = [
    issuePass, revokePasses, passNumbers, keepPassKey, passKeys,
  ]

  /// The number of the passes that are given out now.
  static let issuePass = Statement<Int32, UUID128, UUID128>(
    "passes.issue",
    """
    INSERT INTO attendance.passes (event_id, patron_id, number, is_issued) VALUES ($1, $2, 1, true)
    ON CONFLICT (event_id, patron_id) DO UPDATE SET is_issued = true RETURNING number
    """, Columns(["number"]) { (number: Int32) in number }, on: .leased)

  /// Taken back is what was given out; a repeat takes nothing back that was not.
  static let revokePasses = Statement<Void, UUID128, UUID128>(
    "passes.revoke",
    """
    UPDATE attendance.passes SET number = number + 1, is_issued = false
    WHERE event_id = $1 AND patron_id = $2 AND is_issued
    """, on: .leased)

  /// From which number on passes of people at events count, in pairs.
  static let passNumbers = Statement<(key: UUID128, row: PassNumber), [UUID128], [UUID128]>(
    "passes.numbers",
    """
    SELECT found.event_id, found.patron_id, number
    FROM unnest($1::uuid[], $2::uuid[]) AS pair (event_id, patron_id)
      CROSS JOIN LATERAL (
        SELECT event_id, patron_id, number FROM attendance.passes AS p
        WHERE p.event_id = pair.event_id AND p.patron_id = pair.patron_id OFFSET 0) AS found
    """,
    Columns(["patron_id", "number"], PassNumber.init(patronID:number:)).keyed(by: "event_id"),
    on: .leased)

  static let keepPassKey = Statement<Void, String, [UInt8]>(
    "passes.keep_key",
    """
    INSERT INTO attendance.pass_keys (id, public_key) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING
    """, on: .leased)

  static let passKeys = Statement<PassKey>(
    "passes.keys", "SELECT id, public_key FROM attendance.pass_keys ORDER BY id",
    Columns(["id", "public_key"], PassKey.init(id:bytes:)), on: .leased)
}

struct PassNumber: Sendable {
  let patronID: UUID128
  let number: Int32
}

struct PassKey: Sendable {
  let id: String
  let bytes: [UInt8]
}
