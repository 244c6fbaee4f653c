internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// The room's transactions; nothing else runs statements.
struct Store: Sendable {
  let database: Database
  let feed: Feed
  /// The zone of days, months and years.
  let zone: String
  /// How many accounts one transaction judges anew.
  static let evaluationLimit: Int64 = 200

  init(_ database: Database, _ feed: Feed, _ config: Config) {
    self.database = database
    self.feed = feed
    zone = config.timeZone
  }

  // MARK: Reading

  func tiers() async throws -> Tiers {
    try Self.tiers(try await database.query(Statements.tiers()))
  }

  /// A person's account at a moment that is not past; nil when nothing was ever moved.
  func account(_ patron: PatronID, now: Moment = .now) async throws -> Account? {
    try await database.first(Statements.account(patron, now))
  }

  /// Lines of a person below a number, latest first.
  func statement(_ patron: PatronID, below number: Int32, limit: Int64) async throws -> [Entry] {
    try await database.query(Statements.statement(patron, number, limit))
  }

  static func tiers(_ rows: [Tier]) throws -> Tiers {
    guard let tiers = Tiers(rows) else { throw Status(.internal, "no level begins at 0") }
    return tiers
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
          _ = try await transaction.batch(
            LedgerStatements.keep([account]),
            feed.publish([try FeedEntry(account.patron.rawValue, account.changed)]))
        }
        return fallen.count == Self.evaluationLimit
      }
    }
  }
}

extension Account {
  var changed: PointsChanged {
    PointsChanged(
      patronId: patron.rawValue.description, balance: balance, lifetime: lifetime, tier: tier)
  }
}
