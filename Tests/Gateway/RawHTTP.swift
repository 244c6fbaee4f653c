import Foundation
import Glibc
import ProcessKit
import Testing

/// An answer as it came off the wire.
struct RawAnswer: Sendable {
  var status = 0
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  var text: String { String(decoding: body, as: UTF8.self) }

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The body as a JSON object.
  var json: [String: Any] {
    get throws {
      try #require(JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    }
  }

  /// Reads one answer, and what stands behind it.
  init?(_ bytes: inout [UInt8], hasBody: Bool = true) {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    status = Int(lines[0].split(separator: " ")[1]) ?? 0
    headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
    }
    let length = hasBody ? header("Content-Length").flatMap { Int($0) } ?? 0 : 0
    guard bytes.count - end.upperBound >= length else { return nil }
    body = Array(bytes[end.upperBound..<(end.upperBound + length)])
    bytes.removeFirst(end.upperBound + length)
  }
}

/// A client's socket, blocking: only to be used off the cooperative threads.
final class RawSocket {
  struct Failure: Error { let what: String }
  let file: Int32

  init(_ port: Int) throws {
    file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 { throw Failure(what: "connect") }
  }

  deinit { close(file) }

  /// False when the other side does not take it any more.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      done += count
    }
    return true
  }

  /// The next bytes; none at the end or after 60 s.
  func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(file, &bytes, bytes.count, 0)
    return count > 0 ? Array(bytes[..<count]) : []
  }

  func answer(hasBody: Bool = true) throws -> RawAnswer {
    var bytes: [UInt8] = []
    while true {
      if let answer = RawAnswer(&bytes, hasBody: hasBody) { return answer }
      let more = read()
      if more.isEmpty { throw Failure(what: "no whole answer in \(bytes.count) bytes") }
      bytes += more
    }
  }
}

/// Sends bytes and reads one answer.
func exchange(_ port: Int, _ bytes: [UInt8]) async throws -> RawAnswer {
  try await blocking {
    let socket = try RawSocket(port)
    socket.write(bytes)
    return try socket.answer(hasBody: !bytes.starts(with: Array("HEAD".utf8)))
  }
}
