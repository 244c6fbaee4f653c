import Contracts
import Identity
import Logging
import Postgres
import TestKit
import Testing

@testable import Daemon
@testable import RPC

/// The record of what somebody may have to answer for, on real tables.
@Suite(.serialized) struct AuditIntegrationTests {
  private let admin = UUID128.v7()

  /// A daemon that seals when told to, and the number of lines it has written.
  private func alpha(_ world: World, lines: Int = 0, seals: Int = 0) async throws -> Running {
    let alpha = try await world.alpha("1", ["ALPHA_SEAL_AUDIT": "86400s"])
    for number in 0..<lines {
      try await alpha.write(.user(admin), "line \(number)")
      if seals > 0, (number + 1).isMultiple(of: lines / seals) {
        try await alpha.daemon.audit.seal()
      }
    }
    return alpha
  }

  @Test func `a line stands with its deed or not at all`() async throws {
    struct Undone: Error {}
    try await World.with { world in
      let alpha = try await alpha(world)
      let (database, audit) = (alpha.daemon.database, alpha.daemon.audit)
      let user = UUID128.v7()
      let facts: AuditFacts = ["from": .word(Role.staff), "to": .word("ADMIN"), "age": .number(3)]
      try await database.transaction { transaction -> Void in
        try await transaction.execute(
          audit.entry(.user(admin), Sample.deed, .user(user), facts))
      }
      await #expect(throws: Undone.self) {
        try await database.transaction { transaction -> Void in
          try await transaction.execute(audit.entry(.user(admin), Sample.deed, .user(user)))
          throw Undone()
        }
      }
      let rows = try await world.database.rows(
        "SELECT actor, action, object, details FROM alpha.audit_entries")
      #expect(
        rows == [
          [
            "user:\(admin)", "test.done", "user:\(user)",
            #"{"from":"STAFF","to":"ADMIN","age":3}"#,
          ]
        ])
      await alpha.stop()
    }
  }

  @Test(arguments: [
    "UPDATE alpha.audit_entries SET actor = 'nobody'", "DELETE FROM alpha.audit_entries",
    "TRUNCATE alpha.audit_entries", "UPDATE alpha.audit_seals SET number = 9",
    "DELETE FROM alpha.audit_seals", "TRUNCATE alpha.audit_seals",
    "UPDATE alpha.audit_unsealed SET entry_id = 9", "DELETE FROM alpha.audit_head",
  ])
  func `PostgreSQL refuses the service to change or remove what is recorded`(
    statement: String
  ) async throws {
    try await World.with { world in
      let alpha = try await alpha(world, lines: 1, seals: 1)
      let url = world.database.url(role: "alpha")
      let error = await #expect(throws: PostgresError.self) {
        try await AdminConnection.with(url) { try $0.run(statement) }
      }
      guard case .server(let refusal) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(refusal.sqlState == "42501")
      await alpha.stop()
    }
  }

  @Test func `what is committed is sealed once, by whichever replicas try`() async throws {
    try await World.with { world in
      let replicas = [
        try await alpha(world), try await world.alpha("2", ["ALPHA_SEAL_AUDIT": "86400s"]),
      ]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            for number in 0..<20 {
              try await replicas[writer % 2].write(.user(admin), "line \(number)")
              if number % 5 == 4 { try await replicas[(writer / 2) % 2].daemon.audit.seal() }
            }
          }
        }
        try await group.waitForAll()
      }
      try await replicas[0].daemon.audit.seal()
      let report = try await world.verify()
      #expect(report.fault == nil && report.lines == 160 && report.unsealed == 0)
      #expect(report.seals > 1 && report.last?.number == report.seals)
      for replica in replicas { await replica.stop() }
    }
  }

  @Test func `a line that commits late comes under a later seal, and is no fault meanwhile`()
    async throws
  {
    try await World.with { world in
      let alpha = try await alpha(world)
      let audit = alpha.daemon.audit
      try await alpha.daemon.database.transaction { transaction in
        try await transaction.execute(audit.entry(.user(admin), Sample.deed, .user(admin)))
        try await alpha.write(.anonymous, "later, but committed first")
        try await audit.seal()
        #expect(try await world.verify().lines == 1)
      }
      var report = try await world.verify()
      #expect(report.fault == nil && report.lines == 1 && report.unsealed == 1)
      #expect(report.oldestUnsealed != nil)
      try await audit.seal()
      report = try await world.verify()
      #expect(report.fault == nil && report.lines == 2 && report.unsealed == 0)
      #expect(
        try await world.database.rows(
          "SELECT entry_ids::text FROM alpha.audit_seals ORDER BY number") == [["{2}"], ["{1}"]])
      await alpha.stop()
    }
  }

  @Test func `more lines than one seal takes are sealed in one go, and read in pages`()
    async throws
  {
    try await World.with { world in
      let alpha = try await alpha(world)
      for _ in 0..<12 { try await alpha.write(.user(admin), count: 1000) }
      try await alpha.daemon.audit.seal()
      let report = try await world.verify()
      #expect(report.fault == nil && report.seals == 12 && report.lines == 12_000)
      await alpha.stop()
    }
  }

  /// What somebody with the database in hand may do to a sealed audit of nine lines under three
  /// seals, and what is found.
  static let crimes: [(String, AuditFault)] = [
    ("UPDATE alpha.audit_entries SET actor = 'user:x' WHERE id = 5", .lineChanged(5)),
    ("UPDATE alpha.audit_entries SET at = at + '1 us' WHERE id = 1", .lineChanged(1)),
    ("UPDATE alpha.audit_entries SET details = '{ }' WHERE id = 9", .lineChanged(9)),
    (
      """
      UPDATE alpha.audit_entries SET actor = actor || ',', object = substr(object, 2) WHERE id = 2
      """, .lineChanged(2)
    ),
    ("DELETE FROM alpha.audit_entries WHERE id = 4", .lineRemoved(4)),
    (
      """
      UPDATE alpha.audit_entries AS e
      SET at = o.at, actor = o.actor, action = o.action, object = o.object, details = o.details
      FROM alpha.audit_entries AS o WHERE (e.id, o.id) IN ((4, 5), (5, 4))
      """, .lineMoved(4, from: 5)
    ),
    (
      """
      INSERT INTO alpha.audit_entries (actor, action, object, details)
      VALUES ('user:x', 'test.done', 'user:x', '{}')
      """, .lineInserted(10)
    ),
    (
      """
      INSERT INTO alpha.audit_entries (id, actor, action, object, details)
      OVERRIDING SYSTEM VALUE VALUES (0, 'user:x', 'test.done', 'user:x', '{}')
      """, .lineInserted(0)
    ),
    (
      "UPDATE alpha.audit_seals SET sealed_at = sealed_at - '1 day'::interval WHERE number = 2",
      .sealChanged(2)
    ),
    (
      """
      DELETE FROM alpha.audit_entries WHERE id = 5;
      UPDATE alpha.audit_seals SET entry_ids = '{4,6}',
        digests = substr(digests, 1, 16) || substr(digests, 33) WHERE number = 2
      """, .sealChanged(2)
    ),
    ("DELETE FROM alpha.audit_seals WHERE number = 2", .sealRemoved(2)),
    (
      """
      DELETE FROM alpha.audit_entries WHERE id BETWEEN 4 AND 6;
      DELETE FROM alpha.audit_seals WHERE number = 2;
      UPDATE alpha.audit_seals SET number = 2 WHERE number = 3;
      UPDATE alpha.audit_head SET seal = 2
      """, .sealChanged(2)
    ),
    (
      """
      UPDATE alpha.audit_seals SET number = 4 WHERE number = 2;
      UPDATE alpha.audit_seals SET number = 2 WHERE number = 3;
      UPDATE alpha.audit_seals SET number = 3 WHERE number = 4
      """, .sealChanged(2)
    ),
    ("DELETE FROM alpha.audit_seals WHERE number = 3", .sealRemoved(3)),
    ("DELETE FROM alpha.audit_head", .headMissing),
  ]

  @Test(arguments: 0..<crimes.count)
  func `whatever is changed, removed, reordered or inserted is found and named`(
    number: Int
  ) async throws {
    let (crime, fault) = Self.crimes[number]
    try await World.with { world in
      let alpha = try await alpha(world, lines: 9, seals: 3)
      let before = try await world.verify()
      #expect(before.fault == nil && before.seals == 3 && before.lines == 9)
      try await world.database.run(crime)
      #expect(try await world.verify().fault == fault, "\(crime)")
      await alpha.stop()
    }
  }

  @Test func `a chain that was cut short whole is found by a seal noted elsewhere`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world, lines: 9, seals: 3)
      let mark = try #require(try await world.verify().last)
      let noted = try #require(AuditMark("\(mark)"))
      #expect(try await world.verify(noted: noted).fault == nil)
      try await world.database.run(
        """
        DELETE FROM alpha.audit_entries WHERE id > 6;
        DELETE FROM alpha.audit_seals WHERE number = 3;
        UPDATE alpha.audit_head SET seal = 2
        """)
      #expect(try await world.verify().fault == nil, "control: the rest by itself looks whole")
      #expect(try await world.verify(noted: noted).fault == .sealRemoved(3))
      // What is written since does not hide it.
      try await alpha.write(.user(admin), "later")
      try await alpha.daemon.audit.seal()
      #expect(try await world.verify().fault == nil)
      #expect(try await world.verify(noted: noted).fault == .sealChanged(3))
      await alpha.stop()
    }
  }

  @Test func `who has the tables but not the secret cannot make seals anew`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world, lines: 3, seals: 1)
      let forger = AuditChain(.random())
      let lines = try await world.read { reader in
        try await reader.lines(since: nil, actor: "", action: "", object: "", limit: 10)
      }
      let seal = forger.seal(lines.reversed(), number: 1, after: [], at: .now)
      let hex = { (bytes: [UInt8]) in "'\\x\(Hex.encode(bytes))'" }
      try await world.database.run(
        """
        UPDATE alpha.audit_seals SET digests = \(hex(seal.digests)), mac = \(hex(seal.mac)),
          sealed_at = to_timestamp(\(seal.sealedAt.microseconds) / 1000000.0)
        """)
      #expect(try await world.verify().fault == .sealChanged(1))
      await alpha.stop()
    }
  }

  @Test func `an unsealed line that is removed is missed all the same`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world, lines: 4)
      #expect(try await world.verify().unsealed == 4)
      try await world.database.run("DELETE FROM alpha.audit_entries WHERE id = 3")
      #expect(try await world.verify().fault == .lineRemoved(3))
      await alpha.stop()
    }
  }

  @Test func `sealing stops where the seal before is gone, instead of burying it`() async throws {
    try await World.with { world in
      let alpha = try await alpha(world, lines: 3, seals: 1)
      try await world.database.run("DELETE FROM alpha.audit_seals")
      try await alpha.write(.user(admin), "later")
      await #expect(throws: AuditFault.sealRemoved(1)) { try await alpha.daemon.audit.seal() }
      #expect(try await world.verify().fault == .sealRemoved(1))
      await alpha.stop()
    }
  }

  @Test func `lines are listed by time, actor, action and object, the latest first`()
    async throws
  {
    try await World.with { world in
      let alpha = try await alpha(world)
      let other = UUID128.v7()
      try await alpha.write(.user(admin), count: 2)
      try await alpha.write(.user(other), "x")
      try await alpha.daemon.database.execute(
        alpha.daemon.audit.entry(.user(other), .refused, .user(admin)))
      try await world.database.run(
        "UPDATE alpha.audit_entries SET at = at - '1 hour'::interval WHERE id = 1")
      func ids(
        _ since: Instant? = nil, _ actor: String = "", _ action: String = "",
        _ object: String = "", limit: Int64 = 10
      ) async throws -> [Int64] {
        try await world.read { reader in
          try await reader.lines(
            since: since, actor: actor, action: action, object: object, limit: limit
          ).map(\.id)
        }
      }
      #expect(try await ids() == [4, 3, 2, 1])
      #expect(try await ids(limit: 2) == [4, 3])
      #expect(try await ids(.now - .seconds(60)) == [4, 3, 2])
      #expect(try await ids(nil, "user:\(other)") == [4, 3])
      #expect(try await ids(nil, "user:\(other)", "test.done") == [3])
      #expect(try await ids(nil, "", "", "user:\(admin)") == [4])
      await alpha.stop()
    }
  }
}

extension Sample {
  static let deed = AuditAction("test.done")
}

extension Running {
  /// Writes a line whose content is the test's.
  func write(_ actor: AuditActor, _ text: String) async throws {
    try await daemon.database.execute(
      daemon.audit.statements.add([actor.text], ["test.done"], [text], ["{}"]))
  }

  func write(_ actor: AuditActor, count: Int) async throws {
    try await daemon.database.execute(
      daemon.audit.statements.add(
        Array(repeating: actor.text, count: count), Array(repeating: "test.done", count: count),
        (0..<count).map { "line \($0)" }, Array(repeating: "{}", count: count)))
  }
}

extension World {
  /// Reads alpha's audit as an operator's tool does.
  func read<Value: Sendable>(
    _ body: (AuditReader) async throws -> Value
  ) async throws -> Value {
    let schema = try #require(SchemaName("alpha"))
    let reader = try await AuditReader(schema, url: database.url(role: Roles.migrator))
    let value = try await body(reader)
    await reader.close()
    return value
  }

  func verify(noted: AuditMark? = nil) async throws -> AuditReport {
    let secret = try SecretFile.readSecret("\(state)/keys/alpha.secret")
    return try await read { try await $0.verify(secret, noted: noted) }
  }
}
