internal import Contracts
internal import Identity
internal import Postgres

/// Makes and knows the secrets of members' calendars: who it is and a MAC of 256 bits over that and
/// a nonce. What is at rest is the nonce, of which nobody makes a link without the service's key.
struct CalendarKey: Sendable {
  let key: Secret

  func secret(of person: UserID, _ nonce: [UInt8]) -> String {
    let mac = key.mac(parts: [Array(person.rawValue.description.utf8), nonce])
    return "\(person.rawValue)-" + String(decoding: Base64URL.encode(mac), as: UTF8.self)
  }

  /// Whom a secret names; whether it is theirs is another matter.
  static func person(_ secret: String) -> UserID? {
    guard secret.utf8.count == 80 else { return nil }
    return UUID128(String(decoding: secret.utf8.prefix(36), as: UTF8.self))
      .map(UserID.init(rawValue:))
  }

  /// In a time that tells nothing of how much is right.
  func holds(_ secret: String, for person: UserID, _ nonce: [UInt8]) -> Bool {
    guard let said = Base64URL.decode(secret.utf8.dropFirst(37)).flatMap({ Secret($0) }) else {
      return false
    }
    return said == Secret(key.mac(parts: [Array(person.rawValue.description.utf8), nonce]))
  }
}

extension Store {
  /// How long ago an event may have ended to stand in a calendar.
  private static let memory: Int64 = 90 * 86_400

  func calendar(ofHost host: UserID) async throws -> [UInt8] {
    let now = clock()
    let events = try await database.query(
      CalendarStatements.ofHost(host, now.adding(seconds: -Self.memory), now))
    return CalendarText.write(events.map { CalendarEntry(event: $0) }, name: "Events")
  }

  /// - Throws: NOT_FOUND for a secret that is not, or no longer, anybody's.
  func calendar(_ secret: String) async throws -> [UInt8] {
    let person = CalendarKey.person(secret) ?? UserID(rawValue: UUID128(high: 0, low: 0))
    let link = try await database.first(CalendarStatements.findLink(person))
    let known = try await database.query(Statements.people([person])).first
    let isRight = calendars.holds(
      secret, for: person, link?.nonce ?? [UInt8](repeating: 0, count: 16))
    guard isRight, link != nil, known?.isActive ?? true else { throw Refusal.notFound("calendar") }
    let now = clock()
    let events = try await database.query(
      CalendarStatements.ofMember(person, now.adding(seconds: -Self.memory), now))
    let waited = Set(try await database.query(CalendarStatements.waitedFor(person)))
    return CalendarText.write(
      events.map { CalendarEntry(event: $0, waits: waited.contains($0.id)) }, name: "My events")
  }

  // MARK: Links

  func calendarLink(of person: UserID) async throws -> CalendarLink {
    guard let link = try await database.first(CalendarStatements.findLink(person)) else {
      return CalendarLink(userId: "\(person.rawValue)")
    }
    return show(link, of: person)
  }

  func renewCalendarLink(of person: UserID) async throws -> CalendarLink {
    let nonce = Array(Secret.random().reveal().prefix(16))
    let link = CalendarLinkRecord(nonce: nonce, createdAt: clock())
    try await database.execute(CalendarStatements.keepLink(person, nonce, link.createdAt))
    return show(link, of: person)
  }

  func deleteCalendarLink(of person: UserID) async throws -> CalendarLink {
    try await database.execute(CalendarStatements.deleteLink(person))
    return CalendarLink(userId: "\(person.rawValue)")
  }

  private func show(_ link: CalendarLinkRecord, of person: UserID) -> CalendarLink {
    CalendarLink(
      userId: "\(person.rawValue)",
      path: "/v1/calendars/\(calendars.secret(of: person, link.nonce)).ics",
      createdAt: Timestamp(link.createdAt))
  }
}
