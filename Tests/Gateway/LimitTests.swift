import Contracts
import Identity
import ProcessKit
import RPC
import Synchronization
import Testing

@testable import Gateway

/// Time that stands until it is moved.
final class StoppedClock: Sendable {
  private let now = Mutex(ContinuousClock.now)
  @Sendable func read() -> ContinuousClock.Instant { now.withLock { $0 } }
  func advance(_ span: Duration) { now.withLock { $0 += span } }
}

@Suite struct LimitTests {
  private let rate = Rate(perSecond: 10, burst: 3)

  @Test func `a burst passes, then the rate holds`() {
    let clock = StoppedClock()
    let limiter = RateLimiter(clock: clock.read)
    for _ in 0..<3 { #expect(limiter.take("a", rate) == .passed) }
    #expect(limiter.take("a", rate) == .refused(after: 1))
    #expect(limiter.take("b", rate) == .passed)
    clock.advance(.milliseconds(100))
    #expect(limiter.take("a", rate) == .passed)
    #expect(limiter.take("a", rate) == .refused(after: 1))
    clock.advance(.seconds(100))
    for _ in 0..<3 { #expect(limiter.take("a", rate) == .passed) }
    #expect(limiter.take("a", rate) == .refused(after: 1))
  }

  @Test func `memory is bounded, and clients long gone make room`() {
    let clock = StoppedClock()
    let limiter = RateLimiter(limit: 2, clock: clock.read)
    #expect(limiter.take("a", rate) == .passed)
    #expect(limiter.take("b", rate) == .passed)
    #expect(limiter.take("c", rate) == .uncounted)
    clock.advance(.seconds(1))
    #expect(limiter.take("c", rate) == .passed)
  }

  @Test func `who asks too often is told how long to wait`() async throws {
    let world = try await World(limiter: RateLimiter(clock: StoppedClock().read)) {
      $0.anonymous = Rate(perSecond: 1, burst: 2)
    }
    for _ in 0..<2 { #expect(try await world.send("GET", "/v1/events").status == 200) }
    let answer = try await world.send("GET", "/v1/events")
    #expect(answer.status == 429)
    #expect(answer.header("Retry-After") == "1")
    #expect(answer.header("RateLimit-Policy") == #""default";q=2;w=2"#)
    #expect(answer.header("RateLimit") == #""default";r=0;t=1"#)
    #expect(try answer.json["code"] as? String == "RATE_LIMITED")
    // People who are signed in are counted by themselves.
    #expect(try await world.send("GET", "/v1/events", as: token(.participant)).status == 200)
    await world.end()
  }

  @Test func `guessing tokens is counted as asking without one`() async throws {
    let world = try await World(limiter: RateLimiter(clock: StoppedClock().read)) {
      $0.anonymous = Rate(perSecond: 1, burst: 2)
    }
    var statuses: [Int] = []
    for _ in 0..<3 {
      statuses.append(try await world.send("GET", "/v1/users/me", as: "a.b.c").status)
    }
    #expect(statuses == [401, 401, 429])
    await world.end()
  }

  @Test func `the door is not shut by a limit, everything else is`() async throws {
    let world = try await World(limiter: RateLimiter(clock: StoppedClock().read)) {
      $0.signedIn = Rate(perSecond: 1, burst: 1)
    }
    let staff = token(.staff)
    let scan = "/v1/events/\(anEvent)/check-ins"
    var doors: [Int] = []
    for number in 0..<5 {
      doors.append(
        try await world.send("POST", scan, as: staff, body: #"{"scanId":"\#(number)"}"#).status)
    }
    #expect(doors == [200, 200, 200, 200, 200])
    #expect(try await world.send("GET", "/v1/events", as: staff).status == 429)
    let login = "/v1/auth/login"
    #expect(try await world.send("POST", login, as: staff, body: "{}").status == 429)
    await world.end()
  }

  @Test func `when all places are taken the last ones are the door's`() async throws {
    let (began, go) = (Counter(), Gate())
    let world = try await World([
      answering(EventsMethods.listEvents) { _, _ in
        began.add()
        await go.wait()
        return ListEventsResponse()
      }
    ]) { $0.limit = 4 }
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 {
        group.addTask { try await world.send("GET", "/v1/events").status }
      }
      try await eventually("three run") { began.value == 3 }
      let refused = try await world.send("GET", "/v1/events")
      #expect(refused.status == 503)
      #expect(refused.header("Retry-After") == "1")
      let scan = try await world.send(
        "POST", "/v1/events/\(anEvent)/check-ins", as: token(.staff), body: #"{"scanId":"1"}"#)
      #expect(scan.status == 200)
      go.open()
      for try await status in group { #expect(status == 200) }
    }
    await world.end()
  }

  @Test func `a proxy's word for the address counts only from a known proxy`() async throws {
    for (proxies, passes) in [(Set(["127.0.0.1"]), true), ([], false)] {
      let world = try await World(limiter: RateLimiter(clock: StoppedClock().read)) {
        $0.anonymous = Rate(perSecond: 1, burst: 1)
        $0.proxies = proxies
      }
      for number in 1...2 {
        let answer = try await world.send(
          "GET", "/v1/events", as: nil, ["X-Forwarded-For": "evil, 10.0.0.\(number)"])
        #expect(answer.status == (number == 1 || passes ? 200 : 429))
      }
      await world.end()
    }
  }
}
