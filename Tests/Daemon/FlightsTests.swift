import Postgres
import RPC
import Synchronization
import Testing

@testable import Daemon

/// Calls that share a transaction; the outcome here is how many were aboard.
@Suite struct FlightsTests {
  private typealias Names = Flights<Int, String, Int>

  /// Holds the flight of "first" until told to go on.
  private final class Tower: Sendable {
    private let gate = Mutex<(open: Bool, waiting: CheckedContinuation<Void, Never>?)>((false, nil))
    let flown = Mutex<[[String]]>([])

    func open() {
      gate.withLock { gate in
        gate.open = true
        gate.waiting?.resume()
        gate.waiting = nil
      }
    }

    func fly(_ key: Int, _ names: [String]) async throws -> [Int] {
      flown.withLock { $0.append(names) }
      if names == ["first"] {
        await withCheckedContinuation { continuation in
          gate.withLock { gate in
            if gate.open { continuation.resume() } else { gate.waiting = continuation }
          }
        }
      }
      if names.contains("bad") { throw Status(.internal, "spoiled") }
      if names.contains("lost") { throw PostgresError.connectionLost(sent: false) }
      return names.map { _ in names.count }
    }
  }

  /// Sends the others while the first is under way, and says what became of each.
  private func send(_ others: [String]) async throws -> (results: [Int?], flown: [[String]]) {
    let flights = Names(of: 3)
    let tower = Tower()
    let first = Task { try await flights.take(1, "first", tower.fly) }
    while tower.flown.withLock({ $0.isEmpty }) { await Task.yield() }
    var tasks: [Task<Int, any Error>] = []
    for (number, name) in others.enumerated() {
      tasks.append(Task { try await flights.take(1, name, tower.fly) })
      while flights.count(waitingAt: 1) <= number { await Task.yield() }
    }
    // Another key does not wait for this one.
    #expect(try await flights.take(2, "elsewhere", tower.fly) == 1)
    tower.open()
    #expect(try await first.value == 1)
    var results: [Int?] = []
    for task in tasks {
      do { results.append(try await task.value) } catch { results.append(nil) }
    }
    return (results, tower.flown.withLock { $0 })
  }

  @Test func `who comes while another is under way takes the next flight, in order of coming`()
    async throws
  {
    let (results, flown) = try await send(["a", "b", "c", "d"])
    #expect(results == [3, 3, 3, 1])
    #expect(flown == [["first"], ["elsewhere"], ["a", "b", "c"], ["d"]])
  }

  @Test func `when one spoils a flight the others fly alone and arrive`() async throws {
    let (results, flown) = try await send(["a", "bad", "b"])
    #expect(results == [1, nil, 1])
    #expect(flown.suffix(3) == [["a"], ["bad"], ["b"]])
  }

  @Test func `when the database cannot answer nobody tries again, one after the other`()
    async throws
  {
    let (results, flown) = try await send(["a", "lost", "b"])
    #expect(results == [nil, nil, nil])
    #expect(flown.last == ["a", "lost", "b"])
  }
}
