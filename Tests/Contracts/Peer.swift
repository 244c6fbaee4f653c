import Contracts
import Foundation
import RPC

/// Python's protobuf in a process of its own, asked line by line.
final class Peer {
  struct Missing: Error, CustomStringConvertible {
    let description = """
      Python's protobuf is missing: pip install protobuf, or name an interpreter that has it in \
      CREDOPASS_TEST_PYTHON.
      """
  }

  struct Opinion {
    let wire: [UInt8]
    let json: [UInt8]
    /// The JSON it was given, as a message.
    let parsed: [UInt8]
    let sameJSON: Bool
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var pending: [UInt8] = []

  init() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let python = ProcessInfo.processInfo.environment["CREDOPASS_TEST_PYTHON"] ?? "python3"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, tests.appending(path: "Peers/contracts.py").path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    guard try line() == "ready" else { throw Missing() }
    try send(hex(contractDescriptors))
  }

  deinit {
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
  }

  /// nil when it refuses the message.
  func opinion(on wire: [UInt8], _ name: String, json: [UInt8]) throws -> Opinion? {
    try send("\(name) \(hex(wire)) \(hex(json))")
    let answer = try line()
    let parts = answer.split(separator: " ")
    guard parts.first == "ok", parts.count == 5 else { return nil }
    return Opinion(
      wire: bytes(parts[1]), json: bytes(parts[2]), parsed: bytes(parts[3]),
      sameJSON: parts[4] == "1")
  }

  private func send(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data("\(text)\n".utf8))
  }

  private func line() throws -> String {
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw Missing() }
      pending += more
    }
  }

  private func hex(_ bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "-" }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private func bytes(_ hex: Substring) -> [UInt8] {
    if hex == "-" { return [] }
    let digits = hex.utf8.map { $0 > 0x60 ? $0 - 0x57 : $0 - 0x30 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
