internal import Glibc
internal import Postgres

/// A mail as it goes over the wire (RFC 5322, 2045, 2047): pure ASCII in short lines, except for an
/// address that is long or not ASCII.
enum Composed {
  static func mail(_ parcel: Parcel, from sender: String, to recipient: String) -> [UInt8] {
    let host = sender.split(separator: "@").last ?? "localhost"
    let headers = [
      ("Date", date(parcel.createdAt)), ("From", "<\(sender)>"), ("To", "<\(recipient)>"),
      ("Subject", subject(parcel.subject)),
      // The same at every try, so that whoever gets it twice can tell.
      ("Message-ID", "<\(parcel.id)@\(host)>"), ("MIME-Version", "1.0"),
      ("Content-Type", "text/plain; charset=utf-8"),
      ("Content-Transfer-Encoding", "quoted-printable"), ("Auto-Submitted", "auto-generated"),
    ]
    let lines = headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
    return Array(lines.utf8) + body(parcel.body)
  }

  /// RFC 5322, 3.3.
  static func date(_ instant: Instant) -> String {
    var seconds = time_t(instant.microseconds / 1_000_000)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 64)
    // No program of ours sets a locale, so names are English.
    let count = unsafe strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S +0000", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// As it is when short and printable, else in encoded words of whole characters.
  static func subject(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (32...126).contains($0) }
    if isPlain, text.utf8.count <= 66, !text.contains("=?") { return text }
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      let piece = String(scalar).utf8.map(encodedWordByte).joined()
      // With "Subject: =?utf-8?q?" before it and "?=" behind it a line has 76 at most.
      if word.utf8.count + piece.utf8.count > 55 {
        words.append(word)
        word = ""
      }
      word += piece
    }
    return (words + [word]).map { "=?utf-8?q?\($0)?=" }.joined(separator: "\r\n ")
  }

  private static func encodedWordByte(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: " "): "_"
    case 48...57, 65...90, 97...122: String(UnicodeScalar(byte))
    default: escaped(byte)
    }
  }

  /// Quoted-printable (RFC 2045, 6.7), ending in a line break.
  static func body(_ text: String) -> [UInt8] {
    let unix = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    var lines = unix.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var out: [UInt8] = []
    for line in lines {
      var column = 0
      for (offset, byte) in line.enumerated() {
        let isLast = offset == line.count - 1
        var piece = bodyByte(byte, isFirst: column == 0, isLast: isLast)
        if column + piece.utf8.count > 75 {
          out += "=\r\n".utf8
          column = 0
          piece = bodyByte(byte, isFirst: true, isLast: isLast)
        }
        out += piece.utf8
        column += piece.utf8.count
      }
      out += "\r\n".utf8
    }
    return out
  }

  private static func bodyByte(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
    switch byte {
    case UInt8(ascii: "="): escaped(byte)
    // No line is a lone dot to anybody on the way.
    case UInt8(ascii: "."): isFirst ? escaped(byte) : "."
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      isLast ? escaped(byte) : String(UnicodeScalar(byte))
    case 33...126: String(UnicodeScalar(byte))
    default: escaped(byte)
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "=" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
