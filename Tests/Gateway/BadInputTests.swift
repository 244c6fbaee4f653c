import Contracts
import Identity
import Testing

@testable import Gateway

/// A request that is wrong, and how it has to be told.
struct BadInput: Sendable, CustomStringConvertible {
  let description: String
  var method = "POST"
  var path = "/v1/events"
  var headers: [String: String] = ["Idempotency-Key": "k"]
  var body: String?
  var status = 400
  var code = "INVALID_ARGUMENT"
  var pointer: String?
}

private let deep = String(repeating: "[", count: 100_000)

private let inputs: [BadInput] = [
  .init(description: "no key", headers: [:], body: "{}", code: "IDEMPOTENCY_KEY_REQUIRED"),
  .init(description: "key with space", headers: ["Idempotency-Key": "a b"], body: "{}"),
  .init(
    description: "key too long",
    headers: ["Idempotency-Key": String(repeating: "k", count: 256)], body: "{}"),
  .init(description: "broken JSON", body: #"{"name":"#),
  .init(description: "JSON and more", body: "{} {}"),
  .init(description: "no object", body: "[]", pointer: ""),
  .init(description: "unknown member", body: #"{"points":1}"#, pointer: "/points"),
  .init(description: "member twice", body: #"{"name":"a","name":"b"}"#, pointer: "/name"),
  .init(
    description: "member twice in two spellings", body: #"{"hostId":"a","host_id":"b"}"#,
    pointer: "/hostId"),
  .init(description: "text for a number", body: #"{"capacity":"many"}"#, pointer: "/capacity"),
  .init(description: "number for a text", body: #"{"name":7}"#, pointer: "/name"),
  .init(description: "number too large", body: #"{"capacity":3000000000}"#, pointer: "/capacity"),
  .init(description: "no whole number", body: #"{"capacity":1.5}"#, pointer: "/capacity"),
  .init(description: "no time", body: #"{"startTime":"soon"}"#, pointer: "/startTime"),
  .init(description: "NUL", body: #"{"name":"a\u0000"}"#, pointer: "/name"),
  .init(description: "half a surrogate", body: #"{"name":"\ud800"}"#, pointer: "/name"),
  .init(description: "deep nesting", body: #"{"name":"# + deep, pointer: "/name"),
  .init(description: "deep nesting at the top", body: deep),
  .init(
    description: "not JSON by name",
    headers: ["Idempotency-Key": "k", "Content-Type": "text/plain"],
    body: "{}", status: 415, code: "UNSUPPORTED_MEDIA_TYPE"),
  .init(
    description: "compressed", headers: ["Idempotency-Key": "k", "Content-Encoding": "gzip"],
    body: "{}", status: 415, code: "UNSUPPORTED_MEDIA_TYPE"),
  .init(
    description: "query on a command", path: "/v1/events?dryRun=true", body: "{}",
    pointer: "/dryRun"),
  .init(
    description: "path's field in the body", path: "/v1/events/\(anEvent)/publish", headers: [:],
    body: #"{"id":"x"}"#, pointer: "/id"),
  .init(
    description: "mask in the body", method: "PATCH", path: "/v1/events/\(anEvent)", headers: [:],
    body: #"{"updateMask":"name"}"#, pointer: "/updateMask"),
  .init(
    description: "version in the body", method: "PATCH", path: "/v1/events/\(anEvent)",
    headers: [:], body: #"{"expectedVersion":"3"}"#, pointer: "/expectedVersion"),
  .init(
    description: "tag of nobody", method: "PATCH", path: "/v1/events/\(anEvent)",
    headers: ["If-Match": "abc"], body: "{}"),
  .init(
    description: "tag where it means nothing", path: "/v1/events/\(anEvent)/publish",
    headers: ["If-Match": "\"1\""]),
  .init(
    description: "unknown query", method: "GET", path: "/v1/events?colour=red", headers: [:],
    pointer: "/colour"),
  .init(
    description: "query twice", method: "GET", path: "/v1/events?q=aa&q=bb", headers: [:],
    pointer: "/q"),
  .init(
    description: "query of a wrong type", method: "GET", path: "/v1/events?public=maybe",
    headers: [:], pointer: "/public"),
  .init(
    description: "page too large", method: "GET", path: "/v1/events?pageSize=201", headers: [:],
    pointer: "/pageSize"),
  .init(
    description: "page below zero", method: "GET", path: "/v1/events?page_size=-1", headers: [:],
    pointer: "/pageSize"),
  .init(
    description: "page of no number", method: "GET", path: "/v1/events?pageSize=ten", headers: [:],
    pointer: "/pageSize"),
  .init(
    description: "path's field in the query", method: "GET",
    path: "/v1/events/\(anEvent)?id=x", headers: [:], pointer: "/id"),
  .init(description: "query of no text", method: "GET", path: "/v1/events?q=%ff", headers: [:]),
  .init(description: "path of no text", method: "GET", path: "/v1/events/%ff", headers: [:]),
  .init(
    description: "no such path", method: "GET", path: "/v1/concerts", headers: [:], status: 404,
    code: "NO_ROUTE"),
  .init(
    description: "inner rpc", path: "/credopass.users.v1.UsersService/GetUserByEmail",
    body: "{}", status: 404, code: "NO_ROUTE"),
  .init(
    description: "other method", method: "PUT", path: "/v1/events", headers: [:], body: "{}",
    status: 405, code: "METHOD_NOT_ALLOWED"),
  .init(
    description: "long URI", method: "GET",
    path: "/v1/events?q=" + String(repeating: "a", count: 8192), headers: [:], status: 414,
    code: "URI_TOO_LONG"),
  .init(
    description: "many headers", method: "GET",
    headers: ["X-Much": String(repeating: "a", count: 33_000)], status: 431,
    code: "HEADERS_TOO_LARGE"),
]

@Suite struct BadInputTests {
  @Test func `wrong requests are told what is wrong, and reach nobody`() async throws {
    let world = try await World()
    for input in inputs {
      let answer: RawAnswer
      do {
        answer = try await world.send(
          input.method, input.path, as: token(.admin), input.headers, body: input.body)
      } catch {
        Issue.record("\(input): \(error)")
        continue
      }
      #expect(answer.status == input.status, "\(input): \(answer.text)")
      #expect(answer.header("Content-Type") == "application/problem+json", "\(input)")
      let problem = try answer.json
      #expect(problem["code"] as? String == input.code, "\(input): \(answer.text)")
      #expect(problem["status"] as? Int == input.status, "\(input)")
      #expect((problem["detail"] as? String)?.isEmpty == false, "\(input)")
      #expect(problem["type"] as? String != nil && problem["title"] as? String != nil, "\(input)")
      if let pointer = input.pointer {
        let errors = problem["errors"] as? [[String: String]]
        #expect(errors?.first?["pointer"] == pointer, "\(input): \(answer.text)")
        #expect(errors?.first?["detail"]?.isEmpty == false, "\(input)")
      }
    }
    #expect(world.calls.isEmpty)
    await world.end()
  }

  @Test func `bytes that are no UTF-8 are refused with their place`() async throws {
    let world = try await World()
    let body = Array(#"{"name":"\#u{FFFF}"}"#.utf8.prefix(9)) + [0xC3, 0x28] + Array("\"}".utf8)
    var request = Array(
      """
      POST /v1/events HTTP/1.1\r
      Host: test\r
      Authorization: Bearer \(token(.admin))\r
      Idempotency-Key: k\r
      Content-Type: application/json\r
      Content-Length: \(body.count)\r
      \r\n
      """.utf8)
    request += body
    let answer = try await exchange(world.port, request)
    #expect(answer.status == 400)
    #expect(answer.text.contains("UTF-8"), "\(answer.text)")
    #expect(world.calls.isEmpty)
    await world.end()
  }

  @Test(arguments: [
    "NONSENSE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /livez HTTP/1.1\r\nBad Header: x\r\n\r\n",
    "GET /livez HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "GET /livez HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
    "POST /v1/auth/login HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET /livez HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
  ])
  func `what is not HTTP is told so`(_ text: String) async throws {
    let world = try await World()
    let answer = try await exchange(world.port, Array(text.utf8))
    #expect(answer.status == 400)
    #expect(answer.header("Connection") == "close")
    #expect(answer.header("Content-Type") == "application/problem+json")
    await world.end()
  }
}
