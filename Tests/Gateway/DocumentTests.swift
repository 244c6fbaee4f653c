import Contracts
import RPC
import Testing

@testable import Gateway

/// Calls whose answer is a file.
@Suite struct DocumentTests {
  private let text = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

  private func world(_ content: String? = nil, _ name: String = "event.ics") async throws -> World {
    let content = Array((content ?? text).utf8)
    return try await World([
      answering(CalendarsMethods.getEventCalendar) { _, _ in
        Document(content: content, fileName: name)
      }
    ])
  }

  @Test func `a document is the body, as it is, under the route's media type`() async throws {
    let world = try await world()
    let answer = try await world.send("GET", "/v1/events/\(anEvent).ics")
    #expect(answer.status == 200 && answer.text == text)
    #expect(answer.header("Content-Type") == "text/calendar; charset=utf-8")
    #expect(answer.header("Content-Disposition") == "inline; filename=\"event.ics\"")
    #expect(answer.header("Cache-Control") == "private, no-cache")
    #expect(WireView(try #require(world.calls.first).message)?.texts[1] == anEvent)
    let head = try await world.send("HEAD", "/v1/events/\(anEvent).ics")
    #expect(head.status == 200 && head.body.isEmpty)
    await world.end()
  }

  @Test func `who has it is told that it is the same, and who has another gets it`() async throws {
    let world = try await world()
    let path = "/v1/events/\(anEvent).ics"
    let tag = try #require(try await world.send("GET", path).header("ETag"))
    let same = try await world.send("GET", path, ["If-None-Match": tag])
    #expect(same.status == 304 && same.body.isEmpty && same.header("ETag") == tag)
    #expect(try await world.send("GET", path, ["If-None-Match": "\"1\""]).text == text)
    await world.end()
  }

  @Test func `no file name breaks out of its header, and refusals stay problems`() async throws {
    let world = try await world("x", "a\"\r\nSet-Cookie: b=c; .ics")
    let answer = try await world.send("GET", "/v1/events/\(anEvent).ics")
    #expect(answer.header("Content-Disposition") == "inline; filename=\"aet-ookiebc.ics\"")
    #expect(answer.header("Set-Cookie") == nil)
    let query = try await world.send("GET", "/v1/events/\(anEvent).ics?x=1")
    #expect(query.status == 400 && query.header("Content-Type") == "application/problem+json")
    let body = try await world.send("POST", "/v1/events/\(anEvent).ics", body: "{}")
    #expect(body.status == 405)
    await world.end()
  }

  @Test func `what is no document is our fault`() async throws {
    let broken: RawHandler = { _, _ in RawPayload([0xFF, 0xFF]) }
    let world = try await World([(CalendarsMethods.getEventCalendar.name, broken)])
    #expect(try await world.send("GET", "/v1/events/\(anEvent).ics").status == 500)
    await world.end()
  }
}
