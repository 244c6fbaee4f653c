/// The name of a service's schema, fit to stand unquoted in SQL.
public struct SchemaName: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// Nil unless `text` is 1 to 40 of a-z, 0-9 and _ and begins with a letter.
  public init?(_ text: String) {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = text.utf8.first, letters ~= first, text.utf8.count <= 40 else { return nil }
    let allowed = text.utf8.allSatisfy {
      letters ~= $0 || digits ~= $0 || $0 == UInt8(ascii: "_")
    }
    guard allowed else { return nil }
    description = text
  }

  /// Puts the name where a constant text says `{schema}`: the tables that all services share have
  /// one text, and nothing but this checked name ever enters it.
  public func fill(_ text: String) -> String { text.replacing("{schema}", with: description) }
}
