internal import Identity

/// Judges tokens of a provider. One for a whole daemon.
public actor OpenIDVerifier {
  /// Seconds after which a key set is asked for again.
  private static let life: Int64 = 600
  /// Seconds between two askings for an unknown key, and after one that failed.
  private static let pause: Int64 = 60
  private static let pauseAfterFailure: Int64 = 5
  /// Seconds for which the last key set is good while the provider is down.
  private static let grace: Int64 = 86_400

  private let provider: OpenIDProvider
  private let lane = HashingLane(width: 1, bound: 1)
  private var keys: [ForeignKey.Name: ForeignKey] = [:]
  private var fetchedAt = Int64.min
  private var asksAgainAt = Int64.min
  private var asking: Task<[ForeignKey], any Error>?

  public init(_ provider: OpenIDProvider) { self.provider = provider }

  /// What a token says, if it counts.
  /// - Parameter now: seconds of Unix time.
  /// - Throws: `OpenIDRefusal`.
  public func verify(_ text: String, now: Int64) async throws -> OpenIDClaims {
    let name = try ForeignToken(text).key
    let key = try await key(name, now)
    // Read once more: what waited for keys held no handle meanwhile.
    return try OpenIDClaims(try ForeignToken(text).content(signedBy: key), provider, now: now)
  }

  private func key(_ name: ForeignKey.Name, _ now: Int64) async throws -> ForeignKey {
    let isStale = fetchedAt < now - Self.life
    if isStale || keys[name] == nil, asking != nil || asksAgainAt <= now { try await refresh(now) }
    guard fetchedAt >= now - Self.grace else { throw OpenIDRefusal.unavailable("no keys") }
    guard let key = keys[name] else { throw OpenIDRefusal.token("kid") }
    return key
  }

  /// Of several at once one asks and all wait. A failure leaves the keys as they were.
  private func refresh(_ now: Int64) async throws {
    let task = asking ?? ask()
    asking = task
    let result = await task.result
    // Whoever is first to be back takes note.
    guard asking == task else { return }
    asking = nil
    switch result {
    case .success(let found):
      keys = Dictionary(found.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      fetchedAt = now
      asksAgainAt = now + Self.pause
    case .failure(let error):
      asksAgainAt = now + Self.pauseAfterFailure
      guard fetchedAt >= now - Self.grace else { throw error }
    }
  }

  private func ask() -> Task<[ForeignKey], any Error> {
    Task { [provider, lane] in
      try await lane.run { Result { () throws(OpenIDRefusal) in try provider.fetch() } }.get()
    }
  }
}
