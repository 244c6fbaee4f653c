import Foundation
import Identity
import Postgres

/// The secrets of a deployment: files of mode 0400 in `<state>/keys`, made once.
///
/// | file | holds |
/// |---|---|
/// | `master` | what pair keys are derived from |
/// | `<service>` | the keys of the pairs it takes part in |
/// | `<role>.password` | of each database role |
/// | `pgpass` | the same for PostgreSQL's own tools |
struct Keys: Sendable {
  let folder: String

  init(_ deployment: Deployment) { folder = deployment.keys }

  static let superuser = "postgres"

  /// The database roles that have a password.
  static var roles: [String] {
    [superuser, Roles.migrator] + ServiceCatalog.all.filter(\.hasData).map(\.name)
  }

  /// Makes what is missing; what is there stays as it is, so it may run at every start.
  func make() throws {
    let master = try SecretFile.secret("\(folder)/master")
    let pairs = ServiceCatalog.pairs.compactMap {
      ServiceKeys.Pair(caller: $0.caller, callee: $0.callee)
    }
    let keys = ServiceKeys(master: master, pairs: pairs)
    for service in ServiceCatalog.all.map(\.name) + [ServiceCatalog.tool] {
      try keys.of(service).write(to: "\(folder)/\(service)")
    }
    var lines: [String] = []
    for role in Self.roles { lines.append("*:*:*:\(role):\(try password(of: role))") }
    try SecretFile.replace("\(folder)/pgpass", lines.joined(separator: "\n") + "\n")
  }

  /// A role's password: 64 hexadecimal digits, made when there is none yet.
  func password(of role: String) throws -> String {
    let path = "\(folder)/\(role).password"
    return hexadecimal(try SecretFile.secret(path).reveal())
  }

  /// The keys under which one service calls.
  func pairs(of service: String) throws -> ServiceKeys {
    let path = "\(folder)/\(service)"
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure.configuration("no keys in \(folder); run: credopass keys")
    }
    return try ServiceKeys(file: path)
  }
}

/// Two digits a byte.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
