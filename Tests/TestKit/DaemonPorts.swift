import Foundation
import Synchronization

private let last = Atomic<Int>(Int(getpid()))

/// A free TCP port of this machine, another one each time: for what cannot be told to take one.
///
/// From below the range that the kernel gives out by itself (32768 on), so that no connection and
/// no listener of another test takes it before it is used.
public func freePort() throws -> Int {
  for _ in 0..<1000 {
    let port = 20_000 + last.add(1, ordering: .relaxed).newValue % 12_000
    if try isFree(port) { return port }
  }
  throw TestKitError("no free port between 20000 and 32000")
}

private func isFree(_ port: Int) throws -> Bool {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard socket >= 0 else { throw TestKitError("socket: \(errno)") }
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  return unsafe withUnsafePointer(to: &address) { address in
    unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
      unsafe bind(socket, raw, size) == 0
    }
  }
}
