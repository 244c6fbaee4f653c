internal import Identity
public import Postgres

/// A line as it is kept.
public struct AuditLine: Sendable, Equatable {
  public let id: Int64
  public let at: Instant
  public let actor: String
  public let action: String
  public let object: String
  /// A JSON object.
  public let details: String

  static let columns = Columns(
    ["id", "at", "actor", "action", "object", "details"],
    AuditLine.init(id:at:actor:action:object:details:))
}

/// A seal as it is kept.
struct AuditSeal: Sendable, Equatable {
  let number: Int64
  let sealedAt: Instant
  let entryIDs: [Int64]
  /// 16 bytes for each line.
  let digests: [UInt8]
  let mac: [UInt8]

  static let columns = Columns(
    ["number", "sealed_at", "entry_ids", "digests", "mac"],
    AuditSeal.init(number:sealedAt:entryIDs:digests:mac:))
}

/// Makes seals: each over its lines and the seal before it, so that whoever changes, removes,
/// inserts or moves anything must make all that follow anew, which takes the service's secret.
struct AuditChain: Sendable {
  static let digestSize = 16
  private let key: Secret

  init(_ secret: Secret) { key = secret.derived(for: "credopass audit seals v1") }

  /// The next seal.
  /// - Parameter previous: the MAC of the one before; empty for the first.
  func seal(
    _ lines: [AuditLine], number: Int64, after previous: [UInt8], at time: Instant
  ) -> AuditSeal {
    let ids = lines.map(\.id)
    let digests = lines.flatMap(digest)
    return AuditSeal(
      number: number, sealedAt: time, entryIDs: ids, digests: digests,
      mac: mac(number, time, ids, digests, previous))
  }

  /// Whether the seal is one of ours and stands where it was made.
  func holds(_ seal: AuditSeal, after previous: [UInt8]) -> Bool {
    mac(seal.number, seal.sealedAt, seal.entryIDs, seal.digests, previous) == seal.mac
  }

  /// The content of a line; its id is the seal's, so that exchanged lines are told from changed.
  func digest(_ line: AuditLine) -> [UInt8] {
    let texts = ["line", "\(line.at.microseconds)", line.actor, line.action, line.object]
    return Array(
      key.mac(parts: (texts + [line.details]).map { Array($0.utf8) }).prefix(Self.digestSize))
  }

  private func mac(
    _ number: Int64, _ time: Instant, _ ids: [Int64], _ digests: [UInt8], _ previous: [UInt8]
  ) -> [UInt8] {
    let ids = ids.map(String.init).joined(separator: ",")
    let texts = ["seal", "\(number)", "\(time.microseconds)", ids].map { Array($0.utf8) }
    return key.mac(parts: texts + [digests, previous])
  }
}
