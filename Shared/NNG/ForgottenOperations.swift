internal import CNNG
internal import Glibc

// nng 1.5.2 forgets an operation of a connection that is being closed. Its tcp transport reads a
// message's length and then, in another step, its body, and may write in steps, too. When the
// connection closes between two steps, the next one asks nng_stream_recv or nng_stream_send for
// an operation on an aio that has been stopped, and these answer such a request with nothing at
// all. What waits for the message is then never told, and nng's only thread that clears
// connections away waits for that for ever: from then on the process notices no lost connection
// and renews none. A peer that is killed under load does this about once in fifty times.
//
// Both are public functions of nng that its transports call by name, so ours, being the
// program's, are called in their stead: they tell of what was forgotten.

/// nng_stream_recv(3), except that a stopped aio is told so.
@c(nng_stream_recv) public func streamReceive(_ stream: OpaquePointer?, _ aio: OpaquePointer?) {
  unsafe Next.receive(stream, aio)
  unsafe Next.tell(aio)
}

/// nng_stream_send(3), except that a stopped aio is told so.
@c(nng_stream_send) public func streamSend(_ stream: OpaquePointer?, _ aio: OpaquePointer?) {
  unsafe Next.send(stream, aio)
  unsafe Next.tell(aio)
}

/// nng's own.
private enum Next {
  typealias Transfer = @convention(c) (OpaquePointer?, OpaquePointer?) -> Void

  static let receive = unsafe find("nng_stream_recv")
  static let send = unsafe find("nng_stream_send")

  private static func find(_ name: String) -> Transfer {
    // RTLD_NEXT, a macro that is not imported: the next object after this one. dlsym(3)
    guard let found = unsafe dlsym(UnsafeMutableRawPointer(bitPattern: -1), name) else {
      preconditionFailure("libnng has no \(name)")
    }
    return unsafe unsafeBitCast(found, to: Transfer.self)
  }

  /// An operation that began has the result 0 until it ends, and ends as closed when its connection
  /// does: NNG_ECANCELED here means that it never began. Whoever called holds the lock that the
  /// operation's end takes, so nobody else looks at the result or changes it meanwhile.
  static func tell(_ aio: OpaquePointer?) {
    guard unsafe nng_aio_result(aio) == Int32(NNG_ECANCELED.rawValue) else { return }
    unsafe nng_aio_finish(aio, Int32(NNG_ECLOSED.rawValue))
  }
}
