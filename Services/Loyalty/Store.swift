internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// The room's transactions; nothing else runs statements.
struct Store: Sendable {
  let database: Database
  let feed: Feed
  let pointsPerEvent: Int32
  /// How many accounts one transaction judges anew.
  static let evaluationLimit: Int64 = 200

  init(_ database: Database, _ feed: Feed, _ config: Config) {
    self.database = database
    self.feed = feed
    pointsPerEvent = config.pointsPerEvent
  }

  // MARK: Reading

  func tiers() async throws -> Tiers {
    try Self.tiers(try await database.query(Statements.tiers()))
  }

  /// A person's account; nil when nothing was ever moved.
  func account(_ patron: PatronID) async throws -> Account? {
    try await database.first(Statements.account(patron))
  }

  /// Lines of a person below a number, latest first.
  func statement(_ patron: PatronID, below number: Int32, limit: Int64) async throws -> [Entry] {
    try await database.query(Statements.statement(patron, number, limit))
  }

  static func tiers(_ rows: [Tier]) throws -> Tiers {
    guard let tiers = Tiers(rows) else { throw Status(.internal, "no level begins at 0") }
    return tiers
  }

  // MARK: Moving points

  /// Applies what attendance says of one presence: the award, the ledger, the account, the feed,
  /// all in the transaction given. Locks the award, then the account.
  func apply(_ presence: Presence, _ transaction: Transaction) async throws {
    let (_, rows, tierRows, purged) = try await transaction.batch(
      Statements.openAward(presence.attendance, Rules.attended),
      Statements.lockAward(presence.attendance, Rules.attended), Statements.tiers(),
      PurgeStatements.isPurged(presence.patron))
    guard let row = rows.first else { throw Status(.internal, "an award is gone") }
    let tiers = try Self.tiers(tierRows)
    var award = row.award
    // Nobody who is purged was anywhere.
    var presence = presence
    if purged.first == true { presence.isAttended = false }
    let steps = Rules.steps(presence, award)
    award.position = max(award.position, presence.position)
    for step in steps {
      switch step {
      case .takeBack(let standing):
        award.standing = nil
        try await takeBack(standing, row.description ?? "", transaction)
      case .give(let number, let patron):
        award.given = number
        award.standing = try await give(presence, number, to: patron, tiers, transaction)
      }
    }
    try await transaction.execute(
      Statements.keepAward(
        presence.attendance, Rules.attended, award.given, award.position, award.standing?.entry))
  }

  private func give(
    _ presence: Presence, _ number: Int32, to patron: PatronID, _ tiers: Tiers,
    _ transaction: Transaction
  ) async throws -> Award.Standing {
    let now = Moment.now
    let entry = EntryID(rawValue: .v7(now: now))
    var account = try await lockAccount(patron, transaction)
    account.earn(pointsPerEvent, tiers, now: now)
    _ = try await transaction.batch(
      Statements.addEntry(
        entry, patron, account.movements, .earn, pointsPerEvent,
        Rules.description(of: presence), Rules.sourceKey(presence.attendance, number), nil,
        account.balance, now),
      Statements.openLot(entry, patron, pointsPerEvent, now), keep(account), try publish(account))
    return Award.Standing(entry: entry, patron: patron, points: pointsPerEvent)
  }

  /// Takes back exactly one award. Its lot is still whole, for nothing spends points yet; the
  /// account's CHECK would refuse what is not there.
  private func takeBack(
    _ standing: Award.Standing, _ description: String, _ transaction: Transaction
  ) async throws {
    let now = Moment.now
    var account = try await lockAccount(standing.patron, transaction)
    account.takeBack(standing.points)
    _ = try await transaction.batch(
      Statements.addEntry(
        EntryID(rawValue: .v7(now: now)), standing.patron, account.movements, .reverse,
        -standing.points, Rules.description(takingBack: description), nil, standing.entry,
        account.balance, now),
      Statements.emptyLot(standing.entry), keep(account), try publish(account))
  }

  // MARK: Levels

  /// Lowers levels that are no longer reached. Several replicas may run it at once.
  func evaluateTiers() async throws {
    var isFull = true
    while isFull {
      isFull = try await feed.transaction { transaction in
        let tiers = try Self.tiers(try await transaction.query(Statements.tiers()))
        let fallen = try await transaction.query(Statements.lockFallen(Self.evaluationLimit))
        for var account in fallen {
          account.evaluate(tiers, now: .now)
          _ = try await transaction.batch(keep(account), try publish(account))
        }
        return fallen.count == Self.evaluationLimit
      }
    }
  }

  // MARK: Parts

  private func lockAccount(
    _ patron: PatronID, _ transaction: Transaction
  ) async throws -> Account {
    let (_, accounts) = try await transaction.batch(
      Statements.openAccount(patron), Statements.lockAccount(patron))
    guard let account = accounts.first else { throw Status(.internal, "an account is gone") }
    return account
  }

  private func keep(_ account: Account) -> Query<Void> {
    Statements.keepAccount(
      account.patron, account.balance, account.lifetime, account.tier, account.tierSince,
      account.movements)
  }

  private func publish(_ account: Account) throws -> Query<Void> {
    feed.publish([try FeedEntry(account.patron.rawValue, account.changed)])
  }
}

extension Account {
  var changed: PointsChanged {
    PointsChanged(
      patronId: patron.rawValue.description, balance: balance, lifetime: lifetime, tier: tier)
  }
}
