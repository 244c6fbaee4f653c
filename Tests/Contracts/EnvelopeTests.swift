import Contracts
import RPC
import Testing

private let request = RequestHeader(
  method: "credopass.users.v1.UsersService/GetUser", callId: Array(1...16), attempt: 2,
  remainingUs: 1_500_000, sentAtUs: 1_795_000_000_000_000, idempotencyKey: "k",
  metadata: [Metadata(key: "a", value: "ä"), Metadata(key: "b")])

private let response = ResponseHeader(
  callId: Array(1...16), code: .resourceExhausted, message: "No seat left.",
  details: ErrorDetails(
    badRequest: BadRequest(fieldViolations: [.init(field: "guests", description: "at most 3")]),
    errorInfo: ErrorInfo(reason: "EVENT_FULL", domain: "events"),
    retryInfo: RetryInfo(retryDelay: .init(seconds: 1, nanos: 5))),
  executed: .finished, retryAfterMs: -1, draining: true, replica: "users-1")

@Suite struct EnvelopeTests {
  @Test func `a header comes back as it was sent`() throws {
    #expect(try RequestHeader.decode(request.encode()) == request)
    #expect(try ResponseHeader.decode(response.encode()) == response)
  }

  @Test func `no bytes are an empty message`() throws {
    #expect(try RequestHeader.decode([]) == RequestHeader())
    #expect(try RequestHeader().encode() == [])
  }

  @Test func `a number that an enum does not know survives`() throws {
    let sent = ResponseHeader(code: .unrecognized(4711), executed: .unrecognized(-3))
    let received = try ResponseHeader.decode(sent.encode())
    #expect(received == sent)
    #expect(received.code.name == "4711")
  }

  @Test func `header and payload are packed side by side into memory of the caller`() throws {
    let whole = try unsafe request.encode { requestSize, packRequest in
      try unsafe response.encode { responseSize, packResponse in
        unsafe [UInt8](unsafeUninitializedCapacity: requestSize + responseSize) { bytes, count in
          guard let start = bytes.baseAddress else { return }
          unsafe packRequest(UnsafeMutableRawPointer(start))
          unsafe packResponse(UnsafeMutableRawPointer(start + requestSize))
          count = requestSize + responseSize
        }
      }
    }
    #expect(whole == (try request.encode()) + (try response.encode()))
  }

  @Test func `a text with a NUL is not sent`() {
    #expect(throws: EncodeError.invalidText) { try RequestHeader(method: "a\0b").encode() }
  }

  @Test func `a message over one mebibyte is neither sent nor read`() {
    let long = RequestHeader(method: String(repeating: "x", count: maximumMessageSize))
    #expect(throws: EncodeError.tooLarge) { try long.encode() }
    let bytes = [UInt8](repeating: 0, count: maximumMessageSize + 1)
    #expect(throws: DecodeError.tooLarge) { try RequestHeader.decode(bytes) }
  }
}
