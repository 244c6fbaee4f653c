extension Integrity {
  /// What must hold of levels, rewards and what was redeemed.
  static let rewards: [Check] = [
    Check(
      fault: "rewards whose stock is not counted right", schemas: ["loyalty"],
      sql: """
        SELECT w.id FROM loyalty.rewards AS w WHERE w.stock IS NOT NULL AND w.taken <> (
          SELECT count(*) FROM loyalty.redemptions AS r
          WHERE r.reward_id = w.id AND NOT r.refunded)
        """),
    Check(
      fault: "redemptions whose points no line of the ledger spent", schemas: ["loyalty"],
      sql: """
        SELECT r.id FROM loyalty.redemptions AS r WHERE NOT EXISTS (
          SELECT FROM loyalty.ledger AS l WHERE l.id = r.entry_id AND l.kind = 'BURN'
            AND l.patron_id = r.patron_id AND l.points = -r.points AND l.reward_id = r.reward_id)
        """),
    Check(
      fault: "redemptions whose points came back and stand, or did not and should have",
      schemas: ["loyalty"],
      sql: """
        SELECT r.id FROM loyalty.redemptions AS r WHERE r.refunded <> EXISTS (
          SELECT FROM loyalty.ledger AS l WHERE l.reverses = r.entry_id)
        """),
    Check(
      fault: "points spent on a reward that nobody got", schemas: ["loyalty"],
      sql: """
        SELECT l.id FROM loyalty.ledger AS l
        WHERE l.kind = 'BURN' AND l.reward_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM loyalty.redemptions AS r WHERE r.entry_id = l.id)
        """),
    Check(
      fault: "accounts on a level that there is not", schemas: ["loyalty"],
      sql: """
        SELECT a.patron_id FROM loyalty.accounts AS a, loyalty.tier_settings AS s
        WHERE s.judged = s.version AND NOT EXISTS (
          SELECT FROM loyalty.tiers AS t WHERE t.name = a.tier)
        """),
    Check(
      fault: "accounts below the level that they reached", schemas: ["loyalty"],
      sql: """
        SELECT a.patron_id FROM loyalty.accounts AS a
          JOIN loyalty.tiers AS t ON t.name = a.tier CROSS JOIN loyalty.tier_settings AS s
        WHERE s.judged = s.version AND s.basis <> 'EARNED_IN_WINDOW'
          -- Who is no longer pinned is judged within a day.
          AND NOT (a.pinned
            AND (a.pinned_until IS NULL OR a.pinned_until > now() - interval '1 day'))
          AND EXISTS (
            SELECT FROM loyalty.tiers AS higher
            WHERE higher.least > t.least AND higher.least <=
              CASE s.basis WHEN 'LIFETIME_EARNED' THEN a.lifetime ELSE a.balance END)
        """),
    Check(
      fault: "accounts whose level is not that of their last change", schemas: ["loyalty"],
      sql: """
        SELECT a.patron_id FROM loyalty.accounts AS a CROSS JOIN LATERAL (
          SELECT c.to_tier FROM loyalty.tier_changes AS c WHERE c.patron_id = a.patron_id
          ORDER BY c.changed_at DESC, c.id DESC LIMIT 1) AS last
        WHERE last.to_tier <> a.tier
        """),
    Check(
      fault: "rewards that ask for a level that there is not", schemas: ["loyalty"],
      sql: """
        SELECT w.id FROM loyalty.rewards AS w WHERE least_tier IS NOT NULL AND NOT EXISTS (
          SELECT FROM loyalty.tiers AS t WHERE t.name = w.least_tier)
        """),
  ]
}
