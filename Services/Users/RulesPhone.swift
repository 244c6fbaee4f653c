/// Where a number without a country's code is dialled from.
enum PhoneRegion: String, Sendable, CaseIterable {
  case us = "US"
  case ca = "CA"
  case gb = "GB"
  case ie = "IE"
  case de = "DE"
  case at = "AT"
  case ch = "CH"
  case fr = "FR"
  case be = "BE"
  case nl = "NL"
  case es = "ES"
  case it = "IT"
  case pt = "PT"
  case dk = "DK"
  case no = "NO"
  case se = "SE"
  case pl = "PL"
  case au = "AU"
  case nz = "NZ"

  /// The country's code, what is dialled before a national number and is no part of it, and how
  /// many digits a national number has (ITU-T E.164 and the plans of the countries).
  private var plan: (code: String, trunk: String, lengths: ClosedRange<Int>) {
    switch self {
    case .us, .ca: ("1", "1", 10...10)
    case .gb: ("44", "0", 9...10)
    case .ie: ("353", "0", 7...9)
    case .de: ("49", "0", 6...11)
    case .at: ("43", "0", 6...12)
    case .ch: ("41", "0", 9...9)
    case .fr: ("33", "0", 9...9)
    case .be: ("32", "0", 8...9)
    case .nl: ("31", "0", 9...9)
    case .es: ("34", "", 9...9)
    // An Italian zero is part of the number.
    case .it: ("39", "", 6...11)
    case .pt: ("351", "", 9...9)
    case .dk: ("45", "", 8...8)
    case .no: ("47", "", 8...8)
    case .se: ("46", "0", 7...9)
    case .pl: ("48", "", 9...9)
    case .au: ("61", "0", 9...9)
    case .nz: ("64", "0", 8...10)
    }
  }

  /// What is dialled here before a country's code.
  private var exit: String {
    switch self {
    case .us, .ca: "011"
    case .au: "0011"
    default: "00"
    }
  }

  /// The number in the form of E.164, such as "+4930123456"; nil for what cannot be one.
  func e164(_ text: String) -> String? {
    guard let dialled = Self.dialled(text) else { return nil }
    let (code, trunk, lengths) = plan
    if dialled.first == "+" { return Self.international(dialled.dropFirst()) }
    if dialled.hasPrefix(exit) { return Self.international(dialled.dropFirst(exit.count)) }
    var national = dialled[...]
    // Without a trunk prefix of its own, a longer number may still bear one: 1 415 555 0001.
    if !trunk.isEmpty, national.hasPrefix(trunk), code != "1" || national.count == 11 {
      national = national.dropFirst(trunk.count)
    }
    guard lengths.contains(national.count) else { return nil }
    return Self.international(code + national)
  }

  /// Digits alone, a plus sign first if there was one; nil when there is anything but what people
  /// put between digits.
  private static func dialled(_ text: String) -> String? {
    var digits = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case "+" where digits.isEmpty: digits = "+"
      case " ", "\u{A0}", "\u{202F}", "-", "\u{2010}", "\u{2011}", "\u{2013}", ".", "/", "(", ")":
        continue
      default: return nil
      }
    }
    // "+44 (0) 20 …": the zero in parentheses is for those who dial from inside.
    if digits.hasPrefix("+"), let zero = text.firstRange(of: "(0)") {
      return dialled(text.replacingCharacters(zero))
    }
    return digits
  }

  private static func international(_ digits: some StringProtocol) -> String? {
    guard (7...15).contains(digits.count), let first = digits.first, first != "0" else {
      return nil
    }
    // North America's plan has one length, and no area begins with 0 or 1.
    if first == "1" {
      let second = digits.dropFirst().first ?? "0"
      guard digits.count == 11, second > "1" else { return nil }
    }
    return "+" + digits
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>) -> String {
    String(self[..<range.lowerBound]) + String(self[range.upperBound...])
  }
}
