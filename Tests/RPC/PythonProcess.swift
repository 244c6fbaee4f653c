import Foundation
import ProcessKit
import Testing

@testable import RPC

/// A script of `Tests/Peers`, which ends with its input.
struct PythonProcess: Sendable {
  private let child: Child

  init(_ script: String, _ arguments: [String] = []) throws {
    child = try Child(
      Built.python, [Built.peer(script)] + arguments, input: .piped, output: .piped)
  }

  /// What a script answers that reads its input to the end.
  static func ask(_ script: String, _ request: some Encodable) async throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let input = Array(try encoder.encode(request))
    return Data(
      try await Child.output(of: Built.python, [Built.peer(script)], input: .bytes(input)).utf8)
  }

  /// The first line, which a server prints when it answers.
  func endpoint() async throws -> Endpoint {
    let line = try await blocking { [child] in try child.line() }
    return try #require(line.flatMap { Endpoint($0) }, "\(child.errors)")
  }
}
