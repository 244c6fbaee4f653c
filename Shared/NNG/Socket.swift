internal import CNNG
internal import Dispatch
internal import Synchronization

/// An SP socket of the request/reply protocol over tcp.
///
/// Every socket is made safe before it listens or dials: what a peer may send is bounded
/// (NNG_OPT_RECVMAXSZ; nng's default is no bound at all), and a request is never sent twice by
/// nng itself (NNG_OPT_REQ_RESENDTIME; nng's default resends after a minute, and at once to
/// another peer when a connection drops).
public final class Socket: Sendable {
  public enum Role: Sendable { case request, reply }

  /// How a socket treats its peers.
  public struct Options: Sendable {
    /// The largest message taken from a peer, in bytes; a larger one closes its connection.
    public var receiveLimit: Int
    /// Whether nng itself repeats a request whose connection dropped. Only a test that shows the
    /// harm turns it on.
    public var resends: Bool

    public init(receiveLimit: Int, resends: Bool = false) {
      self.receiveLimit = receiveLimit
      self.resends = resends
    }
  }

  let handle: nng_socket
  private let made = Atomic<Int>(0)
  private let lost = Atomic<Int>(0)
  private let cutOff = Mutex<(@Sendable () -> Void)?>(nil)

  public init(_ role: Role, _ options: Options) throws(NNGError) {
    var made = nng_socket()
    switch role {
    case .request: try NNGError.check(unsafe nng_req0_open(&made))
    case .reply: try NNGError.check(unsafe nng_rep0_open(&made))
    }
    self.handle = made
    if role == .request && !options.resends {
      try NNGError.check(
        unsafe nng_socket_set_ms(made, "req:resend-time", NNG_DURATION_INFINITE))
    }
    try NNGError.check(unsafe nng_socket_set_size(made, "recv-size-max", options.receiveLimit))
    try NNGError.check(unsafe nng_socket_set_ms(made, "reconnect-time-min", 20))
    try NNGError.check(unsafe nng_socket_set_ms(made, "reconnect-time-max", 1000))
    try observeConnections()
  }

  private func observeConnections() throws(NNGError) {
    let me = unsafe Unmanaged.passUnretained(self).toOpaque()
    for event in [NNG_PIPE_EV_ADD_POST, NNG_PIPE_EV_REM_POST] {
      try NNGError.check(
        unsafe nng_pipe_notify(
          handle, event,
          { _, event, me in
            guard let me = unsafe me else { return }
            let socket = unsafe Unmanaged<Socket>.fromOpaque(me).takeUnretainedValue()
            socket.connectionEvent(added: event == NNG_PIPE_EV_ADD_POST)
          }, me))
    }
  }

  private func connectionEvent(added: Bool) {
    if added {
      made.add(1, ordering: .sequentiallyConsistent)
    } else {
      lost.add(1, ordering: .sequentiallyConsistent)
      if !isConnected, let body = cutOff.withLock({ $0 }) { body() }
    }
  }

  /// Calls `body` on an nng thread whenever the last connection is gone; it must not block.
  public func whenCutOff(_ body: @escaping @Sendable () -> Void) {
    cutOff.withLock { $0 = body }
  }

  /// Whether a connection stands now.
  public var isConnected: Bool { connectionsMade > lost.load(ordering: .sequentiallyConsistent) }

  /// How many connections there have been, so that what was learnt of one is not believed of the
  /// next.
  public var connectionsMade: Int { made.load(ordering: .sequentiallyConsistent) }

  /// Listens on `url` (`tcp://127.0.0.1:0` takes a free port) and answers the port taken.
  public func listen(_ url: String) throws(NNGError) -> Int {
    var listener = nng_listener()
    try NNGError.check(unsafe nng_listen(handle, url, &listener, 0))
    var port: Int32 = 0
    try NNGError.check(unsafe nng_listener_get_int(listener, "tcp-bound-port", &port))
    return Int(port)
  }

  /// Dials `url` in the background and again whenever the connection drops, 20 ms to 1 s apart.
  public func dial(_ url: String) throws(NNGError) {
    try NNGError.check(unsafe nng_dial(handle, url, nil, Int32(NNG_FLAG_NONBLOCK)))
  }

  /// Closes the socket for good, once the contexts closed before it are gone: nng corrupts its
  /// memory when a context and its socket are closed at once.
  ///
  /// Returns at once: nng_close waits for nng's own threads, so it gets another.
  public func close() {
    Self.undertaker.async { [self] in
      DispatchQueue.global().async { _ = nng_close(self.handle) }
    }
  }

  /// Closes contexts and sockets in the order given, off nng's own threads.
  static let undertaker = DispatchQueue(label: "nng contexts and sockets to close")
}
