/// Cells of CSV files (RFC 4180) that people open in a spreadsheet.
public enum CSVCell {
  /// A spreadsheet takes a cell that begins with one of these for a formula, or passes over them
  /// and then does.
  private static let dangerous = Set("=+-@\t\r\n".utf8)
  private static let quote = UInt8(ascii: "\"")

  /// Appends a text as a cell. One that a spreadsheet would execute gets an apostrophe in front,
  /// by which spreadsheets know a text.
  public static func append(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
    let bytes = Array(text)
    let isDangerous = bytes.first.map(dangerous.contains) ?? false
    let needsQuotes =
      bytes.contains { $0 == quote || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      || bytes.first == 0x20 || bytes.last == 0x20
    if needsQuotes { output.append(quote) }
    if isDangerous { output.append(UInt8(ascii: "'")) }
    for byte in bytes {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    if needsQuotes { output.append(quote) }
  }

  /// The text of a cell that was made harmless by `append`; any other text as it is.
  public static func restored(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "'"), let second = text.utf8.dropFirst().first,
      dangerous.contains(second)
    else { return text }
    return String(text.dropFirst())
  }
}
