import Foundation

/// A TCP port of this machine that was free a moment ago: for what cannot be told to take one.
public func freePort() throws -> Int {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard socket >= 0 else { throw TestKitError("socket: \(errno)") }
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let result = unsafe withUnsafeMutablePointer(to: &address) { address in
    unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
      let bound = unsafe bind(socket, raw, size)
      return unsafe bound == 0 ? getsockname(socket, raw, &size) : bound
    }
  }
  guard result == 0 else { throw TestKitError("bind: \(errno)") }
  return Int(UInt16(bigEndian: address.sin_port))
}
