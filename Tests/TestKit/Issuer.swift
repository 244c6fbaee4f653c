import Foundation
import ProcessKit

/// `Tests/Peers/issuer.py`: an outside identity provider that shares nothing with ours.
public final class Issuer: Sendable {
  /// What it calls itself, and where it is.
  public let url: String
  private let script: Child

  /// What a script was asked for and did not answer.
  struct Silent: Error {}

  public init() async throws {
    script = try Child(
      Built.python, [Built.peer("issuer.py")], input: .piped, output: .piped)
    guard let line = try await blocking({ [script] in try script.line() }) else { throw Silent() }
    url = line
  }

  /// A token; `wish` is the middle of a JSON object: `"key": "ec", "claims": {"sub": "x"}`.
  public func token(_ wish: String = "") async throws -> String {
    try await ask(#""do": "token""# + (wish.isEmpty ? "" : ", " + wish))
  }

  public func publish(_ keys: String...) async throws {
    let names = keys.map { "\"\($0)\"" }.joined(separator: ",")
    _ = try await ask(#""do": "publish", "keys": [\#(names)]"#)
  }

  /// Answers a path with this from now on; status 0 ends that.
  public func serve(_ path: String, _ status: Int, _ body: String = "") async throws {
    let text = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
    _ = try await ask(#""do": "serve", "path": "\#(path)", "status": \#(status), "body": \#(text)"#)
  }

  /// How often its key set was asked for.
  public func count() async throws -> Int { Int(try await ask(#""do": "count""#)) ?? -1 }

  private func ask(_ wish: String) async throws -> String {
    let answer = try await blocking { [script] in
      try script.write(Array("{\(wish)}\n".utf8))
      return try script.line()
    }
    guard let answer else { throw Silent() }
    return answer
  }
}
