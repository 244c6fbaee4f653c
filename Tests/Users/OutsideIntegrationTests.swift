import Contracts
import Foundation
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

extension UsersIntegration {
  /// Signing in by the word of an outside identity provider.
  @Suite struct OutsideIntegrationTests {
    @Test func `a token of the provider makes a person once and opens sessions`() async throws {
      try await World.with { world in
        let issuer = try await Issuer()
        try await world.users("1", issuer.settings)
        try await world.users("2", issuer.settings)
        let cast = try await Cast(world)
        let token = try await issuer.token(Self.ada)
        let answers = try await withThrowingTaskGroup(of: LoginResponse.self) { group in
          for _ in 0..<8 { group.addTask { try await cast.stranger.outside(token) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        let user = try #require(answers[0].user)
        #expect(Set(answers.map { $0.user?.id }) == [user.id])
        #expect(Set(answers.map(\.refreshToken)).count == 8)
        #expect(user.email == "ada@x.org" && user.emailVerified && user.firstName == "Ada")
        #expect(user.externalIssuer == issuer.url && user.externalId == "sub-1")
        #expect(user.role == .participant && user.lastLoginAt != nil)
        // The pair is as good as any other.
        let next = try await cast.stranger.refresh(answers[0].refreshToken)
        let ada = Asker(cast.gateway, token: next.accessToken)
        #expect(try await ada.get(user.id).email == "ada@x.org")
        let sessions = try await ada.auth.listSessions(ListSessionsRequest(), ada.options())
        #expect(
          sessions.sessions.count == 8 && sessions.sessions.allSatisfy { $0.device == "tablet" })
        // The name is enough from now on.
        let bare = try await cast.stranger.outside(try await issuer.token())
        #expect(bare.user?.id == user.id && bare.user?.email == "ada@x.org")
      }
    }

    @Test func `an address that the provider does not vouch for takes over nobody`() async throws {
      try await World.with { world in
        let issuer = try await Issuer()
        try await world.users("1", issuer.settings)
        let cast = try await Cast(world)
        let staff = cast.user(.staff)
        let claims = #""given_name": "Eve", "email": "staff@example.org""#
        let eve = try await cast.stranger.outside(
          try await issuer.token(#""claims": {"sub": "eve", \#(claims), "email_verified": false}"#))
        #expect(eve.user?.id != staff.id && eve.user?.email == "" && eve.user?.role == .participant)
        // Vouched for, but whoever set the password there has not proven the address either.
        let refused = await status {
          try await cast.stranger.outside(
            try await issuer.token(#""claims": {"sub": "e2", \#(claims), "email_verified": true}"#))
        }
        #expect(refused?.reason == "EMAIL_TAKEN")
        let after = try await cast.admin.get(staff.id)
        #expect(after.externalId == "" && after.version == staff.version)
      }
    }

    @Test func `a verified address finds who has it and no password`() async throws {
      try await World.with { world in
        let issuer = try await Issuer()
        try await world.users("1", issuer.settings)
        let cast = try await Cast(world)
        let known = try await cast.admin.create(
          CreateUserRequest(email: "ada@x.org", firstName: "A."))
        let session = try await cast.stranger.outside(try await issuer.token(Self.ada))
        #expect(session.user?.id == known.id && session.user?.firstName == "A.")
        #expect(session.user?.externalId == "sub-1" && session.user?.emailVerified == true)
      }
    }

    @Test func `who is shut out stays out, and a token that does not count gets the same answer`()
      async throws
    {
      try await World.with { world in
        let issuer = try await Issuer()
        try await world.users("1", issuer.settings)
        let cast = try await Cast(world)
        let token = try await issuer.token(Self.ada)
        let id = try #require(try await cast.stranger.outside(token).user?.id)
        _ = try await cast.admin.users.deactivateUser(
          DeactivateUserRequest(id: id, reason: "left"), cast.admin.options())
        let out = await status { try await cast.stranger.outside(token) }
        #expect(out?.code == .unauthenticated && out?.reason == "EXTERNAL_TOKEN_REFUSED")
        for wish in [
          #""key": "stranger""#, #""alg": "none""#, #""forge": "hs256""#, #""forge": "tamper""#,
          #""claims": {"aud": "other"}"#, #""claims": {"exp": 5}"#,
        ] {
          let forged = try await issuer.token(wish)
          #expect(await status { try await cast.stranger.outside(forged) } == out, "\(wish)")
        }
        // Our own tokens are none of the provider's.
        let own = cast[.staff].token
        #expect(await status { try await cast.stranger.outside(own) } == out)
        let many = try await world.number(
          "SELECT count(*) FROM users.users WHERE external_id <> ''")
        #expect(many == 1)
      }
    }

    @Test func `a token without name and address makes nobody; what fits no profile is left out`()
      async throws
    {
      try await World.with { world in
        let issuer = try await Issuer()
        try await world.users("1", issuer.settings)
        let stranger = Asker(try world.channel(as: "gateway"))
        let empty = try await issuer.token()
        let refused = await status { try await stranger.outside(empty) }
        #expect(
          refused?.code == .failedPrecondition && refused?.reason == "EXTERNAL_PROFILE_EMPTY")
        let odd = try await issuer.token(
          #"""
          "claims": {"given_name": "Ada", "family_name": "a\nb", "email": "no address",
          "email_verified": true}
          """#.replacing("\n", with: " "))
        let user = try await stranger.outside(odd).user
        #expect(user?.firstName == "Ada" && user?.lastName == "" && user?.email == "")
      }
    }

    @Test func `without a provider the call is off and names the setting; a silent one is told`()
      async throws
    {
      try await World.with { world in
        let issuer = try await Issuer()
        let off = try await world.users()
        let stranger = Asker(try world.channel(as: "gateway"))
        let token = try await issuer.token(Self.ada)
        let refused = await status { try await stranger.outside(token) }
        #expect(refused?.code == .failedPrecondition && refused?.reason == "EXTERNAL_LOGIN_OFF")
        #expect(refused?.message.contains("EXTERNAL_ISSUER") == true)
        #expect(await off.drain())
        try await issuer.serve("/keys", 503)
        try await world.users("2", issuer.settings)
        let second = Asker(try world.channel(as: "gateway"))
        let silent = await status { try await second.outside(token) }
        #expect(silent?.code == .unavailable && silent?.retryAfter != nil)
      }
    }

    static let ada =
      #""claims": {"email": "Ada@x.org", "email_verified": true, "given_name": "Ada"}"#
  }
}

extension Issuer {
  /// What makes a daemon believe it.
  var settings: [String: String] {
    ["USERS_EXTERNAL_ISSUER": url, "USERS_EXTERNAL_AUDIENCE": "our-app"]
  }
}

extension Asker {
  func outside(_ token: String) async throws -> LoginResponse {
    try await auth.loginExternal(
      LoginExternalRequest(token: token, deviceName: "tablet"), options())
  }
}
