import Foundation
import ProcessKit
import Testing

/// A message as Python's email package read it.
struct Received: Decodable, Sendable {
  let sender: String
  let recipients: [String]
  /// Names in lower case.
  let headers: [String: String]
  let defects: [String]
  let body: String
  let longest: Int
  let ascii: Bool

  var messageID: String { headers["message-id"] ?? "" }
}

/// `Tests/Peers/message_server.py`: a real server that takes messages.
final class MessageServer: Sendable {
  let folder: String
  let port: Int
  private let script: Child

  /// - Parameters:
  ///   - wishes: files that it finds in its folder.
  ///   - predecessor: whose folder and port it takes over.
  init(
    _ kind: String, wishes: [String: String] = [:], after predecessor: MessageServer? = nil
  ) async throws {
    folder = predecessor?.folder ?? NSTemporaryDirectory() + "messages-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in wishes {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    script = try Child(
      Built.python,
      [Built.peer("message_server.py"), kind, folder] + (predecessor.map { ["\($0.port)"] } ?? []),
      input: .piped, output: .piped)
    let line = try await blocking { [script] in try script.line() }
    port = try #require(line?.split(separator: ":").last.flatMap { Int($0) }, "\(script.errors)")
  }

  func wish(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }

  func unwish(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
  }

  /// What it has taken, in order.
  var received: [Received] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".json") }.sorted().map { name in
          let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
          return try JSONDecoder().decode(Received.self, from: data)
        }
    }
  }

  /// Its port is free when this returns.
  func stop() async throws {
    script.send(SIGKILL)
    _ = try await script.end()
  }

  /// The messages of a maildir.
  static func maildir(_ folder: String) async throws -> [Received] {
    let text = try await Child.output(
      of: Built.python, [Built.peer("message_server.py"), "maildir", folder])
    return try JSONDecoder().decode([Received].self, from: Data(text.utf8))
  }
}
