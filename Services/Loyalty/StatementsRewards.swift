internal import Postgres

/// What is read and written of rewards.
enum RewardStatements {
  private static let columns = """
    SELECT id, name, description, terms, cost, stock, per_person, available_from, available_until,
      least_tier, is_active, voucher_days, refund_expired, taken, created_at, updated_at, version
    FROM loyalty.rewards
    """

  static let find = Statement<RewardRecord, RewardID>(
    "rewards.find", columns + " WHERE id = $1", RewardRecord.columns)

  /// As it is, until the transaction ends: many may hold it at once.
  static let hold = Statement<RewardRecord, RewardID>(
    "rewards.hold", columns + " WHERE id = $1 FOR SHARE", RewardRecord.columns, on: .leased)

  /// To write it; one after the other.
  static let lock = Statement<RewardRecord, [RewardID]>(
    "rewards.lock", columns + " WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE",
    RewardRecord.columns, on: .leased)

  /// Cheapest first: after a cost and id, how many at most, also those that are not active.
  static let list = Statement<RewardRecord, Int32, RewardID, Int32, Bool>(
    "rewards.list",
    columns + """
       WHERE (cost, id) > ($1, $2) AND (is_active OR $4)
      ORDER BY cost, id LIMIT $3::integer
      """, RewardRecord.columns, on: .leased)

  static let add = Statement<
    Void, RewardID, String, String, String, Int32, Int32?, Int32?, Int32?, Moment?, Moment?,
    String?, Bool, Int32?, Bool, Moment
  >(
    "rewards.add",
    """
    INSERT INTO loyalty.rewards (id, name, description, terms, cost, stock, taken, per_person,
      available_from, available_until, least_tier, is_active, voucher_days, refund_expired,
      created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
    """, on: .leased)

  static func add(_ reward: RewardRecord) -> Query<Void> {
    let fields = reward.fields
    return add(
      reward.id, fields.name, fields.description, fields.terms, fields.cost, fields.stock,
      reward.taken, fields.perPerson, fields.from, fields.until, fields.leastTier,
      fields.isActive, fields.voucherDays, fields.refundsExpired, reward.createdAt)
  }

  static let keep = Statement<
    Void, RewardID, String, String, String, Int32, Int32?, Int32?, Int32?, Moment?, Moment?,
    String?, Bool, Int32?, Bool, Moment, Int64
  >(
    "rewards.keep",
    """
    UPDATE loyalty.rewards SET name = $2, description = $3, terms = $4, cost = $5, stock = $6,
      taken = $7, per_person = $8, available_from = $9, available_until = $10, least_tier = $11,
      is_active = $12, voucher_days = $13, refund_expired = $14, updated_at = $15, version = $16
    WHERE id = $1
    """, on: .leased)

  static func keep(_ reward: RewardRecord) -> Query<Void> {
    let fields = reward.fields
    return keep(
      reward.id, fields.name, fields.description, fields.terms, fields.cost, fields.stock,
      reward.taken, fields.perPerson, fields.from, fields.until, fields.leastTier,
      fields.isActive, fields.voucherDays, fields.refundsExpired, reward.updatedAt, reward.version)
  }

  /// Redemptions more (or fewer) that stand; nothing where there is no stock.
  static let take = Statement<Void, [RewardID], [Int32]>(
    "rewards.take",
    """
    UPDATE loyalty.rewards AS w SET taken = w.taken + more.count
    FROM unnest($1::uuid[], $2::integer[]) AS more (id, count)
    WHERE w.id = more.id AND w.stock IS NOT NULL
    """, on: .leased)

  static let standing = Statement<Int32, RewardID>(
    "rewards.standing",
    """
    SELECT count(*)::integer AS count FROM loyalty.redemptions
    WHERE reward_id = $1 AND NOT refunded
    """, Columns(["count"]) { (count: Int32) in count }, on: .leased)

  /// How many of these rewards one person has that stand.
  static let heldBy = Statement<Held<RewardID>, PatronID, [RewardID]>(
    "rewards.held_by",
    """
    SELECT reward_id AS id, count(*)::integer AS count FROM loyalty.redemptions
    WHERE patron_id = $1 AND reward_id = ANY($2) AND NOT refunded GROUP BY reward_id
    """, Columns(["id", "count"], Held<RewardID>.init(id:count:)), on: .leased)

  /// How many of one reward these people have that stand.
  static let held = Statement<Held<PatronID>, RewardID, [PatronID]>(
    "rewards.held",
    """
    SELECT patron_id AS id, count(*)::integer AS count FROM loyalty.redemptions
    WHERE reward_id = $1 AND patron_id = ANY($2) AND NOT refunded GROUP BY patron_id
    """, Columns(["id", "count"], Held<PatronID>.init(id:count:)), on: .leased)

  /// What can be spent, and on which level they are. Lots that are too old by a time do not count,
  /// whether they have been expired or not.
  static let shoppers = Statement<ShopperRow, [PatronID], Moment>(
    "rewards.shoppers",
    """
    SELECT a.patron_id, a.tier, a.balance - (
        SELECT coalesce(sum(remaining), 0)::integer FROM loyalty.lots AS t
        WHERE t.patron_id = a.patron_id AND is_open AND t.expires_at <= $2) AS balance
    FROM loyalty.accounts AS a WHERE a.patron_id = ANY($1)
    """, Columns(["patron_id", "tier", "balance"], ShopperRow.init(patron:tier:balance:)),
    on: .leased)

  static let all: [any Preparable] = [
    find, hold, lock, list, add, keep, take, standing, heldBy, held, shoppers,
  ]
}

/// How many of something somebody has.
struct Held<ID: Sendable>: Sendable {
  let id: ID
  let count: Int32
}

/// What somebody can spend, and on which level they are.
struct ShopperRow: Sendable {
  let patron: PatronID
  let tier: String
  let balance: Int32
}

extension RewardRecord {
  static let columns = Columns(
    [
      "id", "name", "description", "terms", "cost", "stock", "per_person", "available_from",
      "available_until", "least_tier", "is_active", "voucher_days", "refund_expired", "taken",
      "created_at", "updated_at", "version",
    ], RewardRecord.make)

  private static func make(
    _ id: RewardID, _ name: String, _ description: String, _ terms: String, _ cost: Int32,
    _ stock: Int32?, _ perPerson: Int32?, _ from: Moment?, _ until: Moment?, _ leastTier: String?,
    _ isActive: Bool, _ voucherDays: Int32?, _ refundsExpired: Bool, _ taken: Int32?,
    _ createdAt: Moment, _ updatedAt: Moment, _ version: Int64
  ) -> RewardRecord {
    RewardRecord(
      id: id,
      fields: RewardTerms(
        name: name, description: description, terms: terms, cost: cost, stock: stock,
        perPerson: perPerson, from: from, until: until, leastTier: leastTier, isActive: isActive,
        voucherDays: voucherDays, refundsExpired: refundsExpired), taken: taken,
      createdAt: createdAt, updatedAt: updatedAt, version: version)
  }
}
