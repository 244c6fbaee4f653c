import Postgres
import TestKit
import Testing

private struct UserID: RawRepresentable, PostgresElement, Hashable {
  let rawValue: UUID128
}

private enum Role: String, PostgresElement {
  case staff = "STAFF"
  case admin = "ADMIN"
}

/// A statement that sends a value to the server and gets it back.
private func echo<Value: PostgresValue>(_ name: String, _ type: String) -> Statement<Value, Value> {
  Statement(
    "echo.\(name)", "SELECT $1::\(type) AS value", Columns(["value"]) { (value: Value) in value })
}

private func same<Value: PostgresValue & Equatable>(
  _ type: String, _ values: Value...
) async throws {
  let statement: Statement<Value, Value> = echo("value", type)
  try await withPool([statement]) { (pool, _) async throws in
    for value in values {
      let back = try await pool.first(statement(value))
      #expect(back == value)
    }
  }
}

struct ValueTests {
  @Test func `numbers and truth values survive the way to the server and back`() async throws {
    try await same("boolean", true, false)
    try await same("smallint", Int16.min, 0, .max)
    try await same("integer", Int32.min, 0, .max)
    try await same("bigint", Int64.min, 0, .max)
    try await same("double precision", 0.0, -1.5, .infinity, .leastNonzeroMagnitude)
  }

  @Test func `text and bytes of any length survive`() async throws {
    try await same("text", "", "Łódź 🎷", String(repeating: "é", count: 500_000))
    try await same("varchar", "", "x")
    try await same("bytea", [UInt8](), [0], Array(repeating: 255, count: 1_000_000))
    try await same("jsonb", JSONText(#"{"a": [1, null]}"#))
  }

  @Test func `null survives beside every value`() async throws {
    try await same("text", String?.none, "", "x")
    try await same("bigint", Int64?.none, 0)
    try await same("timestamptz", Instant?.none, Instant(microseconds: 0))
    try await same("uuid[]", [UUID128]?.none, [], [.v7()])
  }

  @Test func `times keep their microseconds on both sides of both epochs`() async throws {
    try await same(
      "timestamptz", .now, Instant(microseconds: -1), Instant(microseconds: 946_684_800_000_001),
      Instant(microseconds: -62_135_596_800_000_000))
  }

  @Test func `arrays survive, empty and with nulls`() async throws {
    try await same("uuid[]", [UUID128](), [.v7(), .v7()])
    try await same("text[]", [String](), ["", "a,b", "{}"])
    try await same("text[]", [String?](), [nil, "", nil])
    try await same("integer[]", [Int32](), Array(0..<10_000))
    try await same("timestamptz[]", [Instant?](), [nil, .now])
    try await same("bytea[]", [[UInt8]](), [[], [1, 2], [0]])
    try await same("boolean[]", [true, false])
  }

  @Test func `types that wrap a value travel as that value`() async throws {
    let id = UserID(rawValue: .v7())
    try await same("uuid", id)
    try await same("uuid[]", [id, id])
    try await same("uuid[]", [id, nil])
    try await same("text", Role.admin)
    try await same("text[]", [Role.staff, .admin])
  }

  @Test func `a value the type does not know is an error that names its column`() async throws {
    let statement = Statement<Role, String>(
      "role", "SELECT $1::text AS role", Columns(["role"]) { (role: Role) in role })
    try await withPool([statement]) { (pool, _) async throws in
      #expect(
        await failure { try await pool.first(statement("GUEST")) }
          == .decode(statement: "role", column: "role", .unknownValue))
    }
  }

  @Test func `null where none may be is an error that names its column`() async throws {
    let statement = Statement<String, String?>(
      "text", "SELECT $1::text AS text", Columns(["text"]) { (text: String) in text })
    try await withPool([statement]) { (pool, _) async throws in
      #expect(
        await failure { try await pool.first(statement(nil)) }
          == .decode(statement: "text", column: "text", .unexpectedNull))
    }
  }

  @Test func `what PostgreSQL cannot take is refused as invalid data`() async throws {
    let text: Statement<String, String> = echo("text", "text")
    let time: Statement<Instant, Instant> = echo("time", "timestamptz")
    try await withPool([text, time]) { (pool, _) async throws in
      let nul = await failure { try await pool.first(text("a\0b")) }
      #expect(nul?.failure == .invalidData)
      let early = await failure { try await pool.first(time(Instant(microseconds: .min))) }
      #expect(early?.failure == .invalidData)
    }
  }

  @Test func `infinite times do not decode and do not trap`() async throws {
    let statement = Statement<Instant, String>(
      "time", "SELECT $1::text::timestamptz AS at", Columns(["at"]) { (at: Instant) in at })
    try await withPool([statement]) { (pool, _) async throws in
      for text in ["infinity", "-infinity"] {
        #expect(
          await failure { try await pool.first(statement(text)) }
            == .decode(statement: "time", column: "at", .malformed))
      }
    }
  }
}

struct UUIDTests {
  @Test func `a UUID prints and parses in the usual form only`() {
    let id = UUID128(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210)
    #expect(id.description == "01234567-89ab-cdef-fedc-ba9876543210")
    #expect(UUID128("01234567-89AB-CDEF-FEDC-BA9876543210") == id)
    for text in [
      "", "0123456789abcdeffedcba9876543210", "01234567-89ab-cdef-fedc-ba987654321",
      "01234567-89ab-cdef-fedc-ba98765432100", "01234567-89ab-cdef-fedc-ba987654321g",
      "01234567x89ab-cdef-fedc-ba9876543210", "{1234567-89ab-cdef-fedc-ba9876543210}",
    ] {
      #expect(UUID128(text) == nil, "\(text)")
    }
  }

  @Test func `version 7 carries the time and orders by it`() {
    var random = SystemRandomNumberGenerator()
    let at = Instant(microseconds: 1_700_000_000_123_456)
    let id = UUID128.v7(now: at, using: &random)
    #expect(id.high >> 16 == 1_700_000_000_123)
    #expect(id.high >> 12 & 15 == 7)
    #expect(id.low >> 62 == 2)
    let later = UUID128.v7(now: Instant(microseconds: at.microseconds + 1), using: &random)
    #expect(id < later)
    #expect(UUID128.v7(now: at, using: &random) != id)
  }
}
