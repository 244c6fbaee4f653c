import Contracts
import Foundation
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

extension UsersIntegration {
  /// People as outside identity providers know them.
  @Suite struct ExternalIntegrationTests {
    static let issuer = "https://id.example.org"

    @Test func `somebody new is made once, however many ask at once`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let ctl = Asker(try world.channel(as: "ctl"))
        let answers = try await withThrowingTaskGroup(of: ExternalUser.self) { group in
          for _ in 0..<12 {
            group.addTask { try await ctl.external("sub-1", "Ada@x.org", name: "Ada") }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.compactMap { $0.user?.id }).count == 1)
        #expect(answers.count { $0.outcome == .created } == 1)
        #expect(answers.count { $0.outcome == .found } == 11)
        let user = try #require(answers.first?.user)
        #expect(user.email == "ada@x.org" && user.emailVerified && user.role == .participant)
        #expect(user.externalId == "sub-1" && user.externalIssuer == Self.issuer)
        #expect(
          try await world.number("SELECT count(*) FROM users.feed WHERE key = '\(user.id)'") == 1)
      }
    }

    @Test func `a verified address finds who has it, unless that could let a stranger in`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let known = try await cast.admin.create(CreateUserRequest(email: "known@x.org"))
        let linked = try await cast.ctl.external("sub-1", "KNOWN@x.org")
        #expect(linked.outcome == .linked && linked.user?.id == known.id)
        #expect(linked.user?.emailVerified == true && linked.user?.version == 2)
        #expect(try await cast.ctl.external("sub-1").outcome == .found)
        let second = await status { try await cast.ctl.external("sub-2", "known@x.org") }
        #expect(second?.reason == "LINKED_OTHERWISE")
        // Staff has set a password and never proven the address.
        let unproven = await status { try await cast.ctl.external("sub-3", "staff@example.org") }
        #expect(unproven?.reason == "EMAIL_TAKEN")
        let claimed = try await cast.ctl.external(
          "sub-4", "staff@example.org", verified: false, name: "Eve")
        #expect(claimed.outcome == .created && claimed.user?.email == "")
      }
    }

    @Test func `a name is one person's, and one of each is tied at a time`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let (one, two) = (cast.user(.staff).id, cast.user(.organizer).id)
        let linked = try await cast.admin.link(one, "sub-1")
        #expect(linked.externalId == "sub-1" && linked.externalIssuer == Self.issuer)
        #expect(try await cast.admin.link(one, "sub-1") == linked, "a repeat changes nothing")
        #expect(
          await status { try await cast.admin.link(one, "sub-2") }?.reason
            == "LINKED_OTHERWISE")
        #expect(
          await status { try await cast.admin.link(two, "sub-1") }?.reason
            == "EXTERNAL_ID_TAKEN")
        let elsewhere = try await cast.admin.link(two, "sub-1", issuer: "https://other.example")
        #expect(elsewhere.externalId == "sub-1", "another provider may call another person so")
        let free = try await cast.admin.users.unlinkExternalId(
          UnlinkExternalIdRequest(id: one), cast.admin.options())
        #expect(free.externalId.isEmpty && free.externalIssuer.isEmpty)
        #expect(try await cast.admin.link(one, "sub-2").externalId == "sub-2")
        for (issuer, subject, field) in [("", "s", "issuer"), ("i", "", "subject")] {
          let refusal = await status { try await cast.admin.link(one, subject, issuer: issuer) }
          #expect(refusal?.field == field)
        }
        #expect(
          await status { try await cast.admin.link(UUID().uuidString, "s") }?.code
            == .notFound)
      }
    }
  }
}

extension Asker {
  func external(
    _ subject: String, _ email: String = "", verified: Bool = true, name: String = "Somebody"
  ) async throws -> ExternalUser {
    try await users.findOrCreateExternalUser(
      FindOrCreateExternalUserRequest(
        issuer: UsersIntegration.ExternalIntegrationTests.issuer, subject: subject, email: email,
        emailVerified: verified, firstName: name), options())
  }

  func link(
    _ id: String, _ subject: String,
    issuer: String = UsersIntegration.ExternalIntegrationTests.issuer
  ) async throws -> User {
    try await users.linkExternalId(
      LinkExternalIdRequest(id: id, issuer: issuer, subject: subject), options())
  }
}
