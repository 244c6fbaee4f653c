import Contracts
import Foundation
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

extension UsersIntegration {
  /// Who may do what: each role allowed, and each refused.
  @Suite struct RightsIntegrationTests {
    typealias Outcomes = [User.Role: Code?]
    static let roles: [User.Role] = [.unspecified, .participant, .staff, .organizer, .admin]

    /// How a call ends for each role; nil is success. Unspecified is nobody signed in.
    private func outcomes(
      _ cast: Cast, _ body: (Asker) async throws -> some Any
    ) async -> [Code?] {
      var codes: [Code?] = []
      for role in Self.roles { codes.append(await status { try await body(cast[role]) }?.code) }
      return codes
    }

    @Test func `each role may do what it may, and no more`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        let cast = try await Cast(world)
        let other = try await cast.admin.create(CreateUserRequest(firstName: "Other"))
        let no = Code.permissionDenied
        let who = Code.unauthenticated
        #expect(
          await outcomes(cast) { try await $0.create(CreateUserRequest(firstName: "New")) }
            == [who, no, nil, nil, nil])
        #expect(
          await outcomes(cast) {
            try await $0.create(CreateUserRequest(firstName: "New", role: .staff))
          } == [who, no, no, no, nil])
        #expect(
          await outcomes(cast) { try await $0.get(other.id) } == [who, .notFound, nil, nil, nil])
        #expect(
          await outcomes(cast) { try await $0.list(ListUsersRequest()) } == [
            who, no, nil, nil, nil,
          ])
        #expect(
          await outcomes(cast) {
            try await $0.users.getUserByEmail(
              GetUserByEmailRequest(email: "staff@example.org"), $0.options())
          } == [who, .notFound, nil, nil, nil])
        #expect(
          await outcomes(cast) {
            try await $0.update(
              UpdateUserRequest(id: other.id, updateMask: .init(paths: ["bio"]), bio: "x"))
          } == [who, .notFound, no, no, nil])
        #expect(
          await outcomes(cast) { try await $0.importing(["a@x.org"]) } == [who, no, no, no, nil])
        #expect(
          await outcomes(cast) { try await $0.deactivate(other.id) } == [who, no, no, no, nil])
        #expect(
          await outcomes(cast) { try await $0.reactivate(other.id) } == [who, no, no, no, nil])
        #expect(
          await outcomes(cast) { try await $0.role(other.id, .staff) } == [who, no, no, no, nil])
        #expect(
          await outcomes(cast) {
            try await $0.users.getUserStats(GetUserStatsRequest(), $0.options())
          } == [who, no, no, nil, nil])
        let name = LinkExternalIdRequest(id: other.id, issuer: "https://id", subject: "1")
        #expect(
          await outcomes(cast) { try await $0.users.linkExternalId(name, $0.options()) }
            == [who, no, no, no, nil])
        #expect(
          await outcomes(cast) {
            try await $0.users.unlinkExternalId(
              UnlinkExternalIdRequest(id: other.id), $0.options())
          } == [who, no, no, no, nil])
        #expect(
          await outcomes(cast) {
            try await $0.users.findOrCreateExternalUser(
              FindOrCreateExternalUserRequest(issuer: "i", subject: "s"), $0.options())
          } == [no, no, no, no, no], "only services vouch for somebody")
        #expect(try await cast.ctl.get(other.id).id == other.id)
      }
    }

    @Test func `everybody sees and edits themselves; of others a member learns nothing`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        for role in Self.roles.dropFirst() {
          let me = cast.user(role)
          #expect(try await cast[role].get(me.id).id == me.id)
          let edited = try await cast[role].update(
            UpdateUserRequest(id: me.id, updateMask: .init(paths: ["bio"]), bio: "me"))
          #expect(edited.bio == "me" && edited.role == role)
        }
        let member = cast[.participant]
        let mine = cast.user(.participant).id
        let several = try await member.users.batchGetUsers(
          BatchGetUsersRequest(ids: [cast.user(.admin).id, mine]), member.options())
        #expect(several.users.map(\.id) == [mine])
        // Somebody who is there and somebody who is not look alike.
        let there = await status { try await member.get(cast.user(.admin).id) }
        let nowhere = await status { try await member.get(UUID().uuidString) }
        #expect(there == nowhere && there?.code == .notFound)
      }
    }

    @Test func `an organizer imports into an event of their own only`() async throws {
      try await World.with { world in
        try await world.users()
        try await world.startParties()
        let cast = try await Cast(world)
        let event = UUID().uuidString
        let missing = await status {
          try await cast[.organizer].importing(["a@x.org"], event: event)
        }
        #expect(missing?.code == .notFound)
        world.parties.state.withLock { $0.host = UUID().uuidString }
        let foreign = await status {
          try await cast[.organizer].importing(["a@x.org"], event: event)
        }
        #expect(foreign?.code == .permissionDenied)
        #expect(
          try await world.number("SELECT count(*) FROM users.users WHERE email = 'a@x.org'") == 0)
        world.parties.state.withLock { $0.host = cast.user(.organizer).id }
        let taken = try await cast[.organizer].importing(["a@x.org"], event: event)
        #expect(taken.created == 1 && taken.enrolled == 1)
      }
    }

    @Test func `a user's id that is none is refused by name, and no id is no user`() async throws {
      try await World.with { world in
        try await world.users()
        let ctl = Asker(try world.channel(as: "ctl"))
        for id in ["", "x", "0000-0000", "'; --"] {
          #expect(await status { try await ctl.get(id) }?.field == "id")
          #expect(await status { try await ctl.deactivate(id) }?.field == "id")
        }
        let many = BatchGetUsersRequest(ids: (0...200).map { _ in UUID().uuidString })
        let refusal = await status { try await ctl.users.batchGetUsers(many, ctl.options()) }
        #expect(refusal?.field == "ids")
      }
    }
  }
}
