/// What many people choose when 12 characters are asked for.
enum CommonPasswords {
  /// Whether it is on the list, whatever its case; one of the list with digits and signs around it,
  /// or twice; or one short pattern again and again.
  static func contains(_ password: String) -> Bool {
    let plain = Array(password.lowercased().utf8)
    if repeats(plain) || has(plain) { return true }
    let core = core(plain)
    if has(core) { return true }
    let half = core.prefix(core.count / 2)
    return core.count == 2 * half.count && core.suffix(half.count) == half && has(half)
  }

  /// `aaaaaaaaaaaa`, `abcabcabcabc`, `123456123456`.
  private static func repeats(_ text: [UInt8]) -> Bool {
    (1...6).contains { period in
      text.indices.dropFirst(period).allSatisfy { text[$0] == text[$0 - period] }
    }
  }

  /// What is left without what is no letter at both ends.
  private static func core(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let isLetter = { (byte: UInt8) in (97...122).contains(byte) || byte >= 128 }
    guard let first = text.firstIndex(where: isLetter),
      let last = text.lastIndex(where: isLetter)
    else { return [] }
    return text[first...last]
  }

  private static func has(_ word: some Collection<UInt8>) -> Bool {
    let word = Array(word)
    if word.isEmpty || own.contains(word) { return !word.isEmpty }
    return listed(word)
  }

  /// The list as it stands in the program: one block of memory, searched where it lies.
  private static let list = Array(CommonPasswordList.text.utf8)
  private static let lineFeed = UInt8(ascii: "\n")

  private static func listed(_ word: [UInt8]) -> Bool {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      let start = (list[low..<middle].lastIndex(of: lineFeed) ?? low - 1) + 1
      let end = list[middle..<high].firstIndex(of: lineFeed) ?? high
      let line = list[start..<end]
      if line.elementsEqual(word) { return true }
      if line.lexicographicallyPrecedes(word) { low = end + 1 } else { high = max(low, start - 1) }
    }
    return false
  }

  /// Sequences and walks over keyboards that the list lacks, and what is chosen in other tongues.
  private static let own = Set(
    [
      "012345678910", "0123456789abc", "123456789000", "123456789012", "1234567890123",
      "123456789101", "1234567891011", "123456789123", "1234567890qwerty", "12345678910111213",
      "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv",
      "abcdefghijkl", "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "adminpassword",
      "changemeplease", "correcthorsebatterystaple", "correct horse battery staple",
      "contraseña", "iloveyouforever", "letmeinplease", "motdepasse", "mypassword",
      "qazwsxedcrfv", "qwertyuiopasdfgh", "qwertyuiop[]", "qwertzuiopü", "trustno1trustno1",
      "welcometothejungle", "zaq12wsxcde3", "пароль", "йцукенгшщзхъ",
    ].map { Array($0.utf8) })
}
