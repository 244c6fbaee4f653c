import Contracts

// What figures of many events are made of: the events that count, and who came to each.

/// An event that counts.
struct Gathering: Sendable {
  let id: UUID128
  let seriesID: UUID128?
  let name: String
  let category: String
  let startTime: Instant
  let capacity: Int32?
  /// In which it starts, in its own zone: months since the year 0.
  let month: Int32
}

/// The events that a question is about.
struct Scope: Sendable {
  /// In order of start and id, none at or after the range's end.
  let gatherings: [Gathering]
  /// Those from the range's beginning on.
  let range: Range<Int>
  /// With those before the range: they tell who was there before it.
  var all: Range<Int> { gatherings.indices }

  init(_ gatherings: [Gathering], from: Instant?) {
    self.gatherings = gatherings
    let first = from.map { from in gatherings.firstIndex { $0.startTime >= from } }
    range = (first.map { $0 ?? gatherings.count } ?? 0)..<gatherings.count
  }
}

/// Presences at one event, or several, by what is known of them.
struct Counts: Sendable, Equatable {
  var registered: Int64 = 0
  var attended: Int64 = 0
  var walkIns: Int64 = 0
  var noShows: Int64 = 0
  var excused: Int64 = 0
  var attendedRegistered: Int64 = 0

  static func += (sum: inout Counts, more: Counts) {
    sum.registered += more.registered
    sum.attended += more.attended
    sum.walkIns += more.walkIns
    sum.noShows += more.noShows
    sum.excused += more.excused
    sum.attendedRegistered += more.attendedRegistered
  }

  var showRate: Double? { share(attendedRegistered, of: registered) }
}

/// Who came to an event.
struct Crowd: Sendable {
  let eventID: UUID128
  let counts: Counts
  let came: PersonNumbers
  let pardoned: PersonNumbers

  /// Nobody was ever expected.
  static func none(at event: UUID128) -> Crowd {
    Crowd(
      eventID: event, counts: Counts(), came: PersonNumbers(bytes: []),
      pardoned: PersonNumbers(bytes: []))
  }
}

/// Numbers of people, in order, four bytes each with the big end first.
struct PersonNumbers: Sequence, Sendable {
  let bytes: [UInt8]

  /// One more than the greatest.
  var bound: Int {
    var iterator = Iterator(bytes: bytes, place: Swift.max(0, bytes.count - 4))
    return iterator.next().map { $0 + 1 } ?? 0
  }

  func makeIterator() -> Iterator { Iterator(bytes: bytes, place: 0) }

  struct Iterator: IteratorProtocol {
    let bytes: [UInt8]
    var place: Int

    mutating func next() -> Int? {
      guard place + 4 <= bytes.count else { return nil }
      defer { place += 4 }
      return Int(bytes[place]) << 24 | Int(bytes[place + 1]) << 16 | Int(bytes[place + 2]) << 8
        | Int(bytes[place + 3])
    }
  }
}

/// A value for each person, by number.
struct PerPerson<Value: Sendable>: Sendable {
  private(set) var values: [Value] = []
  private let initial: Value

  init(_ initial: Value) { self.initial = initial }

  /// Makes room for these people.
  mutating func cover(_ numbers: PersonNumbers) {
    let missing = numbers.bound - values.count
    if missing > 0 {
      values += repeatElement(initial, count: Swift.max(missing, values.count / 2))
    }
  }

  subscript(number: Int) -> Value {
    get { values[number] }
    set { values[number] = newValue }
  }
}

/// How many events in a row somebody attended. An excused absence neither counts nor breaks it.
struct Run: Sendable {
  /// The last event at which it went on, by place; far before the first when there is none.
  private var last = Int32.min / 2
  private var length: Int32 = 0
  private(set) var longest: Int32 = 0

  mutating func attend(_ place: Int32) {
    length = last == place - 1 ? length + 1 : 1
    last = place
    longest = Swift.max(longest, length)
  }

  mutating func excuse(_ place: Int32) {
    if last == place - 1 { last = place }
  }

  /// The row that goes on at the end of so many events.
  func current(of events: Int) -> Int32 { Int(last) == events - 1 ? length : 0 }
}
