import Contracts
import Foundation
import Identity
import ProcessKit
import RPC
import Synchronization
import Testing

@testable import Gateway

/// What users was asked to import.
private final class Imports: Sendable {
  let requests = Mutex<[ImportUsersRequest]>([])
  var all: [ImportUsersRequest] { requests.withLock { $0 } }

  var handler: (String, RawHandler) {
    answering(UsersMethods.importUsers) { [self] request, _ in
      requests.withLock { $0.append(request) }
      let rows = Int32(request.records.count { $0 == 10 })
      return ImportUsersResponse(
        batchId: request.batchId, created: rows, rejected: 1,
        errors: [.init(line: request.firstLine, field: "email", reason: "is none")])
    }
  }
}

private func rows(_ count: Int, from first: Int = 0) -> String {
  (first..<(first + count)).map { "p\($0)@example.com,\"Pat, \($0)\n\"\r\n" }.joined()
}

@Suite struct UploadTests {
  private let path = "/v1/users/import?source=eventbrite&eventId=\(anEvent)"
  private let csv = ["Content-Type": "text/csv; charset=utf-8"]

  @Test func `a file is cut between records, and the reports are summed`() async throws {
    let imports = Imports()
    let world = try await World([imports.handler])
    let answer = try await world.send(
      "POST", path + "&dryRun=true", as: token(.organizer), csv,
      body: "Email,Name\r\n" + rows(1200))
    #expect(answer.status == 200, "\(answer.text)")
    let requests = imports.all
    #expect(requests.map(\.chunk) == [0, 1, 2])
    #expect(requests.allSatisfy { $0.header == Array("Email,Name\r\n".utf8) })
    #expect(requests.map(\.firstLine) == [2, 1002, 2002])
    #expect(requests.allSatisfy { $0.chunks == 3 }, "so that progress has an end")
    #expect(requests.flatMap(\.records) == Array(rows(1200).utf8))
    #expect(Set(requests.map(\.batchId)).count == 1)
    #expect(requests.allSatisfy { $0.source == .eventbrite && $0.eventId == anEvent && $0.dryRun })
    let json = try answer.json
    // Each record has a line break inside and one at its end.
    #expect(json["created"] as? Int == 2400)
    #expect(json["rejected"] as? Int == 3)
    #expect((json["errors"] as? [[String: Any]])?.map { $0["line"] as? Int } == [2, 1002, 2002])
    #expect(json["batchId"] as? String == requests.first?.batchId)
    await world.end()
  }

  @Test func `the same upload has the same name, another has another`() async throws {
    let imports = Imports()
    let world = try await World([imports.handler])
    let file = "Email,Name\n" + rows(3)
    func batch(_ body: String, _ path: String, _ role: String, _ more: [String: String] = [:])
      async throws -> String?
    {
      let headers = csv.merging(more) { $1 }
      let answer = try await world.send("POST", path, as: role, headers, body: body)
      return try answer.json["batchId"] as? String
    }
    let me = token(.organizer)
    let first = try await batch(file, path, me)
    #expect(UUID(uuidString: try #require(first)) != nil)
    #expect(try await batch(file, path, token(.admin)) == first)
    let others = [
      try await batch(file + rows(1, from: 9), path, me),
      try await batch(file, path + "&dryRun=true", me),
      try await batch(file, "/v1/users/import?source=csv&eventId=\(anEvent)", me),
      try await batch(file, path, token(.organizer, user: somebodyElse)),
      try await batch(file, path, me, ["Idempotency-Key": "again"]),
    ]
    #expect(Set(others + [first]).count == 6)
    await world.end()
  }

  @Test func `a record whose quote is never closed cannot be cut`() async throws {
    let imports = Imports()
    let world = try await World([imports.handler])
    let body = "Email,Name\n" + rows(600) + "\"" + String(repeating: "a", count: 600_000)
    let answer = try await world.send("POST", path, as: token(.organizer), csv, body: body)
    #expect(answer.status == 400)
    #expect(answer.text.contains("line 1202"))
    #expect(imports.all.isEmpty, "nor is what stands before it taken")
    await world.end()
  }

  @Test func `an upload that breaks off has no effect`() async throws {
    let imports = Imports()
    let world = try await World([imports.handler])
    let head =
      "POST \(path) HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer \(token(.organizer))\r\n"
      + "Content-Type: text/csv\r\nContent-Length: 10000000\r\n\r\nEmail,Name\r\n"
    let port = world.port
    try await blocking {
      let socket = try RawSocket(port)
      socket.write(Array((head + rows(2000)).utf8))
    }
    try await eventually("the request has ended") { world.gateway.runningRequests == 0 }
    #expect(imports.all.isEmpty)
    await world.end()
  }

  @Test(arguments: [
    ("?source=facebook", "text/csv", "a\nb\n", 400), ("?sauce=csv", "text/csv", "a\nb\n", 400),
    ("?dryRun=maybe", "text/csv", "a\nb\n", 400), ("?batchId=x", "text/csv", "a\nb\n", 400),
    ("?source=csv&source=csv", "text/csv", "a\nb\n", 400), ("", "text/csv", "", 400),
    ("", "application/json", "{}", 415),
  ])
  func `a wrong upload is told what is wrong`(
    _ query: String, _ type: String, _ body: String, _ status: Int
  ) async throws {
    let imports = Imports()
    let world = try await World([imports.handler])
    let answer = try await world.send(
      "POST", "/v1/users/import" + query, as: token(.organizer), ["Content-Type": type],
      body: body)
    #expect(answer.status == status, "\(answer.text)")
    #expect(imports.all.isEmpty)
    await world.end()
  }

  @Test func `an upload beyond the limit is refused before it has an effect`() async throws {
    let imports = Imports()
    let world = try await World([imports.handler]) { $0.uploadLimit = 20_000 }
    let answer = try await world.send(
      "POST", path, as: token(.organizer), csv, body: "Email,Name\n" + rows(2000))
    #expect(answer.status == 413)
    #expect(imports.all.isEmpty)
    await world.end()
  }

  @Test func `what users refuses of a chunk is the answer`() async throws {
    let world = try await World([
      answering(UsersMethods.importUsers) { request, _ in
        if request.chunk == 1 { throw Status(.unavailable, "later") }
        return ImportUsersResponse(created: 1)
      }
    ])
    let answer = try await world.send(
      "POST", path, as: token(.organizer), csv, body: "Email,Name\n" + rows(600))
    #expect(answer.status == 503)
    await world.end()
  }

  /// In a process of its own, for its memory is measured.
  @Test func `sixteen megabytes pass through the memory of one chunk`() async throws {
    let count = Counter()
    let key = (0..<32).map { _ in UInt8.random(in: 0...255) }
    let world = try await World(
      [
        answering(UsersMethods.importUsers) { _, _ in
          count.add()
          return ImportUsersResponse(created: 500)
        }
      ], pair: (caller: "gateway", callee: "users", key: key))
    let gateway = try await GatewayProcess(world.endpoint, key: key)
    // What it needs anyway it has after a few chunks.
    let first = try await upload(lines: 2000, to: gateway.port)
    #expect(first.status == 200, "\(first.text)")
    let (before, chunks) = (try gateway.residentMiB(), count.value)
    let answer = try await upload(lines: 16_000, to: gateway.port)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(count.value - chunks >= 32)
    #expect(try gateway.residentMiB() - before < 12, "it held the file")
    #expect(try await gateway.end() == 0)
    await world.end()
  }

  /// Uploads so many lines of a thousand bytes.
  private func upload(lines: Int, to port: Int) async throws -> RawAnswer {
    let line = Array((String(repeating: "x", count: 990) + ",abcdefg\n").utf8)
    let head =
      "POST \(path) HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer \(token(.organizer))\r\n"
      + "Content-Type: text/csv\r\nContent-Length: \(8 + line.count * lines)\r\n\r\nA,Bcdef\n"
    return try await blocking {
      let socket = try RawSocket(port)
      socket.write(Array(head.utf8))
      let block = Array(repeatElement(line, count: 100).joined())
      for _ in 0..<(lines / 100) { socket.write(block) }
      return try socket.answer()
    }
  }
}
