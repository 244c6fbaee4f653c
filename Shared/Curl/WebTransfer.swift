internal import CCurl

/// One request to a web server.
public struct WebTransfer: Sendable, CustomReflectable {
  public struct Answer: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    public let body: [UInt8]
  }

  let address: WebAddress
  let headers: [(name: String, value: String)]
  let body: [UInt8]?
  let limit: Int
  let terms: TransferTerms

  /// - Parameters:
  ///   - address: `http://` or `https://`.
  ///   - headers: neither names nor values hold a line break; the caller has made them.
  ///   - body: sent by POST; nil is a GET.
  ///   - limit: of the answer's bytes; a longer one is a failure.
  public init(
    _ address: WebAddress, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
    limit: Int, terms: TransferTerms
  ) {
    self.address = address
    self.headers = headers
    self.body = body
    self.limit = limit
    self.terms = terms
  }

  /// Blocks until the answer is there or the time is over.
  public func run() throws(TransferFailure) -> Answer {
    var easy = try Easy()
    easy.hold(to: terms, address)
    // An empty Expect: no waiting for a 100 that many servers never send.
    let lines = headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
    precondition(lines.allSatisfy { line in !line.utf8.contains { $0 < 32 } }, "one line each")
    easy.set(CURLOPT_HTTPHEADER, lines)
    var upload: Upload?
    if let body {
      easy.set(CURLOPT_POST, 1)
      easy.set(CURLOPT_POSTFIELDSIZE, body.count)
      upload = Upload(body)
    }
    let download = Download(limit: limit)
    let end = easy.perform(sending: upload, into: download)
    guard end.ended == CURLE_OK else { throw TransferFailure(end.ended) }
    return Answer(status: end.code, body: download.bytes)
  }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
