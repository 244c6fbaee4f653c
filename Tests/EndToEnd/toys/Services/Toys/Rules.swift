/// What a toy must be.
enum Rules {
  /// Whether a toy may be called so.
  static func isName(_ text: String) -> Bool {
    (1...50).contains(text.unicodeScalars.count) && !text.utf8.contains(0)
  }
}
