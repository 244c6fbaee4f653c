extension SourceFile {
  /// The text of a Swift file with comments, string literals and raw identifiers blanked out, line
  /// breaks and length kept, so that a rule about code does not trip over words.
  var code: String {
    var blanker = Blanker(Array(text.utf8))
    blanker.run()
    return String(decoding: blanker.bytes, as: UTF8.self)
  }
}

/// Walks over Swift source once and overwrites with spaces what is not code.
private struct Blanker {
  var bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    while at < bytes.count {
      if sees("//") {
        blank { $0.sees("\n") }
      } else if sees("/*") {
        blankComment()
      } else if bytes[at] == UInt8(ascii: "\"") || sees("#\"") || sees("##\"") {
        blankString()
      } else if bytes[at] == UInt8(ascii: "`") {
        blank(1)
        blank { $0.sees("`") || $0.sees("\n") }
        blank(1)
      } else {
        at += 1
      }
    }
  }

  private func sees(_ text: StaticString) -> Bool { sees(Array("\(text)".utf8)) }

  private func sees(_ word: [UInt8]) -> Bool {
    at + word.count <= bytes.count && bytes[at..<at + word.count].elementsEqual(word)
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<count where at < bytes.count {
      if bytes[at] != UInt8(ascii: "\n") { bytes[at] = UInt8(ascii: " ") }
      at += 1
    }
  }

  private mutating func blank(until end: (Blanker) -> Bool) {
    while at < bytes.count, !end(self) { blank(1) }
  }

  private mutating func blankComment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        blank(2)
      } else if sees("*/") {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
    } while depth > 0 && at < bytes.count
  }

  private mutating func blankString() {
    var hashes = 0
    while at + hashes < bytes.count, bytes[at + hashes] == UInt8(ascii: "#") { hashes += 1 }
    blank(hashes)
    let long = sees("\"\"\"")
    let pounds = [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    let close = Array((long ? "\"\"\"" : "\"").utf8) + pounds
    let escape = [UInt8(ascii: "\\")] + pounds
    blank(long ? 3 : 1)
    while at < bytes.count, !sees(close) {
      if sees(escape + [UInt8(ascii: "(")]) {
        blank(escape.count)
        blankInterpolation()
      } else {
        blank(sees(escape) ? escape.count + 1 : 1)
      }
    }
    blank(close.count)
  }

  /// From the opening to the matching closing parenthesis; strings inside may hold more.
  private mutating func blankInterpolation() {
    var depth = 0
    repeat {
      if bytes[at] == UInt8(ascii: "\"") {
        blankString()
        continue
      }
      if bytes[at] == UInt8(ascii: "(") { depth += 1 }
      if bytes[at] == UInt8(ascii: ")") { depth -= 1 }
      blank(1)
    } while depth > 0 && at < bytes.count
  }
}
