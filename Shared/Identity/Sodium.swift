internal import CSodium

/// The few primitives of libsodium that this module stands on, with Swift's types.
enum Sodium {
  /// sodium_init() must come before anything else; it may be called from several threads.
  private static let ready: Void = {
    precondition(sodium_init() >= 0, "libsodium could not find a source of randomness")
  }()

  static func random(_ count: Int) -> [UInt8] {
    _ = ready
    var bytes = [UInt8](repeating: 0, count: count)
    unsafe randombytes_buf(&bytes, count)
    return bytes
  }

  /// BLAKE2b of `message`, keyed when a key is given (16 to 64 bytes), `length` bytes long.
  static func blake2b(_ message: [UInt8], key: [UInt8] = [], length: Int = 32) -> [UInt8] {
    _ = ready
    var digest = [UInt8](repeating: 0, count: length)
    let status = unsafe crypto_generichash(
      &digest, length, message, UInt64(message.count), key.isEmpty ? nil : key, key.count)
    precondition(status == 0, "BLAKE2b takes keys and digests of 16 to 64 bytes")
    return digest
  }

  static func sha256(_ message: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    unsafe crypto_hash_sha256(&digest, message, UInt64(message.count))
    return digest
  }

  /// The public key (32 bytes) and libsodium's secret key (64) of a 32-byte Ed25519 seed.
  static func ed25519(seed: [UInt8]) -> (publicKey: [UInt8], secretKey: [UInt8]) {
    _ = ready
    precondition(seed.count == Int(crypto_sign_SEEDBYTES))
    var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    var secretKey = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
    unsafe crypto_sign_seed_keypair(&publicKey, &secretKey, seed)
    return (publicKey, secretKey)
  }

  static func sign(_ message: [UInt8], secretKey: [UInt8]) -> [UInt8] {
    _ = ready
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
    unsafe crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey)
    return signature
  }

  /// libsodium refuses S ≥ L, points of small order and keys that are not canonical, so one
  /// message has one signature that holds.
  static func verifies(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
    _ = ready
    guard signature.count == Int(crypto_sign_BYTES) else { return false }
    return unsafe crypto_sign_verify_detached(
      signature, message, UInt64(message.count), publicKey) == 0
  }

  static let nonceSize = Int(crypto_secretbox_NONCEBYTES)

  static func sealed(_ plain: [UInt8], nonce: [UInt8], key: [UInt8]) -> [UInt8] {
    _ = ready
    precondition(nonce.count == nonceSize && key.count == Int(crypto_secretbox_KEYBYTES))
    var box = [UInt8](repeating: 0, count: plain.count + Int(crypto_secretbox_MACBYTES))
    let status = unsafe crypto_secretbox_easy(&box, plain, UInt64(plain.count), nonce, key)
    precondition(status == 0, "secretbox seals whatever it is given")
    return box
  }

  /// Nil for what was not sealed with this nonce and key.
  static func opened(_ box: [UInt8], nonce: [UInt8], key: [UInt8]) -> [UInt8]? {
    _ = ready
    precondition(nonce.count == nonceSize && key.count == Int(crypto_secretbox_KEYBYTES))
    let size = box.count - Int(crypto_secretbox_MACBYTES)
    guard size >= 0 else { return nil }
    var plain = [UInt8](repeating: 0, count: size)
    guard unsafe crypto_secretbox_open_easy(&plain, box, UInt64(box.count), nonce, key) == 0 else {
      return nil
    }
    return plain
  }

  /// Equal in a time that tells nothing about where two secrets differ.
  static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    unsafe left.count == right.count && sodium_memcmp(left, right, left.count) == 0
  }
}
