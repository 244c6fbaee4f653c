/// Why a JSON text is not the message it should be.
public struct JSONError: Error, Equatable, Sendable {
  /// RFC 6901 pointer to the place, such as "/walkIn/email"; empty for the whole.
  public private(set) var pointer: String
  /// A plain sentence that says what is allowed.
  public let detail: String

  init(_ detail: String) {
    pointer = ""
    self.detail = detail
  }

  /// The same error seen from one level up.
  func inside(_ member: String) -> JSONError {
    var outer = self
    let escaped = member.contains { $0 == "~" || $0 == "/" }
    let name = escaped ? member.flatMap(escape).map(String.init).joined() : member
    outer.pointer = "/\(name)\(pointer)"
    return outer
  }

  private func escape(_ letter: Character) -> [Character] {
    switch letter {
    case "~": ["~", "0"]
    case "/": ["~", "1"]
    default: [letter]
    }
  }
}
