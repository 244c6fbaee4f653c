import Foundation

/// Stands between a client and a cluster and cuts the line at a chosen message of the client.
///
/// Takes one connection. Both sides see a closed socket, as when a machine goes away; the server
/// rolls back what was not committed.
public final class TestProxy: Sendable {
  private let directory: String
  private let listener: Int32
  private let server: String
  private let cut: Int
  private let after: Bool

  /// - Parameters:
  ///   - cut: which message, the first being 0 (the start-up packet), ends the line.
  ///   - after: it still reaches the server.
  public init(cluster: TestCluster, cut: Int, after: Bool) throws {
    directory = cluster.directory + "/" + String(UInt32.random(in: .min ... .max), radix: 36)
    server = cluster.directory + "/.s.PGSQL.5432"
    self.cut = cut
    self.after = after
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    listener = unsafe try unixSocket(directory + "/.s.PGSQL.5432") { unsafe bind($0, $1, $2) }
    listen(listener, 1)
    Thread.detachNewThread { self.serve() }
  }

  /// A connection string through the proxy.
  public func url(for database: TestDatabase, role: String) -> String {
    database.url(role: role).replacing(
      "host=\(database.cluster.directory) ", with: "host=\(directory) ")
  }

  /// Takes no connection any more.
  public func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  deinit { Glibc.close(listener) }

  private func serve() {
    let client = accept(listener, nil, nil)
    if client < 0 { return }
    defer { Glibc.close(client) }
    do {
      let upstream = unsafe try unixSocket(server) { unsafe connect($0, $1, $2) }
      defer { Glibc.close(upstream) }
      let answers = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        while let bytes = receive(upstream, upTo: 65_536), sendAll(bytes, to: client) {}
        shutdown(client, Int32(SHUT_RDWR))
        answers.signal()
      }
      forward(from: client, to: upstream)
      shutdown(upstream, Int32(SHUT_RDWR))
      answers.wait()
    } catch {
      return
    }
  }

  /// The start-up packet is a length and a body; every later message has a letter before them.
  private func forward(from client: Int32, to upstream: Int32) {
    var number = 0
    while let message = nextMessage(from: client, hasLetter: number > 0) {
      if number == cut, !after { return }
      if !sendAll(message, to: upstream) || number == cut { return }
      number += 1
    }
  }
}

private func nextMessage(from socket: Int32, hasLetter: Bool) -> [UInt8]? {
  let headerSize = hasLetter ? 5 : 4
  guard let header = receiveAll(socket, headerSize) else { return nil }
  let length = header.suffix(4).reduce(0) { $0 << 8 | Int($1) }
  guard let body = receiveAll(socket, length - 4) else { return nil }
  return header + body
}

private func receiveAll(_ socket: Int32, _ count: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  while bytes.count < count {
    guard let part = receive(socket, upTo: count - bytes.count) else { return nil }
    bytes += part
  }
  return bytes
}

private func receive(_ socket: Int32, upTo count: Int) -> [UInt8]? {
  var bytes = [UInt8](repeating: 0, count: count)
  let received = unsafe recv(socket, &bytes, count, 0)
  return received > 0 ? Array(bytes.prefix(received)) : nil
}

private func sendAll(_ bytes: [UInt8], to socket: Int32) -> Bool {
  var sent = 0
  while sent < bytes.count {
    let part = Array(bytes[sent...])
    let count = unsafe send(socket, part, part.count, Int32(MSG_NOSIGNAL))
    if count <= 0 { return false }
    sent += count
  }
  return true
}

/// Makes a socket and binds or connects it to a path.
private func unixSocket(
  _ path: String, _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
) throws -> Int32 {
  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
    unsafe target.copyBytes(from: Array(path.utf8).prefix(target.count - 1))
  }
  let failed = unsafe withUnsafePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
      unsafe attach(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  if failed != 0 { throw TestKitError("\(path): \(errno)") }
  return descriptor
}
