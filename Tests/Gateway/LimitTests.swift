import Contracts
import ContractsKit
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
    for left in [2, 1, 0] {
      #expect(limiter.take("a", rate) == .passed(left: left, fullIn: 1))
    }
    #expect(limiter.take("a", rate) == .refused(after: 1))
    #expect(limiter.take("b", rate) == .passed(left: 2, fullIn: 1))
    clock.advance(.milliseconds(100))
    #expect(limiter.take("a", rate) == .passed(left: 0, fullIn: 1))
    #expect(limiter.take("a", rate) == .refused(after: 1))
    clock.advance(.seconds(100))
    for left in [2, 1, 0] {
      #expect(limiter.take("a", rate) == .passed(left: left, fullIn: 1))
    }
    #expect(limiter.take("a", rate) == .refused(after: 1))
  }

  @Test func `memory is bounded, and clients long gone make room`() {
    let clock = StoppedClock()
    let limiter = RateLimiter(limit: 2, clock: clock.read)
    #expect(limiter.take("a", rate) == .passed(left: 2, fullIn: 1))
    #expect(limiter.take("b", rate) == .passed(left: 2, fullIn: 1))
    #expect(limiter.take("c", rate) == .uncounted)
    clock.advance(.seconds(1))
    #expect(limiter.take("c", rate) == .passed(left: 2, fullIn: 1))
  }

  /// Whatever came before: as many pass as were promised and not one more, all of the burst when
  /// that was said to be full, and the refused one after the wait it was told.
  @Test(arguments: 1...20)
  func `what is said of a limit is so`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rate = Rate(
      perSecond: .random(in: 1...50, using: &random), burst: .random(in: 1...200, using: &random))
    let clock = StoppedClock()
    let limiter = RateLimiter(clock: clock.read)
    var (left, fullIn) = (rate.burst, 0)
    for _ in 0..<50 {
      clock.advance(.milliseconds(.random(in: 1000...3000, using: &random)))
      for _ in 0..<Int.random(in: 1...rate.burst, using: &random) {
        guard case .passed(let more, let seconds) = limiter.take("a", rate) else { break }
        (left, fullIn) = (more, seconds)
      }
      var passed = 0
      let mayDrain = Bool.random(using: &random)
      if mayDrain {
        while case .passed = limiter.take("a", rate) { passed += 1 }
        #expect(passed == left)
        #expect(limiter.take("a", rate) == .refused(after: 1))
        clock.advance(.seconds(1))
        guard case .passed(let more, _) = limiter.take("a", rate) else {
          return #expect(Bool(false), "not after the wait it was told")
        }
        left = more
      } else {
        clock.advance(.seconds(fullIn))
        #expect(limiter.take("a", rate) == .passed(left: rate.burst - 1, fullIn: 1))
        left = rate.burst - 1
      }
    }
  }

  @Test func `every answer says what is left, refusals too`() async throws {
    let clock = StoppedClock()
    let world = try await World(limiter: RateLimiter(clock: clock.read)) {
      $0.signedIn = Rate(perSecond: 2, burst: 10)
    }
    func said(_ method: String, _ path: String, _ body: String? = nil) async throws -> String? {
      let answer = try await world.send(method, path, as: token(.participant), body: body)
      #expect(answer.header("RateLimit-Policy") == #""default";q=10;w=5"#)
      return answer.header("RateLimit")
    }
    #expect(try await said("GET", "/v1/events") == #""default";r=9;t=1"#)
    #expect(try await said("GET", "/v1/users") == #""default";r=8;t=1"#)
    #expect(try await said("POST", "/v1/events", "{") == #""default";r=7;t=2"#)
    let rpc = "/credopass.users.v1.UsersService/GetUser"
    #expect(try await said("POST", rpc, "{}") == #""default";r=6;t=2"#)
    clock.advance(.milliseconds(1600))
    #expect(try await said("GET", "/v1/events") == #""default";r=8;t=1"#)
    #expect(try await world.send("GET", "/livez").header("RateLimit") == nil)
    await world.end()
  }

  @Test func `of many at once as many pass as may`() async throws {
    let world = try await World(limiter: RateLimiter(clock: StoppedClock().read)) {
      $0.signedIn = Rate(perSecond: 1, burst: 10)
    }
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<40 {
        group.addTask {
          try await world.send("GET", "/v1/events", as: token(.participant)).status
        }
      }
      return try await group.reduce(into: [:]) { counts, status in
        counts[status, default: 0] += 1
      }
    }
    #expect(statuses == [200: 10, 429: 30])
    await world.end()
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
