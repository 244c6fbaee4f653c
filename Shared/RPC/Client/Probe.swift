internal import Dispatch
internal import Glibc
internal import NNG

extension Endpoint {
  /// Whether a plain TCP connect to both ports succeeds within half a second.
  func answersConnect() async -> Bool {
    await withCheckedContinuation { waiter in
      DispatchQueue.global().async {
        waiter.resume(returning: connects(host, port) && connects(host, sidePort))
      }
    }
  }
}

/// Blocks; for a thread of its own.
private func connects(_ host: String, _ port: Int) -> Bool {
  var hints = unsafe addrinfo()
  unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
  var found: UnsafeMutablePointer<addrinfo>?
  guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0, let first = unsafe found
  else { return false }
  defer { unsafe freeaddrinfo(first) }
  let descriptor = unsafe socket(first.pointee.ai_family, first.pointee.ai_socktype, 0)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  // connect(2) honours the send timeout.
  var limit = timeval(tv_sec: 0, tv_usec: 500_000)
  unsafe setsockopt(
    descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  return unsafe Glibc.connect(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0
}
