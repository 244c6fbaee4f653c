import Contracts
import Testing

@testable import Users

@Suite struct RulesTests {
  @Test(
    arguments: [
      ("  Ada.Lovelace@Example.ORG ", "ada.lovelace@example.org"),
      ("a+b_c@sub.example.co", "a+b_c@sub.example.co"),
      ("\"\"@example.org", nil), ("a@b", nil), ("not-an-email", nil), ("a@@b.org", nil),
      (".a@b.org", nil), ("a..b@c.org", nil), ("a@-b.org", nil), ("a b@c.org", nil),
      ("a@b..org", nil), ("a\u{0}b@c.org", nil), ("a\r\nb@c.org", nil),
      ("e\u{301}@exämple.org", "é@exämple.org"),
    ] as [(String, String?)])
  func `an e-mail address is trimmed, composed and lower-case, or refused`(
    text: String, expected: String?
  ) {
    #expect(Rules.address(text) == expected)
  }

  @Test func `an address of 255 characters fits, one of 256 does not`() throws {
    let labels = Array(repeating: String(repeating: "x", count: 60), count: 4)
    let domain = labels.joined(separator: ".")
    #expect(domain.length == 243)
    #expect(try Rules.email("abcdefghijk@\(domain)")?.length == 255)
    #expect(Rules.address("abcdefghijkl@\(domain)") == nil)
    #expect(try Rules.email(" ") == nil, "nothing is no address, and no fault")
  }

  @Test(
    arguments: [
      ("+44 20 7946 0000", "+442079460000"), ("(415) 555-0001", "+14155550001"),
      ("+14155550005", "+14155550005"), ("1-415-555-0001", "+14155550001"),
      ("011 44 20 7946 0000", "+442079460000"), ("+44 (0)20 7946 0000", "+442079460000"),
      ("555-0001", nil), ("+1 415 555 000", nil), ("+1 115 555 0000", nil), ("call me", nil),
      ("+0123456789", nil), ("+1234567890123456", nil), ("415 555 0001 x2", nil), ("+", nil),
      ("12 345 678 901 234 567 890", nil),
    ] as [(String, String?)])
  func `a phone number becomes E.164, a national one of the United States`(
    text: String, expected: String?
  ) {
    #expect(PhoneRegion.us.e164(text) == expected)
  }

  @Test(
    arguments: [
      (PhoneRegion.gb, "020 7946 0000", "+442079460000"), (.de, "030 123456", "+4930123456"),
      (.fr, "06 12 34 56 78", "+33612345678"), (.it, "06 1234 5678", "+390612345678"),
      (.de, "0044 20 7946 0000", "+442079460000"), (.au, "0011 1 415 555 0001", "+14155550001"),
    ] as [(PhoneRegion, String, String)])
  func `where a national number is dialled from is a setting`(
    region: PhoneRegion, text: String, expected: String
  ) {
    #expect(region.e164(text) == expected)
  }

  @Test func `a password has 12 to 128 characters of any script and is not a common one`() throws {
    #expect(throws: Unfit.self) { try Rules.password("elevenchars") }
    #expect(throws: Unfit.self) { try Rules.password(String(repeating: "ab", count: 65)) }
    #expect(throws: Unfit.self) { try Rules.password("Password1234") }
    #expect(throws: Unfit.self) { try Rules.password("abcabcabcabc") }
    #expect(try Rules.password("тише едешь дальше") == "тише едешь дальше")
    // Spelled in two ways, it is one password.
    let apart = try Rules.password("cafe\u{301} au lait!").utf8
    #expect(Array(apart) == Array("caf\u{E9} au lait!".utf8))
  }

  @Test func `a password that many use is found by its core, twice, and in any case`() throws {
    let common = [
      "liverpool2024!", "123Liverpool!", "PasswordPassword", "startrekstartrek1", "!!!password!!!",
      "correct horse battery staple", "010203040506", "zzzzzzzzzzzz",
      "пароль123456", "123456123456",
    ]
    for password in common {
      #expect(throws: Unfit.self, "\(password)") { try Rules.password(password) }
    }
    for fine in ["liverpool lights", "correct horse battery", "x9$kq2!mv7#rt4", "1829461750382"] {
      #expect(try Rules.password(fine) == fine)
    }
  }

  @Test func `each line of the list of common passwords is found, and no word between them`() {
    let lines = CommonPasswordList.text.split(separator: "\n").map(String.init)
    #expect(lines.count > 20_000)
    #expect(lines == lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(lines.allSatisfy { CommonPasswords.contains($0) })
    #expect(!CommonPasswords.contains("zzzzzzzzzzzzz~ zz"))
    #expect(!CommonPasswords.contains("a quiet harbour"))
  }

  @Test func `names have at most 100 characters and no control character`() throws {
    let long = String(repeating: "ç", count: 100)
    #expect(try Rules.name(long, "first_name") == long)
    #expect(throws: Unfit.self) { try Rules.name(long + "x", "first_name") }
    #expect(throws: Unfit.self) { try Rules.name("a\u{7}b", "first_name") }
    #expect(throws: Unfit.self) { try Rules.name("a\u{FFFF}b", "first_name") }
    #expect(try Rules.name("  Zoë ", "first_name") == "Zoë")
  }

  @Test func `wildcards in a search stand for themselves`() throws {
    #expect(try Rules.patterns("50%_a\\b") == ["%50\\%\\_a\\\\b%"])
    #expect(try Rules.patterns("a%\u{308}") == ["%a\\%\u{308}%"])
    #expect(throws: Unfit.self) { try Rules.patterns("a") }
    #expect(try Rules.patterns(" ") == [])
  }

  @Test func `two characters find the beginning of a word, more find anywhere`() throws {
    #expect(try Rules.patterns("li") == ["li%", "% li%"])
    #expect(try Rules.patterns("美咲") == ["美咲%", "% 美咲%"])
    #expect(try Rules.patterns("lia") == ["%lia%"])
  }

  @Test func `interests are at most 50, each once, of at most 50 characters`() throws {
    #expect(try Rules.interests(["jazz", " jazz", "chess"]) == ["jazz", "chess"])
    #expect(throws: Unfit.self) { try Rules.interests((0...50).map { "i\($0)" }) }
    #expect(throws: Unfit.self) { try Rules.interests([String(repeating: "x", count: 51)]) }
    #expect(throws: Unfit.self) { try Rules.interests([" "]) }
  }

  @Test func `a person keeps something to be found by, and an address while there is a password`()
    throws
  {
    let edit = try ProfileEdit(.init(updateMask: .init(paths: ["email", "first_name"])), .us)
    var person = Profile(email: "a@b.org", phone: nil, firstName: "Ada")
    #expect(throws: ProfileEdit.Refusal.nobody) {
      try edit.applied(to: person, hasPassword: false)
    }
    person.phone = "+14155550001"
    #expect(throws: ProfileEdit.Refusal.addressNeeded) {
      try edit.applied(to: person, hasPassword: true)
    }
    #expect(try edit.applied(to: person, hasPassword: false).email == nil)
  }

  @Test(arguments: ["role", "is_active", "email_verified", "id", "*", ""])
  func `role, state and verification cannot be named by an edit`(path: String) {
    #expect(throws: Unfit.self) {
      try ProfileEdit(.init(updateMask: .init(paths: [path])), .us)
    }
  }

  @Test(arguments: [
    "role", "points", "reputation", "rating_count", "email_verified", "phone_verified", "active",
    "external_id", "last_login_at", "is_organizer",
  ])
  func `what only its own call may set is refused by its name`(path: String) {
    do throws(Unfit) {
      _ = try ProfileEdit(.init(updateMask: .init(paths: ["bio", path])), .us)
      Issue.record("\(path) was let through")
    } catch { #expect(error.field == path) }
  }

  @Test func `the last administrator stays one, and nobody ends their own access`() {
    let (me, other) = (UUID128(high: 0, low: 1), UUID128(high: 0, low: 2))
    func refusal(
      of user: UUID128, _ admins: Set<UUID128>, by asker: UUID128?, remains: Bool = false
    ) -> StandingRefusal? {
      let change = StandingChange(
        userID: user, isActiveAdmin: admins.contains(user), admins: admins, asker: asker)
      do throws(StandingRefusal) {
        try change.check(remains: remains)
        return nil
      } catch { return error }
    }
    #expect(refusal(of: me, [me], by: me) == .lastAdmin)
    #expect(refusal(of: me, [me], by: nil) == .lastAdmin)
    #expect(refusal(of: me, [me, other], by: me) == .oneself)
    #expect(refusal(of: other, [me, other], by: me) == nil)
    #expect(refusal(of: other, [other], by: me) == .notAllowed, "was demoted meanwhile")
    #expect(refusal(of: other, [me], by: me) == nil)
  }

  @Test func `an address that nobody vouches for is not taken from outside`() throws {
    var request = FindOrCreateExternalUserRequest(
      issuer: "https://id.example", subject: "1", email: "A@x.org", firstName: "A")
    #expect(try ExternalPerson(checked: request).email == nil)
    request.emailVerified = true
    #expect(try ExternalPerson(checked: request).email == "a@x.org")
    request.subject = ""
    #expect(throws: Unfit.self) { try ExternalPerson(checked: request) }
    typealias Verdict = ExternalPerson.Verdict
    let verdict = ExternalPerson.verdict
    #expect(verdict(false, false, false) == Verdict.link)
    #expect(verdict(false, true, true) == Verdict.link)
    #expect(verdict(false, true, false) == Verdict.unproven)
    #expect(verdict(true, false, true) == Verdict.linkedOtherwise)
  }

  @Test func `an edit without a mask is refused`() {
    #expect(throws: Unfit.self) { try ProfileEdit(.init(firstName: "Eve"), .us) }
  }
}
