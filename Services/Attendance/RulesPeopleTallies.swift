// Figures that name people, counted event by event. Pure.

/// Somebody in a list, by number.
struct PersonRow: Ranked {
  let number: Int32
  /// What the list is ordered by.
  let value: Int32
  /// The longest streak, or how often they came since they came first.
  var other: Int32 = 0
  /// Of the event that the list tells.
  var gathering: Int32 = 0
  let place: Place
}

/// How often people came, and when last.
struct AttendersTally: ListTally {
  private var counts = PerPerson<Int32>(0)
  private var last = PerPerson<Int32>(0)

  init() {}

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    counts.cover(crowd.came)
    last.cover(crowd.came)
    for number in crowd.came {
      counts[number] += 1
      last[number] = Int32(place)
    }
  }

  var rows: [PersonRow] { rows { _ in true } }

  fileprivate func rows(_ isWanted: (Int) -> Bool) -> [PersonRow] {
    counts.values.indices.compactMap { number in
      let count = counts[number]
      guard count > 0, isWanted(number) else { return nil }
      return PersonRow(
        number: Int32(number), value: count, gathering: last[number],
        place: Place(-Int64(count), Int64(number)))
    }
  }
}

/// Who attended enough of some events and none of those after them.
struct LapsedTally: ListTally {
  private let atLeast: Int32
  private let missed: Range<Int>
  private var before = AttendersTally()
  private var isBack = PerPerson(false)
  /// The events that have to be looked at.
  let places: Range<Int>

  init(_ range: Range<Int>, atLeast: Int32, of: Int, missed count: Int) {
    self.atLeast = atLeast
    let start = max(range.lowerBound, range.upperBound - count)
    missed = start..<range.upperBound
    places = max(range.lowerBound, start - of)..<range.upperBound
  }

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    guard missed.contains(place) else { return before.take(gathering, place, crowd) }
    isBack.cover(crowd.came)
    for number in crowd.came { isBack[number] = true }
  }

  var rows: [PersonRow] {
    let back = isBack.values
    return before.rows { $0 >= back.count || !back[$0] }.filter { $0.value >= atLeast }
  }
}

/// Whose first event lies in the range.
struct FirstTimersTally: ListTally {
  private let range: Range<Int>
  private let starts: [Int64]
  private var first = PerPerson<Int32>(-1)
  private var counts = PerPerson<Int32>(0)

  init(_ scope: Scope) {
    range = scope.range
    starts = scope.gatherings.map(\.startTime.microseconds)
  }

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    first.cover(crowd.came)
    counts.cover(crowd.came)
    for number in crowd.came {
      if first[number] < 0 { first[number] = Int32(place) }
      counts[number] += 1
    }
  }

  var rows: [PersonRow] {
    first.values.indices.compactMap { number in
      let event = Int(first[number])
      guard range.contains(event) else { return nil }
      return PersonRow(
        number: Int32(number), value: counts[number], gathering: Int32(event),
        place: Place(-starts[event], Int64(number)))
    }
  }
}

/// Who attends one event after the other.
struct StreakTally: ListTally {
  private let range: Range<Int>
  private let atLeast: Int32
  private var runs = PerPerson(Run())

  init(_ range: Range<Int>, atLeast: Int32) {
    self.range = range
    self.atLeast = atLeast
  }

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    runs.cover(crowd.came)
    runs.cover(crowd.pardoned)
    let place = Int32(place - range.lowerBound)
    for number in crowd.came { runs[number].attend(place) }
    for number in crowd.pardoned { runs[number].excuse(place) }
  }

  var rows: [PersonRow] {
    runs.values.indices.compactMap { number in
      let current = runs[number].current(of: range.count)
      guard current >= atLeast else { return nil }
      let longest = runs[number].longest
      return PersonRow(
        number: Int32(number), value: current, other: longest,
        place: Place(-Int64(current), -Int64(longest), Int64(number)))
    }
  }
}
