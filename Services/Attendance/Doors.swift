import Postgres
import Synchronization

/// Lets scans at one door share a commit: one flight at a time per event, and those that come
/// meanwhile take the next one together. A scan that is alone flies at once.
final class Doors: Sendable {
  typealias Fly = @Sendable (_ eventID: UUID128, [Scan]) async throws -> [Door.Outcome]

  static let largestFlight = 64

  private struct Passenger {
    let scan: Scan
    let answer: CheckedContinuation<Door.Outcome, any Error>
  }

  /// Who waits at each door that has a flight under way.
  private let waiting = Mutex<[UUID128: [Passenger]]>([:])
  private let fly: Fly

  init(_ fly: @escaping Fly) { self.fly = fly }

  /// Judges a scan; the answer leaves after the commit. Deaf to cancellation: a flight carries
  /// others too, and ends soon.
  func take(_ scan: Scan) async throws -> Door.Outcome {
    try await withCheckedThrowingContinuation { continuation in
      let passenger = Passenger(scan: scan, answer: continuation)
      let isAlone = waiting.withLock { waiting in
        let isAlone = waiting[scan.eventID] == nil
        if isAlone {
          waiting[scan.eventID] = []
        } else {
          waiting[scan.eventID]?.append(passenger)
        }
        return isAlone
      }
      guard isAlone else { return }
      // Detached: the flight must not end with the deadline of the first one aboard.
      Task.detached { await self.serve(scan.eventID, [passenger]) }
    }
  }

  private func serve(_ eventID: UUID128, _ first: [Passenger]) async {
    var flight = first
    while !flight.isEmpty {
      await carry(eventID, flight)
      flight = waiting.withLock { waiting in
        let next = Array((waiting[eventID] ?? []).prefix(Self.largestFlight))
        if next.isEmpty {
          waiting[eventID] = nil
        } else {
          waiting[eventID]?.removeFirst(next.count)
        }
        return next
      }
    }
  }

  /// When a flight fails, each goes again alone, so that one's fault is nobody else's.
  private func carry(_ eventID: UUID128, _ flight: [Passenger]) async {
    do {
      let outcomes = try await fly(eventID, flight.map(\.scan))
      for (passenger, outcome) in zip(flight, outcomes) {
        passenger.answer.resume(returning: outcome)
      }
    } catch {
      guard flight.count > 1 else {
        for passenger in flight { passenger.answer.resume(throwing: error) }
        return
      }
      for passenger in flight { await carry(eventID, [passenger]) }
    }
  }
}
