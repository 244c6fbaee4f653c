import Testing

@testable import Events

/// What is told, to whom, and in which words.
@Suite struct NoticeRulesTests {
  private let night = EventWords(
    name: "Jazz night", when: "Friday, 3 July 2026, 20:00 to 22:00 (Europe/Berlin)",
    place: "Cellar, Main Street 1")

  @Test func `a letter says what has come about, and where and when the event is`() throws {
    let enrolled = try #require(EventLetter(.enrolled, night, guests: 2))
    #expect(enrolled.subject == "You are enrolled: Jazz night")
    #expect(
      enrolled.body == """
        Your place is kept, with 2 guests.

        Jazz night
        Friday, 3 July 2026, 20:00 to 22:00 (Europe/Berlin)
        Cellar, Main Street 1

        Messages of this kind can be turned off.

        """)
    let promoted = try #require(EventLetter(.promoted, night, guests: 1))
    #expect(promoted.subject == "A place came free: Jazz night")
    #expect(promoted.body.contains("with one guest"))
    #expect(!promoted.body.contains("turned off"), "what changes plans is always told")
    let canceled = try #require(EventLetter(.canceled, night, canceled: "The cellar is flooded"))
    #expect(canceled.body.hasPrefix("The event is called off:\nThe cellar is flooded\n"))
    let removed = try #require(EventLetter(.canceled, night))
    #expect(removed.body.hasPrefix("Your place was given up by the organizers."))
  }

  @Test func `a change is told by what differs, and not at all when nothing does`() throws {
    let before = EventWords(name: "Jazz night", when: "Thursday", place: "")
    let letter = try #require(EventLetter(.changed, night, was: before))
    #expect(letter.body.contains("When: \(night.when)\n  before: Thursday\n"))
    #expect(letter.body.contains("Where: Cellar, Main Street 1\n  before: not said\n"))
    #expect(!letter.body.contains("Name:"))
    #expect(EventLetter(.changed, night, was: night) == nil)
  }

  @Test func `a name of any kind makes a subject of one line that is not too long`() throws {
    let name = "Line\nbreak\u{2028}" + String(repeating: "é", count: 300)
    let words = EventWords(name: name, when: "", place: "")
    for kind in NoticeKind.allCases where kind != .changed {
      let subject = try #require(EventLetter(kind, words)).subject
      #expect(subject.unicodeScalars.count <= 200 && subject.contains("Line break "))
      #expect(subject.hasSuffix("é…"))
    }
  }

  @Test(arguments: [
    (NoticeKind.enrolled, [EnrollmentStatus.enrolled]), (.promoted, [.enrolled]),
    (.reminder, [.enrolled]), (.waitlisted, [.waitlisted]),
    (.changed, [.enrolled, .waitlisted]), (.canceled, [.enrolled, .waitlisted]),
  ])
  func `a notice for everybody reaches those whose claim it is about`(
    _ kind: NoticeKind, _ claims: [EnrollmentStatus]
  ) {
    let all: [EnrollmentStatus] = [.enrolled, .waitlisted, .canceled]
    #expect(all.filter { kind.isFor($0, everybody: true) } == claims)
  }

  @Test func `that a claim was given up is told while it is so`() {
    #expect(NoticeKind.canceled.isFor(.canceled, everybody: false))
    #expect(!NoticeKind.canceled.isFor(.enrolled, everybody: false))
  }

  @Test func `what guests need not know is no change, and drafts have nobody to tell`() {
    var event = EventRecord(
      id: EventID(rawValue: .v7()), seriesID: nil, hostID: UserID(rawValue: .v7()),
      fields: EventFields(
        name: "Jazz", location: "Cellar", timeZone: "Europe/Berlin",
        start: Instant(microseconds: 2_000_000), end: Instant(microseconds: 9_000_000)))
    let now = Instant(microseconds: 1_000_000)
    var moved = event
    moved.fields.start = Instant(microseconds: 3_000_000)
    #expect(event.notice(of: moved, now) == nil)
    event.facts.publishedAt = now
    moved.facts.publishedAt = now
    #expect(event.notice(of: moved, now) == .changed)
    var grown = event
    grown.fields.capacity = 10
    grown.fields.description = "More of it"
    #expect(event.notice(of: grown, now) == nil)
    var canceled = moved
    canceled.facts.canceledAt = now
    #expect(event.notice(of: canceled, now) == .canceled)
    #expect(event.notice(of: moved, Instant(microseconds: 9_000_000)) == nil, "it is over")
  }
}
