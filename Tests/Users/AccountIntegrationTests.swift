import Contracts
import Foundation
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Users

/// What goes to an address that something was asked for.
@Suite struct ReplyTests {
  private func holder(active: Bool = true, password: Bool = true, verified: Bool = true)
    -> Reply.Holder
  {
    Reply.Holder(isActive: active, hasPassword: password, isVerified: verified)
  }

  @Test func `who asks for an account gets a link, unless there is one`() {
    #expect(Reply.to(.register, nil, isPending: false) == .registration)
    #expect(Reply.to(.register, holder(password: false), isPending: false) == .registration)
    #expect(Reply.to(.register, holder(), isPending: false) == .known)
    #expect(Reply.to(.register, holder(active: false), isPending: false) == .shut)
    #expect(Reply.to(.register, holder(active: false, password: false), isPending: false) == .shut)
  }

  @Test func `a link goes out once more only where something is to be proven`() {
    #expect(Reply.to(.resend, nil, isPending: true) == .registration)
    #expect(Reply.to(.resend, nil, isPending: false) == nil)
    #expect(Reply.to(.resend, holder(), isPending: true) == nil)
    #expect(Reply.to(.resend, holder(verified: false), isPending: false) == .proof)
    #expect(Reply.to(.resend, holder(active: false, verified: false), isPending: true) == nil)
  }

  @Test func `a forgotten password is reset by who takes part, and by nobody else`() {
    #expect(Reply.to(.forgot, holder(), isPending: false) == .reset)
    #expect(Reply.to(.forgot, holder(password: false), isPending: false) == .reset)
    #expect(Reply.to(.forgot, holder(active: false), isPending: false) == nil)
    #expect(Reply.to(.forgot, nil, isPending: true) == nil)
  }

  @Test func `every mail that has a link ends it in the token, in short lines of plain English`() {
    let letters = Letters(base: "https://example.org")
    for reply in Reply.allCases {
      let token = reply.token.map { _ in RandomToken.random() }
      let body = letters.body(reply, token)
      let links = body.split(separator: "\n").filter { $0.hasPrefix("https://example.org/") }
      #expect(links.count == (token == nil ? 0 : 1))
      #expect(links.allSatisfy { $0.hasSuffix("token=" + (token?.text ?? "")) })
      #expect(body.utf8.allSatisfy { $0 < 127 } && !letters.subject(reply).isEmpty)
      let lines = body.split(separator: "\n").filter { !$0.hasPrefix("https") }
      #expect(lines.allSatisfy { $0.count <= 76 })
    }
  }

  @Test func `links lead to a plain web address`() {
    #expect(Rules.site("https://example.org/") == "https://example.org")
    #expect(Rules.site("http://127.0.0.1:8080/app") == "http://127.0.0.1:8080/app")
    for odd in ["", "https://", "ftp://x.org", "https://x.org/?a=b", "https://x .org", "x.org"] {
      #expect(Rules.site(odd) == nil, "\(odd)")
    }
  }

  @Test func `a code is six digits`() throws {
    for number: UInt32 in [0, 7, 42, 123_456, 999_999] {
      #expect(UInt32(try PhoneCode.checked(PhoneCode.text(number))) == number)
    }
    for odd in ["", "12345", "1234567", "12345a", "１２３４５６"] {
      #expect(throws: Unfit.self) { try PhoneCode.checked(odd) }
    }
  }
}

extension UsersIntegration {
  /// Accounts, over real sockets and a real database; mail is read where it is put.
  @Suite struct AccountIntegrationTests {
    static let password = "a phrase of my own"

    @Test func `the mailed link makes the account, not the form`() async throws {
      try await World.with { world in
        try await world.users()
        let stranger = Asker(try world.channel(as: "gateway"))
        try await stranger.register("Ella@x.org", Self.password, "Ella", "Baker")
        let mail = try await world.mail(to: "ella@x.org")
        let early = await status { try await stranger.signIn("ella@x.org", Self.password) }
        #expect(early?.reason == "LOGIN_FAILED")
        #expect(try await world.number("SELECT count(*) FROM users.users") == 1)
        #expect(mail.subject == "Open your account")
        #expect(!mail.text.contains("Ella"), "nothing that the form said is sent on")

        #expect(try await stranger.verify(mail.token) == "ella@x.org")
        let session = try await stranger.signIn("ella@x.org", Self.password)
        let me = try #require(session.user)
        #expect(me.emailVerified && me.firstName == "Ella" && me.role == .participant)
        let again = await status { try await stranger.verify(mail.token) }
        #expect(again?.reason == "TOKEN_INVALID" && again?.field == "token")
        #expect(try await world.number("SELECT count(*) FROM users.one_time_tokens") == 0)
        #expect(try await world.number("SELECT count(*) FROM users.asked") == 0)
      }
    }

    @Test func `who is known already claims what is theirs`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let known = try await cast.admin.create(
          CreateUserRequest(email: "known@x.org", firstName: "Miles", role: .staff))
        try await cast.stranger.register("known@x.org", Self.password, "Somebody", "Else")
        let token = try await world.mail(to: "known@x.org").token
        _ = try await cast.stranger.verify(token)
        let me = try #require(
          try await cast.stranger.signIn("known@x.org", Self.password).user)
        #expect(me.id == known.id && me.role == .staff)
        #expect(me.firstName == "Miles" && me.lastName.isEmpty && me.emailVerified)
      }
    }

    @Test func `an account that is there is not taken, and its owner is told`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        try await cast.stranger.register("staff@example.org", Self.password, "Eve", "")
        let mail = try await world.mail(to: "staff@example.org")
        #expect(mail.subject == "You have an account already")
        let refused = await status { try await cast.stranger.verify(mail.token) }
        #expect(refused?.reason == "TOKEN_INVALID", "its link is none that opens an account")
        let eve = await status {
          try await cast.stranger.signIn("staff@example.org", Self.password)
        }
        #expect(eve?.reason == "LOGIN_FAILED")
        _ = try await cast.stranger.signIn("staff@example.org", Cast.password)
      }
    }

    /// Both calls wait for the same locked rows, so that each has begun before either ends.
    @Test func `of two links used at once one opens the account`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let stranger = Asker(try world.channel(as: "gateway"))
        try await stranger.register("ella@x.org", Self.password, "Ella", "")
        let first = try await world.mail(to: "ella@x.org").token
        try await stranger.register("ella@x.org", "another phrase of hers", "Ella", "")
        let second = try await world.mail(to: "ella@x.org", number: 2).token
        let outcomes = try await world.whileLocked(
          "SELECT digest FROM users.one_time_tokens FOR UPDATE", waiting: 2
        ) {
          async let left = status { try await stranger.verify(first) }
          async let right = status { try await stranger.verify(second) }
          return await [left, right]
        }
        #expect(outcomes.count { $0 == nil } == 1, "\(outcomes)")
        #expect(outcomes.count { $0?.reason == "TOKEN_INVALID" } == 1, "\(outcomes)")
        let made = "SELECT count(*) FROM users.users WHERE email = 'ella@x.org'"
        #expect(try await world.number(made) == 1)
      }
    }

    @Test func `a repeat with the same key is answered as the first was`() async throws {
      try await World.with { world in
        try await world.users()
        let stranger = Asker(try world.channel(as: "gateway"))
        try await stranger.register("ella@x.org", Self.password, "Ella", "")
        let token = try await world.mail(to: "ella@x.org").token
        for _ in 0..<2 { #expect(try await stranger.verify(token, key: "v") == "ella@x.org") }
        try await stranger.forgot("ella@x.org")
        let reset = try await world.mail(to: "ella@x.org", number: 2).token
        for _ in 0..<2 { try await stranger.reset(reset, "a phrase nobody knows", key: "r") }
        _ = try await stranger.signIn("ella@x.org", "a phrase nobody knows")
      }
    }

    @Test func `a forgotten password is set by the mailed link, once, and every session ends`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let events = try await world.follower()
        let cast = try await Cast(world)
        let session = try await cast.stranger.signIn("staff@example.org", Cast.password)
        for _ in 0..<5 {
          _ = await status { try await cast.stranger.signIn("staff@example.org", "wrong wrong") }
        }
        try await world.shut()
        try await cast.stranger.forgot("STAFF@example.org")
        let token = try await world.mail(to: "staff@example.org").token
        let weak = await status { try await cast.stranger.reset(token, "short") }
        #expect(weak?.field == "new_password", "which does not use the link up")
        try await cast.stranger.reset(token, Self.password)
        let again = await status { try await cast.stranger.reset(token, "a third phrase of it") }
        #expect(again?.reason == "TOKEN_INVALID")
        let me = try #require(
          try await cast.stranger.signIn("staff@example.org", Self.password).user)
        #expect(me.emailVerified, "who reads the mail has the address")
        let ended = await status { try await cast.stranger.refresh(session.refreshToken) }
        #expect(ended?.reason == "REFRESH_FAILED")
        try await eventually("the access token is void", within: .seconds(5)) {
          await !events.counts(session.accessToken)
        }
      }
    }

    @Test func `a link is void once it is too old, or access was ended since`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let token = { (number: Int) in
          try await cast.stranger.forgot("staff@example.org")
          return try await world.mail(to: "staff@example.org", number: number).token
        }
        let old = try await token(1)
        try await world.database.run("UPDATE users.one_time_tokens SET expires_at = now()")
        let late = await status { try await cast.stranger.reset(old, Self.password) }
        #expect(late?.reason == "TOKEN_INVALID")

        let before = try await token(2)
        _ = try await cast[.staff].password(Cast.password, "a phrase nobody knows")
        let void = await status { try await cast.stranger.reset(before, Self.password) }
        #expect(void?.reason == "TOKEN_INVALID")

        let shut = try await token(3)
        _ = try await cast.admin.deactivate(cast.user(.staff).id)
        let out = await status { try await cast.stranger.reset(shut, Self.password) }
        #expect(out?.reason == "TOKEN_INVALID")
        for odd in ["", "x", String(repeating: "A", count: 43)] {
          let refused = await status { try await cast.stranger.reset(odd, Self.password) }
          #expect(refused == void, "\(odd)")
        }
      }
    }

    @Test func `another address has to be proven again, and a link to the old one is void`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let staff = cast.user(.staff)
        try await cast[.staff].resend("")
        let first = try await world.mail(to: staff.email)
        #expect(first.subject == "Confirm your e-mail address")
        let moved = try await cast.admin.users.updateUser(
          UpdateUserRequest(
            id: staff.id, updateMask: .init(paths: ["email"]), email: "moved@x.org"),
          cast.admin.options())
        #expect(!moved.emailVerified)
        let void = await status { try await cast.stranger.verify(first.token) }
        #expect(void?.reason == "TOKEN_INVALID")
        let second = try await world.mail(to: "moved@x.org").token
        #expect(try await cast.stranger.verify(second) == "moved@x.org")
        #expect(try await cast.admin.get(staff.id).emailVerified)
      }
    }

    @Test func `whoever asks gets the same answer, and only who is concerned gets mail`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        _ = try await cast.admin.deactivate(cast.user(.organizer).id)
        for email in ["nobody@x.org", "organizer@example.org", "staff@example.org"] {
          try await cast.stranger.forgot(email)
          try await cast.stranger.resend(email)
          try await cast.stranger.register(email, Self.password, "", "")
        }
        _ = try await world.mail(to: "nobody@x.org")
        _ = try await world.mail(to: "organizer@example.org")
        _ = try await world.mail(to: "staff@example.org", number: 3)
        #expect(try await world.number("SELECT count(*) FROM users.asked") == 0)
        try await eventually("all has left") {
          try await world.number("SELECT count(*) FROM users.outbox WHERE state = 'WAITING'") == 0
        }
        #expect(try world.mails(to: "nobody@x.org").count == 1)
        #expect(try world.mails(to: "organizer@example.org").count == 1)
        #expect(try world.mails(to: "staff@example.org").count == 3)
      }
    }

    @Test func `five mails an hour go to one address, and the sixth asker is told to wait`()
      async throws
    {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        for email in ["staff@example.org", "nobody@x.org"] {
          for _ in 0..<5 { try await cast.stranger.forgot(email) }
          let refused = await status { try await cast.stranger.forgot(email) }
          #expect(refused?.reason == "TOO_MANY_MESSAGES")
          #expect(refused?.retryAfter ?? .zero > .seconds(3000))
          let other = await status {
            try await cast.stranger.register(email, Self.password, "", "")
          }
          #expect(other?.reason == "TOO_MANY_MESSAGES", "of whatever kind")
        }
        _ = try await cast.stranger.signIn("staff@example.org", Cast.password)
      }
    }

    @Test func `no token, no code and no password of an account stands in the tables`() async throws
    {
      try await World.with { world in
        try await world.users()
        let stranger = Asker(try world.channel(as: "gateway"))
        try await stranger.register("ella@x.org", Self.password, "Ella", "")
        let token = try await world.mail(to: "ella@x.org").token
        try await eventually("it has left") {
          try await world.number("SELECT count(*) FROM users.outbox WHERE state = 'WAITING'") == 0
        }
        for table in ["asked", "one_time_tokens", "outbox", "users"] {
          let rows = try await world.database.rows("SELECT t::text FROM users.\(table) AS t")
          #expect(!"\(rows)".contains(token) && !"\(rows)".contains(Self.password), "\(table)")
        }
      }
    }
  }
}
