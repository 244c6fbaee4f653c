import Dispatch
import Synchronization
import Testing

@testable import Identity

/// A job that holds its thread until it is let go, and says when it has begun.
private final class Gate: Sendable {
  private let opened = DispatchSemaphore(value: 0)
  private let begun = AsyncStream<Void>.makeStream()

  func hold() {
    begun.continuation.yield()
    opened.wait()
  }

  func open() { opened.signal() }
  func hasBegun() async { for await _ in begun.stream { return } }
}

/// What jobs leave behind.
private final class Tally: Sendable {
  private let counts = Mutex((now: 0, most: 0, done: 0))

  func begin() {
    counts.withLock {
      $0.now += 1
      $0.most = max($0.most, $0.now)
    }
  }

  func end() {
    counts.withLock {
      $0.now -= 1
      $0.done += 1
    }
  }

  var most: Int { counts.withLock { $0.most } }
  var done: Int { counts.withLock { $0.done } }
}

struct HashingLaneTests {
  @Test func `it gives back what the work returns`() async throws {
    #expect(try await HashingLane().run { 42 } == 42)
  }

  @Test func `beyond the bound it refuses at once, then takes again`() async throws {
    let lane = HashingLane(width: 1, bound: 0)
    let gate = Gate()
    async let held: Void = lane.run { gate.hold() }
    await gate.hasBegun()
    await #expect(throws: HashingLane.Full()) { try await lane.run { 1 } }
    gate.open()
    try await held
    // `held` returns a moment before its thread is idle again.
    var answer: Int?
    while answer == nil {
      do { answer = try await lane.run { 1 } } catch is HashingLane.Full { await Task.yield() }
    }
    #expect(answer == 1)
  }

  @Test func `never more at once than its width, and every job once`() async throws {
    let lane = HashingLane(width: 2, bound: 100)
    let tally = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await lane.run {
            tally.begin()
            tally.end()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(tally.done == 50)
    #expect((1...2).contains(tally.most))
  }

  @Test func `a full lane leaves the threads that others need alone`() async throws {
    // As many held jobs as could ever block the cooperative pool.
    let lane = HashingLane(width: 8, bound: 0)
    let gates = (0..<8).map { _ in Gate() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for gate in gates { group.addTask { try await lane.run { gate.hold() } } }
      for gate in gates { await gate.hasBegun() }
      // Runs only while a cooperative thread is free.
      let sum = await Task.detached { (1...100).reduce(0, +) }.value
      #expect(sum == 5050)
      for gate in gates { gate.open() }
      try await group.waitForAll()
    }
  }

  @Test func `who gives up while waiting is let go, and their work is not done`() async throws {
    let lane = HashingLane(width: 1, bound: 1)
    let gate = Gate()
    let tally = Tally()
    async let held: Void = lane.run { gate.hold() }
    await gate.hasBegun()
    let waiting = Task { try await lane.run { tally.end() } }
    while lane.waiting == 0 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    gate.open()
    try await held
    #expect(tally.done == 0)
  }
}
