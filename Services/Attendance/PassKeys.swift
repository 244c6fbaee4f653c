import Daemon
import Identity
import Postgres
import Synchronization

/// The key that signs passes, and all keys that ever did. A new file in place of the old one
/// changes the key; what the old one signed goes on counting.
final class PassKeys: Sendable {
  private struct State {
    var signing: SigningKey
    var known: [String: PublicKey] = [:]
    var refreshedAt = ContinuousClock.now - .seconds(1)
  }

  private let file: String
  private let state: Mutex<State>

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
    state.withLock {
      $0.signing = found
      $0.known = known
    }
  }

  /// What a pass of ours says; nil when it is none. A key that is not known is looked up, once a
  /// second at most, so that junk costs nothing.
  func claims(of text: String, _ store: Store) async throws -> PassClaims? {
    guard let pass = PassText(text) else { return nil }
    let isKnown = state.withLock { $0.known[pass.keyID] != nil }
    if !isKnown, isDue(.now) {
      let known = try await store.passKeys()
      state.withLock { $0.known = known }
    }
    guard let key = state.withLock({ $0.known[pass.keyID] }), pass.isSigned(by: key) else {
      return nil
    }
    return pass.claims
  }

  private func isDue(_ now: ContinuousClock.Instant) -> Bool {
    state.withLock { state in
      guard now - state.refreshedAt >= .seconds(1) else { return false }
      state.refreshedAt = now
      return true
    }
  }
}
