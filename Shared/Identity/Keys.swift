/// An Ed25519 key that signs: the access tokens of users, the passes of attendance.
public struct SigningKey: Sendable {
  public let publicKey: PublicKey
  private let secretKey: Secret64

  public init(seed: Secret) {
    let pair = Sodium.ed25519(seed: seed.bytes)
    publicKey = PublicKey(unchecked: pair.publicKey)
    secretKey = Secret64(bytes: pair.secretKey)
  }

  /// The 64-byte signature of `message`, the same every time (RFC 8032). A caller's messages must
  /// begin with what sets them apart from any other use of the key.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    Sodium.sign(message, secretKey: secretKey.bytes)
  }
}

/// libsodium's form of a signing key, hidden from dumps.
private struct Secret64: Sendable, CustomReflectable {
  let bytes: [UInt8]
  var customMirror: Mirror { Mirror(self, children: []) }
}

/// The half of a signing key that everybody may know.
public struct PublicKey: Sendable, Hashable {
  public let bytes: [UInt8]
  /// The RFC 7638 thumbprint (SHA-256, base64url, 43 letters): a key cannot choose its name.
  public let id: String
  /// The id's first letters: how short texts name the key.
  public var shortID: String { String(id.prefix(8)) }

  /// Nil unless there are exactly 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.init(unchecked: bytes)
  }

  init(unchecked bytes: [UInt8]) {
    self.bytes = bytes
    let members = #"{"crv":"Ed25519","kty":"OKP","x":"\#(Self.text(bytes))"}"#
    id = Self.text(Sodium.sha256(Array(members.utf8)))
  }

  public func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    Sodium.verifies(signature, of: message, publicKey: bytes)
  }

  /// The key as a member of a JWK set (RFC 8037 section 2).
  var jwk: String {
    #"{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"\#(id)","#
      + #""x":"\#(Self.text(bytes))"}"#
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: Base64URL.encode(bytes), as: UTF8.self)
  }
}

/// The public keys whose tokens count: during a rotation the next one before it signs, and the
/// last one until what it signed has expired.
public struct KeySet: Sendable, Equatable {
  public struct Entry: Sendable, Equatable {
    public let key: PublicKey
    /// From this second of Unix time on nothing signed with it counts; nil while it is in use.
    public let retiresAt: Int64?

    public init(_ key: PublicKey, retiresAt: Int64? = nil) {
      self.key = key
      self.retiresAt = retiresAt
    }
  }

  public let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// The set as `/.well-known/jwks.json` shows it at `now` (RFC 7517), retired keys left out.
  public func jwks(now: Int64) -> String {
    let live = entries.filter { now < $0.retiresAt ?? .max }
    return #"{"keys":[\#(live.map(\.key.jwk).joined(separator: ","))]}"#
  }
}
