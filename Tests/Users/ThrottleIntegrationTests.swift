import Contracts
import Foundation
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

/// What guessing costs.
@Suite struct ThrottleTests {
  private func tally(_ failures: Int32, since: Int64 = 0, until: Int64 = 0) -> Tally {
    Tally(
      failures: failures, since: Instant(microseconds: since * 1_000_000),
      until: Instant(microseconds: until * 1_000_000))
  }

  @Test func `from the fifth failure on an account waits 1 s, doubling up to 15 min`() {
    var tally = tally(0)
    let pauses = (1...40).map { _ -> Int64 in
      tally = Throttle.account.failed(tally, now: tally.until)
      return (tally.until.microseconds - tally.since.microseconds) / 1_000_000
    }
    #expect(pauses.prefix(8) == [0, 0, 0, 0, 1, 2, 4, 8])
    #expect(pauses.dropFirst(15).allSatisfy { $0 == 900 })
  }

  @Test func `a day without failure clears an account`() {
    let day = Instant(microseconds: 86_400 * 1_000_000)
    #expect(Throttle.account.failed(tally(30), now: day).failures == 1)
  }

  @Test func `the tenth failure within a minute shuts an address until the minute is over`() {
    let now = Instant(microseconds: 59_000_000)
    #expect(!Throttle.address.failed(tally(8), now: now).isClosed(now))
    let closed = Throttle.address.failed(tally(9), now: now)
    #expect(closed.isClosed(now) && !closed.isClosed(now.adding(seconds: 1)))
    #expect(Throttle.address.failed(closed, now: now.adding(seconds: 1)).failures == 1)
  }

  @Test func `a household of IPv6 is one network, however its addresses are written`() {
    let network = Rules.network(of: "2001:db8:1:2::1")
    for address in ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::", "2001:db8:1:2::1%eth0"] {
      #expect(Rules.network(of: address) == network, "\(address)")
    }
    #expect(Rules.network(of: "2001:db8:1:3::1") != network)
    #expect(Rules.network(of: "::ffff:203.0.113.7") == Rules.network(of: "203.0.113.7"))
    for odd in ["", ":", "::", ":::::", "%", "1::2::3", "unknown"] { _ = Rules.network(of: odd) }
  }
}

extension UsersIntegration {
  /// Guessing, over real sockets and a real database.
  @Suite struct ThrottleIntegrationTests {
    static let staff = "staff@example.org"

    /// How often a sign-in was refused for its password, and how often untried.
    static func outcomes(
      _ stranger: Asker, _ count: Int, _ email: String, _ password: String = "a wrong password"
    ) async -> (failed: Int, throttled: Int) {
      let reasons = await withTaskGroup(of: String.self) { group in
        for _ in 0..<count {
          group.addTask {
            await status { try await stranger.signIn(email, password) }?.reason ?? ""
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      return (
        reasons.count { $0 == "LOGIN_FAILED" }, reasons.count { $0 == "TOO_MANY_FAILURES" }
      )
    }

    @Test func `the fifth failure makes everybody wait, known or not, at whichever replica`()
      async throws
    {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let cast = try await Cast(world)
        for email in [Self.staff, "unknown@x.org", "no address"] {
          for round in 1...5 {
            let outcome = await Self.outcomes(cast.stranger, 1, email)
            #expect(outcome == (1, 0), "\(email) \(round)")
          }
          try await world.shut()
          let refused = try #require(
            await status { try await cast.stranger.signIn(email, Cast.password) })
          #expect(refused.reason == "TOO_MANY_FAILURES", "the right one is not tried either")
          #expect(refused.code == .resourceExhausted)
          #expect(refused.retryAfter ?? .zero > .seconds(50), "\(String(describing: refused))")
          try await world.database.run("UPDATE users.login_throttle SET until = now()")
        }
        _ = try await cast.stranger.signIn(Self.staff, Cast.password)
        #expect(
          await Self.outcomes(cast.stranger, 1, Self.staff) == (1, 0), "a clean sheet")
        let again = await Self.outcomes(cast.stranger, 1, Self.staff)
        #expect(again == (1, 0), "which is not the sixth")
      }
    }

    /// All have passed the look at the door and had their password checked when the first is
    /// counted.
    @Test func `of many that guess at once, one learns something once the pause is due`()
      async throws
    {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let cast = try await Cast(world)
        #expect(await Self.outcomes(cast.stranger, 1, Self.staff) == (1, 0))
        try await world.database.run("UPDATE users.login_throttle SET failures = 12, until = now()")
        let lock = "SELECT key FROM users.login_throttle FOR UPDATE"
        let outcome = try await world.whileLocked(lock, waiting: 6) {
          await Self.outcomes(cast.stranger, 6, Self.staff)
        }
        #expect(outcome == (1, 5))
        let open = "SELECT count(*) FROM users.login_throttle WHERE until <= now()"
        #expect(try await world.number(open) == 0)
      }
    }

    /// Control: the look at the door alone lets all of them through.
    @Test func `before the first is counted, all find the door open`() async throws {
      try await World.with { world in
        let users = try await world.users()
        let cast = try await Cast(world)
        _ = await Self.outcomes(cast.stranger, 1, Self.staff)
        try await world.database.run("UPDATE users.login_throttle SET failures = 12, until = now()")
        let store = AuthStore(
          Store(users.daemon), AuthKeys(.random()), SessionLimits(idle: 60, whole: 60))
        let keys = try await world.database.rows(
          "SELECT encode(key, 'hex') FROM users.login_throttle")
        #expect(keys.count == 1)
        let throttled = ThrottleKeys(account: try hex(keys[0][0] ?? ""), address: nil)
        for _ in 0..<6 { #expect(try await store.pause(throttled.all) == nil) }
      }
    }

    @Test func `ten failures a minute shut a network address, whatever accounts it tries`()
      async throws
    {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let cast = try await Cast(world)
        func guess(_ index: Int, from address: String) async -> String? {
          await status {
            try await cast.stranger.auth.login(
              LoginRequest(email: "guess\(index)@x.org", password: "a wrong password"),
              cast.stranger.from(address))
          }?.reason
        }
        for index in 0..<10 {
          // One household has as many addresses as it likes.
          #expect(await guess(index, from: "2001:db8::\(index)") == "LOGIN_FAILED", "\(index)")
        }
        #expect(await guess(10, from: "2001:db8::99") == "TOO_MANY_FAILURES")
        #expect(await guess(11, from: "2001:db8:0:1::1") == "LOGIN_FAILED", "another house")
        let right = await status {
          try await cast.stranger.auth.login(
            LoginRequest(email: Self.staff, password: Cast.password),
            cast.stranger.from("2001:db8::1"))
        }
        #expect(right?.reason == "TOO_MANY_FAILURES")
        _ = try await cast.stranger.signIn(Self.staff, Cast.password)
      }
    }

    @Test func `no service but the gateway says from where somebody comes`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        _ = await status {
          try await cast.ctl.auth.login(
            LoginRequest(email: Self.staff, password: "a wrong password"),
            cast.ctl.from("203.0.113.5"))
        }
        #expect(try await world.number("SELECT count(*) FROM users.login_throttle") == 1)
        let kept = try await world.database.rows("SELECT t::text FROM users.login_throttle AS t")
        #expect(!"\(kept)".contains("staff"), "nobody's address stands in the table")
      }
    }

    @Test func `a password is not guessed by changing it either`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        for _ in 0..<5 {
          let wrong = await status {
            try await cast[.staff].password("not this one", "a phrase nobody knows")
          }
          #expect(wrong?.reason == "PASSWORD_WRONG")
        }
        try await world.shut()
        let refused = await status {
          try await cast[.staff].password(Cast.password, "a phrase nobody knows")
        }
        #expect(refused?.reason == "TOO_MANY_FAILURES")
      }
    }
  }
}

extension World {
  /// Lengthens pauses that have begun: a test may be slower than a second.
  func shut() async throws {
    try await database.run(
      "UPDATE users.login_throttle SET until = now() + interval '1 minute' WHERE until > since")
  }
}

private func hex(_ text: String) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = text[...]
  while !rest.isEmpty {
    bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
    rest = rest.dropFirst(2)
  }
  return bytes
}
