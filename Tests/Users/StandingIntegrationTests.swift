import Contracts
import Foundation
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

extension UsersIntegration {
  /// Who takes part and as what, over real sockets and a real database.
  @Suite struct StandingIntegrationTests {
    @Test func `the last administrator cannot be deactivated, not even by two at once`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let root = cast.user(.admin)
        let alone = await status { try await cast.admin.deactivate(root.id) }
        #expect(alone?.reason == "LAST_ADMIN")
        let second = try await cast.admin.create(
          CreateUserRequest(email: "second@x.org", role: .admin))
        async let left = status { try await cast.ctl.deactivate(root.id) }
        async let right = status { try await cast.ctl.deactivate(second.id) }
        let outcomes = await [left, right]
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0?.reason == "LAST_ADMIN" } == 1)
        #expect(
          try await world.number(
            "SELECT count(*) FROM users.users WHERE role = 'ADMIN' AND is_active") == 1)
      }
    }

    @Test func `who changes roles and states is on record, each change once`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let (root, member) = (cast.user(.admin), cast.user(.participant))
        try await world.database.run(
          "TRUNCATE users.audit_entries, users.audit_unsealed RESTART IDENTITY")
        for _ in 0..<2 {
          _ = try await cast.admin.role(member.id, .staff)
          _ = try await cast.ctl.deactivate(member.id, "moved away")
        }
        _ = try await cast.admin.reactivate(member.id)
        _ = await status { try await cast.admin.deactivate(root.id) }
        let made = try await cast.admin.create(
          CreateUserRequest(email: "door@x.org", role: .staff))
        _ = try await cast.admin.create(CreateUserRequest(email: "guest@x.org"))
        let lines = try await world.database.rows(
          "SELECT actor, action, object, details FROM users.audit_entries ORDER BY id")
        let (admin, user) = ("user:\(root.id)", "user:\(member.id)")
        #expect(
          lines == [
            [admin, "user.role_changed", user, #"{"from":"PARTICIPANT","to":"STAFF"}"#],
            ["service:ctl", "user.deactivated", user, "{}"],
            [admin, "user.reactivated", user, "{}"],
            [admin, "user.role_changed", "user:\(made.id)", #"{"to":"STAFF"}"#],
          ])
      }
    }

    @Test func `a deactivated person stays so for the first reason, and is let in nowhere`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let member = cast.user(.participant)
        let ended = try await cast.admin.deactivate(member.id, "moved away")
        #expect(!ended.active && ended.deactivatedReason == "moved away" && ended.version == 2)
        #expect(try await cast.admin.deactivate(member.id, "again") == ended)
        let login = await status {
          try await cast.stranger.signIn(member.email, Cast.password)
        }
        #expect(login?.reason == "LOGIN_FAILED")
        try await eventually("the token is void", within: .seconds(5)) {
          await status { try await cast[.participant].get(member.id) }?.code == .unauthenticated
        }
      }
    }

    @Test func `who was let in again signs in as before, and old tokens stay void`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let member = cast.user(.participant)
        _ = try await cast.admin.deactivate(member.id, "a mistake")
        let back = try await cast.admin.reactivate(member.id)
        #expect(back.active && back.deactivatedReason.isEmpty && back.version == 3)
        #expect(try await cast.admin.reactivate(member.id) == back, "a repeat changes nothing")
        let old = await status { try await cast[.participant].get(member.id) }
        #expect(old?.code == .unauthenticated)
        let session = try await cast.stranger.signIn(member.email, Cast.password)
        let asker = Asker(cast.gateway, token: session.accessToken)
        #expect(try await asker.get(member.id).id == member.id)
      }
    }

    @Test func `another role counts at once, and what goes with it follows`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let member = cast.user(.participant)
        #expect(!member.isOrganizer)
        let raised = try await cast.admin.role(member.id, .organizer)
        #expect(raised.role == .organizer && raised.isOrganizer && raised.version == 2)
        #expect(try await cast.admin.role(member.id, .organizer) == raised)
        let old = await status { try await cast[.participant].get(member.id) }
        #expect(old?.code == .unauthenticated, "the token says the old role")
        let none = await status { try await cast.admin.role(member.id, .unspecified) }
        #expect(none?.field == "role")
        let own = await status { try await cast.admin.role(cast.user(.admin).id, .staff) }
        #expect(own?.reason == "LAST_ADMIN")
        _ = try await cast.admin.role(cast.user(.staff).id, .admin)
        for change in [
          { try await cast.admin.role(cast.user(.admin).id, .staff) },
          { try await cast.admin.deactivate(cast.user(.admin).id) },
        ] {
          #expect(await status { try await change() }?.reason == "ONESELF")
        }
      }
    }

    /// Both calls wait for the same locked row, so that each has begun before either ends.
    @Test func `two administrators who demote each other at once leave one of them`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let cast = try await Cast(world)
        let root = cast.user(.admin)
        let other = try await cast.admin.create(
          CreateUserRequest(email: "other@x.org", role: .admin, password: Cast.password))
        let session = try await cast.stranger.signIn("other@x.org", Cast.password)
        let second = Asker(cast.gateway, token: session.accessToken)
        let outcomes = try await world.whileLocked(
          "SELECT id FROM users.users WHERE role = 'ADMIN' FOR UPDATE", waiting: 2
        ) {
          async let left = status { try await cast.admin.role(other.id, .staff) }
          async let right = status { try await second.deactivate(root.id) }
          return await [left, right]
        }
        #expect(outcomes.count { $0 == nil } == 1, "\(outcomes)")
        #expect(outcomes.count { $0?.code == .permissionDenied } == 1, "\(outcomes)")
        #expect(
          try await world.number(
            "SELECT count(*) FROM users.users WHERE role = 'ADMIN' AND is_active") == 1)
      }
    }

    @Test func `who is no administrator any more changes nobody, whatever their token says`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        // The table alone knows; the token and what is remembered of it do not.
        try await world.database.run(
          "UPDATE users.users SET role = 'STAFF' WHERE id = '\(cast.user(.admin).id)'")
        let member = cast.user(.participant).id
        for change in [
          { try await cast.admin.role(member, .admin) },
          { try await cast.admin.reactivate(member) },
          { try await cast.admin.deactivate(member) },
        ] {
          #expect(await status { try await change() }?.code == .permissionDenied)
        }
      }
    }
  }
}

extension Asker {
  func reactivate(_ id: String) async throws -> User {
    try await users.reactivateUser(ReactivateUserRequest(id: id), options())
  }

  func role(_ id: String, _ role: User.Role) async throws -> User {
    try await users.setUserRole(SetUserRoleRequest(id: id, role: role), options())
  }
}

extension World {
  /// Runs `body` while rows are locked; lets go once so many wait for them.
  func whileLocked<Value: Sendable>(
    _ sql: String, waiting count: Int, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await database.whileLocked(sql, waiting: count, body)
  }
}
