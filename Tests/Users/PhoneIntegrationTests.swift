import Contracts
import Foundation
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Users

extension UsersIntegration {
  /// Phones, over real sockets and a real database; messages are read where they are put.
  @Suite struct PhoneIntegrationTests {
    @Test func `the code that was sent proves the number and makes it one's own`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        let needed = await status { try await cast[.staff].startPhone("") }
        #expect(needed?.field == "phone")
        try await cast[.staff].startPhone("(415) 555-0123")
        let code = try await world.mail(to: "+14155550123").code
        let user = try await cast[.staff].verifyPhone(code)
        #expect(user.phone == "+14155550123" && user.phoneVerified)
        let again = await status { try await cast[.staff].verifyPhone(code) }
        #expect(again?.reason == "CODE_INVALID", "it counts once")
        let stranger = await status { try await cast.stranger.startPhone("+14155550123") }
        #expect(stranger?.code == .unauthenticated)
      }
    }

    @Test func `a code is of one person, one number, and ten minutes`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        try await cast[.staff].startPhone("+14155550123")
        let first = try await world.mail(to: "+14155550123").code
        let foreign = await status { try await cast[.organizer].verifyPhone(first) }
        #expect(foreign?.reason == "CODE_INVALID")
        try await cast[.staff].startPhone("+14155550124")
        let second = try await world.mail(to: "+14155550124").code
        if first != second {
          let old = await status { try await cast[.staff].verifyPhone(first) }
          #expect(old?.reason == "CODE_INVALID")
        }
        try await world.database.run("UPDATE users.phone_codes SET expires_at = now()")
        let late = await status { try await cast[.staff].verifyPhone(second) }
        #expect(late?.reason == "CODE_INVALID")
      }
    }

    /// All wait for the code's row, so that each has begun before any is counted.
    @Test func `five wrong codes void it, also when they come at once`() async throws {
      try await World.with { world in
        try await world.users("1")
        try await world.users("2")
        let cast = try await Cast(world)
        try await cast[.staff].startPhone("+14155550123")
        let code = try await world.mail(to: "+14155550123").code
        let wrong = code == "000000" ? "000001" : "000000"
        let lock = "SELECT user_id FROM users.phone_codes FOR UPDATE"
        let outcomes = try await world.whileLocked(lock, waiting: 5) {
          await withTaskGroup(of: Status?.self) { group in
            for _ in 0..<5 {
              group.addTask { await status { try await cast[.staff].verifyPhone(wrong) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
          }
        }
        #expect(outcomes.allSatisfy { $0?.reason == "CODE_INVALID" })
        let right = await status { try await cast[.staff].verifyPhone(code) }
        #expect(right?.reason == "CODE_INVALID")
      }
    }

    @Test func `a number that somebody has is told only to who has proven it`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        _ = try await cast.admin.create(
          CreateUserRequest(email: "other@x.org", phone: "+14155550123"))
        try await cast[.staff].startPhone("+14155550123")
        let code = try await world.mail(to: "+14155550123").code
        let taken = await status { try await cast[.staff].verifyPhone(code) }
        #expect(taken?.reason == "PHONE_TAKEN")
      }
    }

    @Test func `five codes an hour are sent, whatever the numbers`() async throws {
      try await World.with { world in
        try await world.users()
        let cast = try await Cast(world)
        for index in 0..<5 { try await cast[.staff].startPhone("+1415555013\(index)") }
        let refused = await status { try await cast[.staff].startPhone("+14155550139") }
        #expect(refused?.reason == "TOO_MANY_MESSAGES")
      }
    }
  }
}

/// A message as it lies in the maildir.
struct Mail: Sendable {
  let text: String

  var subject: Substring {
    text.split(separator: "\r\n").first { $0.hasPrefix("Subject: ") }?.dropFirst(9) ?? ""
  }

  /// What stands behind "token=" in its link.
  var token: String {
    get throws {
      let parts = text.split(separator: "token=")
      return String(try #require(parts.dropFirst().first).prefix { !$0.isWhitespace })
    }
  }

  /// The first six digits in a row of what it says.
  var code: String {
    get throws {
      let body = text.split(separator: "\r\n\r\n").dropFirst().joined()
      return String(try #require(body.firstMatch(of: /[0-9]{6}/)).output)
    }
  }
}

extension World {
  /// Everything that was sent to an address or number, the oldest first.
  func mails(to recipient: String) throws -> [Mail] {
    let folder = "\(state)/mail/new"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
      let raw = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      // Quoted-printable: soft line breaks, and the equals sign.
      let text = raw.replacing("=\r\n", with: "").replacing("=\n", with: "")
        .replacing("=3D", with: "=")
      return text.contains(recipient) ? Mail(text: text) : nil
    }
  }

  /// The message of that number, once it has come.
  func mail(to recipient: String, number: Int = 1) async throws -> Mail {
    try await eventually("mail \(number) has come", within: .seconds(20)) {
      try mails(to: recipient).count >= number
    }
    return try mails(to: recipient)[number - 1]
  }
}

extension Asker {
  func register(
    _ email: String, _ password: String, _ first: String, _ last: String
  ) async throws {
    _ = try await auth.signUp(
      SignUpRequest(email: email, password: password, firstName: first, lastName: last),
      options())
  }

  func verify(_ token: String, key: String = "") async throws -> String {
    try await auth.verifyEmail(VerifyEmailRequest(token: token), options(key: key)).email
  }

  func resend(_ email: String) async throws {
    _ = try await auth.resendVerification(ResendVerificationRequest(email: email), options())
  }

  func forgot(_ email: String) async throws {
    _ = try await auth.forgotPassword(ForgotPasswordRequest(email: email), options())
  }

  func reset(_ token: String, _ password: String, key: String = "") async throws {
    _ = try await auth.resetPassword(
      ResetPasswordRequest(token: token, newPassword: password), options(key: key))
  }

  func startPhone(_ phone: String) async throws {
    _ = try await auth.startPhone(StartPhoneRequest(phone: phone), options())
  }

  func verifyPhone(_ code: String) async throws -> User {
    try await auth.verifyPhone(VerifyPhoneRequest(code: code), options())
  }
}
