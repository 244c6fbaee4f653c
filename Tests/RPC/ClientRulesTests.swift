import Testing

@testable import RPC

@Suite struct `What a client remembers of a replica` {
  let start = ContinuousClock.now

  @Test func `three failures in a row eject for one second, the next time for two, at most thirty`()
  {
    var health = ReplicaHealth()
    for (round, seconds) in [1, 2, 4, 8, 16, 30, 30].enumerated() {
      let now = start + .seconds(100 * round)
      health.failed(at: now)
      health.failed(at: now)
      #expect(!health.isEjected(at: now))
      health.failed(at: now)
      #expect(health.isEjected(at: now + .seconds(seconds) - .milliseconds(1)))
      #expect(!health.isEjected(at: now + .seconds(seconds)))
    }
  }

  @Test func `a success between failures forgives them, and all earlier ejections`() {
    var health = ReplicaHealth()
    for _ in 0..<3 { health.failed(at: start) }
    #expect(health.isEjected(at: start))
    health.succeeded()
    #expect(!health.isEjected(at: start))
    health.failed(at: start)
    health.failed(at: start)
    health.succeeded()
    health.failed(at: start)
    #expect(!health.isEjected(at: start))
  }

  @Test func `a replica drains for the connection over which it said so`() {
    var health = ReplicaHealth()
    health.drainingConnection = 3
    #expect(health.isDraining(3))
    #expect(!health.isDraining(4))
  }

  @Test func `cut off is who had no connection for the whole span`() {
    var health = ReplicaHealth()
    func isCutOff(_ connected: Bool, after seconds: Int) -> Bool {
      health.isCutOff(connected, at: start + .seconds(seconds), for: .seconds(3))
    }
    let answers = [
      isCutOff(false, after: 0), isCutOff(false, after: 2), isCutOff(false, after: 3),
      isCutOff(true, after: 4), isCutOff(false, after: 5),
    ]
    #expect(answers == [false, false, true, false, false])
  }
}

@Suite struct `When a call is tried again` {
  @Test func `the budget allows ten retries, then one for ten successes`() {
    var budget = RetryBudget()
    func retries(after successes: Int) -> Int {
      for _ in 0..<successes { budget.giveBack() }
      var count = 0
      while budget.take() { count += 1 }
      return count
    }
    let counts = [0, 9, 1, 100, 1000].map(retries(after:))
    #expect(counts == [10, 0, 1, 10, 10])
  }

  @Test func `only what reached nobody, or a replica going away, is free`() {
    #expect(Failure.refused(Status(.unavailable, "")).isFree)
    #expect(!Failure.refused(Status(.resourceExhausted, "")).isFree)
    #expect(!Failure.maybe(Status(.unavailable, "")).isFree)
    #expect(!Failure.answered(Status(.unavailable, "")).isFree)
  }
}

@Suite struct `Names and places` {
  @Test(arguments: ["users", "a", "a-b-9", "abcdefghijklmnop"])
  func `a service name reads back`(_ text: String) {
    #expect(ServiceName(text)?.description == text)
  }

  @Test(arguments: ["", "Users", "a b", "abcdefghijklmnopq", "ü", "a\0"])
  func `a text that is no service name is refused`(_ text: String) {
    #expect(ServiceName(text) == nil)
  }

  @Test func `an endpoint reads back, with the next port as its side port unless told`() {
    #expect(Endpoint("10.0.0.1:7101") == Endpoint(host: "10.0.0.1", port: 7101, sidePort: 7102))
    #expect(Endpoint("host:1/9")?.description == "host:1/9")
    for text in [
      "", ":1", "host", "host:", "host:0", "host:65536", "host:65535", "host:1/", "host:1/2/3",
    ] {
      #expect(Endpoint(text) == nil, "\(text)")
    }
  }

  @Test func `a name tells the socket`() {
    #expect(Lane(of: "credopass.users.v1.UsersService/GetUser") == .data)
    #expect(Lane(of: "credopass.rpc.v1.HealthService/Check") == .side)
    #expect(Lane(of: "credopass.feed.v1.FeedService/Read") == .side)
    #expect(Lane(of: "credopass.attendance.v1.AttendanceService/WatchLive") == .side)
    #expect(Lane(of: "") == .data)
  }
}
