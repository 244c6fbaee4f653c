internal import CSodium

/// Turns passwords into what may be stored, and checks them: argon2id over a peppered digest.
///
/// The pepper comes first: BLAKE2b keyed with a secret that is not in the database. Whoever steals
/// the table alone cannot try a single password, and argon2id gets 32 bytes whatever was typed,
/// so nothing is ever cut off. Salt and cost travel inside the stored text.
///
/// Every call computes for some 20 ms and 19 MiB: make it in a `HashingLane`, never on a thread
/// that others wait for. Unicode is the caller's: normalize (NFC) before hashing and checking.
public struct PasswordHasher: Sendable {
  /// OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane.
  static let memory = 19 * 1024 * 1024
  static let passes: UInt64 = 2

  private let pepper: Secret
  /// A hash of nobody's password, checked in place of one that is missing.
  private let decoy: String

  /// Costs one hash.
  public init(pepper: Secret) {
    self.pepper = pepper.derived(for: "credopass password pepper v1")
    decoy = Self.argon2id(Sodium.random(32), memory: Self.memory, passes: Self.passes)
  }

  /// What to store: `$argon2id$v=19$m=19456,t=2,p=1$…`, less than 128 characters.
  public func hash(_ password: String) -> String {
    Self.argon2id(peppered(password), memory: Self.memory, passes: Self.passes)
  }

  /// Whether `password` is the one behind `stored`. Nil, for a person without a password or not
  /// known at all, takes the same time and is never true.
  public func verify(_ password: String, _ stored: String?) -> Bool {
    let digest = peppered(password).map(CChar.init(bitPattern:))
    let status = unsafe crypto_pwhash_str_verify(stored ?? decoy, digest, UInt64(digest.count))
    return status == 0 && stored != nil
  }

  /// Whether `stored` was made with other cost than today's, or is none of ours.
  public func needsRehash(_ stored: String) -> Bool {
    unsafe crypto_pwhash_str_needs_rehash(stored, Self.passes, Self.memory) != 0
  }

  private func peppered(_ password: String) -> [UInt8] {
    Sodium.blake2b(Array(password.utf8), key: pepper.bytes)
  }

  static func argon2id(_ digest: [UInt8], memory: Int, passes: UInt64) -> String {
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let digest = digest.map(CChar.init(bitPattern:))
    let status = unsafe crypto_pwhash_str_alg(
      &text, digest, UInt64(digest.count), passes, memory, crypto_pwhash_ALG_ARGON2ID13)
    precondition(status == 0, "no 19 MiB left to hash a password")
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
