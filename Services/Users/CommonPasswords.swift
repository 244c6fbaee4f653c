/// What many people choose when 12 characters are asked for.
enum CommonPasswords {
  /// Whether it is one of them, whatever its case, or one short pattern again and again.
  static func contains(_ password: String) -> Bool {
    let plain = password.lowercased()
    return list.contains(plain) || repeats(Array(plain.unicodeScalars))
  }

  /// `aaaaaaaaaaaa`, `abcabcabcabc`, `123412341234`.
  private static func repeats(_ scalars: [Unicode.Scalar]) -> Bool {
    (1...4).contains { period in
      scalars.indices.dropFirst(period).allSatisfy { scalars[$0] == scalars[$0 - period] }
    }
  }

  private static let list: Set<String> = [
    "012345678910", "0123456789abc", "123456789000", "123456789012", "1234567890123",
    "123456789101", "1234567891011", "123456789123", "1234567890qwerty", "12345678910111213",
    "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv",
    "abcdefghijkl", "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "adminadmin123",
    "administrator", "administrator1", "adminpassword", "changemenow1", "changemeplease",
    "correcthorsebatterystaple", "correct horse battery staple", "contraseña123",
    "iloveyou1234", "iloveyouforever", "letmeinplease", "letmein12345", "motdepasse123",
    "mypassword12", "mypassword123", "passw0rd1234", "passwordpassword", "password1234",
    "password12345", "password123456", "password123!", "password1234!", "password2024",
    "password2025", "password2026", "passwort1234", "passwort12345", "p@ssw0rd1234",
    "p@ssword1234", "qazwsxedcrfv", "qwerty123456", "qwerty1234567", "qwertyqwerty",
    "qwertyuiop12", "qwertyuiop123", "qwertyuiop1234", "qwertyuiopasdfgh", "qwertyuiop[]",
    "qwertzuiopü+", "qwertzuiop123", "superman1234", "sunshine1234", "trustno1trustno1",
    "welcome12345", "welcome123456", "welcometothejungle", "zaq12wsxcde3", "zxcvbnm12345",
    "пароль123456", "йцукенгшщзхъ",
  ]
}
