import Foundation

/// GET from a port of this machine, for health and metrics; nothing else is asked over HTTP here.
enum HTTP {
  struct Answer: Sendable {
    let status: Int
    let body: String
  }

  /// Nil when nobody answers within two seconds.
  static func get(host: String = "127.0.0.1", port: Int, _ path: String) async -> Answer? {
    await withCheckedContinuation { waiter in
      DispatchQueue.global().async {
        waiter.resume(returning: exchange(host, port, path).flatMap(parse))
      }
    }
  }

  private static func exchange(_ host: String, _ port: Int, _ path: String) -> String? {
    guard let file = connected(host, port) else { return nil }
    defer { close(file) }
    let request = Array(
      "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8)
    guard unsafe send(file, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
    else { return nil }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe read(file, &chunk, chunk.count)
      guard count > 0 else { break }
      answer += chunk.prefix(count)
    }
    return String(decoding: answer, as: UTF8.self)
  }

  private static func connected(_ host: String, _ port: Int) -> Int32? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return nil }
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard file >= 0 else { return nil }
    var limit = timeval(tv_sec: 2, tv_usec: 0)
    for option in [SO_SNDTIMEO, SO_RCVTIMEO] {
      unsafe setsockopt(
        file, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    let failed = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe connect(file, address, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if failed == 0 { return file }
    close(file)
    return nil
  }

  private static func parse(_ text: String) -> Answer? {
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else { return nil }
    return Answer(status: status, body: String(text[end.upperBound...]))
  }
}
