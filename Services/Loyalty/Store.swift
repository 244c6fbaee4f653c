internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// The room's transactions; nothing else runs statements.
struct Store: Sendable {
  let database: Database
  let feed: Feed
  let pointsPerEvent: Int32
  /// The zone of days, months and years.
  let zone: String

  init(_ database: Database, _ feed: Feed, _ config: Config) {
    self.database = database
    self.feed = feed
    pointsPerEvent = config.pointsPerEvent
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

  // MARK: Moving points

  /// Applies what attendance says of one presence: the award, the ledger, the account, the feed,
  /// all in the transaction given. Locks the accounts, then the award.
  func apply(_ presence: Presence, _ transaction: Transaction) async throws {
    let (rows, purged) = try await transaction.batch(
      Statements.award(presence.attendance, Rules.attended),
      PurgeStatements.isPurged(presence.patron))
    var award = rows.first?.award ?? Award()
    let judged = award.position
    // Nobody who is purged was anywhere.
    var presence = presence
    if purged.first == true { presence.isAttended = false }
    let steps = Rules.steps(presence, award)
    award.position = max(award.position, presence.position)
    let now = Moment.now
    var postings: [Posting] = []
    for step in steps {
      let id = EntryID(rawValue: .v7(now: now))
      switch step {
      case .takeBack(let standing):
        award.standing = nil
        postings.append(
          Posting(
            id: id, patron: standing.patron,
            deed: .takeBack(Line(entry: standing.entry, points: standing.points)),
            description: Rules.description(takingBack: rows.first?.description ?? "")))
      case .give(let number, let patron):
        award.given = number
        award.standing = Award.Standing(entry: id, patron: patron, points: pointsPerEvent)
        postings.append(
          Posting(
            id: id, patron: patron, deed: .earn(pointsPerEvent, .never),
            description: Rules.description(of: presence),
            sourceKey: Rules.sourceKey(presence.attendance, number)))
      }
    }
    try await post(postings, now: now, transaction)
    let kept = try await transaction.execute(
      Statements.keepAward(
        presence.attendance, Rules.attended, award.given, award.position, award.standing?.entry,
        judged))
    guard kept == 1 else { throw Status(.aborted, "an award was judged meanwhile") }
  }
}

extension Account {
  var changed: PointsChanged {
    PointsChanged(
      patronId: patron.rawValue.description, balance: balance, lifetime: lifetime, tier: tier)
  }
}
