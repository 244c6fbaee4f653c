import Foundation

/// The status and body of a GET over a plain socket; HTTP/1.1, connection closed by us.
public func httpGet(_ url: String) async throws -> (Int, String) {
  guard let parts = URLComponents(string: url), let port = parts.port else {
    throw TestKitError("\(url) is no address")
  }
  return try await withCheckedThrowingContinuation { waiter in
    Thread.detachNewThread {
      waiter.resume(with: Result { try get(port, parts.path) })
    }
  }
}

private func get(_ port: Int, _ path: String) throws -> (Int, String) {
  let file = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard file >= 0 else { throw TestKitError("socket: \(errno)") }
  defer { close(file) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let failed = unsafe withUnsafePointer(to: &address) { address in
    unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
      unsafe connect(file, raw, size)
    }
  }
  guard failed == 0 else { throw TestKitError("connect to \(port): \(errno)") }
  let request = Array("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
  guard unsafe write(file, request, request.count) == request.count else {
    throw TestKitError("write: \(errno)")
  }
  var answer: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = unsafe read(file, &chunk, chunk.count)
    guard count >= 0 else { throw TestKitError("read: \(errno)") }
    if count == 0 { break }
    answer += chunk.prefix(count)
  }
  let text = String(decoding: answer, as: UTF8.self)
  let halves = text.components(separatedBy: "\r\n\r\n")
  let words = text.split(separator: " ")
  guard halves.count >= 2, words.count > 1, let status = Int(words[1]) else {
    throw TestKitError("no HTTP answer: \(text)")
  }
  return (status, halves.dropFirst().joined(separator: "\r\n\r\n"))
}
