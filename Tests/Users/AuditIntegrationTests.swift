import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

extension UsersIntegration {
  /// What stands on record of signing in, over real sockets and a real database.
  @Suite struct AuditIntegrationTests {
    @Test func `who signs in is on record, and so is who tries; nobody is named`() async throws {
      try await World.with { world in
        let users = try await world.users()
        let cast = try await Cast(world)
        let member = cast.user(.participant)
        try await world.database.run("TRUNCATE users.audit_entries, users.audit_unsealed")
        _ = try await cast.stranger.signIn(member.email, Cast.password)
        for _ in 0..<3 {
          _ = await status { try await cast.stranger.signIn(member.email, "canary password") }
        }
        for email in ["canary.one@example.org", "canary.two@example.org", "canary"] {
          _ = await status { try await cast.stranger.signIn(email, "canary password") }
        }
        try await users.daemon.audit.flush()
        let lines = try await world.database.rows(
          "SELECT actor, action, object, details FROM users.audit_entries ORDER BY id")
        let user = "user:\(member.id)"
        #expect(lines[0] == [user, "user.signed_in", user, "{}"])
        #expect(
          Set(lines.dropFirst()) == [
            ["anonymous", "user.sign_in_failed", user, #"{"times":3}"#],
            ["anonymous", "user.sign_in_failed", "user", #"{"times":3}"#],
          ])
      }
    }

    @Test func `what the gateway refused is on record by the token's name, and nothing else is`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let cast = try await Cast(world)
        let member = cast.user(.participant)
        try await world.database.run("TRUNCATE users.audit_entries, users.audit_unsealed")
        let asker = cast[.participant]
        let method = "credopass.users.v1.UsersService/ListUsers"
        for _ in 0..<2 {
          _ = try await asker.users.noteRefusal(.init(method: method), asker.options())
        }
        let wrong = await status {
          try await asker.users.noteRefusal(.init(method: "canary"), asker.options())
        }
        #expect(wrong?.field == "method")
        let stranger = cast.stranger
        let nobody = await status {
          try await stranger.users.noteRefusal(.init(method: method), stranger.options())
        }
        #expect(nobody?.code == .unauthenticated)
        try await users.daemon.audit.flush()
        #expect(
          try await world.database.rows(
            "SELECT actor, action, object, details FROM users.audit_entries")
            == [["user:\(member.id)", "access.refused", "method:\(method)", #"{"times":2}"#]])
      }
    }

    @Test func `a key that is told of, and one that signs, are on record once for all replicas`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users("1")
        try await world.users("2")
        #expect(try await keys(world) == ["key.signs"])
        let store = Store(users.daemon)
        let next = SigningKey(seed: .random()).publicKey
        for signs in [false, false, true, true] {
          try await store.announce(next, now: .now, signs: signs)
        }
        #expect(try await keys(world) == ["key.signs", "key.announced", "key.signs"])
      }
    }

    private func keys(_ world: World) async throws -> [String?] {
      try await world.database.rows(
        "SELECT action FROM users.audit_entries WHERE object = 'key' ORDER BY id"
      ).map { $0[0] }
    }
  }
}
