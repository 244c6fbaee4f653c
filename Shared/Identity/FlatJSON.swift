/// A strict reader of one flat JSON object of plain strings and whole numbers: what our tokens are.
///
/// JSONDecoder would do, but takes the last of two members of one name, 1e2 for 100 and any
/// spelling of a string; here one value has one spelling, and everything else is refused.
enum FlatJSON {
  enum Value: Equatable {
    case text(String)
    case number(Int64)

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int64? { if case .number(let number) = self { number } else { nil } }
  }

  /// Nil for anything but `{"name":"text","name":123,…}` with printable ASCII, no escape, no
  /// space between tokens and no name twice.
  static func read(_ json: [UInt8]) -> [String: Value]? {
    var reader = Reader(rest: json[...])
    return reader.object()
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func object() -> [String: Value]? {
      var members: [String: Value] = [:]
      guard take("{") else { return nil }
      repeat {
        guard let name = string(), take(":"), let value = value(),
          members.updateValue(value, forKey: name) == nil
        else { return nil }
      } while take(",")
      return take("}") && rest.isEmpty ? members : nil
    }

    mutating func take(_ letter: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: letter) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func value() -> Value? {
      rest.first == UInt8(ascii: "\"") ? string().map(Value.text) : number().map(Value.number)
    }

    mutating func string() -> String? {
      guard take("\"") else { return nil }
      let body = rest.prefix {
        (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
      }
      rest = rest[body.endIndex...]
      return take("\"") ? String(decoding: body, as: UTF8.self) : nil
    }

    /// Digits without sign or leading zero, within Int64.
    mutating func number() -> Int64? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest[digits.endIndex...]
      if digits.count > 1, digits.first == UInt8(ascii: "0") { return nil }
      return Int64(String(decoding: digits, as: UTF8.self))
    }
  }
}
