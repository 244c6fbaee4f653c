internal import Contracts
internal import Daemon
internal import Identity
internal import Logging
internal import Postgres
internal import RPC

// What is done when a replica starts, and when the feed is read.
extension Store {
  /// How long tokens of a replaced key are accepted: their life, and time for every replica to
  /// be started again with the new one.
  static let keyOverlap: Int64 = 86_400

  /// Tells everybody of a key, unless they know: one that signs from now on, so that those before
  /// it retire, or one that is about to.
  /// - Throws: `StartFailure` when the key is one that has been replaced.
  func announce(_ key: PublicKey, now: Instant, signs: Bool = true) async throws {
    if try await keySet().knows(key, signs: signs) { return }
    try await feed.transaction { transaction in
      try await transaction.execute(Statements.lockAll())
      let known = try await keySet(transaction)
      if known.keys.contains(where: { $0.publicKey == key.bytes && $0.retiresAt != nil }) {
        throw StartFailure.configuration([
          "the signing key was replaced by a newer one; give this replica the same"
        ])
      }
      if known.knows(key, signs: signs) { return }
      let keys = known.adding(key, now: Timestamp(now), signs: signs)
      try await transaction.execute(try access.keep(keys))
      try await transaction.execute(
        audit.entry(
          .service("users"), signs ? .keySigns : .keyAnnounced, AuditObject("key")))
      try await publish(keys, transaction)
    }
  }

  /// Tells of the keys again, before the feed forgets them: who begins to follow must learn them.
  @Sendable
  func tellKeys(_ transaction: Transaction) async throws {
    // Against a key that is announced meanwhile: the later change is the newer set.
    try await transaction.execute(Statements.lockAll())
    try await publish(try await keySet(transaction), transaction)
  }

  private func publish(_ keys: Contracts.KeySet, _ transaction: Transaction) async throws {
    let change = KeySetChanged(keySet: keys)
    try await transaction.execute(feed.publish([try FeedEntry(Self.keySetKey, change)]))
  }

  /// The feed's key of the key set, which is nobody's id.
  private static let keySetKey = UUID128(high: 0, low: 1)

  /// The keys whose tokens count.
  func keySet() async throws -> Contracts.KeySet {
    try await database.first(Statements.signingKeys()).map(Contracts.KeySet.decode)
      ?? Contracts.KeySet()
  }

  private func keySet(_ transaction: Transaction) async throws -> Contracts.KeySet {
    try await transaction.first(Statements.signingKeys()).map(Contracts.KeySet.decode)
      ?? Contracts.KeySet()
  }

  /// Makes the first administrator, where there is none that may come in. Who has the address
  /// already becomes it, with the password given: whoever sets up the deployment owns it.
  func welcome(_ admin: FirstAdmin, _ desk: Desk, _ log: Logger) async throws {
    if try await database.first(Statements.anyAdmin()) == true { return }
    let hash = try await desk.hash(admin.password)
    let made = try await feed.transaction { transaction -> Person? in
      try await transaction.execute(Statements.lockAll())
      if try await transaction.first(Statements.anyAdmin()) == true { return nil }
      let created = try await transaction.first(
        Statements.create(.v7(), admin.email, nil, hash, "", "", .admin, "", "", []))
      let person =
        if let created { created } else {
          try await transaction.first(Statements.promote(admin.email, hash))
        }
      guard let person else { throw StartFailure.unavailable("no administrator could be made") }
      let standing = Standing(epoch: person.tokenEpoch, isActive: true)
      _ = try await transaction.batch(
        access.keep(standing, of: person.id),
        audit.entry(
          .service("users"), .roleChanged, .user(person.id), ["to": .word(Role.admin)]))
      try await publish([person], transaction)
      return person
    }
    guard let made else { return }
    log.notice("made the first administrator", metadata: ["user": "\(made.user.id)"])
  }

  /// Fills in what people are called now; the feed itself keeps no names.
  @Sendable
  func fill(_ changes: [Change]) async throws -> [Change] {
    let ids = changes.filter { $0.kind == "UserChanged" }.compactMap { UUID128($0.key) }
    if ids.isEmpty { return changes }
    let people = try await database.query(Statements.names(Array(Set(ids))))
    let names = Dictionary(people.map { ($0.id.description, $0) }, uniquingKeysWith: { $1 })
    return try changes.map { change in
      guard change.kind == "UserChanged", let name = names[change.key] else { return change }
      var filled = change
      var user = try UserChanged.decode(change.payload)
      user.firstName = name.first
      user.lastName = name.last
      filled.payload = try user.encode()
      return filled
    }
  }
}

extension Contracts.KeySet {
  /// Whether the key is told of as what it is: one that signs leaves no older one in use.
  fileprivate func knows(_ key: PublicKey, signs: Bool) -> Bool {
    guard let index = keys.firstIndex(where: { $0.publicKey == key.bytes }) else { return false }
    return keys[index].retiresAt == nil
      && (!signs || keys[(index + 1)...].allSatisfy { $0.retiresAt != nil })
  }

  /// The set with the key, newest first, and without those whose time is over; when it signs from
  /// now on, those before it retire.
  fileprivate func adding(
    _ key: PublicKey, now: Timestamp, signs: Bool
  ) -> Contracts.KeySet {
    var all = keys.filter { ($0.retiresAt?.seconds ?? .max) > now.seconds }
    if !all.contains(where: { $0.publicKey == key.bytes }) {
      all.insert(
        Contracts.SigningKey(keyId: key.id, publicKey: key.bytes, createdAt: now), at: 0)
    }
    guard signs, let index = all.firstIndex(where: { $0.publicKey == key.bytes }) else {
      return Contracts.KeySet(keys: all)
    }
    let end = Timestamp(seconds: now.seconds + Store.keyOverlap, nanos: 0)
    for older in all.indices.dropFirst(index + 1) where all[older].retiresAt == nil {
      all[older].retiresAt = end
    }
    return Contracts.KeySet(keys: all)
  }
}
