import Contracts
import Foundation
import Identity
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import RPC
@testable import Users

extension UsersIntegration {
  /// Sessions: gone on with, listed, ended.
  @Suite struct SessionIntegrationTests {
    @Test func `a refresh token counts once, and one that comes again ends its session`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let first = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let second = try await cast.stranger.refresh(first.refreshToken)
        #expect(second.refreshToken != first.refreshToken && second.user == first.user)
        let asker = Asker(cast.gateway, token: second.accessToken)
        #expect(try await asker.get(second.user?.id ?? "").email == "staff@example.org")
        // Somebody has the first one too; nobody knows who of the two is the thief.
        let again = await status { try await cast.stranger.refresh(first.refreshToken) }
        #expect(again?.reason == "REFRESH_FAILED" && again?.code == .unauthenticated)
        let successor = await status { try await cast.stranger.refresh(second.refreshToken) }
        #expect(successor == again)
        for token in ["", "x", String(repeating: "A", count: 43), first.accessToken] {
          #expect(await status { try await cast.stranger.refresh(token) } == again, "\(token)")
        }
      }
    }

    @Test func `a repeat with the same key within 10 s gets the same successor, later none`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let first = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let second = try await cast.stranger.refresh(first.refreshToken, key: "one")
        let again = try await cast.stranger.refresh(first.refreshToken, key: "one")
        #expect(again.refreshToken == second.refreshToken)
        let third = try await cast.stranger.refresh(second.refreshToken, key: "two")
        try await world.database.run(
          "UPDATE users.refresh_tokens SET used_at = used_at - interval '11 seconds'")
        let late = await status { try await cast.stranger.refresh(second.refreshToken, key: "two") }
        #expect(late?.reason == "REFRESH_FAILED")
        let ended = await status { try await cast.stranger.refresh(third.refreshToken, key: "3") }
        #expect(ended?.reason == "REFRESH_FAILED")

        let other = try await cast.stranger.signIn("staff@example.org", Cast.password)
        _ = try await cast.stranger.refresh(other.refreshToken, key: "mine")
        let foreign = await status {
          try await cast.stranger.refresh(other.refreshToken, key: "not mine")
        }
        #expect(foreign?.reason == "REFRESH_FAILED", "another key is another call")
      }
    }

    /// Both calls wait for the same locked row, so that each has begun before either ends.
    @Test func `of two refreshes of one token at once one goes on, and the other is reuse`()
      async throws
    {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let cast = try await Cast(world)
        let session = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let outcomes = try await world.whileLocked(Self.lock, waiting: 2) {
          async let left = status { try await cast.stranger.refresh(session.refreshToken) }
          async let right = status { try await cast.stranger.refresh(session.refreshToken) }
          return await [left, right]
        }
        #expect(outcomes.count { $0 == nil } == 1, "\(outcomes)")
        #expect(outcomes.count { $0?.reason == "REFRESH_FAILED" } == 1, "\(outcomes)")
        #expect(try await world.number(Self.live("staff")) == 1, "only the cast's own is left")
      }
    }

    @Test func `the same refresh sent twice at once gives one successor twice`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let cast = try await Cast(world)
        let session = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let pairs = try await world.whileLocked(Self.lock, waiting: 2) {
          async let left = cast.stranger.refresh(session.refreshToken, key: "k")
          async let right = cast.stranger.refresh(session.refreshToken, key: "k")
          return try await [left, right]
        }
        #expect(pairs[0].refreshToken == pairs[1].refreshToken)
        #expect(try await world.number(Self.live("staff")) == 2)
      }
    }

    /// Control: without the lock both would find the token unused.
    @Test func `read without a lock, a token in use looks unused to both`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let session = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let unused = "SELECT count(*) FROM users.refresh_tokens WHERE used_at IS NULL"
        let before = try await world.number(unused)
        _ = try await world.whileLocked(Self.lock, waiting: 1) {
          async let used = cast.stranger.refresh(session.refreshToken)
          #expect(try await world.number(unused) == before)
          return try await used
        }
        #expect(try await world.number(unused) == before, "one used, one new")
      }
    }

    static let lock = "SELECT digest FROM users.refresh_tokens FOR UPDATE"

    static func live(_ name: String) -> String {
      """
      SELECT count(*) FROM users.sessions AS s JOIN users.users AS u ON u.id = s.user_id
      WHERE u.email = '\(name)@example.org' AND s.revoked_at IS NULL
      """
    }

    @Test func `sessions are one's own: named by device, listed, and ended one by one`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let phone = try await cast.stranger.auth.login(
          LoginRequest(
            email: "staff@example.org", password: Cast.password, deviceName: "Ella's phone"),
          cast.stranger.from("203.0.113.9", agent: "app/1"))
        let laptop = try await cast.stranger.auth.login(
          LoginRequest(email: "staff@example.org", password: Cast.password),
          cast.stranger.from("198.51.100.1", agent: "browser/2"))
        let asker = Asker(cast.gateway, token: laptop.accessToken)
        let sessions = try await asker.sessions()
        #expect(sessions.map(\.device).prefix(2) == ["browser/2", "Ella's phone"])
        #expect(sessions.map(\.address).prefix(2) == ["198.51.100.1", "203.0.113.9"])
        #expect(sessions.map(\.current) == [true, false, false])

        let foreign = await status {
          try await cast[.organizer].revoke(sessions[1].id)
        }
        #expect(foreign?.reason == "SESSION_NOT_FOUND")
        try await asker.revoke(sessions[1].id)
        try await asker.revoke(sessions[1].id)
        #expect(try await asker.sessions().count == 2)
        let ended = await status { try await cast.stranger.refresh(phone.refreshToken) }
        #expect(ended?.reason == "REFRESH_FAILED")
        let stranger = await status { try await cast.stranger.sessions() }
        #expect(stranger?.code == .unauthenticated)
        _ = try await cast.stranger.refresh(laptop.refreshToken)
      }
    }

    @Test func `logging out ends the session of either token, and nothing else`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let (first, second, third) = (
          try await cast.stranger.signIn("staff@example.org", Cast.password),
          try await cast.stranger.signIn("staff@example.org", Cast.password),
          try await cast.stranger.signIn("staff@example.org", Cast.password)
        )
        try await Asker(cast.gateway, token: first.accessToken).logout()
        try await cast.stranger.logout(second.refreshToken)
        try await cast.stranger.logout(second.refreshToken)
        for session in [first, second] {
          let ended = await status { try await cast.stranger.refresh(session.refreshToken) }
          #expect(ended?.reason == "REFRESH_FAILED")
        }
        _ = try await cast.stranger.refresh(third.refreshToken)
        #expect(await status { try await cast.stranger.logout() }?.code == .invalidArgument)
      }
    }

    @Test func `the access token of a session that ends is void at every daemon within 5 s`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let events = try await world.follower()
        let cast = try await Cast(world)
        let other = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let ends: [(String, @Sendable (Asker, LoginResponse) async throws -> Void)] = [
          ("log out", { asker, _ in try await asker.logout() }),
          ("by refresh token", { _, it in try await cast.stranger.logout(it.refreshToken) }),
          (
            "revoked by another session",
            { asker, _ in
              let mine = try #require(try await asker.sessions().first { $0.current })
              try await Asker(cast.gateway, token: other.accessToken).revoke(mine.id)
            }
          ),
          (
            "reuse of a refresh token",
            { _, it in
              _ = try await cast.stranger.refresh(it.refreshToken)
              _ = await status { try await cast.stranger.refresh(it.refreshToken) }
            }
          ),
        ]
        for (what, end) in ends {
          let session = try await cast.stranger.signIn("staff@example.org", Cast.password)
          let asker = Asker(cast.gateway, token: session.accessToken)
          #expect(await events.counts(asker.token), "\(what)")
          #expect(await asker.counts(), "\(what)")
          let began = ContinuousClock.now
          try await end(asker, session)
          try await eventually("\(what): users refuses", within: .seconds(5)) {
            await !asker.counts()
          }
          try await eventually("\(what): another refuses", within: began + .seconds(5) - .now) {
            await !events.counts(asker.token)
          }
        }
        #expect(await events.counts(other.accessToken), "another session goes on")
      }
    }

    @Test func `a session ends when it is idle, and in the end whatever happens`() async throws {
      try await World.with { world in
        try await world.users("1", ["USERS_SESSION_IDLE": "60s", "USERS_SESSION": "90s"])
        let cast = try await Cast(world)
        let session = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let past =
          "UPDATE users.sessions SET idle_at = idle_at - interval '50 seconds',"
          + " expires_at = expires_at - interval '50 seconds'"
        try await world.database.run(past)
        let next = try await cast.stranger.refresh(session.refreshToken)
        let left = "SELECT count(*) FROM users.sessions WHERE idle_at = expires_at"
        #expect(try await world.number(left) == 1, "not beyond the end")
        try await world.database.run(past)
        let over = await status { try await cast.stranger.refresh(next.refreshToken) }
        #expect(over?.reason == "REFRESH_FAILED")
      }
    }

    @Test func `what ends all access reaches every daemon within five seconds`() async throws {
      try await World.with { world in
        try await world.users()
        let events = try await world.follower()
        let cast = try await Cast(world)
        let ends: [(String, User.Role, @Sendable (Asker, User) async throws -> Void)] = [
          ("log out everywhere", .participant, { asker, _ in try await asker.logoutAll() }),
          ("another role", .staff, { _, user in _ = try await cast.admin.role(user.id, .admin) }),
          (
            "deactivation", .organizer,
            { _, user in _ = try await cast.admin.deactivate(user.id) }
          ),
        ]
        for (what, role, end) in ends {
          let (asker, user) = (cast[role], cast.user(role))
          let session = try await cast.stranger.signIn(user.email, Cast.password)
          #expect(await events.counts(asker.token), "\(what)")
          #expect(await asker.counts(), "\(what)")
          let began = ContinuousClock.now
          try await end(asker, user)
          try await eventually("\(what): users refuses", within: .seconds(5)) {
            await !asker.counts()
          }
          try await eventually("\(what): another refuses", within: began + .seconds(5) - .now) {
            await !events.counts(asker.token)
          }
          let refused = await status { try await cast.stranger.refresh(session.refreshToken) }
          #expect(refused?.reason == "REFRESH_FAILED", "\(what)")
        }
      }
    }

    @Test func `another password ends every other session and gives this one new tokens`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let events = try await world.follower()
        let cast = try await Cast(world)
        let other = try await cast.stranger.signIn("staff@example.org", Cast.password)
        let next = "a phrase nobody knows"
        let wrong = await status { try await cast[.staff].password("not this one", next) }
        #expect(wrong?.reason == "PASSWORD_WRONG" && wrong?.field == "current_password")
        let common = await status { try await cast[.staff].password(Cast.password, "password1234") }
        #expect(common?.field == "new_password")
        let changed = try await cast[.staff].password(Cast.password, next)
        let asker = Asker(cast.gateway, token: changed.accessToken)
        #expect(await asker.counts(), "the new token counts at once")
        #expect(try await asker.sessions().count == 1)
        _ = try await cast.stranger.refresh(changed.refreshToken)
        let ended = await status { try await cast.stranger.refresh(other.refreshToken) }
        #expect(ended?.reason == "REFRESH_FAILED")
        let old = await status {
          try await cast.stranger.signIn("staff@example.org", Cast.password)
        }
        #expect(old?.reason == "LOGIN_FAILED")
        try await eventually("the old token is void", within: .seconds(5)) {
          await !events.counts(other.accessToken)
        }
        #expect(await events.counts(changed.accessToken))
        // The answer was lost: the same call again finds it done.
        let again = try await asker.password(Cast.password, next)
        #expect(again.user?.version == changed.user?.version)
      }
    }
  }
}

extension Asker {
  /// By way of the gateway, from a client at `address`.
  func from(_ address: String, agent: String = "") -> CallOptions {
    var options = options()
    options.metadata = [
      Metadata(key: "client-address", value: address), Metadata(key: "user-agent", value: agent),
    ]
    return options
  }

  func refresh(_ token: String, key: String = "") async throws -> LoginResponse {
    try await auth.refresh(RefreshRequest(refreshToken: token), options(key: key))
  }

  func sessions() async throws -> [Session] {
    try await auth.listSessions(ListSessionsRequest(), options()).sessions
  }

  func revoke(_ id: String) async throws {
    _ = try await auth.revokeSession(RevokeSessionRequest(id: id), options())
  }

  func logout(_ token: String = "") async throws {
    _ = try await auth.logout(LogoutRequest(refreshToken: token), options())
  }

  func logoutAll() async throws {
    _ = try await auth.logoutAll(LogoutAllRequest(), options())
  }

  func password(_ current: String, _ next: String) async throws -> LoginResponse {
    try await auth.changePassword(
      ChangePasswordRequest(currentPassword: current, newPassword: next), options())
  }

  /// Whether users takes the token.
  func counts() async -> Bool { await status { try await sessions() } == nil }
}

extension World {
  /// Starts a daemon that keeps its own copy of who may still come in.
  func follower() async throws -> Running {
    let events = try await Self.standIn("events", []).start(environment())
    keep(events)
    return events
  }
}

extension Running {
  /// Whether this daemon, by what it knows itself, takes the token.
  func counts(_ token: String) async -> Bool {
    guard let gateway = ServiceName("gateway") else { return false }
    let call = CallContext(
      method: "credopass.events.v1.EventsService/GetEvent", callID: .make(),
      caller: gateway, deadline: .now + .seconds(5), traceparent: "", idempotencyKey: "",
      requestDigest: [], accessToken: token, metadata: [])
    return await status { try await daemon.access.principal(call) } == nil
  }
}
