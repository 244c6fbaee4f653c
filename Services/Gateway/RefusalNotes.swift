internal import Contracts
internal import Logging
internal import RPC
internal import Synchronization

/// Remembers whose refusals users has been told of, in bounded memory.
final class RefusalNotes: Sendable {
  private static let limit = 1000
  private static let pause = Duration.seconds(60)
  private let told = Mutex<[String: ContinuousClock.Instant]>([:])

  /// Whether to tell: each person and call once a minute, so that nobody makes us work by being
  /// refused.
  func isDue(_ user: String, _ rpc: String, now: ContinuousClock.Instant = .now) -> Bool {
    let key = "\(user) \(rpc)"
    return told.withLock { told in
      if let last = told[key], now - last < Self.pause { return false }
      if told.count >= Self.limit { told = told.filter { now - $0.value < Self.pause } }
      guard told.count < Self.limit else { return false }
      told[key] = now
      return true
    }
  }
}

extension Gateway {
  private static let noteRefusal = "credopass.users.v1.UsersService/NoteRefusal"

  /// Has users put on record that somebody asked for what they may not; the answer waits for
  /// nobody. Who it was users reads from the token itself.
  func note(refused rpc: String, _ request: Incoming, _ asker: Asker) {
    guard let principal = asker.principal, let method = schema.method(Self.noteRefusal),
      notes.isDue(principal.userID, rpc)
    else { return }
    Task {
      do {
        let message = try NoteRefusalRequest(method: rpc).encode()
        _ = try await backends.call(
          method, message, options(request, asker, key: "", timeout: .seconds(2)))
      } catch {
        log.warning("a refusal is not on record", metadata: ["request": "\(request.id)"])
      }
    }
  }
}
