internal import Contracts
internal import Glibc
internal import Identity
internal import RPC
internal import Synchronization

/// Who asks, by the access token: verified here so that rights are judged before the body is read;
/// the daemons verify it again.
final class Tokens: Sendable {
  typealias Fetch = @Sendable () async throws -> Contracts.KeySet

  private struct State {
    var keys: Identity.KeySet
    var lastFetch: ContinuousClock.Instant?
    var running: Task<Void, Never>?
  }

  /// Keys are asked for this often, and as soon as a token names one that is not known. New ones
  /// are told longer before they sign.
  static let interval = Duration.seconds(5)
  /// But not more often than this, whoever sends what.
  static let pause = Duration.seconds(1)

  private let verifier: TokenVerifier
  private let fetch: Fetch
  private let state: Mutex<State>
  /// How often users did not answer with its keys.
  let failures = Atomic<Int>(0)

  /// - Parameters:
  ///   - keys: what counts until users has answered once, so that the door opens without users.
  ///   - fetch: asks users for every key that counts.
  init(scope: TokenScope, keys: Identity.KeySet, fetch: @escaping Fetch) {
    verifier = TokenVerifier(scope: scope, keys: keys)
    self.fetch = fetch
    state = Mutex(State(keys: keys))
  }

  var keys: Identity.KeySet { state.withLock { $0.keys } }

  /// The token in an Authorization field's value.
  static func bearer(_ authorization: String) throws(Refusal) -> String {
    let words = authorization.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bearer" else { throw .badToken }
    return String(words[1])
  }

  /// The person behind an access token.
  func principal(_ token: String) async throws(Refusal) -> Principal {
    do {
      return try verify(token)
    } catch TokenRefusal.unknownHeader {
      await refresh()
      do { return try verify(token) } catch { throw .badToken }
    } catch {
      throw .badToken
    }
  }

  private func verify(_ token: String) throws(TokenRefusal) -> Principal {
    try verifier.verify(Array(token.utf8), now: Int64(time(nil))) { _ in nil }
  }

  /// Asks users for its keys, unless that was done just now; whoever comes meanwhile waits for
  /// the same answer.
  func refresh() async {
    let task: Task<Void, Never>? = state.withLock { state in
      if let running = state.running { return running }
      let now = ContinuousClock.now
      if let last = state.lastFetch, now < last + Self.pause { return nil }
      state.lastFetch = now
      state.running = Task {
        await load()
        self.state.withLock { $0.running = nil }
      }
      return state.running
    }
    await task?.value
  }

  private func load() async {
    do {
      let keys = Identity.KeySet(Self.entries(try await fetch()))
      state.withLock { state in
        // A change of keys forgets every verdict: not for nothing. No keys at all is no answer.
        if keys.entries.isEmpty || keys == state.keys { return }
        state.keys = keys
        verifier.use(keys)
      }
    } catch {
      failures.add(1, ordering: .relaxed)
    }
  }

  /// Asks again and again until cancelled.
  func follow() async {
    while !Task.isCancelled {
      await refresh()
      let pause = keys.entries.isEmpty ? Self.pause : Self.interval
      do { try await ContinuousClock().sleep(for: pause) } catch { return }
    }
  }

  private static func entries(_ set: Contracts.KeySet) -> [Identity.KeySet.Entry] {
    set.keys.compactMap { key in
      PublicKey(key.publicKey).map {
        Identity.KeySet.Entry($0, retiresAt: key.retiresAt.map(\.seconds))
      }
    }
  }

  /// The keys as a JWK set, for those who verify our tokens themselves.
  func jwks() -> [UInt8] { Array(keys.jwks(now: Int64(time(nil))).utf8) }
}
