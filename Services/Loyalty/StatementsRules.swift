internal import Postgres

/// Rules, their versions, and the judging anew that versions ask for.
enum RuleStatements {
  static let all: [any Preparable] = [
    versions, latest, history, addRule, lockRule, setVersion, addVersion, people, addRejudgement,
    running, lockRunning, moveRejudgement, rejudgement, judgePage, spentByHand,
  ]

  /// Every version of every rule, with what its expiry comes to for points given now.
  static let versions = Statement<VersionRow, String, Moment>(
    "rules.versions", "SELECT " + columns + " FROM loyalty.rule_versions AS v", VersionRow.columns,
    on: .leased)
  /// Rules in their latest versions; one that only ends later is not ended.
  static let latest = Statement<VersionRow, String, Moment, RuleID?, RuleID, Bool, Int32>(
    "rules.latest",
    "SELECT " + columns + """
         FROM loyalty.rules AS r
        JOIN loyalty.rule_versions AS v ON v.rule_id = r.id AND v.version = r.version
      WHERE ($3::uuid IS NULL OR r.id = $3) AND r.id > $4 
        AND (v.is_active OR v.valid_from > $2 OR $5)
      ORDER BY r.id LIMIT $6::integer
      """, VersionRow.columns, on: .leased)
  static let history = Statement<VersionRow, String, Moment, RuleID, Int32, Int32>(
    "rules.history",
    "SELECT " + columns + """
         FROM loyalty.rule_versions AS v
      WHERE v.rule_id = $3 AND v.version < $4 ORDER BY v.version DESC LIMIT $5::integer
      """, VersionRow.columns, on: .leased)

  /// $1 is the organization's time zone, $2 now.
  private static let columns = """
    v.rule_id, v.version, v.is_active, v.valid_from, v.name, v.description, v.kind, v.number,
      v.points, v.category, v.series_id, v.active_from, v.active_until, v.cap_per_day,
      v.cap_per_week, v.cap_per_month, v.cap_total, v.tiers, v.tier_percents, v.categories,
      v.category_percents, v.expiry, v.expiry_count, v.awaits_completion, v.created_at,
      CASE WHEN v.expiry IN ('DAYS', 'END_OF_MONTH', 'END_OF_YEAR')
        THEN loyalty.policy_end(v.expiry, v.expiry_count, $2, $1) END AS expires_at
    """

  static let addRule = Statement<Void, RuleID>(
    "rules.add", "INSERT INTO loyalty.rules (id, version) VALUES ($1, 1)", on: .leased)
  static let lockRule = Statement<Int32, RuleID>(
    "rules.lock", "SELECT version FROM loyalty.rules WHERE id = $1 FOR UPDATE",
    Columns(["version"]) { (version: Int32) in version }, on: .leased)
  static let setVersion = Statement<Void, RuleID, Int32>(
    "rules.set_version", "UPDATE loyalty.rules SET version = $2 WHERE id = $1", on: .leased)

  private static let addVersion = Statement<
    Void, RuleID, Int32, Bool, Moment, String, String, String, Int32, Int32, String?, SeriesID?,
    Moment?, Moment?, Int32?, Int32?, Int32?, Int32?, [String], [Int32], [String], [Int32],
    String, Int32, Bool, Moment, Reference?
  >(
    "rules.add_version",
    """
    INSERT INTO loyalty.rule_versions (rule_id, version, is_active, valid_from, name, description,
      kind, number, points, category, series_id, active_from, active_until, cap_per_day,
      cap_per_week, cap_per_month, cap_total, tiers, tier_percents, categories, category_percents,
      expiry, expiry_count, awaits_completion, created_at, actor)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
      $20, $21, $22, $23, $24, $25, $26)
    """, on: .leased)

  static func add(_ version: RuleVersion, now: Moment, by actor: Reference?) -> Query<Void> {
    let terms = version.terms
    let tiers = terms.tierPercents.sorted { $0.key < $1.key }
    let categories = terms.categoryPercents.sorted { $0.key < $1.key }
    return addVersion(
      version.rule, version.number, version.isActive, version.validFrom, terms.name,
      terms.description, terms.kind.name, terms.kind.number, terms.points, terms.scope.category,
      terms.scope.series, terms.from, terms.until, terms.caps.day, terms.caps.week,
      terms.caps.month, terms.caps.total, tiers.map(\.key), tiers.map(\.value),
      categories.map(\.key), categories.map(\.value), terms.expiry.kind.rawValue,
      terms.expiry.count, terms.awaitsCompletion, now, actor)
  }

  // MARK: Judging anew

  /// The next people with presences, in order of id.
  static let judgePage = Statement<PatronID, PatronID, Int32>(
    "presences.people",
    """
    SELECT DISTINCT patron_id FROM loyalty.presences WHERE patron_id > $1
    ORDER BY patron_id LIMIT $2::integer
    """, Columns(["patron_id"]) { (patron: PatronID) in patron }, on: .leased)
  static let people = Statement<Int64>(
    "presences.count_people",
    "SELECT count(DISTINCT patron_id) AS people FROM loyalty.presences",
    Columns(["people"]) { (people: Int64) in people }, on: .leased)
  static let addRejudgement = Statement<RuleID, RuleID, Int32, Moment, Int64>(
    "rejudgements.add",
    """
    INSERT INTO loyalty.rejudgements (rule_id, version, started_at, people)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT ((true)) WHERE done_at IS NULL DO NOTHING RETURNING rule_id
    """, Columns(["rule_id"]) { (rule: RuleID) in rule }, on: .leased)
  static let running = Statement<RuleID>(
    "rejudgements.running", "SELECT rule_id FROM loyalty.rejudgements WHERE done_at IS NULL",
    Columns(["rule_id"]) { (rule: RuleID) in rule }, on: .leased)
  static let lockRunning = Statement<Rejudging>(
    "rejudgements.lock",
    """
    SELECT rule_id, version, started_at, done_at, reached, judged, people, awards_given,
      awards_taken, points_given, points_taken
    FROM loyalty.rejudgements WHERE done_at IS NULL FOR UPDATE
    """, Rejudging.columns, on: .leased)
  static let rejudgement = Statement<Rejudging, RuleID, Int32>(
    "rejudgements.find",
    """
    SELECT rule_id, version, started_at, done_at, reached, judged, people, awards_given,
      awards_taken, points_given, points_taken
    FROM loyalty.rejudgements WHERE rule_id = $1 AND ($2 = 0 OR version = $2)
    ORDER BY version DESC LIMIT 1
    """, Rejudging.columns, on: .leased)
  private static let moveRejudgement = Statement<
    Void, RuleID, Int32, Moment?, PatronID, Int64, Int64, Int64, Int64, Int64
  >(
    "rejudgements.move",
    """
    UPDATE loyalty.rejudgements SET done_at = $3, reached = $4, judged = $5, awards_given = $6,
      awards_taken = $7, points_given = $8, points_taken = $9
    WHERE rule_id = $1 AND version = $2
    """, on: .leased)

  static func keep(_ state: Rejudging) -> Query<Void> {
    moveRejudgement(
      state.rule, state.version, state.doneAt, state.reached, state.judged,
      state.difference.given, state.difference.taken, state.difference.pointsGiven,
      state.difference.pointsTaken)
  }

  // MARK: By hand

  /// What a person got by a rule of this kind on a moment's day, week and month, and in all.
  static let spentByHand = Statement<SpentByHand, PatronID, RuleID, String, Moment>(
    "ledger.spent_by_hand",
    """
    SELECT coalesce(sum(points) FILTER (WHERE date_trunc('day', at) = date_trunc('day', now)), 0)
        AS day,
      coalesce(sum(points) FILTER (WHERE date_trunc('week', at) = date_trunc('week', now)), 0)
        AS week,
      coalesce(sum(points) FILTER (WHERE date_trunc('month', at) = date_trunc('month', now)), 0)
        AS month,
      coalesce(sum(points), 0) AS total
    FROM (SELECT points, issued_at AT TIME ZONE $3 AS at, $4::timestamptz AT TIME ZONE $3 AS now
      FROM loyalty.ledger WHERE patron_id = $1 AND rule_id = $2 AND kind = 'EARN') AS given
    """, SpentByHand.columns, on: .leased)
}

struct SpentByHand: Sendable {
  let day: Int64
  let week: Int64
  let month: Int64
  let total: Int64

  static let columns = Columns(
    ["day", "week", "month", "total"], SpentByHand.init(day:week:month:total:))
}

extension Rejudging {
  static let columns = Columns(
    [
      "rule_id", "version", "started_at", "done_at", "reached", "judged", "people",
      "awards_given", "awards_taken", "points_given", "points_taken",
    ],
    Rejudging.init(
      rule:version:startedAt:doneAt:reached:judged:people:given:taken:pointsGiven:pointsTaken:))
}

/// A version as it is kept.
struct VersionRow: Sendable {
  let version: RuleVersion
  let createdAt: Moment

  static let columns = Columns(
    [
      "rule_id", "version", "is_active", "valid_from", "name", "description", "kind", "number",
      "points", "category", "series_id", "active_from", "active_until", "cap_per_day",
      "cap_per_week", "cap_per_month", "cap_total", "tiers", "tier_percents", "categories",
      "category_percents", "expiry", "expiry_count", "awaits_completion", "created_at",
      "expires_at",
    ],
    VersionRow.init(
      rule:number:isActive:validFrom:name:description:kind:count:points:category:series:from:
      until:day:week:month:total:tiers:tierPercents:categories:categoryPercents:expiry:
      expiryCount:awaits:createdAt:expiresAt:))

  init(
    rule: RuleID, number: Int32, isActive: Bool, validFrom: Moment, name: String,
    description: String, kind: String, count: Int32, points: Int32, category: String?,
    series: SeriesID?, from: Moment?, until: Moment?, day: Int32?, week: Int32?, month: Int32?,
    total: Int32?, tiers: [String], tierPercents: [Int32], categories: [String],
    categoryPercents: [Int32], expiry: ExpiryPolicy.Kind, expiryCount: Int32, awaits: Bool,
    createdAt: Moment, expiresAt: Moment?
  ) {
    let terms = EarningTerms(
      name: name, description: description,
      // The CHECK lets in no other.
      kind: EarningKind(name: kind, number: count) ?? .manual, points: points,
      scope: Scope(category: category, series: series), from: from, until: until,
      caps: Caps(day: day, week: week, month: month, total: total),
      tierPercents: Dictionary(zip(tiers, tierPercents), uniquingKeysWith: { first, _ in first }),
      categoryPercents: Dictionary(
        zip(categories, categoryPercents), uniquingKeysWith: { first, _ in first }),
      // The CHECKs let in no other.
      expiry: ExpiryPolicy(expiry, expiryCount) ?? .never, awaitsCompletion: awaits)
    version = RuleVersion(
      rule: rule, number: number, isActive: isActive, validFrom: validFrom, terms: terms,
      expiry: terms.expiry.withoutCalendar ?? expiresAt.map { .at($0) } ?? .never)
    self.createdAt = createdAt
  }
}
