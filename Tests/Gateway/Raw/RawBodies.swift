/// Where a request ends: lengths, codings, chunks; and what is no request at all.
enum RawBodies {
  static let all = lengths + codings + both + chunks + trailers + strangers + limits

  /// The request hidden behind a body of 2 bytes is seen by who counts otherwise.
  private static let lengths =
    [
      "+13", "-13", "-0", "0xd", "13.0", "1e1", "13 13", "13,13", "13, 13", "13, 14", "13;", "",
      " ", "a", "13a", "\u{b}13", "13\u{b}", "13\u{0}", "99999999999999999999",
      "18446744073709551629", "9223372036854775820", "13\t", "13 ",
    ].flatMap { refused(rawPost("Content-Length: \($0)", body: rawBody) + hidden) }
    + refused(
      rawPost("Content-Length: 13", "Content-Length: 13", body: rawBody) + hidden,
      rawPost("Content-Length: 13", "Content-Length: 14", body: rawBody) + hidden,
      rawPost("Content-Length: 13", "content-length: 0", body: rawBody) + hidden,
      rawPost("Content-Length: 0", "Content-Length: 13", body: rawBody) + hidden)
    + readOnly(
      "a", rawPost("Content-Length: 13", body: rawBody),
      rawPost("Content-Length: 00000000013", body: rawBody),
      rawPost("Content-Length:13", body: rawBody),
      rawPost("Content-Length: \t 13", body: rawBody),
      rawPost("Content_Length: 0", "Content-Length: 13", body: rawBody),
      rawPost("X-Content-Length: 0", "Content-Length: 13", body: rawBody))
    + [
      RawRequest(rawGet("Host: t", "Content-Length: \(hidden.utf8.count)") + hidden, .read(["a"])),
      RawRequest(rawGet("Host: t") + rawGet("Host: t"), .read(["a", "a"])),
    ]

  private static let codings =
    [
      "identity", "gzip, chunked", "chunked, identity", "chunked, chunked", "chunked, gzip",
      "chunked;q=1", "chunked; a=b", "xchunked", "chunkedx", "chunke", "\"chunked\"", "'chunked'",
      "chunked ", "chunked,", ",chunked", ", chunked", "chunked\u{b}", "\u{b}chunked",
      "chunked\u{0}",
      "ch\u{75}nk\u{e9}d", "chun ked", "cow", "", "trailers", "deflate",
    ].flatMap { refused(rawPost("Transfer-Encoding: \($0)", body: rawChunk + "0\r\n\r\n")) }
    + refused(
      rawPost("Transfer-Encoding: chunked", "Transfer-Encoding: chunked", body: "0\r\n\r\n"),
      rawPost("Transfer-Encoding: chunked", "Transfer-Encoding: identity", body: "0\r\n\r\n"),
      rawPost("Transfer-Encoding: identity", "Transfer-Encoding: chunked", body: "0\r\n\r\n"),
      rawPost("Transfer-Encoding:\r\n chunked", body: "0\r\n\r\n"),
      rawPost("X: y\rTransfer-Encoding: chunked", body: "0\r\n\r\n"),
      rawPost("X: y\nTransfer-Encoding: chunked", body: "0\r\n\r\n"),
      "POST /v1/auth/login HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    + ["chunked", "Chunked", "CHUNKED", " \tchunked"].flatMap {
      readOnly("a", rawPost("Transfer-Encoding: \($0)", body: rawChunk + "0\r\n\r\n"))
    }

  /// Two ends are none.
  private static let both = [
    ["Content-Length: 5", "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked", "Content-Length: 5"],
    ["Content-Length: 5", "Transfer-Encoding: Chunked"],
    ["Content-Length: 5", "transfer-encoding: identity"],
    ["Content-Length: 5", "Transfer-Encoding: xchunked"],
    ["Content-Length: 0", "Transfer-Encoding: chunked"],
    ["Content-Length: 5", "Transfer-Encoding:"],
  ].flatMap { refused(rawPost($0[0], $0[1], body: "0\r\n\r\n" + hidden)) }

  private static let chunks =
    [
      "0xd\r\n\(rawBody)\r\n", "+d\r\n\(rawBody)\r\n", "-d\r\n\(rawBody)\r\n",
      " d\r\n\(rawBody)\r\n", "d \r\n\(rawBody)\r\n", "d\t\r\n\(rawBody)\r\n",
      "d\n\(rawBody)\r\n", "d\r\(rawBody)\r\n", "d\r\n\(rawBody)\n", "d\r\n\(rawBody)\r",
      "d\r\n\(rawBody)", "g\r\n\(rawBody)\r\n", "\r\n\(rawBody)\r\n", ";a\r\n\(rawBody)\r\n",
      "c\r\n\(rawBody)\r\n", "d,d\r\n\(rawBody)\r\n", "d\u{0}\r\n\(rawBody)\r\n",
      "1000000000000000d\r\n\(rawBody)\r\n", "ffffffffffffffff1\r\n\(rawBody)\r\n",
      "d;a\n\(rawBody)\r\n", "d;a\rb\r\n\(rawBody)\r\n", "d;\u{0}\r\n\(rawBody)\r\n",
      "d;a=\"b\r\n\(rawBody)\r\n", "d\r\r\n\(rawBody)\r\n", "d\n\n\(rawBody)\r\n",
    ].flatMap { refused(rawChunked($0 + "0\r\n\r\n")) }
    + [
      "D\r\n\(rawBody)\r\n", "0000d\r\n\(rawBody)\r\n", "d;a\r\n\(rawBody)\r\n",
      "d;a=b;c=\"d e\"\r\n\(rawBody)\r\n", "6\r\n{\"emai\r\n7\r\nl\":\"a\"}\r\n",
    ].flatMap { readOnly("a", rawChunked($0 + "0\r\n\r\n")) }

  private static let trailers =
    [
      "0\n\r\n", "0\r\n\n", "0\r\r\n", "0\r\nX: y\n\r\n", "0\r\nX\r\n\r\n", "0\r\nX : y\r\n\r\n",
      "0\r\n X: y\r\n\r\n", "0\r\nX: y\r\n z\r\n\r\n", "0\r\nX: \u{0}\r\n\r\n", "0\r\n\rX",
      "0 \r\n\r\n", "0\r\nContent-Length: 42\r\n\r\n",
      "0\r\nTransfer-Encoding: chunked\r\n\r\n",
    ].flatMap { refused(rawChunked(rawChunk + $0)) }
    + [
      "000\r\n\r\n", "0;a=b\r\n\r\n", "0\r\nX: y\r\n\r\n",
      "0\r\nHost: u\r\n\r\n", "0\r\nAuthorization: Bearer x\r\n\r\n", "0\r\n\r\n\r\n",
    ].flatMap { readOnly("a", rawChunked(rawChunk + $0)) }

  /// Other protocols.
  private static let strangers =
    refused(
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}",
      "SSH-2.0-OpenSSH_9.2\r\n", "*1\r\n$4\r\nPING\r\n", "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n",
      "\u{0}\u{0}\u{0}\u{0}\r\n", "EHLO example.org\r\n", "{\"jsonrpc\":\"2.0\"}\r\n\r\n",
      "\u{5}\u{1}\u{0}", "\u{ef}\u{bb}\u{bf}" + rawGet("Host: t"))
    + [
      // Nobody may think of what follows as another protocol.
      RawRequest(
        rawGet("Host: t", "Connection: Upgrade", "Upgrade: websocket"), .readLast(["a"])),
      RawRequest(
        rawGet(
          "Host: t", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMA"),
        .readLast(["a"])),
      RawRequest(rawGet("Host: t", "Upgrade: websocket"), .read(["a"])),
    ]

  private static let limits = [
    RawRequest(rawGet("Host: t", "X: " + String(repeating: "a", count: 33_000)), .refused(431)),
    RawRequest(rawGet("Host: t", "X: " + String(repeating: "a", count: 99_000)), .refused(431)),
    RawRequest(
      rawGet("Host: t", String(repeating: "X: y\r\n", count: 5000) + "X: y"), .refused(431)),
    RawRequest(
      rawGet("Host: t", String(repeating: "a", count: 70_000) + ": y"), .refused(431)),
    RawRequest(
      rawGet("Host: t", line: "GET /\(String(repeating: "a", count: 8192)) HTTP/1.1"),
      .refused(414)),
    RawRequest(
      rawGet("Host: t", line: "GET /\(String(repeating: "a", count: 99_000)) HTTP/1.1"),
      .refused(431)),
    RawRequest(
      rawGet("Host: t", line: "\(String(repeating: "A", count: 99_000)) / HTTP/1.1"),
      .refused(400)),
    RawRequest(
      rawChunked(rawChunk + "0\r\n" + String(repeating: "X: y\r\n", count: 5000) + "\r\n"),
      .refused(431)),
  ]
}
