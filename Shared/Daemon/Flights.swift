internal import Postgres
internal import Synchronization

/// Lets calls that would wait for one lock share a transaction and its commit: one flight at a time
/// per key, and those that come meanwhile take the next one together. Who is alone flies at once.
public final class Flights<Key: Hashable & Sendable, Passenger: Sendable, Outcome: Sendable>:
  Sendable
{
  /// An outcome for each passenger, in their order; they leave after the commit.
  public typealias Fly = @Sendable (Key, [Passenger]) async throws -> [Outcome]

  private struct Seat {
    let passenger: Passenger
    let answer: CheckedContinuation<Outcome, any Error>
  }

  private let largest: Int
  /// Who waits at each key that has a flight under way.
  private let waiting = Mutex<[Key: [Seat]]>([:])

  public init(of largest: Int = 64) { self.largest = largest }

  /// Takes a passenger along; the outcome comes after the commit. Deaf to cancellation: a flight
  /// carries others too, and ends soon.
  ///
  /// - Parameter fly: the same for all passengers. When it throws for many, each goes again alone,
  ///   so that one's fault is nobody else's; not when the database cannot answer, which is no
  ///   passenger's fault.
  public func take(
    _ key: Key, _ passenger: Passenger, _ fly: @escaping Fly
  ) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      let seat = Seat(passenger: passenger, answer: continuation)
      let isAlone = waiting.withLock { waiting in
        let isAlone = waiting[key] == nil
        if isAlone { waiting[key] = [] } else { waiting[key]?.append(seat) }
        return isAlone
      }
      guard isAlone else { return }
      // Detached: the flight must not end with the deadline of the first one aboard.
      Task.detached { await self.serve(key, [seat], fly) }
    }
  }

  /// Whether a flight is under way, so that the next passenger waits for it.
  public func hasFlight(at key: Key) -> Bool { waiting.withLock { $0[key] != nil } }

  /// How many wait for a flight that is under way.
  func count(waitingAt key: Key) -> Int { waiting.withLock { $0[key]?.count ?? 0 } }

  private func serve(_ key: Key, _ first: [Seat], _ fly: Fly) async {
    var flight = first
    while !flight.isEmpty {
      await carry(key, flight, fly)
      flight = waiting.withLock { waiting in
        let next = Array((waiting[key] ?? []).prefix(largest))
        if next.isEmpty { waiting[key] = nil } else { waiting[key]?.removeFirst(next.count) }
        return next
      }
    }
  }

  private func carry(_ key: Key, _ flight: [Seat], _ fly: Fly) async {
    do {
      let outcomes = try await fly(key, flight.map(\.passenger))
      for (seat, outcome) in zip(flight, outcomes) { seat.answer.resume(returning: outcome) }
    } catch {
      guard flight.count > 1, !Self.isOutage(error) else {
        for seat in flight { seat.answer.resume(throwing: error) }
        return
      }
      for seat in flight { await carry(key, [seat], fly) }
    }
  }

  private static func isOutage(_ error: any Error) -> Bool {
    switch (error as? PostgresError)?.failure {
    case .lockTimeout, .timeout, .canceled, .unavailable: true
    default: false
    }
  }
}
