internal import Postgres

extension RedemptionStatus: PostgresElement {}

/// What is read and written of redemptions.
enum RedemptionStatements {
  private static let columns = """
    SELECT id, reward_id, patron_id, entry_id, points, reward_name, status, code, issued_at,
      expires_at, used_at, used_by, ended_at, refunded, refunds_expired
    FROM loyalty.redemptions
    """

  static let find = Statement<RedemptionRecord, RedemptionID>(
    "redemptions.find", columns + " WHERE id = $1", RedemptionRecord.columns)

  static let ofCode = Statement<RedemptionRecord, String>(
    "redemptions.of_code", columns + " WHERE code = $1", RedemptionRecord.columns)

  /// After the accounts, where points come back.
  static let lock = Statement<RedemptionRecord, [RedemptionID]>(
    "redemptions.lock", columns + " WHERE id = ANY($1) ORDER BY id FOR UPDATE",
    RedemptionRecord.columns, on: .leased)

  /// Latest first: whose, of which reward (nil: any), what became of it (as of a time), before a
  /// time and id, how many.
  static let ofPatron = Statement<
    RedemptionRecord, PatronID, RewardID?, String?, Moment, Moment, RedemptionID, Int32
  >(
    "redemptions.of_patron",
    columns + """
       WHERE patron_id = $1 AND ($2::uuid IS NULL OR reward_id = $2)
        AND (issued_at, id) < ($5, $6) AND ($3::text IS NULL OR $3 =
        CASE WHEN status = 'ISSUED' AND expires_at <= $4 THEN 'EXPIRED' ELSE status END)
      ORDER BY issued_at DESC, id DESC LIMIT $7::integer
      """, RedemptionRecord.columns, on: .leased)

  /// As above, of a reward.
  static let ofReward = Statement<
    RedemptionRecord, RewardID, String?, Moment, Moment, RedemptionID, Int32
  >(
    "redemptions.of_reward",
    columns + """
       WHERE reward_id = $1 AND (issued_at, id) < ($4, $5) AND ($2::text IS NULL OR $2 =
        CASE WHEN status = 'ISSUED' AND expires_at <= $3 THEN 'EXPIRED' ELSE status END)
      ORDER BY issued_at DESC, id DESC LIMIT $6::integer
      """, RedemptionRecord.columns, on: .leased)

  static let add = Statement<
    Void, [RedemptionID], RewardID, [PatronID], [EntryID], Int32, String, [String], Moment, Moment?,
    Bool
  >(
    "redemptions.add",
    """
    INSERT INTO loyalty.redemptions (id, reward_id, patron_id, entry_id, points, reward_name,
      status, code, issued_at, expires_at, refunds_expired)
    SELECT id, $2, patron_id, entry_id, $5, $6, 'ISSUED', code, $8, $9, $10
    FROM unnest($1::uuid[], $3::uuid[], $4::uuid[], $7::text[])
      AS made (id, patron_id, entry_id, code)
    """, on: .leased)

  static let use = Statement<Void, RedemptionID, Moment, Reference?>(
    "redemptions.use",
    """
    UPDATE loyalty.redemptions SET status = 'USED', used_at = $2, used_by = $3 WHERE id = $1
    """, on: .leased)

  static let end = Statement<Void, [RedemptionID], [RedemptionStatus], [Moment], [Bool]>(
    "redemptions.end",
    """
    UPDATE loyalty.redemptions AS r
    SET status = ended.status, ended_at = ended.at, refunded = ended.refunded
    FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::boolean[])
      AS ended (id, status, at, refunded)
    WHERE r.id = ended.id
    """, on: .leased)

  static func end(_ redemptions: [RedemptionRecord], _ now: Moment) -> Query<Void> {
    end(
      redemptions.map(\.id), redemptions.map(\.status), redemptions.map { $0.endedAt ?? now },
      redemptions.map(\.refunded))
  }

  /// Vouchers that nobody used in time: until when, after a time and id, how many.
  static let due = Statement<DueVoucher, Moment, Moment, RedemptionID, Int32>(
    "redemptions.due",
    """
    SELECT id, patron_id, expires_at FROM loyalty.redemptions
    WHERE status = 'ISSUED' AND expires_at <= $1 AND (expires_at, id) > ($2, $3)
    ORDER BY expires_at, id LIMIT $4::integer
    """, Columns(["id", "patron_id", "expires_at"], DueVoucher.init(id:patron:expiresAt:)),
    on: .leased)

  static let all: [any Preparable] = [
    find, ofCode, lock, ofPatron, ofReward, add, use, end, due,
  ]
}

/// A voucher that nobody used in time.
struct DueVoucher: Sendable {
  let id: RedemptionID
  let patron: PatronID
  let expiresAt: Moment

  /// Before all others.
  static let start = DueVoucher(
    id: RedemptionID(rawValue: UUID128(high: 0, low: 0)),
    patron: PatronID(rawValue: UUID128(high: 0, low: 0)), expiresAt: Moment(microseconds: 0))
}

extension RedemptionRecord {
  static let columns = Columns(
    [
      "id", "reward_id", "patron_id", "entry_id", "points", "reward_name", "status", "code",
      "issued_at", "expires_at", "used_at", "used_by", "ended_at", "refunded", "refunds_expired",
    ],
    RedemptionRecord.init(
      id:reward:patron:entry:points:rewardName:status:code:issuedAt:expiresAt:usedAt:usedBy:
      endedAt:refunded:refundsExpired:))
}
