public import Identity
public import Postgres

/// Reads a service's audit from its database, for an operator's tool.
public struct AuditReader: Sendable {
  /// Seals read at once: with their lines some megabytes, however long the audit is.
  private static let page: Int64 = 8

  private let database: Database
  private let statements: AuditReading

  /// Signs in as who may read the schema.
  /// - Throws: `PostgresError`.
  public init(_ schema: SchemaName, url: String) async throws {
    statements = AuditReading(schema)
    var pool = Database.Configuration(url: url)
    pool.applicationName = "audit of \(schema)"
    pool.sharedConnections = 1
    pool.leasedConnections = 1
    // The one statement that compares all lines with all seals takes its time on a long audit.
    pool.statementTimeout = .seconds(3600)
    database = Database(pool, statements: statements.all)
    try await database.start()
  }

  public func close() async { await database.close() }

  /// Lines, the latest first; an empty word means any.
  public func lines(
    since: Instant?, actor: String, action: String, object: String, limit: Int64
  ) async throws -> [AuditLine] {
    try await database.query(statements.list(since, actor, action, object, limit))
  }

  /// Compares every line with its seal and every seal with the one before, up to the first that
  /// does not fit. Lines that are written meanwhile are no fault.
  ///
  /// - Parameter noted: a seal seen before, which must still be there: what shows that the end of
  ///   the chain was cut off.
  public func verify(_ secret: Secret, noted: AuditMark? = nil) async throws -> AuditReport {
    var report = AuditReport()
    do {
      try await walk(AuditChain(secret), noted, &report)
      let tail = try await database.first(statements.tail())
      report.unsealed = tail?.number ?? 0
      report.oldestUnsealed = tail?.oldest
    } catch let fault as AuditFault {
      report.fault = fault
    }
    return report
  }

  private func walk(
    _ chain: AuditChain, _ noted: AuditMark?, _ report: inout AuditReport
  ) async throws {
    // Asked before the seals: those that are made meanwhile are beyond it.
    guard let head = try await database.first(statements.head()) else {
      throw AuditFault.headMissing
    }
    while true {
      let seals = try await database.query(statements.seals(report.seals, Self.page))
      if seals.isEmpty { break }
      for seal in seals { try await check(seal, chain, noted, &report) }
    }
    let expected = max(head, noted?.number ?? 0)
    if report.seals < expected { throw AuditFault.sealRemoved(report.seals + 1) }
    if let id = try await database.first(statements.lost()) { throw AuditFault.lineRemoved(id) }
    if let id = try await database.first(statements.strangers()) {
      throw AuditFault.lineInserted(id)
    }
  }

  private func check(
    _ seal: AuditSeal, _ chain: AuditChain, _ noted: AuditMark?, _ report: inout AuditReport
  ) async throws {
    guard seal.number == report.seals + 1 else { throw AuditFault.sealRemoved(report.seals + 1) }
    guard chain.holds(seal, after: report.last?.mac ?? []) else {
      throw AuditFault.sealChanged(seal.number)
    }
    if let noted, noted.number == seal.number, noted.mac != seal.mac {
      throw AuditFault.sealChanged(seal.number)
    }
    try check(try await database.query(statements.lines(seal.entryIDs)), seal, chain)
    report.seals = seal.number
    report.lines += Int64(seal.entryIDs.count)
    report.last = AuditMark(number: seal.number, mac: seal.mac)
  }

  private func check(_ lines: [AuditLine], _ seal: AuditSeal, _ chain: AuditChain) throws {
    let found = Dictionary(lines.map { ($0.id, chain.digest($0)) }, uniquingKeysWith: { $1 })
    let size = AuditChain.digestSize
    let expected = seal.entryIDs.indices.map {
      Array(seal.digests[($0 * size)..<(($0 + 1) * size)])
    }
    for (id, digest) in zip(seal.entryIDs, expected) {
      guard let now = found[id] else { throw AuditFault.lineRemoved(id) }
      if now == digest { continue }
      if let other = zip(seal.entryIDs, expected).first(where: { $0.1 == now }) {
        throw AuditFault.lineMoved(id, from: other.0)
      }
      throw AuditFault.lineChanged(id)
    }
  }
}
