import Foundation
import Synchronization

/// The ports given out, each held by a socket bound to it until this process ends.
private let given = Mutex<[Descriptor]>([])
private let last = Atomic<Int>(Int(getpid()))

/// A free TCP port of this machine, another one each time: for what cannot be told to take one.
///
/// From below the range that the kernel gives out by itself (32768 on), so that no connection and
/// no listener takes it before it is used. A test run beside this one does not get it either: we
/// stay bound to it, which keeps out only those who, unlike daemons, do not set SO_REUSEADDR.
public func freePort() throws -> Int {
  for _ in 0..<12_000 {
    let port = 20_000 + last.add(1, ordering: .relaxed).newValue % 12_000
    guard try bound(to: port, shared: false) != nil else { continue }
    guard let holder = try bound(to: port, shared: true) else { continue }
    given.withLock { $0.append(holder) }
    return port
  }
  throw ChildError("no free port between 20000 and 32000")
}

/// A socket bound to the port, nil when it is taken.
private func bound(to port: Int, shared: Bool) throws -> Descriptor? {
  let file = try Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0), "socket")
  var on: Int32 = shared ? 1 : 0
  setsockopt(file.number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let failed = withUnsafePointer(to: &address) { address in
    address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file.number, $0, size) }
  }
  return failed == 0 ? file : nil
}
