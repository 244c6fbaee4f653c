import Contracts
import Identity
import Postgres
import RPC

/// The events that a question is about, as it says.
struct Filter: Sendable {
  var category = ""
  var seriesID: UUID128?
  var from: Instant?
  var to: Instant?
}

extension Store {
  /// Events whose crowds are made or read together.
  private static let portion = 200
  /// How often a crowd is packed again in which somebody was new meanwhile.
  private static let tries = 8

  /// Makes the crowd of every event that counts what its attendance was when this began, or later.
  /// One that is not over is in no figure of many, so that nothing is packed while people come.
  ///
  /// The job does it now and then, so that each who asks for figures has little left to do.
  func packCrowds(now: Instant) async throws {
    var wanted = try await database.query(Statements.changedCrowds(now))
    for _ in 0..<Self.tries {
      if wanted.isEmpty { return }
      for start in stride(from: 0, to: wanted.count, by: Self.portion) {
        let ids = wanted[start...].prefix(Self.portion).map(\.eventID)
        // First committed, then packed: the numbers have to be seen.
        try await database.execute(Statements.numberPeople(ids))
        try await database.execute(Statements.packCrowds(ids))
      }
      let numbers = Dictionary(wanted.map { ($0.eventID, $0.number) }) { first, _ in first }
      wanted = try await database.query(Statements.changedCrowds(now)).filter { crowd in
        numbers[crowd.eventID].map { crowd.asOf < $0 } ?? false
      }
    }
    if !wanted.isEmpty { throw Status(.unavailable, "attendance changes too fast to be counted") }
  }

  /// The events that count at a time and begin before the filter's end, ready to be counted.
  func scope(_ filter: Filter, now: Instant) async throws -> Scope {
    let gatherings = try await database.query(
      Statements.gatherings(now, filter.category, filter.seriesID, filter.to))
    // Afterwards: what counts only since then is not among them.
    try await packCrowds(now: now)
    return Scope(gatherings, from: filter.from)
  }

  /// Lets a tally take the events of some places, in order: what it comes to. What computes long
  /// has a thread of its own.
  func tally<Counted: Tally, Result: Sendable>(
    _ empty: Counted, _ scope: Scope, _ places: Range<Int>,
    _ result: @escaping @Sendable (Counted) -> Result
  ) async throws -> Result {
    var counted = empty
    for start in stride(from: places.lowerBound, to: places.upperBound, by: Self.portion) {
      let places = start..<min(start + Self.portion, places.upperBound)
      let crowds = try await database.query(
        Statements.findCrowds(places.map { scope.gatherings[$0].id }))
      counted = try await compute { [counted] in
        var counted = counted
        let byEvent = Dictionary(crowds.map { ($0.eventID, $0) }) { first, _ in first }
        for place in places {
          let gathering = scope.gatherings[place]
          counted.take(gathering, place, byEvent[gathering.id] ?? .none(at: gathering.id))
        }
        return counted
      }
    }
    return try await compute { [counted] in result(counted) }
  }

  private func compute<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
  ) async throws -> Value {
    do { return try await lane.run(work) } catch is HashingLane.Full {
      throw Status(.resourceExhausted, "too many ask for figures now")
    }
  }

  /// Who bears the numbers; whoever is not there any more is left out.
  func people(_ numbers: [Int32]) async throws -> [Int32: NumberedPerson] {
    let people = try await database.query(Statements.numbered(numbers))
    return Dictionary(people.map { ($0.number, $0) }) { first, _ in first }
  }
}
