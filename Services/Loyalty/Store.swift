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
  /// How many people one transaction judges, where it is about more than those told of.
  var judgingPage: Int32 = 200
  /// Of how many events one transaction writes down who was there, where it is about all later.
  var sweptEvents: Int32 = 20
  /// Hears to whom nothing can be given, and why; once for each of them while it stays so.
  let refused: @Sendable (PatronID, Refusal) -> Void

  init(
    _ database: Database, _ feed: Feed, _ config: Config,
    refused: @escaping @Sendable (PatronID, Refusal) -> Void = { _, _ in }
  ) {
    self.database = database
    self.feed = feed
    self.refused = refused
    zone = config.timeZone
  }

  // MARK: Reading

  func tiers() async throws -> Tiers {
    try Self.tiers(try await database.query(TierStatements.ladder()))
  }

  /// A person's account at a moment that is not past; nil when nothing was ever moved.
  func account(_ patron: PatronID, now: Moment = .now) async throws -> Account? {
    try await database.first(Statements.account(patron, now))
  }

  /// Lines of a person below a number, latest first.
  func statement(_ patron: PatronID, below number: Int32, limit: Int64) async throws -> [Entry] {
    try await database.query(Statements.statement(patron, number, limit))
  }

  static func tiers(_ rows: [LadderRow]) throws -> Tiers {
    guard let first = rows.first, let basis = TierBasis(first.basis, days: first.days),
      let tiers = Tiers(rows.map { Tier(name: $0.name, least: $0.least) }, basis)
    else { throw Status(.internal, "no level begins at 0") }
    return tiers
  }
}

extension Account {
  var changed: PointsChanged {
    PointsChanged(
      patronId: patron.rawValue.description, balance: balance, lifetime: lifetime, tier: tier)
  }
}
