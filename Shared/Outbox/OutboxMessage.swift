public import Postgres

/// The ways out.
enum Channel: String, Sendable, CaseIterable, PostgresValue {
  case mail = "MAIL"
  case text = "TEXT"
}

/// A message to one person, fit to be sent. No dump shows what is in it.
public struct OutboxMessage: Sendable, CustomReflectable {
  /// A part that cannot be sent; the rule never repeats what was given.
  public struct Unfit: Error, Equatable {
    public let part: String
    public let rule: String
  }

  let id = UUID128.v7()
  let name: String
  let person: UUID128?
  let channel: Channel
  let recipient: String
  let subject: String
  let body: String
  let life: Duration

  /// A mail in plain text.
  /// - Parameters:
  ///   - name: what makes it this message, 1 to 200 characters without personal data: of several
  ///     with one name, within a day of the first one's end, the first is sent.
  ///   - to: an address as people's rows hold it.
  ///   - body: lines end in a line feed, or in CRLF.
  ///   - person: whom it is about, so that it goes when they are erased.
  ///   - life: how long it makes sense; a second to 30 days. Not delivered by then, it is dropped.
  public static func mail(
    _ name: String, to recipient: String, subject: String, body: String, person: UUID128?,
    life: Duration
  ) throws(Unfit) -> OutboxMessage {
    guard isAddress(recipient) else {
      throw Unfit(part: "recipient", rule: "must be one e-mail address")
    }
    guard subject.unicodeScalars.count <= 200, !subject.unicodeScalars.contains(where: isControl)
    else { throw Unfit(part: "subject", rule: "must be one line of at most 200 characters") }
    return try OutboxMessage(
      name: name, person: person, channel: .mail, recipient: recipient, subject: subject,
      body: body, life: life)
  }

  /// A text message to a phone; the same rules.
  /// - Parameter to: a phone number (E.164).
  public static func text(
    _ name: String, to recipient: String, body: String, person: UUID128?, life: Duration
  ) throws(Unfit) -> OutboxMessage {
    let digits = recipient.utf8.dropFirst()
    guard recipient.utf8.first == UInt8(ascii: "+"), (7...15).contains(digits.count),
      digits.allSatisfy({ (48...57).contains($0) })
    else { throw Unfit(part: "recipient", rule: "must be a phone number such as +4930123456") }
    guard body.unicodeScalars.count <= 1600 else {
      throw Unfit(part: "body", rule: "must be at most 1600 characters")
    }
    return try OutboxMessage(
      name: name, person: person, channel: .text, recipient: recipient, subject: "", body: body,
      life: life)
  }

  private init(
    name: String, person: UUID128?, channel: Channel, recipient: String, subject: String,
    body: String, life: Duration
  ) throws(Unfit) {
    guard (1...200).contains(name.unicodeScalars.count), !name.utf8.contains(0) else {
      throw Unfit(part: "name", rule: "must be 1 to 200 characters without NUL")
    }
    guard body.unicodeScalars.count <= 65_536, !body.utf8.contains(0) else {
      throw Unfit(part: "body", rule: "must be at most 65536 characters without NUL")
    }
    guard (.seconds(1)...(.seconds(30 * 86400))).contains(life) else {
      throw Unfit(part: "life", rule: "must be from a second to 30 days")
    }
    self.name = name
    self.person = person
    self.channel = channel
    self.recipient = recipient
    self.subject = subject
    self.body = body
    self.life = life
  }

  public var customMirror: Mirror { Mirror(self, children: []) }

  /// One address and nothing that could end it in an envelope or a header: no space, no control
  /// character, no bracket, comma or quote.
  static func isAddress(_ text: String) -> Bool {
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 320 else {
      return false
    }
    return text.unicodeScalars.allSatisfy { scalar in
      if scalar.isASCII { return isAtom(UInt8(truncatingIfNeeded: scalar.value)) }
      return !isControl(scalar) && !scalar.properties.isWhitespace
        && scalar.properties.generalCategory != .format
    }
  }

  /// RFC 5322's atext, the dot and the at sign.
  private static func isAtom(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || "!#$%&'*+-/=?^_`{|}~.@".utf8.contains(byte)
  }

  /// Cc, and what Unicode means as the end of a line.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
