import Contracts
import ProcessKit
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

  private let process: Child

  init() throws {
    process = try Child(
      Built.python, [Built.peer("contracts.py")], input: .piped, output: .piped)
    guard try process.line() == "ready" else { throw Missing() }
    try send(hex(contractDescriptors))
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

  private func send(_ text: String) throws { try process.write(Array("\(text)\n".utf8)) }

  private func line() throws -> String {
    guard let line = try process.line() else { throw Missing() }
    return line
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
