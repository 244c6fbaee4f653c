/// Start lines and field lines.
enum RawHeads {
  static let all = startLines + targets + lineEnds + names + values + hosts

  private static let startLines =
    [
      "GET /v1/events/a",
      "GET\t/v1/events/a HTTP/1.1", "GET /v1/events/a\tHTTP/1.1", " GET /v1/events/a HTTP/1.1",
      "GET /v1/events/a HTTP/1.1 ", "GET /v1/events/a HTTP/1.1 HTTP/1.1", "GET HTTP/1.1",
      "GET /v1/events/a HTTP/0.9", "GET /v1/events/a HTTP/2.0", "GET /v1/events/a HTTP/1.2",
      "GET /v1/events/a HTTP/1.10", "GET /v1/events/a HTTP/11", "GET /v1/events/a HTTP/1,1",
      "GET /v1/events/a http/1.1", "GET /v1/events/a HTTP/ 1.1", "GET /v1/events/a HTTP/1.",
      "GET /v1/events/a HTTP/+1.1", "GET /v1/events/a HTTPS/1.1", "GET /v1/events/a ICE/1.0",
      "get /v1/events/a HTTP/1.1", "GE\u{0}T /v1/events/a HTTP/1.1",
      "G(T /v1/events/a HTTP/1.1", "/v1/events/a GET HTTP/1.1", "HTTP/1.1 200 OK",
      "GETGET /v1/events/a HTTP/1.1",
    ].flatMap { refused(rawGet("Host: t", line: $0)) }
    + readOnly(
      "a", "\r\n" + rawGet("Host: t"), rawGet("Host: t"),
      // Section 3 allows to part at any white space; nothing can hide in it.
      rawGet("Host: t", line: "GET  /v1/events/a HTTP/1.1"),
      rawGet("Host: t", line: "GET /v1/events/a  HTTP/1.1"))
    + [
      RawRequest(rawGet(line: "GET /v1/events/a HTTP/1.0"), .readLast(["a"])),
      RawRequest(
        rawGet("Connection: keep-alive", line: "GET /v1/events/a HTTP/1.0"), .readLast(["a"])),
      RawRequest(rawGet("Host: t", line: "GET /v1/events/a RTSP/1.0"), .readLast(["a"])),
      RawRequest(rawGet("Host: t", "Connection: x , Close"), .readLast(["a"])),
      RawRequest(
        rawGet("Host: t", "Connection: keep-alive", "Connection: close"), .readLast(["a"])),
    ]

  private static let targets =
    [
      "", "v1/events/a", "*", "?", "/v1/events/\u{e4}", "/v1/events/\u{c3}\u{a4}",
      "/v1/events/a#b", "/v1/events/a\u{7f}", "/v1/events/a\u{1}", "/v1/events/a\u{0}",
      "/v1/events/a\u{b}", "ftp://t/v1/events/a", "http:/v1/events/a", "http:///v1/events/a",
      "http://u@t/v1/events/a", "http://t:x/v1/events/a", "t:80", "http://t\\x/v1/events/a",
      "javascript:alert(1)",
    ].flatMap { refused(rawGet("Host: t", line: "GET \($0) HTTP/1.1")) }
    + refused(
      rawGet("Host: t", line: "CONNECT t:443 HTTP/1.1"),
      rawGet("Host: t", line: "CONNECT / HTTP/1.1"))
    + ["http://t/v1/events/a", "http://other:80/v1/events/a", "HTTPS://t/v1/events/a"].flatMap {
      // RFC 9112 section 3.2.2: the target's host is the one that counts, and all are ours.
      readOnly("a", rawGet("Host: t", line: "GET \($0) HTTP/1.1"))
    }
    + readOnly(
      "http://evil", rawGet("Host: t", line: "GET /v1/events/http:%2F%2Fevil HTTP/1.1"))

  private static let lineEnds = refused(
    "GET /v1/events/a HTTP/1.1\nHost: t\r\n\r\n", "GET /v1/events/a HTTP/1.1\r\nHost: t\n\r\n",
    "GET /v1/events/a HTTP/1.1\nHost: t\n\n", "GET /v1/events/a HTTP/1.1\rHost: t\r\n\r\n",
    "GET /v1/events/a HTTP/1.1\r\nHost: t\r\n\n", "GET /v1/events/a HTTP/1.1\r\r\nHost: t\r\n\r\n",
    "GET /v1/events/a HTTP/1.1\r\nHost: t\r\r\n\r\n", "GET /v1/events/a HTTP/1.1\r\nHost: t\r\n\rX",
    rawGet("Host: t", "X: a\rContent-Length: 5"), rawGet("Host: t", "X: a\nContent-Length: 5"),
    rawGet("Host: t", "X: a\n\rContent-Length: 5"))

  private static let names =
    [
      "Host : t", "Host\t: t", " Host: t", "\tHost: t", "Ho st: t", "Host", ": t", "H\u{f6}st: t",
    ].flatMap { refused(rawGet($0)) }
    + [
      "X : y", "X\u{0}: y", "X(: y", "X\u{80}: y", "X\u{b}: y", "\"X\": y", "X", ":", ": y", "@: y",
      "Content-Length : 42", "Transfer-Encoding : chunked", "Transfer-Encoding\u{b}: chunked",
    ].flatMap { refused(rawGet("Host: t", $0) + hidden) }
    // Folded lines (RFC 9112 section 5.2), also the one that hides a length.
    + refused(
      rawGet("Host: t", "X: a", " b"), rawGet("Host: t", "X: a", "\tb"),
      rawGet("Host: t", "X:", " a"),
      rawGet("Host:", " t"), rawGet("Host: t", "X: a", " Content-Length: 42") + hidden)

  private static let values =
    ["a\u{0}", "\u{0}", "a\u{1}b", "a\u{b}b", "a\u{c}", "a\u{1b}[0m", "a\u{7f}b"].flatMap {
      refused(rawGet("Host: t", "X: \($0)"))
    }
    + ["", " ", "\ta b\t", "a\tb", "a\u{ff}b", "a: b: c", "(\""].flatMap {
      readOnly("a", rawGet("Host: t", "X: \($0)"))
    }

  private static let hosts =
    [["Host: t", "Host: t"], ["Host: t", "host: u"], [], ["X-Host: t"], ["Host: t, u"]].flatMap {
      [RawRequest(["GET /v1/events/a HTTP/1.1"].joined() + "\r\n" + lines($0), .refused(400))]
    }
    + [
      "t u", "t/x", "u@t", "t:x", "t:80:80", "t\\", "[::1", "t#", "t?", "http://t", "\u{e4}", ":80",
      "t:123456", "[t]", "<t>",
    ].flatMap { refused(rawGet("Host: \($0)")) }
    + ["", "t:80", "t:", "[::1]:8080", "127.0.0.1", "EXAMPLE.org", "a_b.example"].flatMap {
      readOnly("a", rawGet("Host: \($0)"))
    }

  private static func lines(_ fields: [String]) -> String {
    fields.map { $0 + "\r\n" }.joined() + "\r\n"
  }
}
