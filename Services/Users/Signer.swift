internal import Daemon
internal import Glibc
internal import Identity
internal import RPC
internal import Synchronization

/// The key that signs access tokens: the one in its file, whenever that is replaced.
///
/// A key is told to everybody before the first token bears it, so no token of it is ever refused:
/// a file of the same name that ends in `.next` is announced and waits to take the place of the
/// one in use. Every replica looks once a second (`credopass keys rotate` does the rest).
final class Signer: Sendable {
  private struct Current {
    let issuer: TokenIssuer
    let publicKey: PublicKey
  }

  private let file: String
  private let scope: TokenScope
  private let current: Mutex<Current>

  /// - Parameter file: holds the seed; made when there is none.
  /// - Throws: `StartFailure` when it can be neither read nor made.
  init(file: String, scope: TokenScope) throws {
    self.file = file
    self.scope = scope
    do {
      current = Mutex(Self.current(try SecretFile.secret(file), scope))
    } catch {
      throw StartFailure.configuration(["\(error)"])
    }
  }

  private static func current(_ seed: Secret, _ scope: TokenScope) -> Current {
    let key = SigningKey(seed: seed)
    return Current(issuer: TokenIssuer(scope: scope, key: key), publicKey: key.publicKey)
  }

  /// What verifies the tokens made now.
  var publicKey: PublicKey { current.withLock { $0.publicKey } }

  var issuer: TokenIssuer { current.withLock { $0.issuer } }

  /// Tells of the key that waits, and takes the one in the file when it is another.
  func look(_ store: Store, _ access: Access, now: Instant) async throws {
    if let next = try next() { try await store.announce(next, now: now, signs: false) }
    let found = Self.current(try SecretFile.readSecret(file), scope)
    if found.publicKey == publicKey { return }
    // Told first: with this replica's word the others count its tokens, and it does itself.
    try await store.announce(found.publicKey, now: now)
    try await access.refreshKeys()
    current.withLock { $0 = found }
  }

  private func next() throws -> PublicKey? {
    do {
      return SigningKey(seed: try SecretFile.readSecret(file + ".next")).publicKey
    } catch .system(_, ENOENT) {
      return nil
    }
  }
}
