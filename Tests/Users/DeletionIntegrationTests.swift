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
  /// How people leave for good, over real sockets and a real database.
  @Suite struct DeletionIntegrationTests {
    static let canaries = [
      "canary.first", "canary.last", "canary.mail@example.org", "+14155550188", "canary.bio",
      "canary.example.org/face", "canary.interest", "canary.subject", "canary.issuer",
      "canary.reason", "canary.device", "canary.letter", "canary.token",
    ]

    /// Somebody with a canary in every field, in stored answers, and in a rehearsed import.
    private func canary(
      _ world: World, _ cast: Cast, key: String = "canary"
    ) async throws -> User {
      let user = try await cast.admin.create(Self.request, key: key)
      _ = try await cast.ctl.users.linkExternalId(
        LinkExternalIdRequest(
          id: user.id, issuer: "https://canary.issuer", subject: "canary.subject"),
        cast.ctl.options())
      _ = try await cast.ctl.users.importUsers(
        ImportUsersRequest(
          batchId: UUID().uuidString, header: Array("email,firstname,lastname".utf8),
          records: Array("canary.mail@example.org,canary.first,canary.last".utf8), firstLine: 2,
          dryRun: true), cast.ctl.options())
      _ = try await cast.stranger.auth.login(
        LoginRequest(
          email: "canary.mail@example.org", password: "canary horse battery",
          deviceName: "canary.device"), cast.stranger.options())
      try await world.database.run(
        """
        INSERT INTO users.outbox
          (id, name, person, channel, recipient, subject, body, due_at, expires_at)
        VALUES (gen_random_uuid(), 'letter', '\(user.id)', 'MAIL', 'canary.mail@example.org', 'Hi',
          'canary.letter', now() + '1 hour', now() + '2 hours');
        INSERT INTO users.one_time_tokens
          (digest, purpose, email, password_hash, first_name, expires_at)
        VALUES (sha256('x'), 'REGISTER', 'canary.mail@example.org', 'x', 'canary.token',
          now() + '1 hour')
        """)
      _ = try await cast.admin.deactivate(user.id, "canary.reason")
      return user
    }

    static let request = CreateUserRequest(
      email: "canary.mail@example.org", phone: "+14155550188", firstName: "canary.first",
      lastName: "canary.last", password: "canary horse battery", bio: "canary.bio",
      profilePictureUrl: "https://canary.example.org/face", interests: ["canary.interest"])

    @Test func `of an erased person nothing is left but the id`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let user = try await canary(world, cast)
        #expect(
          found(Self.canaries, in: try await world.database.dumped()) == Self.canaries,
          "control: everything was there")
        try await cast.admin.delete(user.id)
        #expect(found(Self.canaries, in: try await world.database.dumped()) == [])
        #expect(await status { try await cast.admin.get(user.id) }?.reason == "USER_NOT_FOUND")
        let gone = try await world.database.rows("SELECT id::text, purged::text FROM users.gone")
        #expect(gone == [[user.id, "false"]])
      }
    }

    @Test func `whoever comes again is somebody new, and an old answer is not given again`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let user = try await canary(world, cast)
        try await cast.admin.delete(user.id)
        let repeated = await status { try await cast.admin.create(Self.request, key: "canary") }
        #expect(repeated?.code == .failedPrecondition && repeated?.reason == "ANSWER_ERASED")
        #expect(
          try await world.number("SELECT count(*) FROM users.users WHERE email LIKE 'canary%'") == 0
        )
        let answer = try await cast.ctl.importing(["canary.mail@example.org"])
        #expect(answer.created == 1)
        let again = try await cast.ctl.users.getUserByEmail(
          GetUserByEmailRequest(email: "canary.mail@example.org"), cast.ctl.options())
        #expect(again.id != user.id && again.firstName == "")
      }
    }

    @Test func `an erased person is let in nowhere, at once`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let member = cast.user(.participant)
        try await cast[.participant].delete(member.id)
        let login = await status { try await cast.stranger.signIn(member.email, Cast.password) }
        #expect(login?.reason == "LOGIN_FAILED")
        try await eventually("the token is void", within: .seconds(5)) {
          await status { try await cast[.participant].get(member.id) }?.code == .unauthenticated
        }
      }
    }

    @Test func `asking again is no fault; the feed tells it again, the record does not`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let cast = try await Cast(world)
        let (root, member) = (cast.user(.admin), cast.user(.participant))
        let before = try await users.told().count
        for purge in [false, false, true, true, false] {
          try await cast.admin.delete(member.id, purge: purge)
        }
        let told = try await users.told().dropFirst(before)
        #expect(told.map(\.state) == [.erased, .erased, .purged, .purged, .purged])
        #expect(told.allSatisfy { $0.id == member.id && $0.tokenEpoch == 1 && $0.firstName == "" })
        let lines = try await world.database.rows(
          """
          SELECT actor, action, object FROM users.audit_entries
          WHERE action IN ('user.erased', 'user.purged') ORDER BY id
          """)
        #expect(
          lines == [
            ["user:\(root.id)", "user.erased", "user:\(member.id)"],
            ["user:\(root.id)", "user.purged", "user:\(member.id)"],
          ])
        let never = await status { try await cast.admin.delete(UUID().uuidString) }
        #expect(never?.reason == "USER_NOT_FOUND")
        #expect(await status { try await cast.admin.delete("x") }?.field == "id")
      }
    }

    @Test func `a person leaves by themselves; taking all along takes an administrator`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let victim = try await cast.admin.create(CreateUserRequest(firstName: "Somebody"))
        for role in [User.Role.participant, .staff, .organizer] {
          let refusal: Code = role == .participant ? .notFound : .permissionDenied
          let asker = cast[role]
          for purge in [false, true] {
            #expect(
              await status { try await asker.delete(victim.id, purge: purge) }?.code == refusal)
          }
          let own = cast.user(role).id
          #expect(
            await status { try await asker.delete(own, purge: true) }?.code == .permissionDenied)
          try await asker.delete(own)
        }
        #expect(
          await status { try await cast.stranger.delete(victim.id) }?.code == .unauthenticated)
        let events = Asker(try world.channel(as: "events"))
        #expect(await status { try await events.delete(victim.id) }?.code == .permissionDenied)
        try await cast.ctl.delete(victim.id, purge: true)
      }
    }

    @Test func `the last administrator stays, also when two leave at once`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let root = cast.user(.admin)
        for purge in [false, true] {
          let alone = await status { try await cast.admin.delete(root.id, purge: purge) }
          #expect(alone?.reason == "LAST_ADMIN")
        }
        let second = try await cast.admin.create(
          CreateUserRequest(email: "second@x.org", role: .admin))
        let outcomes = try await world.whileLocked(
          "SELECT FROM users.users WHERE role = 'ADMIN' FOR UPDATE", waiting: 2
        ) {
          async let left = status { try await cast.ctl.delete(root.id) }
          async let right = status { try await cast.ctl.delete(second.id, purge: true) }
          return await [left, right]
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0?.reason == "LAST_ADMIN" } == 1)
        #expect(
          try await world.number("SELECT count(*) FROM users.users WHERE role = 'ADMIN'") == 1)
      }
    }

    @Test func `the service removes people in no other way`() async throws {
      try await World.with { world in
        try await world.users()
        let url = world.database.url(role: "users")
        for sql in [
          "DELETE FROM users.users", "DELETE FROM users.gone",
          "UPDATE users.gone SET purged = false",
        ] {
          let error = await #expect(throws: PostgresError.self, "\(sql)") {
            try await AdminConnection.with(url) { try $0.run(sql) }
          }
          guard case .server(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            continue
          }
          #expect(refusal.sqlState == "42501")
        }
      }
    }
  }
}

extension Asker {
  func delete(_ id: String, purge: Bool = false) async throws {
    _ = try await users.deleteUser(DeleteUserRequest(id: id, purge: purge), options())
  }
}

extension Running {
  /// What the feed tells of people, as a reader gets it.
  fileprivate func told() async throws -> [UserChanged] {
    try await daemon.feed.stamp()
    return try await daemon.feed.changes(after: 0, limit: 1000).rows
      .filter { $0.kind == "UserChanged" }.map { try UserChanged.decode($0.payload) }
  }
}
