/// What only who has the secret can read or write (libsodium's secretbox: XSalsa20, Poly1305).
extension Secret {
  /// Another text each time, for it begins with a random nonce of 24 bytes.
  public func seal(_ plain: [UInt8]) -> [UInt8] {
    let nonce = Sodium.random(Sodium.nonceSize)
    return nonce + Sodium.sealed(plain, nonce: nonce, key: bytes)
  }

  /// Nil for what `seal` of this secret has not written.
  public func open(_ sealed: [UInt8]) -> [UInt8]? {
    guard sealed.count >= Sodium.nonceSize else { return nil }
    return Sodium.opened(
      Array(sealed.dropFirst(Sodium.nonceSize)), nonce: Array(sealed.prefix(Sodium.nonceSize)),
      key: bytes)
  }
}
