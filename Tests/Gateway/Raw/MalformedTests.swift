import NIOCore
import NIOEmbedded
import NIOHTTP1
import ProcessKit
import Testing

@testable import Gateway

/// All answers of a connection, to its end.
private func answers(
  _ port: Int, _ bytes: [UInt8], inPiecesOf size: Int
) async throws -> [RawAnswer] {
  try await blocking {
    let socket = try RawSocket(port)
    for start in stride(from: 0, to: bytes.count, by: size) {
      if !socket.write(Array(bytes[start..<min(start + size, bytes.count)])) { break }
    }
    var left: [UInt8] = []
    var answers: [RawAnswer] = []
    while true {
      while let answer = RawAnswer(&left) { answers.append(answer) }
      let more = socket.read()
      if more.isEmpty { break }
      left += more
    }
    #expect(left.isEmpty, "no answer: \(String(decoding: left, as: UTF8.self))")
    return answers
  }
}

/// What became of a connection.
private struct Taken: Equatable {
  let statuses: [Int]
  let arrived: [String]
  let isClosed: Bool
  let isProblem: Bool
}

extension Taken {
  init(_ reading: RawRequest.Reading) {
    switch reading {
    case .refused(let status):
      self.init(statuses: [status], arrived: [], isClosed: true, isProblem: true)
    case .read(let names): self.init(names + ["behind"])
    case .readLast(let names): self.init(names)
    }
  }

  private init(_ names: [String]) {
    self.init(
      statuses: names.map { _ in 200 }, arrived: names, isClosed: true, isProblem: false)
  }
}

@Suite struct MalformedTests {
  private let corpus = RawHeads.all + RawBodies.all

  @Test func `the corpus is large, and says nothing twice`() {
    #expect(corpus.count >= 100)
    let twins = Dictionary(grouping: corpus, by: \.bytes).values.filter { $0.count > 1 }
    #expect(twins.isEmpty)
  }

  @Test(arguments: [Int.max, 1])
  func `bytes that can be read in two ways are refused, all others are read the only way`(
    inPiecesOf size: Int
  ) async throws {
    let world = try await World { $0.idleTimeout = .seconds(2) }
    for request in corpus where size > 1 || request.bytes.count < 1000 {
      let before = world.calls.count
      let bytes = request.bytes + Array(sentBehind.utf8)
      let answers = try await answers(
        world.port, bytes, inPiecesOf: min(size, bytes.count))
      let taken = Taken(
        statuses: answers.map(\.status),
        arrived: world.calls[before...].map { WireView($0.message)?.texts[1] ?? "" },
        isClosed: answers.last?.header("Connection") == "close",
        isProblem: answers.last?.header("Content-Type") == "application/problem+json")
      #expect(taken == Taken(request.reading), "\(request)")
    }
    await world.end()
  }

  @Test(arguments: [
    rawGet(), rawGet("Host: t", "Host: u"), rawGet("Host: t", line: "GET /a#b HTTP/1.1"),
    rawGet("Host: t", line: "GET ftp://t/a HTTP/1.1"),
    rawPost("Transfer-Encoding: gzip, chunked", body: "0\r\n\r\n"),
    rawPost("Transfer-Encoding: , chunked", body: "0\r\n\r\n"),
  ])
  func `control: the parser alone lets through what our rules refuse`(_ text: String) throws {
    let channel = EmbeddedChannel()
    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
    try channel.writeInbound(ByteBuffer(string: text))
    let part = try #require(try channel.readInbound(as: HTTPServerRequestPart.self))
    guard case .head(let head) = part else { return #expect(Bool(false), "\(part)") }
    #expect(throws: Refusal.self) { try HeadRules.check(head) }
    _ = try channel.finish()
  }
}
