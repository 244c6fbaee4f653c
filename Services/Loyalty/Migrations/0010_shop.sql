-- Reports at any size, points that expired for nothing, and words that go with who is erased.

-- Reports read the three tables below, in which a job counts the ledger's lines; whoever asks
-- counts what is new first. Locked by whoever counts, before it reads. One row.
CREATE TABLE loyalty.counting (
  one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO loyalty.counting DEFAULT VALUES;

-- How many of a person's lines are counted: those of the lowest numbers.
CREATE TABLE loyalty.counted (
  patron_id uuid PRIMARY KEY,
  lines integer NOT NULL CHECK (lines > 0)
);

-- What moved in each quarter of an hour. Every zone's days begin with one, so that these serve
-- whatever the zone.
CREATE TABLE loyalty.quarters (
  began timestamptz NOT NULL,
  kind text NOT NULL,
  lines bigint NOT NULL,
  points bigint NOT NULL,
  -- By how much what people can spend has grown, and what they owe.
  outstanding bigint NOT NULL,
  owed bigint NOT NULL,
  PRIMARY KEY (began, kind)
);

-- What each rule gave a person, by each 128 of the person's lines: each time, and the sums up to
-- then, so that those of any range are a difference.
CREATE TABLE loyalty.earned (
  patron_id uuid NOT NULL,
  -- Zeros: points given by no rule.
  rule_id uuid NOT NULL,
  part integer NOT NULL,
  -- The number of the first of these lines.
  first integer NOT NULL,
  -- When the rule gave the person something in a part before; -infinity when it did not.
  previous timestamptz NOT NULL,
  times timestamptz[] NOT NULL,
  issued bigint[] NOT NULL,
  -- Of these what was not taken back since, whenever.
  kept bigint[] NOT NULL,
  PRIMARY KEY (patron_id, rule_id, part)
);

GRANT SELECT, UPDATE (one) ON loyalty.counting TO loyalty;
GRANT SELECT, INSERT, UPDATE (lines) ON loyalty.counted TO loyalty;
GRANT SELECT, INSERT, UPDATE (lines, points, outstanding, owed) ON loyalty.quarters TO loyalty;
GRANT SELECT, INSERT, UPDATE (times, issued, kept) ON loyalty.earned TO loyalty;

-- What each rule gave whom from a time on and before another: of each row how many of its times
-- come before either, and the difference of the sums there. Who has several rows is first met in
-- the one before which the rule gave nothing in the range. Plain SQL without settings, so that it
-- becomes part of what asks it.
CREATE FUNCTION loyalty.earned_between(since timestamptz, until timestamptz)
RETURNS TABLE (
  patron_id uuid, rule_id uuid, awards integer, is_first boolean, issued bigint, kept bigint)
LANGUAGE sql STABLE AS $$
  SELECT e.patron_id, e.rule_id, e.upto - e.before,
    e.before > 0 OR e.previous < coalesce(since, '-infinity') OR e.previous = '-infinity',
    coalesce(e.issued[e.upto], 0) - coalesce(e.issued[e.before], 0),
    coalesce(e.kept[e.upto], 0) - coalesce(e.kept[e.before], 0)
  FROM (
    SELECT k.patron_id, k.rule_id, k.previous, k.issued, k.kept,
      width_bucket(coalesce(since, '-infinity') - interval '1 microsecond', k.times) AS before,
      width_bucket(coalesce(until, 'infinity') - interval '1 microsecond', k.times) AS upto
    FROM loyalty.earned AS k OFFSET 0) AS e
  WHERE e.upto > e.before
$$;
REVOKE ALL ON FUNCTION loyalty.earned_between(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION loyalty.earned_between(timestamptz, timestamptz) TO loyalty;

-- How far everybody is judged by the levels of a version. Locked by whoever judges, before any
-- account. One row.
CREATE TABLE loyalty.ladder_judging (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL,
  -- The last person judged, in order of id; null when all are.
  reached uuid,
  judged bigint NOT NULL DEFAULT 0,
  rise bigint NOT NULL DEFAULT 0,
  fall bigint NOT NULL DEFAULT 0,
  replaced bigint NOT NULL DEFAULT 0
);
INSERT INTO loyalty.ladder_judging (version) VALUES (0);
GRANT SELECT, UPDATE (version, reached, judged, rise, fall, replaced)
  ON loyalty.ladder_judging TO loyalty;

-- Counts a person off who is purged.
CREATE FUNCTION loyalty.purge_counted(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.counting FOR UPDATE;
  UPDATE loyalty.quarters AS q SET lines = q.lines - own.lines, points = q.points - own.points,
    outstanding = q.outstanding - own.outstanding, owed = q.owed - own.owed
  FROM (
    SELECT date_bin('15 minutes', l.issued_at, '2000-01-01Z') AS began, l.kind,
      count(*) AS lines, sum(l.points) AS points,
      sum(greatest(l.balance_after, 0) - greatest(l.balance_after - l.points, 0)) AS outstanding,
      sum(greatest(-l.balance_after, 0) - greatest(l.points - l.balance_after, 0)) AS owed
    FROM loyalty.counted AS c JOIN loyalty.ledger AS l ON l.patron_id = c.patron_id
    WHERE c.patron_id = person AND l.number <= c.lines GROUP BY 1, 2) AS own
  WHERE q.began = own.began AND q.kind = own.kind;
  DELETE FROM loyalty.earned WHERE patron_id = person;
  DELETE FROM loyalty.counted WHERE patron_id = person
$$;
REVOKE ALL ON FUNCTION loyalty.purge_counted(uuid) FROM PUBLIC;

-- Empties answers kept for repeats that tell of a person, or say what somebody wrote of them;
-- whoever repeats is told that this one is gone.
CREATE FUNCTION loyalty.forget_answers(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH names AS MATERIALIZED (
    SELECT convert_to(person::text, 'UTF8') AS name
    UNION ALL
    SELECT convert_to(id::text, 'UTF8') FROM loyalty.ledger
    WHERE patron_id = person AND (kind = 'ADJUST' OR kind = 'EARN' AND actor IS NOT NULL)
  )
  UPDATE loyalty.idempotency AS i SET response = NULL
  WHERE EXISTS (SELECT FROM names WHERE position(name IN i.response) > 0)
$$;
REVOKE ALL ON FUNCTION loyalty.forget_answers(uuid) FROM PUBLIC;

-- Wipes what people wrote of somebody who is erased: why points were given or taken by hand, and
-- why they were pinned. Nothing that counts is changed, nor what a rule or a reward is called.
CREATE FUNCTION loyalty.erase_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  SELECT FROM loyalty.forget_answers(person);
  UPDATE loyalty.ledger SET description = CASE kind
    WHEN 'ADJUST' THEN 'Corrected by hand' ELSE 'Given by hand' END
  WHERE patron_id = person AND (kind = 'ADJUST' OR kind = 'EARN' AND actor IS NOT NULL);
  UPDATE loyalty.tier_changes SET reason = '' WHERE patron_id = person AND reason <> '';
  INSERT INTO loyalty.preferences (patron_id, leaderboard, expiry_notices)
  VALUES (person, false, false)
  ON CONFLICT (patron_id) DO UPDATE SET leaderboard = false, expiry_notices = false
$$;
REVOKE ALL ON FUNCTION loyalty.erase_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION loyalty.erase_person(uuid) TO loyalty;

-- As before, and whatever else goes with a person before their lines do.
CREATE OR REPLACE FUNCTION loyalty.purge_redemptions(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.forget_answers(person);
  SELECT FROM loyalty.purge_counted(person);
  SELECT FROM loyalty.rewards WHERE id IN (
    SELECT reward_id FROM loyalty.redemptions WHERE patron_id = person)
  ORDER BY id FOR UPDATE;
  UPDATE loyalty.rewards AS w SET stock = stock - held.count, taken = taken - held.count
  FROM (
    SELECT reward_id, count(*)::integer AS count FROM loyalty.redemptions
    WHERE patron_id = person AND NOT refunded GROUP BY reward_id) AS held
  WHERE w.id = held.reward_id AND w.stock IS NOT NULL;
  DELETE FROM loyalty.redemptions WHERE patron_id = person;
  DELETE FROM loyalty.tier_changes WHERE patron_id = person
$$;

-- Who takes back a line asks what of its lot expired. Last, for nobody spends while it is made.
CREATE INDEX uses_lot ON loyalty.uses (lot_entry_id);
