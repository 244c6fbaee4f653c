import Foundation
import ProcessKit
import Synchronization
import Testing

@testable import RPC

@Suite struct `Faults: overload and deadlines` {
  @Test func `a storm of 100,000 tight deadlines leaves no wrong answer and no slot taken`()
    async throws
  {
    let local = try LocalServer(limit: 64, [LocalServer.echo])
    let client = channel(to: [local.endpoint])
    _ = try await client.call(abused("Echo"), "", .patient)
    let answered = Counter()
    let expired = Counter()
    let others = Locked<[Status]>([])
    let wrong = Counter()
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<48 {
        group.addTask {
          for number in 0..<2084 {
            let sent = RawPayload("\(worker) \(number)")
            let failure = await status {
              let answer = try await client.call(
                abused("Echo"), sent,
                CallOptions(timeout: .microseconds(Int.random(in: 300...9000))))
              if answer == sent {
                answered.add()
              } else {
                wrong.add()
              }
            }
            if failure?.code == .deadlineExceeded {
              expired.add()
            } else if let failure {
              others.withLock { $0.append(failure) }
            }
          }
        }
      }
    }
    #expect(wrong.value == 0)
    #expect(others.withLock { $0 } == [])
    // Both kinds, or it was no storm.
    #expect(answered.value > 1000)
    #expect(expired.value > 1000)
    try await eventually("every slot is free") { client.busySlots == 0 }
    #expect(client.statistics.badAnswers == 0)
    #expect(client.statistics.strangeTimeouts == 0)
    try await eventually("no call runs") { local.server.runningCalls == 0 }
    #expect(try await client.call(abused("Echo"), "after", .patient) == "after")
  }

  @Test func `over the limit calls are refused in milliseconds, health answers, and work goes on`()
    async throws
  {
    let gate = Flag()
    let entered = Counter()
    let local = try LocalServer(
      limit: 8,
      [
        LocalServer.echo,
        MethodHandler(abused("Wait")) { request, _ in
          entered.add()
          while !gate.isUp { try await ContinuousClock().sleep(for: .milliseconds(5)) }
          return request
        },
      ])
    let client = channel(to: [local.endpoint])
    let occupants = (0..<8).map { _ in
      Task { try await client.call(abused("Wait"), "", CallOptions(timeout: .seconds(60))) }
    }
    try await eventually("all places are taken") { entered.value == 8 }
    // One attempt each, straight at the replica, to see the refusal itself.
    let target = try #require(client.replicas.first)
    var times: [Duration] = []
    for _ in 0..<100 {
      let call = OutgoingCall(abused("Echo"), "", .patient)
      let start = ContinuousClock.now
      let failure = await status { _ = try await client.attempt(call, 0, on: target) }
      times.append(.now - start)
      #expect(failure?.code == .resourceExhausted)
      #expect(failure?.executed == .notStarted)
      #expect(failure?.retryAfter != nil)
    }
    // Most of them, for a busy machine makes some wait; in a queue they would wait for ever.
    #expect(times.sorted()[50] < .milliseconds(250))
    let health = try await HealthClient(client).check(CheckRequest())
    #expect(health.status == .serving)
    gate.raise()
    for occupant in occupants { #expect(try await occupant.value == "") }
    #expect(try await client.call(abused("Echo"), "after", .patient) == "after")
  }

  @Test func `a burst of ten times the limit keeps the goodput of the limit`() async throws {
    let local = try LocalServer(
      limit: 8,
      [
        MethodHandler(abused("Wait")) { request, _ in
          // Long beside what calls cost: the places are what is short, not the machine.
          try await ContinuousClock().sleep(for: .milliseconds(100))
          return request
        }
      ])
    let client = channel(to: [local.endpoint])
    func goodput(_ workers: Int) async -> Int {
      let good = Counter()
      let end = ContinuousClock.now + .seconds(3)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<workers {
          group.addTask {
            while ContinuousClock.now < end {
              let failure = await status {
                _ = try await client.call(abused("Wait"), "", .patient)
              }
              if let failure { await pause(failure) } else { good.add() }
            }
          }
        }
      }
      return good.value
    }
    // As it was asked to.
    @Sendable func pause(_ failure: Status) async {
      let asked = failure.retryAfter ?? .milliseconds(5)
      do { try await ContinuousClock().sleep(for: asked) } catch { return }
    }
    let fair = await goodput(8)
    let burst = await goodput(80)
    #expect(Double(burst) >= 0.8 * Double(fair), "\(burst) after \(fair)")
    #expect((local.server.refusalCounts[.overLimit] ?? 0) > 0)
  }

  @Test func `long polls leave the data socket alone and end when the server drains`() async throws
  {
    let waiting = Counter()
    let local = try LocalServer([
      LocalServer.echo,
      MethodHandler(abused("WatchNothing")) { request, _ in
        waiting.add()
        try await ContinuousClock().sleep(for: .seconds(300))
        return request
      },
    ])
    let client = channel(to: [local.endpoint])
    let polls = (0..<4).map { _ in
      Task {
        await status {
          _ = try await client.call(
            abused("WatchNothing"), "", CallOptions(timeout: .seconds(300)))
        }
      }
    }
    try await eventually("all wait") { waiting.value == 4 }
    let fifth = await status {
      _ = try await client.call(abused("WatchNothing"), "", .patient)
    }
    #expect(fifth?.code == .resourceExhausted)
    #expect(try await client.call(abused("Echo"), "", .patient) == RawPayload())
    #expect(await local.server.drain(within: .seconds(60)))
    for poll in polls { #expect(await poll.value?.code == .unavailable) }
    // The channel leaves a draining replica alone, so ask it directly.
    let target = try #require(client.replicas.first)
    let health = try await client.attempt(
      OutgoingCall(HealthMethods.check, CheckRequest(), .patient), 0, on: target)
    #expect(health.status == .notServing)
  }
}
