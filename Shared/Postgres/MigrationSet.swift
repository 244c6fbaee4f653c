/// One step of a schema's history.
public struct Migration: Sendable, Equatable {
  /// From the file's name; 1…9999.
  public let number: Int32
  /// The file's name without `.sql`.
  public let name: String
  public let up: String
  /// What undoes it, from the `.down.sql` beside it.
  public let down: String
}

/// The migrations of one service: the directory's `0001_name.sql` and `0001_name.down.sql`.
public struct MigrationSet: Sendable, Equatable {
  /// The schema, which bears the name of the service and of its role.
  public let schema: String
  /// In order of their numbers.
  public let migrations: [Migration]

  /// Throws `MigrationError` naming the file that does not belong or lacks its counterpart.
  public init(schema: String, directory: String) throws(MigrationError) {
    let files = try listDirectory(directory).filter { $0.hasSuffix(".sql") }.sorted()
    var migrations: [Migration] = []
    for file in files where !file.hasSuffix(".down.sql") {
      let name = String(file.dropLast(4))
      guard let number = Self.number(of: name) else { throw .badName(file) }
      if migrations.last?.number == number { throw .duplicate(file) }
      guard files.contains(name + ".down.sql") else { throw .noDown(file) }
      migrations.append(
        Migration(
          number: number, name: name, up: try readFile("\(directory)/\(file)"),
          down: try readFile("\(directory)/\(name).down.sql")))
    }
    let names = Set(migrations.map { $0.name + ".down.sql" })
    for file in files where file.hasSuffix(".down.sql") && !names.contains(file) {
      throw .badName(file)
    }
    self.schema = schema
    self.migrations = migrations
  }

  /// Four digits, an underscore, then letters, digits and underscores.
  private static func number(of name: String) -> Int32? {
    let parts = name.split(separator: "_", maxSplits: 1)
    guard parts.count == 2, parts[0].utf8.count == 4, let number = Int32(parts[0]), number > 0
    else { return nil }
    let isPlain = parts[1].utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
    }
    return isPlain ? number : nil
  }

  /// Differs whenever anything in the set does.
  public var fingerprint: String {
    schema + migrations.map { "\n\($0.name)\n\($0.up)\n\($0.down)" }.joined()
  }
}

/// Why a schema cannot be brought to where it should be. Names the file.
public enum MigrationError: Error, Sendable, Equatable {
  case unreadable(path: String, reason: String)
  /// Not of the form `0001_name.sql` with `0001_name.down.sql`.
  case badName(String)
  /// A second file of one number.
  case duplicate(String)
  case noDown(String)
  /// The file is not what was applied: migrations are never edited once landed.
  case edited(schema: String, name: String)
  /// Applied, but there is no such file.
  case missing(schema: String, name: String)
  /// Its number is below one that is applied already.
  case late(schema: String, name: String)
  /// The file ended the transaction it ran in.
  case endedTransaction(schema: String, name: String)
  case failed(schema: String, name: String, PostgresError)
}
