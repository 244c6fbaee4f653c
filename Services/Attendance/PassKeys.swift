import Daemon
import Identity
import Postgres
import Synchronization

/// The key that signs passes, device tokens and snapshots, and all keys that ever did. A new file
/// in place of the old one changes the key; what the old one signed goes on counting.
final class PassKeys: Sendable {
  private struct State {
    var signing: SigningKey
    var known: [String: PublicKey] = [:]
    var refreshedAt = ContinuousClock.now - .seconds(1)
  }

  private let file: String
  private let state: Mutex<State>
  private let devices = DeviceTokenVerifier()

  /// - Parameter file: holds the seed; made when there is none. All replicas share it.
  /// - Throws: `StartFailure` when it can be neither read nor made.
  init(file: String) throws {
    self.file = file
    do {
      state = Mutex(State(signing: SigningKey(seed: try SecretFile.secret(file))))
    } catch {
      throw StartFailure.configuration(["\(error)"])
    }
  }

  func sign(_ claims: PassClaims) -> String {
    PassText.signed(claims, by: state.withLock(\.signing))
  }

  /// Takes the key in the file, once everybody can know it, and every key that is known by now.
  func look(_ store: Store) async throws {
    let found = SigningKey(seed: try SecretFile.readSecret(file))
    let known = try await store.announce(found.publicKey)
    use(known)
    state.withLock { $0.signing = found }
  }

  /// What a pass of ours says; nil when it is none.
  func claims(of text: String, _ store: Store) async throws -> PassClaims? {
    guard let pass = PassText(text) else { return nil }
    if state.withLock({ $0.known[pass.keyID] == nil }) { try await lookAgain(store) }
    guard let key = state.withLock({ $0.known[pass.keyID] }), pass.isSigned(by: key) else {
      return nil
    }
    return pass.claims
  }

  /// The token by which a device signs in, the same each time until the key changes.
  func signDevice(_ id: UUID128) -> String {
    DeviceToken.signed(id.bytes, by: state.withLock(\.signing))
  }

  /// Whose token it is; nil when it is none of ours. Whether the device still counts, the store
  /// knows.
  func device(of token: String, _ store: Store) async throws -> UUID128? {
    var verdict = devices.verify(token)
    if verdict == .unknownKey {
      try await lookAgain(store)
      verdict = devices.verify(token)
    }
    guard case .device(let bytes) = verdict else { return nil }
    return UUID128(bytes: bytes)
  }

  /// A JSON web signature over a payload (RFC 7515 section 7.2.2): its three parts. Its header says
  /// what it is for, so that it is never taken for a pass or a token.
  func signed(
    _ payload: [UInt8], type: String
  ) -> (protected: String, payload: String, signature: String) {
    let key = state.withLock(\.signing)
    func text(_ bytes: some Sequence<UInt8>) -> String {
      String(decoding: Base64URL.encode(bytes), as: UTF8.self)
    }
    let header = text(
      #"{"alg":"EdDSA","kid":"\#(key.publicKey.shortID)","typ":"\#(type)"}"#.utf8)
    let body = text(payload)
    return (header, body, text(key.sign(Array("\(header).\(body)".utf8))))
  }

  /// Every key that is known, by its short id.
  var known: [String: PublicKey] { state.withLock(\.known) }

  private func use(_ known: [String: PublicKey]) {
    devices.use(known.values)
    state.withLock { $0.known = known }
  }

  /// A key that is not known is looked up, once a second at most, so that junk costs nothing.
  private func lookAgain(_ store: Store) async throws {
    if isDue(.now) { use(try await store.passKeys()) }
  }

  private func isDue(_ now: ContinuousClock.Instant) -> Bool {
    state.withLock { state in
      guard now - state.refreshedAt >= .seconds(1) else { return false }
      state.refreshedAt = now
      return true
    }
  }
}
