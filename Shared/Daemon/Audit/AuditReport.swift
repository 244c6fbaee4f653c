internal import Identity
public import Postgres

/// What a look at the whole audit found.
public struct AuditReport: Sendable {
  /// Seals that hold.
  public internal(set) var seals: Int64 = 0
  /// Lines under them, each as it was written.
  public internal(set) var lines: Int64 = 0
  public internal(set) var last: AuditMark?
  /// Lines written since the last seal, and the age of the oldest. Nothing vouches for them yet.
  public internal(set) var unsealed: Int64 = 0
  public internal(set) var oldestUnsealed: Instant?
  /// The first thing that is not as it was written; nothing after it was looked at.
  public internal(set) var fault: AuditFault?
}

/// A seal, as it is noted outside of the database: `<number>:<64 hexadecimal digits>`.
public struct AuditMark: Sendable, Equatable, LosslessStringConvertible {
  public let number: Int64
  let mac: [UInt8]

  init(number: Int64, mac: [UInt8]) {
    self.number = number
    self.mac = mac
  }

  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0]), number > 0,
      let mac = Hex.decode(parts[1]), mac.count == 32
    else { return nil }
    self.init(number: number, mac: mac)
  }

  public var description: String { "\(number):\(Hex.encode(mac))" }
}

/// How an audit differs from what was written.
public enum AuditFault: Error, Sendable, Equatable, CustomStringConvertible {
  case lineChanged(Int64)
  case lineRemoved(Int64)
  /// The line holds what another one held.
  case lineMoved(Int64, from: Int64)
  case lineInserted(Int64)
  case sealChanged(Int64)
  case sealRemoved(Int64)
  case headMissing

  public var description: String {
    switch self {
    case .lineChanged(let id): "line \(id) was changed"
    case .lineRemoved(let id): "line \(id) was removed"
    case .lineMoved(let id, let from): "lines were reordered: \(id) holds what \(from) held"
    case .lineInserted(let id): "line \(id) was inserted by somebody else"
    case .sealChanged(let number):
      "seal \(number) was changed or is not in its place, or another secret made it"
    case .sealRemoved(let number): "seal \(number) was removed"
    case .headMissing: "the row of audit_head was removed"
    }
  }
}
