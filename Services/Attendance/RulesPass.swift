import Identity

/// What a pass says: whom it is for, where, and until when it counts.
struct PassClaims: Sendable, Equatable {
  let eventID: UUID128
  let patronID: UUID128
  /// Compared with the number from which on the person's passes count.
  let number: Int32
  /// In whole seconds; nil: as long as the door is open.
  let expiresAt: Instant?
}

/// A pass as text: `CP1.<key id>.<payload>.<signature>`, where the payload is 44 bytes (event,
/// person, number, second of expiry or 0; big-endian) and the signature (Ed25519) covers all that
/// stands before its dot. 159 letters.
struct PassText: Sendable, Equatable {
  static let version = "CP1"

  let keyID: String
  let claims: PassClaims
  let signature: [UInt8]

  static func signed(_ claims: PassClaims, by key: SigningKey) -> String {
    let head = head(key.publicKey.shortID, claims)
    return head + "." + text(key.sign(Array(head.utf8)))
  }

  /// Nil for what is no pass, or is written otherwise than we write it.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count < 256, parts.count == 4, parts[0] == Self.version,
      let payload = Base64URL.decode(parts[2].utf8), let claims = PassClaims(payload),
      let signature = Base64URL.decode(parts[3].utf8), signature.count == 64
    else { return nil }
    keyID = String(parts[1])
    self.claims = claims
    self.signature = signature
    guard Self.head(keyID, claims) + "." + Self.text(signature) == text else { return nil }
  }

  func isSigned(by key: PublicKey) -> Bool {
    key.verifies(signature, of: Array(Self.head(keyID, claims).utf8))
  }

  private static func head(_ keyID: String, _ claims: PassClaims) -> String {
    "\(version).\(keyID).\(text(claims.payload))"
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: Base64URL.encode(bytes), as: UTF8.self)
  }
}

extension PassClaims {
  fileprivate init?(_ payload: [UInt8]) {
    guard payload.count == 44, let event = UUID128(bytes: payload[0..<16]),
      let patron = UUID128(bytes: payload[16..<32])
    else { return nil }
    func number<Value: FixedWidthInteger>(_ start: Int, _: Value.Type) -> Value {
      payload[start..<(start + MemoryLayout<Value>.size)].reduce(0) { $0 << 8 | Value($1) }
    }
    let second = number(36, UInt64.self)
    guard second <= 253_402_300_799 else { return nil }
    eventID = event
    patronID = patron
    self.number = Int32(bitPattern: number(32, UInt32.self))
    expiresAt = second == 0 ? nil : Instant(microseconds: Int64(second) * 1_000_000)
  }

  fileprivate var payload: [UInt8] {
    let second = expiresAt.map { UInt64($0.microseconds / 1_000_000) } ?? 0
    return eventID.bytes + patronID.bytes + bigEndian(number) + bigEndian(second)
  }

  /// Why the pass does not count at a door; nil when it does.
  ///
  /// - Parameter valid: the number from which on the person's passes count; nil when the person
  ///   has none here, as with a pass that was signed before a backup was restored.
  func refusal(at eventID: UUID128, _ time: Instant, valid: Int32?) -> Verdict? {
    if self.eventID != eventID { return .refused(.wrongEvent, "This pass is for another event.") }
    guard let valid, number >= valid else {
      return .refused(.revoked, "This pass was taken back.")
    }
    if let expiresAt, time >= expiresAt { return .refused(.expired, "This pass has expired.") }
    return nil
  }
}
