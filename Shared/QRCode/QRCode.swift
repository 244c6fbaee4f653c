private import CQRCode

/// A text as a square of dark and light modules.
public struct QRCode: Sendable {
  /// Modules on each side, the quiet zone left out.
  public let size: Int
  /// Row by row; true is dark.
  let modules: [Bool]

  /// Light modules around the code (ISO/IEC 18004, 6.3.8).
  static let quietZone = 4

  /// - Parameter text: 1 to 2,331 characters of ASCII: what else a byte means, readers guess.
  /// - Throws: `QRCodeError.unfit`.
  public init(_ text: String) throws(QRCodeError) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (1...127).contains($0) }) else { throw .unfit }
    // Level M; the smallest size that holds the text; upper and lower case kept.
    guard let code = unsafe QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { throw .unfit }
    defer { unsafe QRcode_free(code) }
    size = Int(unsafe code.pointee.width)
    // "The least significant bit of each byte is 1 where the module is dark."
    modules = unsafe UnsafeBufferPointer(start: code.pointee.data, count: size * size)
      .map { $0 & 1 == 1 }
  }

  /// Whether a module is dark, the quiet zone counted in.
  func isDark(_ column: Int, _ row: Int) -> Bool {
    let (x, y) = (column - Self.quietZone, row - Self.quietZone)
    guard (0..<size).contains(x), (0..<size).contains(y) else { return false }
    return modules[y * size + x]
  }

  /// Modules on each side, the quiet zone counted in.
  var span: Int { size + 2 * Self.quietZone }
}

/// The text does not become a code.
public enum QRCodeError: Error, Equatable {
  case unfit
  /// libpng has no memory.
  case undrawn
}
