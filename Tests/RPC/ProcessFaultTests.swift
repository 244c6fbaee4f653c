import Foundation
import NNG
import ProcessKit
import Synchronization
import Testing

@testable import RPC

@Suite struct `Faults: replicas that die` {
  let scene: Scene

  init() throws { scene = try Scene() }

  @Test func `killing one of three under keyed writes leaves each acknowledged write once`()
    async throws
  {
    let replicas = try ["a", "b", "c"].map { try scene.replica($0) }
    let client = channel(to: replicas.map(\.endpoint))
    let acknowledged = Locked<Set<String>>([])
    let attempted = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<16 {
        group.addTask {
          for number in 0..<60 {
            let key = "w\(worker)n\(number)"
            attempted.add()
            let failure = await status {
              _ = try await client.call(
                abused("Append", .keyed), "x",
                CallOptions(timeout: .seconds(60), idempotencyKey: key))
            }
            if failure == nil { _ = acknowledged.withLock { $0.insert(key) } }
          }
        }
      }
      try await eventually("a third is written") {
        attempted.value > 320
      }
      replicas[0].send(SIGKILL)
      try await group.waitForAll()
    }
    let written = try scene.lines().map { String($0.split(separator: " ")[0]) }
    #expect(written.count == Set(written).count, "a key was written twice")
    let lost = acknowledged.withLock { $0 }.subtracting(written)
    #expect(lost.isEmpty)
    #expect(acknowledged.withLock { $0.count } == 16 * 60, "two replicas were left to answer")
    try await eventually("every slot is free") { client.busySlots == 0 }
  }

  /// One unkeyed call whose replica is killed while it runs and comes back at the same address.
  private func runThroughARestart(resends: Bool) async throws -> (runs: Int, status: Status?) {
    // Where nobody else comes while the replica is away.
    let place = Endpoint(host: "127.0.0.1", port: try freePort(), sidePort: try freePort())
    let first = try scene.replica("first", at: place)
    let client = channel(to: [first.endpoint], resends: resends)
    let call = Task {
      await status {
        _ = try await client.call(
          abused("Run", .keyed), "3000", CallOptions(timeout: .seconds(60)))
      }
    }
    try await eventually("the call runs") { try scene.lines().count == 1 }
    first.send(SIGKILL)
    _ = try await first.end()
    let second = try scene.replica("second", at: place)
    let failure = await call.value
    let alive = try await client.call(abused("Echo"), "there", CallOptions(timeout: .seconds(60)))
    #expect(alive == "there")
    withExtendedLifetime(second) {}
    return (try scene.lines().count, failure)
  }

  @Test
  func
    `a call without a key that lost its replica runs once, and its caller knows that it may have`()
    async throws
  {
    let (runs, failure) = try await runThroughARestart(resends: false)
    #expect(runs == 1)
    #expect(failure?.code == .unavailable)
    #expect(failure?.executed == .unspecified)
  }

  @Test func `control: with nng's own resending left on, the same call runs twice`() async throws {
    let (runs, failure) = try await runThroughARestart(resends: true)
    #expect(runs == 2)
    #expect(failure == nil)
  }

  @Test func `a request that kills its handler's process takes one replica, not three`()
    async throws
  {
    let replicas = try ["a", "b", "c"].map { try scene.replica($0) }
    let client = channel(to: replicas.map(\.endpoint))
    let failure = await status {
      _ = try await client.call(abused("Die", .keyed), "", .patient)
    }
    #expect(failure?.code == .unavailable)
    #expect(try scene.lines().count == 1)
    try await eventually("one is gone") { replicas.filter(\.isRunning).count == 2 }
    for _ in 0..<20 { _ = try await client.call(abused("Echo"), "", .patient) }
  }

  @Test func `what could not be sent before its connection went is told at once`()
    async throws
  {
    let replica = try scene.replica("only")
    let pool = try SlotPool(replica.endpoint.url(.data), resends: false, limit: 16)
    defer { pool.close() }
    try await eventually("it is connected") { pool.socket.isConnected }
    replica.send(SIGSTOP)
    // More than a connection holds: one message gets stuck half-way, the others wait behind it.
    let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
      for _ in 0..<16 {
        group.addTask { try await Self.exchange(on: pool) }
      }
      try await eventually("they are stuck") { pool.busy == 16 }
      try await ContinuousClock().sleep(for: .milliseconds(200))
      replica.send(SIGKILL)
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let unsent = outcomes.filter { if case .notSent(.failed) = $0 { true } else { false } }
    #expect(!unsent.isEmpty, "\(outcomes)")
    try await eventually("the loss is known") { !pool.socket.isConnected }
    let after = try await Self.exchange(on: pool)
    #expect({ if case .notSent(.failed) = after { true } else { false } }(), "\(after)")
  }

  /// Sends a mebibyte, with a minute to wait for the answer.
  private static func exchange(on pool: SlotPool) async throws -> Outcome {
    let slot = try #require(pool.take())
    defer { pool.give(back: slot) }
    let message = try NNGMessage(count: 1 << 20)
    return await slot.exchange(message, until: Tick.of(.now + .seconds(60)), mayRepeat: false)
  }

  @Test func `control: the same request declared harmless to repeat takes all three`() async throws
  {
    let replicas = try ["a", "b", "c"].map { try scene.replica($0) }
    let client = channel(to: replicas.map(\.endpoint))
    try await eventually("all are connected") {
      client.replicas.filter { $0.isReady(.data) }.count == 3
    }
    _ = await status {
      _ = try await client.call(abused("Die", .idempotent), "", .patient)
    }
    #expect(try scene.lines().count == 3)
  }

  @Test func `stopping one of three: p99 is back within two seconds and late answers reach nobody`()
    async throws
  {
    let replicas = try ["a", "b", "c"].map { try scene.replica($0) }
    let client = channel(to: replicas.map(\.endpoint), pingTimeout: .milliseconds(750))
    try await eventually("all are connected") {
      client.replicas.filter { $0.isReady(.data) }.count == 3
    }
    let stopped = Locked<ContinuousClock.Instant?>(nil)
    let done = Flag()
    // Latencies of calls that began before the stop, and two seconds or more after it.
    let early = Locked<[Duration]>([])
    let late = Locked<[Duration]>([])
    let wrong = Counter()
    let failed = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<16 {
        group.addTask {
          var number = 0
          while !done.isUp {
            number += 1
            let sent = RawPayload("\(worker) \(number)")
            let start = ContinuousClock.now
            let failure = await status {
              let answer = try await client.call(
                abused("Echo"), sent, CallOptions(timeout: .seconds(60)))
              if answer != sent { wrong.add() }
            }
            if failure != nil { failed.add() }
            let time = ContinuousClock.now - start
            if let at = stopped.withLock({ $0 }) {
              if start > at + .seconds(2) { late.withLock { $0.append(time) } }
            } else {
              early.withLock { $0.append(time) }
            }
          }
        }
      }
      defer { done.raise() }
      try await ContinuousClock().sleep(for: .milliseconds(1000))
      replicas[1].send(SIGSTOP)
      stopped.withLock { $0 = .now }
      try await ContinuousClock().sleep(for: .milliseconds(3500))
      replicas[1].send(SIGCONT)
      try await ContinuousClock().sleep(for: .milliseconds(1500))
    }
    func p99(_ times: Locked<[Duration]>) throws -> Duration {
      let sorted = times.withLock { $0.sorted() }
      try #require(sorted.count > 100)
      return sorted[sorted.count * 99 / 100]
    }
    // Beside what this machine takes anyway; each call to the stopped one would take a second.
    #expect(try p99(late) < .milliseconds(200) + p99(early) * 3)
    #expect(wrong.value == 0)
    #expect(failed.value == 0)
    #expect(client.statistics.badAnswers == 0)
    #expect(client.statistics.missedPings > 0)
    try await eventually("every slot is free") { client.busySlots == 0 }
  }

  @Test func `SIGTERM under load loses no call, whichever replica it meets`() async throws {
    let replicas = try ["a", "b", "c"].map { try scene.replica($0) }
    let client = channel(to: replicas.map(\.endpoint))
    let done = Flag()
    let failures = Locked<[Status]>([])
    let calls = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<32 {
        group.addTask {
          while !done.isUp {
            calls.add()
            // Without a key, so that no retry after a loss can hide it.
            let failure = await status {
              _ = try await client.call(abused("Run", .keyed), "3", .patient)
            }
            if let failure { failures.withLock { $0.append(failure) } }
          }
        }
      }
      defer { done.raise() }
      for replica in replicas.prefix(2) {
        let before = calls.value
        try await eventually("calls come") { calls.value > before + 200 }
        replica.send(SIGTERM)
        #expect(try await replica.end() == 0)
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try scene.lines().count == calls.value)
  }
}
