internal import Glibc
public import Identity

extension Settings {
  /// Reads the environment and the file that CREDOPASS_CONFIG names: lines `NAME=value`, `#` for
  /// comments. The environment goes before the file.
  /// - Throws: `StartFailure` when the file cannot be read or a line is none.
  init(service: String, environment: [String: String]) throws {
    var file: [String: String] = [:]
    if let path = environment["CREDOPASS_CONFIG"] {
      let text: String
      do { text = try SmallFile.read(path) } catch {
        throw StartFailure.configuration(["CREDOPASS_CONFIG: \(error)"])
      }
      file = try Self.parse(text, path)
    }
    self.init(service: service, environment: environment, file: file)
  }

  static func parse(_ text: String, _ path: String) throws -> [String: String] {
    var values: [String: String] = [:]
    var faults: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.trimming { $0 == " " || $0 == "\t" || $0 == "\r" }
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        faults.append("\(path):\(index + 1): not of the form NAME=value")
        continue
      }
      let name = parts[0].trimming { $0 == " " }
      if values.updateValue(parts[1].trimming { $0 == " " }, forKey: name) != nil {
        faults.append("\(path):\(index + 1): \(name) is set twice")
      }
    }
    guard faults.isEmpty else { throw StartFailure.configuration(faults) }
    return values
  }
}

/// Small text files that are no secret.
enum SmallFile {
  struct Failure: Error, CustomStringConvertible { let description: String }

  static func read(_ path: String) throws -> String {
    guard let file = unsafe fopen(path, "re") else {
      throw Failure(description: unsafe "\(path): \(String(cString: strerror(errno)))")
    }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    guard unsafe feof(file) != 0, unsafe ferror(file) == 0 else {
      throw Failure(description: "\(path): not readable, or over 64 KiB")
    }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}

extension DaemonConfig {
  /// Who issues tokens and for whom.
  public func scope() throws -> TokenScope {
    guard let scope = TokenScope(issuer: issuer, audience: audience) else {
      throw StartFailure.configuration([
        "TOKEN_ISSUER and TOKEN_AUDIENCE must be 1 to 200 printable characters"
      ])
    }
    return scope
  }

  /// The public keys of the token key file, a line of base64url each; none without the file.
  func tokenKeys() throws -> KeySet {
    guard SmallFile.exists(tokenKeysFile) else { return KeySet([]) }
    let lines = try SmallFile.read(tokenKeysFile).split(separator: "\n")
    return KeySet(
      try lines.map { line in
        guard let key = Base64URL.decode(line.utf8).flatMap({ PublicKey($0) }) else {
          throw StartFailure.configuration(["\(tokenKeysFile): a line is no public key"])
        }
        return KeySet.Entry(key)
      })
  }

  /// How the service signs in at its database: as the role of its own name, unless DATABASE_URL
  /// names another; without DATABASE_URL, at the private cluster of the state directory.
  func connection(as role: String) throws -> String {
    let passwordFile = "\(state)/keys/\(role).password"
    let url = databaseURL ?? "host=\(state)/run dbname=credopass"
    if url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") {
      if url.contains("@") || url.contains("user=") { return url }
      let password = try password(passwordFile)
      return url + (url.contains("?") ? "&" : "?") + "user=\(role)&password=\(password)"
    }
    if url.contains("user=") { return url }
    return url + " user=\(role) password=\(try password(passwordFile))"
  }

  /// Generated passwords are letters, digits, - and _, which need no quoting anywhere.
  private func password(_ path: String) throws -> String {
    let text: String
    do { text = try SecretFile.read(path) } catch {
      throw StartFailure.configuration(["\(error)"])
    }
    let password = text.trimming { $0 == "\n" }
    let plain = password.utf8.allSatisfy {
      ($0 | 32) >= 97 && ($0 | 32) <= 122 || (48...57).contains($0) || $0 == 45 || $0 == 95
    }
    guard plain, !password.isEmpty else {
      throw StartFailure.configuration(["\(path): must be letters, digits, - and _"])
    }
    return password
  }
}
