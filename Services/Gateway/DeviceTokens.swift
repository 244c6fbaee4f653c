internal import Contracts
internal import Identity
internal import RPC
internal import Synchronization

/// Which door device asks, by its token's signature: so that rights are judged before the body is
/// read, and rates counted by what nobody can make up. Whether the device still counts only
/// attendance knows, which judges again.
final class DeviceTokens: Sendable {
  typealias Fetch = @Sendable () async throws -> [PublicKey]

  private struct State {
    var lastFetch: ContinuousClock.Instant?
    var running: Task<Bool, Never>?
  }

  /// Keys are asked for when a token names one that is not known, but not more often than this.
  static let pause = Duration.seconds(1)

  private let verifier = DeviceTokenVerifier()
  private let fetch: Fetch
  private let state = Mutex(State())

  static let noDoors = Status(.unavailable, "there is no key to call attendance")

  /// The keys as attendance lists them.
  static func keys(of doors: PassesClient) async throws -> [PublicKey] {
    let answer = try await doors.listPassKeys(
      ListPassKeysRequest(), CallOptions(timeout: .seconds(2), accessToken: ""))
    return answer.keys.compactMap { PublicKey($0.publicKey) }
  }

  /// - Parameter fetch: asks attendance for every key that counts.
  init(fetch: @escaping Fetch) { self.fetch = fetch }

  /// The device's id.
  /// - Throws: 401; 503 when attendance cannot be asked for its keys.
  func device(of token: String) async throws(Refusal) -> String {
    var verdict = verifier.verify(token)
    if verdict == .unknownKey {
      let isAnswered = await refresh()
      verdict = verifier.verify(token)
      if verdict == .unknownKey, !isAnswered {
        throw .unavailable("device tokens cannot be judged now")
      }
    }
    guard case .device(let id) = verdict else { throw .badToken }
    return Hex.encode(id)
  }

  /// Asks for the keys, unless that was done just now; whoever comes meanwhile waits for the same
  /// answer.
  /// - Returns: whether keys are known.
  private func refresh() async -> Bool {
    let task: Task<Bool, Never>? = state.withLock { state in
      if let running = state.running { return running }
      let now = ContinuousClock.now
      if let last = state.lastFetch, now < last + Self.pause { return nil }
      state.lastFetch = now
      state.running = Task {
        let isAnswered = await load()
        self.state.withLock { $0.running = nil }
        return isAnswered
      }
      return state.running
    }
    if let task { return await task.value }
    return verifier.hasKeys
  }

  private func load() async -> Bool {
    do {
      verifier.use(try await fetch())
      return true
    } catch { return false }
  }
}
