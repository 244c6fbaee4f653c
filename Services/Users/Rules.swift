internal import Identity

/// Why something that was given for a person cannot be kept: the field by its name in the
/// contract, and what is allowed.
struct Unfit: Error, Equatable {
  let field: String
  let rule: String
}

/// What a person's fields may be.
enum Rules {
  /// Trimmed, composed, lower-case; nil is none given.
  static func email(_ text: String) throws(Unfit) -> String? {
    let email = text.tidy.lowercased().composed
    if email.isEmpty { return nil }
    guard email.length <= 255, isAddress(email) else {
      throw Unfit(field: "email", rule: "must be an e-mail address of at most 255 characters")
    }
    return email
  }

  /// The same, and nil for what is no address either.
  static func address(_ text: String) -> String? {
    do throws(Unfit) { return try email(text) } catch { return nil }
  }

  /// E.164; nil is none given.
  static func phone(_ text: String, _ region: PhoneRegion) throws(Unfit) -> String? {
    let text = text.tidy
    if text.isEmpty { return nil }
    guard let phone = region.e164(text) else {
      throw Unfit(field: "phone", rule: "must be a phone number such as +4930123456")
    }
    return phone
  }

  static func name(_ text: String, _ field: String) throws(Unfit) -> String {
    try line(text, field, limit: 100)
  }

  static func bio(_ text: String) throws(Unfit) -> String {
    let text = text.tidy
    let isPlain = !text.filter { $0 != "\n" && $0 != "\r\n" && $0 != "\t" }.hasControls
    guard text.length <= 2000, isPlain else {
      throw Unfit(field: "bio", rule: "must be text of at most 2,000 characters")
    }
    return text
  }

  static func picture(_ text: String) throws(Unfit) -> String {
    let text = text.tidy
    if text.isEmpty { return "" }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    let rest = text.hasPrefix("https://") ? text.dropFirst(8) : text.dropFirst(7)
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), isPlain, !rest.isEmpty,
      text.length <= 2048
    else {
      throw Unfit(
        field: "profile_picture_url", rule: "must be a web address of at most 2,048 characters")
    }
    return text
  }

  /// Where links lead, without a slash at the end; nil for anything but a plain web address.
  static func site(_ text: String) -> String? {
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"?#\"<>".utf8.contains($0) }
    guard let scheme, text.utf8.count > scheme.utf8.count, text.utf8.count <= 200, isPlain else {
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Each once, in the order given.
  static func interests(_ texts: [String]) throws(Unfit) -> [String] {
    var interests: [String] = []
    for text in texts {
      let interest = try line(text, "interests", limit: 50)
      guard !interest.isEmpty else {
        throw Unfit(field: "interests", rule: "must not have an empty one")
      }
      if !interests.contains(interest) { interests.append(interest) }
    }
    guard interests.count <= 50 else {
      throw Unfit(field: "interests", rule: "must be at most 50")
    }
    return interests
  }

  /// One to look for; "" is none.
  static func interest(_ text: String) throws(Unfit) -> String {
    try line(text, "interest", limit: 50)
  }

  /// Composed, so that it can be typed again on another keyboard; never cut.
  static func password(
    _ text: String, _ field: String = "password"
  ) throws(Unfit) -> String {
    guard text.utf8.count <= 4096, (12...128).contains(text.composed.length) else {
      throw Unfit(field: field, rule: "must have 12 to 128 characters")
    }
    guard !CommonPasswords.contains(text.composed) else {
      throw Unfit(field: field, rule: "must not be one that many people use")
    }
    return text.composed
  }

  static func reason(_ text: String) throws(Unfit) -> String {
    try line(text, "reason", limit: 500)
  }

  /// The patterns of which one fits what is searched for: a text anywhere, or of two characters,
  /// which no index finds inside of words, the beginning of a word. None is no search. What LIKE
  /// takes for wildcards stands for itself.
  static func patterns(_ text: String) throws(Unfit) -> [String] {
    let text = text.tidy
    if text.isEmpty { return [] }
    guard (2...200).contains(text.length), !text.hasControls else {
      throw Unfit(field: "q", rule: "must have 2 to 200 characters")
    }
    // By scalars: a wildcard with an accent on it is one character, and still a wildcard.
    let escaped = text.unicodeScalars.map { "\\%_".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    return text.length == 2 ? [escaped + "%", "% " + escaped + "%"] : ["%" + escaped + "%"]
  }

  /// An outside identity provider's name for itself or for a person: as it is, never tidied.
  static func external(_ text: String, _ field: String) throws(Unfit) -> String {
    guard (1...255).contains(text.length), !text.hasControls else {
      throw Unfit(field: field, rule: "must have 1 to 255 characters")
    }
    return text
  }

  static func line(
    _ text: String, _ field: String, limit: Int
  ) throws(Unfit) -> String {
    let text = text.tidy
    guard text.length <= limit, !text.hasControls else {
      throw Unfit(field: field, rule: "must be one line of at most \(limit) characters")
    }
    return text
  }

  /// `local@domain` of RFC 5321's dot-strings, letters of other scripts included (RFC 6531); the
  /// domain has a dot, for mail to a bare host reaches nobody here.
  private static func isAddress(_ text: String) -> Bool {
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[0].utf8.count <= 64, halves[1].utf8.count <= 253 else {
      return false
    }
    let atoms = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    return atoms.allSatisfy { atom in
      !atom.isEmpty
        && atom.unicodeScalars.allSatisfy { isLetter($0) || "!#$%&'*+-/=?^_`{|}~".contains($0) }
    } && labels.count >= 2
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
          && label.unicodeScalars.allSatisfy { isLetter($0) || $0 == "-" }
      }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .titlecaseLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      true
    default: false
    }
  }
}

extension String {
  fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }
}
