internal import Foundation

extension String {
  /// The text in Unicode's composed form (NFC), in which equal-looking texts are equal bytes: a
  /// phone and a laptop spell one password in different ways.
  var composed: String {
    // Most texts are ASCII and are in that form already.
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }

  /// The composed text without blanks at both ends.
  var tidy: String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end]).composed
  }

  /// Whether nobody could see or safely print a part of it.
  var hasControls: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        true
      default: false
      }
    }
  }

  /// Characters as PostgreSQL counts them.
  var length: Int { unicodeScalars.count }
}
