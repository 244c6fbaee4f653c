-- Levels as an ADMIN sets them, and what points are spent on.

ALTER TABLE loyalty.accounts
  -- The levels are replaced all at once; `credopass db verify` tells of accounts on none of them.
  DROP CONSTRAINT accounts_tier_fkey,
  -- Neither rises nor falls, until the time given or for good.
  ADD COLUMN pinned boolean NOT NULL DEFAULT false,
  ADD COLUMN pinned_until timestamptz,
  ADD CONSTRAINT accounts_pinned_until CHECK (pinned OR pinned_until IS NULL);
-- Few: whoever moves points asks for those among many.
CREATE INDEX accounts_pinned ON loyalty.accounts (patron_id) WHERE pinned;

-- Which points reach a level. One row, locked by whoever replaces the levels.
CREATE TABLE loyalty.tier_settings (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  basis text NOT NULL
    CHECK (basis IN ('LIFETIME_EARNED', 'EARNED_IN_WINDOW', 'ACTIVE_BALANCE')),
  window_days integer CHECK (window_days BETWEEN 1 AND 3660),
  -- Grows each time the levels are replaced.
  version bigint NOT NULL DEFAULT 1,
  -- The version by which everybody has been judged.
  judged bigint NOT NULL DEFAULT 1,
  CHECK ((basis = 'EARNED_IN_WINDOW') = (window_days IS NOT NULL))
);
INSERT INTO loyalty.tier_settings (basis) VALUES ('LIFETIME_EARNED');

-- Who came to another level and why, for good.
CREATE TABLE loyalty.tier_changes (
  id uuid PRIMARY KEY,
  patron_id uuid NOT NULL,
  from_tier text NOT NULL,
  to_tier text NOT NULL,
  why text NOT NULL CHECK (why IN ('REACHED', 'EVALUATED', 'PINNED', 'UNPINNED', 'REPLACED')),
  -- Those that counted.
  points integer NOT NULL,
  actor uuid,
  reason text NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  changed_at timestamptz NOT NULL
);
CREATE INDEX tier_changes_patron ON loyalty.tier_changes (patron_id, changed_at DESC, id DESC);

CREATE TABLE loyalty.rewards (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  description text NOT NULL CHECK (length(description) <= 2000),
  terms text NOT NULL CHECK (length(terms) <= 4000),
  cost integer NOT NULL CHECK (cost BETWEEN 1 AND 1000000000),
  -- How many there are to be had in all; null: any number.
  stock integer CHECK (stock BETWEEN 0 AND 1000000000),
  -- Redemptions that stand; counted while there is a stock, null otherwise, so that what nobody
  -- runs out of is not written by each who redeems it.
  taken integer,
  per_person integer CHECK (per_person BETWEEN 1 AND 1000000),
  available_from timestamptz,
  available_until timestamptz,
  least_tier text,
  is_active boolean NOT NULL,
  voucher_days integer CHECK (voucher_days BETWEEN 1 AND 3660),
  refund_expired boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  CHECK (available_from < available_until),
  CHECK ((stock IS NULL) = (taken IS NULL)),
  CONSTRAINT rewards_stock CHECK (taken BETWEEN 0 AND stock)
);
CREATE INDEX rewards_cost ON loyalty.rewards (cost, id);

CREATE TABLE loyalty.redemptions (
  id uuid PRIMARY KEY,
  reward_id uuid NOT NULL REFERENCES loyalty.rewards (id),
  patron_id uuid NOT NULL,
  -- The line that spent the points.
  entry_id uuid NOT NULL UNIQUE,
  points integer NOT NULL CHECK (points > 0),
  -- As it was called then.
  reward_name text NOT NULL,
  status text NOT NULL CHECK (status IN ('ISSUED', 'USED', 'CANCELED', 'EXPIRED')),
  code text NOT NULL UNIQUE CHECK (code ~ '^[2-9A-Z]{16}$'),
  issued_at timestamptz NOT NULL,
  expires_at timestamptz,
  used_at timestamptz,
  -- A user, or null for a service of ours.
  used_by uuid,
  ended_at timestamptz,
  -- Whether points and stock came back.
  refunded boolean NOT NULL DEFAULT false,
  -- Whether they come back when nobody uses it in time, as the reward said then.
  refunds_expired boolean NOT NULL,
  CHECK ((status = 'USED') = (used_at IS NOT NULL)),
  CHECK ((status IN ('CANCELED', 'EXPIRED')) = (ended_at IS NOT NULL)),
  CHECK (status <> 'CANCELED' OR refunded),
  CHECK (status IN ('CANCELED', 'EXPIRED') OR NOT refunded)
);
CREATE INDEX redemptions_patron
  ON loyalty.redemptions (patron_id, issued_at DESC, id DESC);
CREATE INDEX redemptions_reward
  ON loyalty.redemptions (reward_id, issued_at DESC, id DESC);
CREATE INDEX redemptions_due ON loyalty.redemptions (expires_at)
  WHERE status = 'ISSUED' AND expires_at IS NOT NULL;

-- Reports read the lines of some months out of many: they lie in order of time.
CREATE INDEX ledger_issued_at ON loyalty.ledger USING brin (issued_at);

GRANT INSERT, DELETE ON loyalty.tiers TO loyalty;
GRANT UPDATE (pinned, pinned_until) ON loyalty.accounts TO loyalty;
GRANT SELECT, UPDATE (basis, window_days, version, judged) ON loyalty.tier_settings TO loyalty;
GRANT SELECT, INSERT ON loyalty.tier_changes TO loyalty;
GRANT SELECT, INSERT, UPDATE (name, description, terms, cost, stock, taken, per_person,
  available_from, available_until, least_tier, is_active, voucher_days, refund_expired,
  updated_at, version) ON loyalty.rewards TO loyalty;
GRANT SELECT, INSERT, UPDATE (status, used_at, used_by, ended_at, refunded)
  ON loyalty.redemptions TO loyalty;

-- Removes what a person redeemed and where they stood. What they took from a stock is gone with
-- them: as many are left as were. Called by loyalty.purge_person under the account's lock.
CREATE FUNCTION loyalty.purge_redemptions(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
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
REVOKE ALL ON FUNCTION loyalty.purge_redemptions(uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.judging FOR UPDATE;
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  SELECT FROM loyalty.purge_redemptions(person);
  -- How often something was given stays where it was given to others before: its lines have names.
  UPDATE loyalty.awards SET entry_id = NULL, awaits = NULL, version = NULL, points = NULL,
    worth = NULL
  WHERE given > 1 AND attendance_id IN (
    SELECT attendance_id FROM loyalty.presences WHERE patron_id = person);
  DELETE FROM loyalty.awards WHERE given = 1 AND attendance_id IN (
    SELECT attendance_id FROM loyalty.presences WHERE patron_id = person);
  DELETE FROM loyalty.presences WHERE patron_id = person;
  DELETE FROM loyalty.uses
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.notices WHERE patron_id = person;
  DELETE FROM loyalty.preferences WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;
