import Identity
import Postgres
import Testing

@testable import Attendance

/// What is a pass, and what only looks like one.
@Suite struct PassTests {
  private let key = SigningKey(seed: .random())
  private let claims = PassClaims(
    eventID: .v7(), patronID: .v7(), number: 3,
    expiresAt: Instant(microseconds: 1_900_000_000_000_000))

  @Test func `a pass says what was signed, in letters that a QR code takes, the same each time`()
    throws
  {
    let text = PassText.signed(claims, by: key)
    #expect(text == PassText.signed(claims, by: key))
    #expect(text.hasPrefix("CP1.") && text.utf8.count == 4 + 8 + 1 + 59 + 1 + 86)
    let pass = try #require(PassText(text))
    #expect(pass.claims == claims && pass.isSigned(by: key.publicKey))
    #expect(!pass.isSigned(by: SigningKey(seed: .random()).publicKey))
    let endless = PassClaims(
      eventID: claims.eventID, patronID: claims.patronID, number: 1, expiresAt: nil)
    #expect(PassText(PassText.signed(endless, by: key))?.claims == endless)
  }

  @Test func `whatever letter is changed, dropped or doubled, it is a pass no more`() {
    let text = Array(PassText.signed(claims, by: key))
    func counts(_ letters: [Character]) -> Bool {
      PassText(String(letters))?.isSigned(by: key.publicKey) ?? false
    }
    #expect(counts(text))
    for place in text.indices {
      for letter in ["A", "b", ".", "-", "é", "\u{0}"] as [Character] where text[place] != letter {
        var other = text
        other[place] = letter
        #expect(!counts(other), "\(place) \(letter)")
      }
      var (shorter, longer) = (text, text)
      shorter.remove(at: place)
      longer.insert(text[place], at: place)
      #expect(!counts(shorter) && !counts(longer) && !counts(Array(text[..<place])), "\(place)")
    }
  }

  @Test(arguments: [
    "", "CP1", "CP1...", "CP2.a.b.c", "https://example.org/", "CP1.k..", "....", "CP1.a.b.c.d",
    String(repeating: "CP1.", count: 100), String(repeating: "A", count: 100_000),
  ])
  func `what is none is read as none`(_ text: String) { #expect(PassText(text) == nil) }

  @Test func `it is judged by event, then by number, then by the clock`() {
    let end = Instant(microseconds: 1_900_000_000_000_000)
    func result(at event: UUID128, _ time: Instant, _ valid: Int32?) -> DoorResult? {
      let verdict = claims.refusal(at: event, time, valid: valid)
      if case .refused(let result, _) = verdict { return result }
      return nil
    }
    let before = Instant(microseconds: end.microseconds - 1)
    #expect(result(at: .v7(), end, 9) == .wrongEvent)
    #expect(result(at: claims.eventID, end, 4) == .revoked)
    #expect(result(at: claims.eventID, end, nil) == .revoked)
    #expect(result(at: claims.eventID, end, 3) == .expired)
    #expect(result(at: claims.eventID, before, 3) == nil)
  }
}
