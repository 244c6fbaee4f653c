internal import Contracts
internal import RPC

struct CalendarsHandlers: CalendarsService {
  let desk: Desk
  private var store: Store { desk.store }

  func getEventCalendar(
    _ request: GetEventCalendarRequest, _ call: CallContext
  ) async throws -> Document {
    try await desk.answer(call, strangers: true) { viewer in
      let event = try await store.event(try Input.event(request.eventId), viewer)
      let text = CalendarText.write(
        [CalendarEntry(event: event)], name: event.fields.name, isWhole: true)
      return Self.document(text, "event.ics")
    }
  }

  func getHostCalendar(
    _ request: GetHostCalendarRequest, _ call: CallContext
  ) async throws -> Document {
    try await desk.answer(call, strangers: true) { _ in
      guard let host = try Input.user(request.userId) else {
        throw Refusal.invalid("user_id", "must be a UUID")
      }
      return Self.document(try await store.calendar(ofHost: host), "events.ics")
    }
  }

  func getMemberCalendar(
    _ request: GetMemberCalendarRequest, _ call: CallContext
  ) async throws -> Document {
    try await desk.answer(call, strangers: true) { _ in
      Self.document(try await store.calendar(request.secret), "calendar.ics")
    }
  }

  func getCalendarLink(
    _ request: GetCalendarLinkRequest, _ call: CallContext
  ) async throws -> CalendarLink {
    try await desk.answer(call) { viewer in
      try await store.calendarLink(of: try Self.own(request.userId, viewer))
    }
  }

  func renewCalendarLink(
    _ request: RenewCalendarLinkRequest, _ call: CallContext
  ) async throws -> CalendarLink {
    try await desk.answer(call) { viewer in
      try await store.renewCalendarLink(of: try Self.own(request.userId, viewer))
    }
  }

  func deleteCalendarLink(
    _ request: DeleteCalendarLinkRequest, _ call: CallContext
  ) async throws -> CalendarLink {
    try await desk.answer(call) { viewer in
      let person = try viewer.chooser(try Input.user(request.userId))
      return try await store.deleteCalendarLink(of: person)
    }
  }

  /// A link is a key to what a person does; nobody else gets it, whatever their role.
  private static func own(_ named: String, _ viewer: Viewer) throws(Refusal) -> UserID {
    let person = try viewer.claimant(try Input.user(named))
    guard person == viewer.userID else { throw .notFound("user") }
    return person
  }

  private static func document(_ text: [UInt8], _ name: String) -> Document {
    Document(content: text, fileName: name)
  }
}
