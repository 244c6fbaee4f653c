internal import Identity
internal import Postgres

extension Audit {
  /// How many lines one seal covers at most.
  static let sealLimit: Int64 = 1000

  /// Seals what is committed and not sealed yet; what commits later comes under a later seal. Any
  /// replica may do it, and several at once.
  func seal(now: Instant = .now) async throws {
    while let seal = try await sealOnce(now) {
      // The copy outside of the database: without it a chain that was cut short looks whole.
      log.notice(
        "audit sealed",
        metadata: [
          "lines": "\(seal.entryIDs.count)", "seal": "\(seal.number):\(Hex.encode(seal.mac))",
        ])
      if seal.entryIDs.count < Self.sealLimit { return }
    }
  }

  private func sealOnce(_ now: Instant) async throws -> AuditSeal? {
    try await database.transaction { transaction in
      // The lock first: what is looked at then is what the last one left.
      guard let last = try await transaction.first(statements.lockHead()) else {
        throw AuditFault.headMissing
      }
      let (macs, lines) = try await transaction.batch(
        statements.mac(last), statements.unsealed(Self.sealLimit))
      if lines.isEmpty { return nil }
      // Sealing on would bury that the one before is gone.
      guard last == 0 || !macs.isEmpty else { throw AuditFault.sealRemoved(last) }
      let seal = chain.seal(lines, number: last + 1, after: macs.first ?? [], at: now)
      _ = try await transaction.batch(
        statements.seal(seal.number, seal.sealedAt, seal.entryIDs, seal.digests, seal.mac),
        statements.settle(seal.entryIDs), statements.moveHead(seal.number))
      return seal
    }
  }
}
