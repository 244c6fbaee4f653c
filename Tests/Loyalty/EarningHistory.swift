import Contracts
import Daemon
import Postgres

@testable import Loyalty

/// Something that is told.
enum Tidings {
  case presence(Change)
  case event(Change)
  /// A rule's next version: since when it holds, and when it was made.
  case rule(RuleID, EarningTerms?, from: Moment, now: Moment)
  case purge(UUID128)
}

/// A random history: who came, was undone, came late, turned out to be somebody else, was purged,
/// at events that were completed or canceled, by rules that were changed.
struct EarningHistory {
  private(set) var tidings: [Tidings] = []
  /// The last word on everything.
  private(set) var model: EarningModel
  private var random: Seeded
  private let people = (0..<4).map { _ in UUID128.v7() }
  private let events = (0..<9).map { _ in UUID128.v7() }
  private let starts: [Int64]
  private let categories = ["concert", "bar"]
  private var position: Int64 = 0
  private var visits: [Int: AttendanceChanged] = [:]
  private var last: [UUID128: Change] = [:]
  private var purged: Set<UUID128> = []

  /// - Parameter purges: whether somebody is purged; what is told is to be delivered in order then.
  init(seed: UInt64, rules: [RuleVersion], purges: Bool) {
    random = Seeded(state: seed)
    // Around midnights of Sundays, and ends of months and of summer time, in New York.
    let midnight: Int64 = 1_761_969_600
    var starts: [Int64] = []
    for _ in 0..<9 {
      starts.append(
        midnight + Int64.random(in: -4...4, using: &random) * 86_400
          + Int64.random(in: -3...3, using: &random) * 3600)
    }
    self.starts = starts
    model = EarningModel(
      presences: [], events: [:], versions: rules,
      zone: .init(identifier: "America/New_York") ?? .gmt)
    let purgeAt = purges ? Int.random(in: 20...60, using: &random) : -1
    for step in 0..<90 {
      if step == purgeAt { purge() }
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<15: tellPresence()
      case 15..<19: tellEvent()
      default: changeRule()
      }
    }
    finish()
  }

  private mutating func tellPresence() {
    let place = Int.random(in: 0..<people.count * events.count, using: &random)
    let (who, event) = place.quotientAndRemainder(dividingBy: events.count)
    var visit =
      visits[place]
      ?? AttendanceChanged(
        id: UUID128.v7().description, eventId: events[event].description,
        patronId: people[who].description, eventName: "Event \(event)",
        category: categories[event % 2], startTime: Timestamp(seconds: starts[event]))
    visit.status =
      [.attended, .attended, .attended, .registered, .noShow, .excused]
      .randomElement(using: &random) ?? .attended
    let checkIn = starts[event] + Int64.random(in: -1800...1800, using: &random)
    visit.checkInTime = visit.status == .attended ? Timestamp(seconds: checkIn) : nil
    let out = checkIn + Int64.random(in: 0...7200, using: &random)
    visit.checkOutTime = Bool.random(using: &random) ? Timestamp(seconds: out) : nil
    // Only a newcomer turns out to be somebody; nobody is at an event twice.
    if visits[place] != nil, Int.random(in: 0..<10, using: &random) == 0 {
      visit.patronId = UUID128.v7().description
    }
    visits[place] = visit
    do {
      position += 1
      let change = Change(
        position: position, kind: "AttendanceChanged", key: visit.id, payload: try visit.encode())
      tidings.append(.presence(change))
      if let id = UUID128(visit.id) { last[id] = change }
    } catch {
      preconditionFailure("a change is encoded: \(error)")
    }
  }

  private mutating func tellEvent() {
    let place = Int.random(in: 0..<events.count, using: &random)
    let id = UUID128(events[place].description).map { EventID(rawValue: $0) }
    // What is completed stays so: events goes back nowhere.
    let wasCompleted = id.flatMap { model.events[$0] }?.isCompleted == true
    let drawn: Event.Status =
      [.scheduled, .ongoing, .completed, .completed, .completed, .canceled]
      .randomElement(using: &random) ?? .completed
    let status = wasCompleted ? Event.Status.completed : drawn
    let event = Event(
      id: events[place].description, category: categories[place % 2],
      startTime: Timestamp(seconds: starts[place]),
      endTime: Timestamp(seconds: starts[place] + 7200), status: status,
      didNotMeet: Int.random(in: 0..<12, using: &random) == 0)
    do {
      let changed = EventChanged(id: event.id, event: event)
      tidings.append(
        .event(Change(kind: "EventChanged", key: event.id, payload: try changed.encode())))
      let told = try ToldEvent(event).gathering
      model.events[told.event] = told
    } catch {
      preconditionFailure("an event is encoded: \(error)")
    }
  }

  private mutating func changeRule() {
    guard let rule = model.versions.map(\.rule).randomElement(using: &random) else { return }
    let own = model.versions.filter { $0.rule == rule }
    guard let latest = own.max(by: { $0.number < $1.number }) else { return }
    var terms = latest.terms
    terms.points += Int32.random(in: 1...20, using: &random)
    let from = Moment(
      microseconds: (starts.randomElement(using: &random) ?? 0) * 1_000_000)
    // Made after what it is about, at its beginning, or before.
    let made = Moment(
      microseconds: from.microseconds
        + ([1, 0, -1].randomElement(using: &random) ?? 1) * 86_400_000_000)
    let ends = Int.random(in: 0..<4, using: &random) == 0
    model.versions.append(
      RuleVersion(
        rule: rule, number: latest.number + 1, isActive: !ends, validFrom: from,
        terms: ends ? latest.terms : terms))
    tidings.append(.rule(rule, ends ? nil : terms, from: from, now: made))
  }

  private mutating func purge() {
    guard let person = people.randomElement(using: &random) else { return }
    purged.insert(person)
    tidings.append(.purge(person))
  }

  private mutating func finish() {
    do {
      model.presences = try last.values.map { try Presence($0) }
        .filter { !purged.contains($0.patron.rawValue) }
    } catch {
      preconditionFailure("a presence is read: \(error)")
    }
  }
}
