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
  /// People, over real sockets and a real database.
  @Suite struct PeopleIntegrationTests {
    @Test func `an address is one person's whatever its case, and its holder is named`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let first = try await cast[.staff].create(
          CreateUserRequest(email: " Ada@Example.ORG", phone: "(415) 555-0001", firstName: "Ada"))
        #expect(first.email == "ada@example.org" && first.phone == "+14155550001")
        #expect(first.role == .participant && first.active && first.version == 1)
        let taken = await status {
          try await cast[.staff].create(CreateUserRequest(email: "ADA@example.org"))
        }
        #expect(taken?.code == .alreadyExists && taken?.reason == "EMAIL_TAKEN")
        #expect(taken?.fact("user_id") == first.id)
        let phone = await status {
          try await cast[.staff].create(CreateUserRequest(phone: "+1 415 555 0001"))
        }
        #expect(phone?.reason == "PHONE_TAKEN" && phone?.fact("has_email") == "true")
        let found = try await cast[.staff].users.getUserByEmail(
          GetUserByEmailRequest(email: "aDa@example.org"), cast[.staff].options())
        #expect(found == first)
      }
    }

    @Test func `of many who create one address at once one succeeds`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let outcomes = await withTaskGroup(of: Status?.self) { group in
          for number in 0..<12 {
            group.addTask {
              await status {
                try await cast.ctl.create(
                  CreateUserRequest(email: number % 2 == 0 ? "one@x.org" : "ONE@X.org"))
              }
            }
          }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0?.reason == "EMAIL_TAKEN" } == 11)
        #expect(
          try await world.number("SELECT count(*) FROM users.users WHERE email = 'one@x.org'") == 1)
      }
    }

    @Test func `a repeat under one key is answered as before, another request is refused`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let request = CreateUserRequest(email: "b@x.org", firstName: "B")
        let first = try await cast[.staff].create(request, key: "k1")
        #expect(try await cast[.staff].create(request, key: "k1") == first)
        let other = await status {
          try await cast[.staff].create(CreateUserRequest(email: "c@x.org"), key: "k1")
        }
        #expect(other?.reason == "IDEMPOTENCY_KEY_REUSED")
        let none = await status {
          try await cast[.staff].create(CreateUserRequest(email: "c@x.org"), key: "")
        }
        #expect(none?.reason == "IDEMPOTENCY_KEY_REQUIRED")
      }
    }

    @Test func `an edit writes what its mask names and nothing else`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let me = cast.user(.participant)
        var request = UpdateUserRequest(
          id: me.id, updateMask: .init(paths: ["last_name", "bio"]), expectedVersion: 1,
          email: "other@x.org", lastName: "Lovelace", bio: "hello")
        let edited = try await cast[.participant].update(request)
        #expect(edited.lastName == "Lovelace" && edited.bio == "hello" && edited.version == 2)
        #expect(edited.email == me.email && edited.firstName == me.firstName)
        // The answer was lost and the call is made again: it stands as it is.
        #expect(try await cast[.participant].update(request) == edited)
        request.bio = "changed"
        let stale = await status { try await cast[.participant].update(request) }
        #expect(stale?.code == .failedPrecondition && stale?.reason == "VERSION_MISMATCH")
        #expect(stale?.fact("version") == "2")
        request.expectedVersion = 0
        #expect(try await cast[.participant].update(request).version == 3)
        let taken = await status {
          try await cast[.participant].update(
            UpdateUserRequest(
              id: me.id, updateMask: .init(paths: ["email"]), email: "STAFF@example.org"))
        }
        #expect(taken?.reason == "EMAIL_TAKEN" && taken?.fact("user_id") == nil)
        let cleared = await status {
          try await cast[.participant].update(
            UpdateUserRequest(id: me.id, updateMask: .init(paths: ["email"])))
        }
        #expect(cleared?.reason == "EMAIL_NEEDED")
      }
    }

    @Test func `every change has its row in the feed, with no name in it until it is read`()
      async throws
    {
      try await World.with { world in
        let running = try await world.users()
        let cast = try await Cast(world)
        let user = try await cast.admin.create(
          CreateUserRequest(email: "f@x.org", firstName: "Eff"))
        _ = try await cast.admin.update(
          UpdateUserRequest(
            id: user.id, updateMask: .init(paths: ["first_name"]), firstName: "Effie"))
        _ = try await cast.admin.update(
          UpdateUserRequest(
            id: user.id, updateMask: .init(paths: ["first_name"]), firstName: "Effie"))
        _ = try await cast.admin.deactivate(user.id)
        #expect(
          try await world.number("SELECT count(*) FROM users.feed WHERE key = '\(user.id)'") == 3,
          "an edit that changes nothing tells nothing")
        for text in ["Eff", "f@x.org"] {
          #expect(
            try await world.number(
              "SELECT count(*) FROM users.feed WHERE position('\(text)'::bytea in payload) > 0")
              == 0)
        }
        let feed = FeedClient(try world.channel(as: "ctl"))
        let page = try await feed.read(
          ReadRequest(after: 0), CallOptions(timeout: .seconds(60), accessToken: ""))
        #expect(page.changes.first?.kind == "KeySetChanged")
        let told = try page.changes.filter { $0.key == user.id }
          .map { try UserChanged.decode($0.payload) }
        #expect(told.map(\.state) == [.active, .active, .deactivated])
        #expect(told.map(\.firstName) == ["Effie", "Effie", "Effie"])
        #expect(told.map(\.tokenEpoch) == [0, 0, 1])
        _ = running
      }
    }
  }
}

extension Asker {
  func update(_ request: UpdateUserRequest) async throws -> User {
    try await users.updateUser(request, options())
  }

  func deactivate(_ id: String, _ reason: String = "") async throws -> User {
    try await users.deactivateUser(DeactivateUserRequest(id: id, reason: reason), options())
  }

  func get(_ id: String) async throws -> User {
    try await users.getUser(GetUserRequest(id: id), options())
  }

  func list(_ request: ListUsersRequest) async throws -> ListUsersResponse {
    try await users.listUsers(request, options())
  }
}
