import Contracts
import Foundation
import Postgres
import ProcessKit
import RPC
import Synchronization
import TestKit
import Testing

@testable import Daemon
@testable import Identity
@testable import Users

extension UsersIntegration {
  /// Signing in, and the keys of tokens.
  @Suite struct AuthIntegrationTests {
    @Test func `a password lets in whichever way it is typed, and gives a token that counts`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        _ = try await cast.admin.create(
          CreateUserRequest(email: "zoe@x.org", password: "cafe\u{301} au lait!"))
        let session = try await cast.stranger.signIn(" ZOE@x.org", "caf\u{E9} au lait!")
        #expect(session.tokenType == "Bearer" && session.expiresIn == 600)
        let me = try #require(session.user)
        #expect(me.lastLoginAt != nil && me.version == 1, "signing in is no edit")
        let seen = try await Asker(cast.gateway, token: session.accessToken).get(me.id)
        #expect(seen.id == me.id)
        let forged = session.accessToken.dropLast(4) + "AAAA"
        let refused = await status {
          try await Asker(cast.gateway, token: String(forged)).get(me.id)
        }
        #expect(refused?.code == .unauthenticated)
      }
    }

    @Test func `every failure is one answer, after one hash`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        _ = try await cast.admin.create(CreateUserRequest(email: "nopassword@x.org"))
        _ = try await cast.admin.deactivate(cast.user(.organizer).id)
        let long = String(repeating: "long ", count: 10_000)
        let tries = [
          ("staff@example.org", "a wrong password"), ("unknown@x.org", Cast.password),
          ("nopassword@x.org", ""), ("organizer@example.org", Cast.password),
          ("no address", Cast.password), ("", ""), ("long@x.org", long),
        ]
        var times: [[Duration]] = tries.map { _ in [] }
        var refusals: Set<String> = []
        for _ in 0..<5 {
          for (index, (email, password)) in tries.enumerated() {
            let start = ContinuousClock.now
            let refusal = try #require(
              await status { try await cast.stranger.signIn(email, password) })
            times[index].append(.now - start)
            refusals.insert(
              "\(refusal) \(refusal.reason) \(refusal.details?.errorInfo?.metadata ?? [])")
          }
        }
        #expect(refusals.count == 1, "\(refusals)")
        // A path without its hash would take under a millisecond, one with it takes some 20.
        let fastest = times.compactMap { $0.min() }
        #expect((fastest.min() ?? .zero) * 3 > (fastest.max() ?? .zero), "\(fastest)")
      }
    }

    @Test func `a password that was hashed cheaply is hashed at today's cost on the next sign-in`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let pepper = try SecretFile.readSecret(world.state + "/keys/users.pepper")
        let key = pepper.derived(for: "credopass password pepper v1")
        let cheap = PasswordHasher.argon2id(
          key.mac(Array(Cast.password.utf8)), memory: 8 * 1024 * 1024, passes: 1)
        try await world.database.run(
          "UPDATE users.users SET password_hash = '\(cheap)' WHERE email = 'staff@example.org'")
        let wrong = await status {
          try await cast.stranger.signIn("staff@example.org", "a wrong password")
        }
        #expect(wrong?.reason == "LOGIN_FAILED")
        let count = "SELECT count(*) FROM users.users WHERE password_hash LIKE '%$m=19456,t=2,%'"
        #expect(try await world.number(count) == 3, "a wrong one changes nothing")
        _ = try await cast.stranger.signIn("staff@example.org", Cast.password)
        #expect(try await world.number(count) == 4)
        let session = try await cast.stranger.signIn("staff@example.org", Cast.password)
        #expect(session.user?.version == 1, "which is no edit")
      }
    }

    @Test func `too many at once are told to come again, and nothing else is slowed`() async throws
    {
      try await World.with { world in
        try await world.users("1", ["USERS_HASHING_QUEUE": "0"])
        let admin = try await Asker(try world.channel(as: "gateway")).signIn(
          World.adminEmail, World.adminPassword)
        let asker = Asker(try world.channel(as: "gateway"), token: admin.accessToken)
        let stranger = Asker(try world.channel(as: "gateway"))
        let outcomes = await withTaskGroup(of: Status?.self) { group in
          for _ in 0..<20 {
            group.addTask { await status { try await stranger.signIn("a@x.org", "wrong wrong") } }
          }
          group.addTask { await status { try await asker.get(admin.user?.id ?? "") } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1, "who is signed in is answered")
        #expect(outcomes.contains { $0?.code == .resourceExhausted && $0?.retryAfter != nil })
        #expect(outcomes.allSatisfy { $0?.code != .internal })
      }
    }

    @Test func `no hash and no password is in any answer, feed or stored response`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        for table in ["feed", "idempotency", "import_chunks"] {
          let columns = ["feed": "payload", "idempotency": "response", "import_chunks": "response"]
          for text in ["argon2", Cast.password] {
            #expect(
              try await world.number(
                """
                SELECT count(*) FROM users.\(table)
                WHERE position('\(text)'::bytea in \(columns[table] ?? "")) > 0
                """) == 0)
          }
        }
        #expect(
          try await world.number(
            "SELECT count(*) FROM users.users WHERE password_hash LIKE '$argon2id$%'") == 4)
        _ = cast
      }
    }

    @Test func `the first administrator is made once, and never where there is one`() async throws {
      try await World.with { world in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for replica in ["1", "2", "3"] { group.addTask { try await world.users(replica) } }
          try await group.waitForAll()
        }
        let admins = "SELECT count(*) FROM users.users WHERE role = 'ADMIN'"
        #expect(try await world.number(admins) == 1)
        try await world.users("4", ["CREDOPASS_ADMIN_EMAIL": "eve@x.org"])
        #expect(try await world.number(admins) == 1)
        let keys = try await Asker(try world.channel(as: "gateway")).auth.getKeySet(
          GetKeySetRequest(), .patient)
        #expect(keys.keys.count == 1, "three replicas that share a key announce it once")
        #expect(try await world.number("SELECT count(*) FROM users.feed") == 2)
      }
    }

    @Test func `an administrator's settings that do not fit stop the start without being shown`()
      async throws
    {
      try await World.with { world in
        for (email, password) in [("", "long enough it is"), ("a@x.org", "short"), ("a", "")] {
          do {
            try await world.users(
              "1", ["CREDOPASS_ADMIN_EMAIL": email, "CREDOPASS_ADMIN_PASSWORD": password])
            Issue.record("started with \(email)")
          } catch let failure as StartFailure {
            #expect(failure.description.contains("ADMIN_"))
            #expect(password.isEmpty || !failure.description.contains(password))
          }
        }
      }
    }

    @Test func `who has the administrator's address already becomes it, with the password given`()
      async throws
    {
      try await World.with { world in
        try await world.database.run(
          "INSERT INTO users.users (id, email) VALUES (gen_random_uuid(), 'root@example.org')")
        try await world.users()
        let session = try await Asker(try world.channel(as: "gateway")).signIn(
          World.adminEmail, World.adminPassword)
        #expect(session.user?.role == .admin && session.user?.version == 2)
        let asker = Asker(try world.channel(as: "gateway"), token: session.accessToken)
        #expect(try await asker.list(ListUsersRequest()).users.count == 1)
      }
    }

    @Test func `a key told of before it signs replaces the other without one refusal`()
      async throws
    {
      try await World.with { world in
        try await world.users("1", ["USERS_HASHING_QUEUE": "100"])
        try await world.users("2", ["USERS_HASHING_QUEUE": "100"])
        let asker = Asker(try world.channel(as: "gateway"))
        let file = world.state + "/keys/users.signing"
        let seen = SeenTokens()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<4 {
            group.addTask {
              while !seen.isEnough {
                let session = try await asker.signIn(World.adminEmail, World.adminPassword)
                let me = Asker(try world.channel(as: "gateway"), token: session.accessToken)
                // Either replica may be asked, whichever signed.
                for _ in 0..<4 { _ = try await me.get(session.user?.id ?? "") }
                seen.add(session.accessToken)
              }
            }
          }
          try await eventually("the old key signs") { seen.keys == 1 }
          try SecretFile.create(file + ".next", String(repeating: "5a", count: 32) + "\n")
          try await eventually("the new key is told") {
            try await asker.auth.getKeySet(GetKeySetRequest(), .patient).keys.count == 2
          }
          try await ContinuousClock().sleep(for: .seconds(5))
          #expect(seen.keys == 1, "it only waits")
          #expect(rename(file + ".next", file) == 0)
          try await eventually("the new key signs") { seen.keys == 2 }
          seen.stop()
          try await group.waitForAll()
        }
        let keys = try await asker.auth.getKeySet(GetKeySetRequest(), .patient).keys
        #expect(keys.map { $0.retiresAt == nil } == [true, false])
      }
    }

    @Test func `who begins to follow after a month learns the keys all the same`() async throws {
      try await World.with { world in
        let users = try await world.users()
        let months = "UPDATE users.feed SET created_at = created_at - '31 days'::interval"
        let purge = try #require(users.jobs.first { $0.name == "purge feed" })
        for _ in 0..<2 {
          try await world.database.run(months)
          try await purge.body()
        }
        #expect(
          try await world.database.rows("SELECT kind FROM users.feed") == [["KeySetChanged"]])
        #expect(try await world.number("SELECT count(*) FROM events.token_keys") == 0)
        try await world.startParties()
        try await eventually("the keys are learnt") {
          try await world.number("SELECT count(*) FROM events.token_keys") == 1
        }
        let keys = try await world.database.rows("SELECT key_set FROM users.token_keys")
        #expect(try await world.database.rows("SELECT key_set FROM events.token_keys") == keys)
      }
    }

    @Test func `a new signing key is announced beside the one it replaces`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2", ["USERS_SIGNING_KEY": "\(world.state)/keys/next"])
        let asker = Asker(try world.channel(as: "gateway"))
        let keys = try await asker.auth.getKeySet(GetKeySetRequest(), .patient).keys
        #expect(keys.count == 2)
        #expect(keys.first?.retiresAt == nil && keys.last?.retiresAt != nil)
        // Who starts with the one that was replaced is told so.
        await #expect(throws: StartFailure.self) { try await world.users("3") }
      }
    }
  }
}

/// The keys that signed what was seen, by the tokens' headers.
private final class SeenTokens: Sendable {
  private let headers = Mutex<Set<Substring>>([])
  private let stopped = Atomic<Bool>(false)

  func add(_ token: String) { headers.withLock { _ = $0.insert(token.prefix { $0 != "." }) } }
  var keys: Int { headers.withLock { $0.count } }
  func stop() { stopped.store(true, ordering: .relaxed) }
  var isEnough: Bool { stopped.load(ordering: .relaxed) }
}
