import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Calendars over real sockets, read back by icalendar.
@Suite struct CalendarsIntegrationTests {
  private typealias Read = CalendarJudge.Answer.Calendar

  private func calendar(_ person: Someone, of event: Event) async throws -> Read {
    try await CalendarJudge.read(
      try await person.calendars.getEventCalendar(
        GetEventCalendarRequest(eventId: event.id), person.options
      ).content)
  }

  private func calendar(_ person: Someone, ofHost host: Someone) async throws -> Read {
    try await CalendarJudge.read(
      try await person.calendars.getHostCalendar(
        GetHostCalendarRequest(userId: host.name), person.options
      ).content)
  }

  private func secret(_ link: CalendarLink) -> String {
    String(link.path.dropFirst("/v1/calendars/".count).dropLast(".ics".count))
  }

  private func content(_ person: Someone, _ secret: String) async throws -> [UInt8] {
    try await person.calendars.getMemberCalendar(
      GetMemberCalendarRequest(secret: secret),
      CallOptions(timeout: .seconds(60), accessToken: "")
    ).content
  }

  private func names(_ calendar: Read) -> Set<String> {
    Set(
      calendar.events.compactMap {
        if case .text(let name) = $0["SUMMARY"] { name } else { nil }
      })
  }

  @Test func `an event's calendar says what the event says, property by property`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published {
        $0.name = "Jazz; wine, \\and more"
        $0.description = "First line\nsecond, with; signs\\"
        $0.address = "Main Street 1, Berlin"
        $0.latitude = 52.52
        $0.longitude = -13.405
      }
      let read = try await calendar(host, of: event)
      #expect(read.head["METHOD"] == "PUBLISH" && read.head["VERSION"] == "2.0")
      #expect(read.head["NAME"] == event.name && read.head["X-WR-CALNAME"] == event.name)
      let one = try #require(read.events.first)
      #expect(read.events.count == 1)
      func time(_ time: Timestamp?) throws -> CalendarJudge.Value {
        let text = Date(timeIntervalSince1970: Double(try #require(time).seconds))
          .formatted(.iso8601)
        return .text(text)
      }
      let wanted: [String: CalendarJudge.Value] = try [
        "UID": .text("\(event.id)@credopass"), "DTSTAMP": time(event.updatedAt),
        "CREATED": time(event.createdAt), "LAST-MODIFIED": time(event.updatedAt),
        "SEQUENCE": 1, "DTSTART": time(event.startTime), "DTEND": time(event.endTime),
        "SUMMARY": .text(event.name), "DESCRIPTION": .text(event.description),
        "LOCATION": "Cellar, Main Street 1, Berlin", "CATEGORIES": .texts(["concert"]),
        "GEO": .numbers([52.52, -13.405]), "ORGANIZER": .text("urn:uuid:\(host.name)"),
        "STATUS": "CONFIRMED", "CLASS": "PUBLIC", "TRANSP": "OPAQUE",
      ]
      #expect(one == wanted)
    }
  }

  @Test(arguments: [
    String(repeating: "🎷", count: 200), String(repeating: "naïve ", count: 40),
    "a,b;c\\d\\n", "tab\tand \u{7}bell", "\u{2028}split\u{2029} and\u{85}more\u{B}here",
    String(repeating: "x", count: 255), "BEGIN:VEVENT", "👩‍👩‍👧‍👦🇩🇪 e\u{301}", "\"quoted\": value=1",
  ])
  func `whatever a name holds, it is read back`(_ name: String) async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published {
        $0.name = name
        $0.category = name.unicodeScalars.count <= 50 ? name : ""
        $0.description = String(repeating: name + "\r\n", count: 20)
      }
      let read = try await calendar(host, of: event)
      func plain(_ text: String) -> String {
        var text = text.replacing("\r\n", with: "\n")
        for end in ["\u{2028}", "\u{2029}", "\u{85}", "\u{B}"] {
          text = text.replacing(end, with: "\n")
        }
        return text.replacing("\u{7}", with: "")
      }
      let one = try #require(read.events.first)
      #expect(one["SUMMARY"] == .text(plain(event.name)) && read.events.count == 1)
      #expect(one["DESCRIPTION"] == .text(plain(event.description)))
      if !event.category.isEmpty {
        #expect(one["CATEGORIES"] == .texts([plain(event.category)]))
      }
      #expect(read.longest <= 75)
    }
  }

  @Test func `a canceled event stays in the calendar as canceled, with a later sequence`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let before = try await calendar(host, of: event).events[0]
      _ = try await host.events.cancelEvent(CancelEventRequest(id: event.id), host.options)
      let after = try await calendar(host, ofHost: host).events[0]
      #expect(after["STATUS"] == "CANCELLED" && after["TRANSP"] == "TRANSPARENT")
      #expect(before["UID"] == after["UID"] && before["SEQUENCE"] == 1 && after["SEQUENCE"] == 2)
    }
  }

  @Test func `a host's calendar holds their public events of 90 days back and all to come`()
    async throws
  {
    try await World.served { world, _ in
      let (host, other) = (try world.person(.organizer), try world.person(.organizer))
      _ = try await host.create { $0.name = "draft" }
      _ = try await host.published {
        $0.name = "private"
        $0.isPublic = false
      }
      for (name, days) in [("long gone", -93), ("gone", -80), ("soon", 2), ("far", 700)] {
        _ = try await host.published {
          $0.name = name
          $0.startTime = Timestamp(TestClock.start.adding(hours: Int64(days) * 24))
        }
      }
      _ = try await other.published { $0.name = "other" }
      let member = try world.person()
      #expect(names(try await calendar(member, ofHost: host)) == ["gone", "soon", "far"])
      // The host, too, sees there what everybody sees.
      #expect(names(try await calendar(host, ofHost: host)) == ["gone", "soon", "far"])
      #expect(try await calendar(member, ofHost: member).events.isEmpty)
      let hidden = try await host.create()
      let refusal = await status { try await calendar(member, of: hidden) }
      #expect(refusal?.code == .notFound)
    }
  }

  @Test func `a member's link gives what they come to, wait for and host, and nothing else`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let member = try world.person(.organizer)
      func event(_ name: String, capacity: Int32? = nil) async throws -> Event {
        try await host.published {
          $0.name = name
          $0.capacity = capacity
          $0.isPublic = false
        }
      }
      for name in ["seat", "given up", "canceled"] {
        let event = try await event(name)
        try await host.enroll(event, user: member.name)
        if name == "given up" { try await member.cancel(event) }
        if name == "canceled" {
          _ = try await host.events.cancelEvent(CancelEventRequest(id: event.id), host.options)
        }
      }
      let full = try await event("full", capacity: 1)
      try await host.enroll(full, user: host.name)
      try await host.enroll(full, user: member.name)
      _ = try await member.create { $0.name = "own draft" }
      let link = try await member.calendars.renewCalendarLink(
        RenewCalendarLinkRequest(), member.options)
      let read = try await CalendarJudge.read(try await content(host, secret(link)))
      let states = Dictionary(
        uniqueKeysWithValues: read.events.map { ($0["SUMMARY"] ?? "", $0["STATUS"] ?? "") }
          .map { ("\($0)", $1) })
      #expect(
        states == [
          "\(CalendarJudge.Value.text("seat"))": "CONFIRMED",
          "\(CalendarJudge.Value.text("canceled"))": "CANCELLED",
          "\(CalendarJudge.Value.text("full"))": "TENTATIVE",
          "\(CalendarJudge.Value.text("own draft"))": "TENTATIVE",
        ])
    }
  }

  @Test func `a link is shown again to its owner alone, and ends when it is renewed or deleted`()
    async throws
  {
    try await World.served { world, _ in
      let member = try world.person()
      let admin = try world.person(.admin)
      func shown(_ person: Someone) async throws -> CalendarLink {
        try await person.calendars.getCalendarLink(
          GetCalendarLinkRequest(userId: member.name), person.options)
      }
      func renew() async throws -> CalendarLink {
        try await member.calendars.renewCalendarLink(RenewCalendarLinkRequest(), member.options)
      }
      #expect(try await shown(member).path.isEmpty)
      let first = try await renew()
      #expect(try await shown(member) == first && first.path.hasSuffix(".ics"))
      #expect(await status { try await shown(admin) }?.code == .notFound)
      _ = try await content(admin, secret(first))
      let second = try await renew()
      #expect(second.path != first.path)
      #expect(await status { try await content(admin, secret(first)) }?.code == .notFound)
      _ = try await content(admin, secret(second))
      _ = try await admin.calendars.deleteCalendarLink(
        DeleteCalendarLinkRequest(userId: member.name), admin.options)
      #expect(await status { try await content(admin, secret(second)) }?.code == .notFound)
      #expect(try await shown(member).path.isEmpty)
      // A new one is another, so that what ended does not come to life again.
      #expect(try await renew().path != second.path)
      let rest = String(secret(second).dropFirst(37))
      let (kept, dumped) = (
        try await world.database.rows("SELECT count(*) FROM events.calendar_links"),
        try await world.database.rows(
          "SELECT encode(nonce, 'base64') FROM events.calendar_links")
      )
      #expect(kept == [["1"]] && dumped[0][0]?.contains(rest.prefix(8)) == false)
    }
  }

  @Test func `a wrong secret is nobody's, however near it comes`() async throws {
    try await World.served { world, _ in
      let (member, other) = (try world.person(), try world.person())
      let links = [
        try await member.calendars.renewCalendarLink(RenewCalendarLinkRequest(), member.options),
        try await other.calendars.renewCalendarLink(RenewCalendarLinkRequest(), other.options),
      ].map(secret)
      let (person, mac) = (String(links[0].prefix(36)), String(links[0].dropFirst(36)))
      var wrong = ["", "x", "\(person)\(mac.dropLast())", "\(person)\(mac)A"]
      wrong += ["\(person)\(mac.dropLast())=", "\(person)\(links[1].dropFirst(36))"]
      wrong += ["\(UUID128.v7())\(mac)", "\(person)-\(String(repeating: "A", count: 43))"]
      wrong += [String(repeating: "A", count: 80), String(repeating: "é", count: 40)]
      for secret in wrong {
        let refusal = await status { try await content(member, secret) }
        #expect(refusal?.code == .notFound, "\(secret)")
        #expect(refusal?.message == "no such calendar")
      }
      for secret in links { _ = try await content(member, secret) }
    }
  }

  @Test func `the same events give the same bytes, and never more than a message may hold`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      _ = try await host.publishedSeries {
        $0.name = String(repeating: ";", count: 255)
        $0.description = String(repeating: "🎷\n", count: 5000)
        $0.address = String(repeating: "🎷", count: 500)
        $0.rule = SeriesRule(frequency: .daily)
      }
      func content() async throws -> [UInt8] {
        try await host.calendars.getHostCalendar(
          GetHostCalendarRequest(userId: host.name), host.options
        ).content
      }
      let one = try await content()
      #expect(try await content() == one)
      #expect(one.count < CalendarText.limit + 2000 && one.count > 500_000)
      let read = try await CalendarJudge.read(one)
      // What does not fit is what is furthest away.
      let starts = read.events.map { "\($0["DTSTART"] ?? "")" }
      #expect(starts == starts.sorted() && starts[0].contains("2030-06-04"))
    }
  }
}
