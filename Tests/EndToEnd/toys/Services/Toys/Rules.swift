internal import Daemon
internal import RPC

/// What a toy must be.
enum Rules {
  /// - Throws: INVALID_ARGUMENT.
  static func name(_ text: String) throws -> String {
    guard (1...50).contains(text.unicodeScalars.count), !text.utf8.contains(0) else {
      throw Status.invalid("name", "must be 1 to 50 characters without NUL")
    }
    return text
  }
}
