internal import CJose

/// A token as it came, its header read and nothing of it believed.
@safe struct ForeignToken: ~Copyable {
  private let jws: OpaquePointer
  let key: ForeignKey.Name

  /// No provider's token comes near.
  static let limit = 16 * 1024

  init(_ text: String) throws(OpenIDRefusal) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.limit, parts.count == 3, parts.allSatisfy({ !$0.isEmpty }),
      parts.allSatisfy({ $0.allSatisfy(Self.isBase64URL) })
    else { throw .token("no token") }
    guard let jws = unsafe cjose_jws_import(text, text.utf8.count, nil) else {
      throw .token("no token")
    }
    var isTaken = false
    defer { if !isTaken { unsafe cjose_jws_release(jws) } }
    // Owned by the token.
    guard let header = unsafe cjose_jws_get_protected(jws) else { throw .token("no header") }
    func member(_ name: String) -> String? {
      unsafe cjose_header_get(header, name, nil).map { unsafe String(cString: $0) }
    }
    guard unsafe json_object_get(header, "crit") == nil else { throw .token("crit") }
    guard let algorithm = member("alg").flatMap(Algorithm.init) else { throw .token("alg") }
    let isTyped = unsafe json_object_get(header, "typ") != nil
    guard !isTyped || member("typ")?.uppercased() == "JWT" else { throw .token("typ") }
    // r and s of 32 bytes each (RFC 7518, 3.4).
    if algorithm == .es256, parts[2].count != 86 { throw .token("signature") }
    guard let id = member("kid"), !id.isEmpty else { throw .token("kid") }
    key = ForeignKey.Name(id: id, algorithm: algorithm)
    unsafe self.jws = unsafe jws
    isTaken = true
  }

  deinit { unsafe cjose_jws_release(jws) }

  /// What it says, if the key has signed it.
  consuming func content(signedBy key: ForeignKey) throws(OpenIDRefusal) -> [UInt8] {
    guard key.name == self.key,
      let handle = unsafe cjose_jwk_import(key.json, key.json.utf8.count, nil)
    else { throw .token("kid") }
    defer { unsafe cjose_jwk_release(handle) }
    guard unsafe cjose_jws_verify(jws, handle, nil) else { throw .token("signature") }
    var start: UnsafeMutablePointer<UInt8>?
    var count = 0
    // The bytes are the token's.
    guard unsafe cjose_jws_get_plaintext(jws, &start, &count, nil), let start = unsafe start else {
      throw .token("no claims")
    }
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  private static func isBase64URL(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
