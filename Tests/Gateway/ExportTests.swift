import Contracts
import Foundation
import Identity
import ProcessKit
import RPC
import Synchronization
import Testing

@testable import Gateway

/// Answers `total` people, page by page.
private func people(
  _ total: Int, failing: @escaping @Sendable (Int) throws -> Void = { _ in }
) -> (String, RawHandler) {
  answering(UsersMethods.listUsers) { request, _ in
    let first = Int(request.pageToken) ?? 0
    try failing(first)
    let last = min(total, first + Int(request.pageSize))
    return ListUsersResponse(
      users: (first..<last).map { User(id: "\($0)", email: "p\($0)@x.org", firstName: "=cmd") },
      nextPageToken: last < total ? "\(last)" : "")
  }
}

/// What came over a connection until it was closed.
struct Download: Sendable {
  let head: RawAnswer
  private(set) var text = ""
  /// Whether the chunk of length 0 came, which is what ends a body.
  private(set) var isWhole = false

  init(_ bytes: [UInt8]) throws {
    var rest = bytes
    head = try #require(RawAnswer(&rest, hasBody: false))
    var body: [UInt8] = []
    while let end = rest.firstRange(of: Array("\r\n".utf8)) {
      let size = try #require(
        Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16))
      if size == 0 {
        isWhole = true
        break
      }
      body += rest[end.upperBound...].prefix(size)
      rest = Array(rest[end.upperBound...].dropFirst(size + 2))
    }
    text = String(decoding: body, as: UTF8.self)
  }
}

extension World {
  /// Reads an answer of pieces to its end.
  func download(_ path: String, as role: Role = .admin) async throws -> Download {
    let head =
      "GET \(path) HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
      + "Authorization: Bearer \(token(role))\r\n\r\n"
    let port = port
    return try await blocking {
      let socket = try RawSocket(port)
      socket.write(Array(head.utf8))
      var bytes: [UInt8] = []
      while true {
        let more = socket.read()
        if more.isEmpty { return try Download(bytes) }
        bytes += more
      }
    }
  }
}

@Suite struct ExportTests {
  private let path = "/v1/users/export.csv"

  @Test func `every page becomes a part of one file, and the filters go with each`() async throws {
    let world = try await World([people(450)])
    let file = try await world.download(path + "?role=STAFF&orderBy=last_name")
    #expect(file.head.status == 200 && file.isWhole)
    #expect(file.head.header("Content-Type") == "text/csv; charset=utf-8")
    #expect(file.head.header("Content-Disposition") == "attachment; filename=\"users.csv\"")
    let lines = file.text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.count == 452 && lines.last == "")
    #expect(lines[0].hasPrefix("\u{FEFF}id,email,phone,firstName"))
    #expect(lines[450].hasPrefix("449,p449@x.org,,'=cmd,"))
    let asked = try world.calls.map { try ListUsersRequest.decode($0.message) }
    #expect(asked.map(\.pageToken) == ["", "200", "400"])
    #expect(
      asked.allSatisfy { $0.role == .staff && $0.orderBy == "last_name" && $0.pageSize == 200 })
    await world.end()
  }

  @Test func `figures are files too: one answer one line, a list its pages, called by what it is`()
    async throws
  {
    let world = try await World([
      answering(FiguresMethods.getOverview) { request, _ in
        #expect(request.category == "concert")
        return Overview(events: 2, attended: 7, meanAttended: 3.5)
      },
      answering(FiguresMethods.getEventPresence) { request, _ in
        #expect(request.eventId == someone && request.bucketMinutes == 15)
        return EventPresence(
          buckets: [
            .init(minute: -15, present: 1, peak: 2), .init(minute: 0, present: 0, peak: 1),
          ],
          peakPresent: 2)
      },
      answering(FiguresMethods.listStreaks) { request, _ in
        let isFirst = request.pageToken.isEmpty
        return ListStreaksResponse(
          people: [Streak(userId: isFirst ? "a" : "b", firstName: "=x", current: 3, longest: 4)],
          nextPageToken: isFirst ? "next" : "")
      },
      answering(FiguresMethods.listEventFigures) { request, _ in
        #expect(request.seriesId == someone)
        return ListEventFiguresResponse(events: [EventFigures(eventId: "e", attended: 1)])
      },
    ])
    let overview = try await world.download("/v1/analytics/overview.csv?category=concert")
    let lines = overview.text.split(separator: "\r\n")
    #expect(lines.count == 2 && lines[0].hasSuffix("meanAttended,people,firstTimers,returning"))
    // What has nothing to be divided by is an empty cell.
    #expect(lines[1] == "2,0,7,0,0,0,,,3.5,0,0,0")
    let presence = try await world.download("/v1/events/\(someone)/presence.csv?bucketMinutes=15")
    #expect(presence.text == "\u{FEFF}minute,present,peak\r\n-15,1,2\r\n0,0,1\r\n")
    #expect(
      presence.head.header("Content-Disposition") == "attachment; filename=\"presence.csv\"")
    let streaks = try await world.download("/v1/analytics/streaks.csv")
    #expect(
      streaks.text.split(separator: "\r\n").dropFirst() == ["a,'=x,,3,4", "b,'=x,,3,4"])
    let series = try await world.download("/v1/analytics/series/\(someone).csv")
    #expect(series.text.contains("e,,,,,,0,1,"))
    #expect(series.head.header("Content-Disposition") == "attachment; filename=\"series.csv\"")
    await world.end()
  }

  @Test func `asked for its head alone, a file is not made`() async throws {
    let world = try await World([people(450)])
    let answer = try await world.send("HEAD", path, as: token(.admin))
    #expect(answer.status == 200 && answer.header("Content-Type") == "text/csv; charset=utf-8")
    #expect(world.calls.count == 1)
    await world.end()
  }

  @Test func `what the first page is refused for is the answer`() async throws {
    let world = try await World([
      answering(UsersMethods.listUsers) { _, _ in throw Status.invalid("q", "must be longer") }
    ])
    let answer = try await world.send("GET", path + "?q=a", as: token(.admin))
    #expect(answer.status == 400 && answer.text.contains("/q"))
    for query in ["?pageSize=3", "?pageToken=x", "?sauce=1"] {
      #expect(try await world.send("GET", path + query, as: token(.admin)).status == 400)
    }
    await world.end()
  }

  @Test func `a page that cannot be had now is asked for again`() async throws {
    let failures = Mutex(2)
    let world = try await World([
      people(300) { first in
        guard first == 200 else { return }
        let fails = failures.withLock { failures in
          failures -= 1
          return failures >= 0
        }
        if fails { throw Status(.unavailable, "down") }
      }
    ])
    let file = try await world.download(path)
    #expect(file.isWhole && file.text.split(separator: "\r\n").count == 301)
    await world.end()
  }

  @Test func `a file that cannot be finished has no end`() async throws {
    let world = try await World([
      people(300) { first in if first > 0 { throw Status(.permissionDenied, "no more") } }
    ])
    let file = try await world.download(path)
    #expect(file.head.status == 200 && !file.isWhole)
    #expect(file.text.contains("199,p199@x.org"))
    await world.end()
  }

  @Test func `a hundred thousand rows pass through the memory of one page`() async throws {
    let world = try await World([people(100_000)])
    let head =
      "GET \(path) HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
      + "Authorization: Bearer \(token(.admin))\r\n\r\n"
    let port = world.port
    // Once before, for what is made once.
    #expect(try await world.download(path).text.split(separator: "\r\n").count == 100_001)
    let before = residentMiB()
    let (bytes, most) = try await blocking {
      let socket = try RawSocket(port)
      socket.write(Array(head.utf8))
      var (bytes, most) = (0, 0)
      while true {
        let piece = socket.read()
        if piece.isEmpty { return (bytes, most) }
        bytes += piece.count
        most = max(most, residentMiB())
      }
    }
    #expect(bytes > 5_000_000)
    #expect(most - before < 12, "it held the file")
    await world.end()
  }

  private func residentMiB() -> Int {
    do {
      let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      return (Int(text.split(separator: " ")[1]) ?? 0) * 4096 >> 20
    } catch { return 0 }
  }
}
