import Foundation
import Testing

@testable import RPC

/// A script of `Tests/Peers` under the interpreter that CREDOPASS_TEST_PYTHON names.
final class PythonProcess: @unchecked Sendable {
  // Sendable by hand: the process is started once and its pipes are read by one test.
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()

  init(_ script: String, _ arguments: [String] = []) throws {
    let peers = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Peers")
    let python = ProcessInfo.processInfo.environment["CREDOPASS_TEST_PYTHON"] ?? "python3"
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, peers.appending(path: script).path] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// The peers end with their input.
  deinit { do { try input.fileHandleForWriting.close() } catch { print(error) } }

  /// Writes `request`, closes the input and reads what the script answers until its end.
  func ask(_ request: some Encodable) async throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let bytes = try encoder.encode(request)
    return try await blocking { [self] in
      try input.fileHandleForWriting.write(contentsOf: bytes)
      try input.fileHandleForWriting.close()
      let answer = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      if process.terminationStatus != 0 { throw try complaint() }
      return answer
    }
  }

  /// The first line, which a server prints when it answers.
  func endpoint() async throws -> Endpoint {
    let line = try await blocking { [self] in try firstLine() }
    return try #require(Endpoint(line))
  }

  private func firstLine() throws -> String {
    var line = ""
    while !line.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += String(decoding: data, as: UTF8.self)
    }
    if line.isEmpty { throw try complaint() }
    return line.trimmingCharacters(in: .newlines)
  }

  /// What a script that ended wrote to its standard error, such as which package it misses.
  struct Complaint: Error { let text: String }

  private func complaint() throws -> Complaint {
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    return Complaint(text: String(decoding: text, as: UTF8.self))
  }
}
