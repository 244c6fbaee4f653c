internal import CNNG

/// A small HTTP/1.1 server for GET requests to a few fixed paths: nng's own (nng_http(7)).
///
/// Answers are made on nng's threads, so they must come from memory and at once. What a client
/// may send is bounded by nng: a header of 8 KiB, and no body is taken.
@safe public final class HTTPServer: @unchecked Sendable {
  // Sendable by hand: nng's locks guard the handles, which never change after `init`.

  /// What a path answers.
  public struct Response: Sendable {
    /// Such as 200 or 503.
    public var status: UInt16
    public var contentType: String
    public var body: String

    public init(status: UInt16 = 200, contentType: String = "text/plain", _ body: String) {
      self.status = status
      self.contentType = contentType
      self.body = body
    }
  }

  public typealias Answer = @Sendable () -> Response

  private let server: OpaquePointer
  /// The port taken.
  public let port: Int

  /// Listens on `host`, port 0 takes a free one, and begins to answer.
  /// - Throws: `NNGError`, such as NNG_EADDRINUSE.
  public init(host: String, port: Int, _ paths: [String: Answer]) throws(NNGError) {
    unsafe server = try Self.hold(host, port)
    do {
      for (path, answer) in paths { try unsafe Self.add(path, answer, to: server) }
      try NNGError.check(unsafe nng_http_server_start(server))
      self.port = try unsafe Self.port(of: server)
    } catch {
      unsafe nng_http_server_release(server)
      throw error
    }
  }

  private static func hold(_ host: String, _ port: Int) throws(NNGError) -> OpaquePointer {
    var url: UnsafeMutablePointer<nng_url>?
    try NNGError.check(unsafe nng_url_parse(&url, "http://\(host):\(port)"))
    defer { unsafe nng_url_free(url) }
    var server: OpaquePointer?
    try NNGError.check(unsafe nng_http_server_hold(&server, url))
    guard let server = unsafe server else { throw NNGError(code: Int32(NNG_ENOMEM.rawValue)) }
    return unsafe server
  }

  private static func port(of server: OpaquePointer) throws(NNGError) -> Int {
    var address = nng_sockaddr()
    try NNGError.check(unsafe nng_http_server_get_addr(server, &address))
    let big =
      unsafe Int32(address.s_family) == Int32(NNG_AF_INET6.rawValue)
      ? unsafe address.s_in6.sa_port : unsafe address.s_in.sa_port
    return Int(UInt16(bigEndian: big))
  }

  private static func add(
    _ path: String, _ answer: @escaping Answer, to server: OpaquePointer
  ) throws(NNGError) {
    var handler: OpaquePointer?
    try NNGError.check(
      unsafe nng_http_handler_alloc(&handler, path) { unsafe HTTPServer.serve($0) })
    // nng_http_handler_set_data(3): the destructor is called with the data when the handler is
    // freed, which the server does.
    let data = unsafe Unmanaged.passRetained(Box(answer)).toOpaque()
    var result = unsafe nng_http_handler_set_data(handler, data) { data in
      if let data = unsafe data { unsafe Unmanaged<Box>.fromOpaque(data).release() }
    }
    if result == 0 { result = unsafe nng_http_handler_collect_body(handler, true, 0) }
    if result == 0 { result = unsafe nng_http_server_add_handler(server, handler) }
    if result != 0 {
      unsafe nng_http_handler_free(handler)
      throw NNGError(code: result)
    }
  }

  private final class Box: Sendable {
    let answer: Answer
    init(_ answer: @escaping Answer) { self.answer = answer }
  }

  /// nng_http_handler_alloc(3): the aio's input 1 is the handler; the response goes to output 0
  /// and belongs to the server from then on.
  private static func serve(_ aio: OpaquePointer?) {
    let handler = unsafe OpaquePointer(nng_aio_get_input(aio, 1))
    guard let data = unsafe nng_http_handler_get_data(handler) else {
      return unsafe nng_aio_finish(aio, Int32(NNG_EINTERNAL.rawValue))
    }
    let answer = unsafe Unmanaged<Box>.fromOpaque(data).takeUnretainedValue().answer()
    var response: OpaquePointer?
    var result = unsafe nng_http_res_alloc(&response)
    if result == 0 { result = unsafe fill(response, answer) }
    if result == 0 {
      unsafe nng_aio_set_output(aio, 0, UnsafeMutableRawPointer(response))
    } else {
      unsafe nng_http_res_free(response)
    }
    unsafe nng_aio_finish(aio, result)
  }

  private static func fill(_ response: OpaquePointer?, _ answer: Response) -> Int32 {
    var result = unsafe nng_http_res_set_status(response, answer.status)
    if result == 0 {
      result = unsafe nng_http_res_set_header(response, "Content-Type", answer.contentType)
    }
    let body = Array(answer.body.utf8)
    // The copy comes last: it sets Content-Length too.
    if result == 0 { result = unsafe nng_http_res_copy_data(response, body, body.count) }
    return result
  }

  /// Ends the server inside a process that goes on, such as a test's.
  public func close() {
    unsafe nng_http_server_stop(server)
    unsafe nng_http_server_release(server)
  }
}
