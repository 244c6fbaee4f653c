internal import Synchronization

/// What a door device signs in by: `CD1.<key id>.<device>.<signature>`, where the device is the 16
/// bytes of its id and the signature (Ed25519) covers all that stands before its dot. 122 letters.
public struct DeviceToken: Sendable, Equatable {
  private static let version = "CD1"

  public let keyID: String
  /// 16 bytes.
  public let deviceID: [UInt8]
  let signature: [UInt8]

  /// Whether the text says that it is one, whatever it is worth: no access token begins so.
  public static func isOne(_ text: some StringProtocol) -> Bool { text.hasPrefix(version + ".") }

  /// The same text each time it is asked for.
  public static func signed(_ deviceID: [UInt8], by key: SigningKey) -> String {
    precondition(deviceID.count == 16)
    let head = head(key.publicKey.shortID, deviceID)
    return head + "." + text(key.sign(Array(head.utf8)))
  }

  /// Nil for what is none, or is written otherwise than we write it.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count < 160, parts.count == 4, parts[0] == Self.version,
      let deviceID = Base64URL.decode(parts[2].utf8), deviceID.count == 16,
      let signature = Base64URL.decode(parts[3].utf8), signature.count == 64
    else { return nil }
    keyID = String(parts[1])
    self.deviceID = deviceID
    self.signature = signature
    guard Self.head(keyID, deviceID) + "." + Self.text(signature) == text else { return nil }
  }

  func isSigned(by key: PublicKey) -> Bool {
    key.verifies(signature, of: Array(Self.head(keyID, deviceID).utf8))
  }

  private static func head(_ keyID: String, _ deviceID: [UInt8]) -> String {
    "\(version).\(keyID).\(text(deviceID))"
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: Base64URL.encode(bytes), as: UTF8.self)
  }
}

/// Judges device tokens by their signature and remembers the good ones, in bounded memory. Whether
/// a device still counts only the service that registered it can tell.
public final class DeviceTokenVerifier: Sendable {
  public enum Verdict: Sendable, Equatable {
    /// Its id's 16 bytes.
    case device([UInt8])
    /// Signed by a key that is not known, or not known yet.
    case unknownKey
    case refused
  }

  private struct State {
    var keys: [String: PublicKey] = [:]
    var good: [String: [UInt8]] = [:]
  }

  private static let limit = 10_000
  private let state = Mutex(State())

  public init() {}

  public var hasKeys: Bool { state.withLock { !$0.keys.isEmpty } }

  /// Counts tokens of these keys, and of no others, from now on.
  public func use(_ keys: some Sequence<PublicKey>) {
    let keys = Dictionary(keys.map { ($0.shortID, $0) }, uniquingKeysWith: { first, _ in first })
    state.withLock { if $0.keys != keys { $0 = State(keys: keys) } }
  }

  public func verify(_ text: String) -> Verdict {
    if let known = state.withLock({ $0.good[text] }) { return .device(known) }
    guard let token = DeviceToken(text) else { return .refused }
    guard let key = state.withLock({ $0.keys[token.keyID] }) else { return .unknownKey }
    guard token.isSigned(by: key) else { return .refused }
    state.withLock { state in
      // Rather forget all than grow.
      if state.good.count >= Self.limit { state.good = [:] }
      // Not if the keys have changed meanwhile.
      if state.keys[token.keyID] == key { state.good[text] = token.deviceID }
    }
    return .device(token.deviceID)
  }
}
