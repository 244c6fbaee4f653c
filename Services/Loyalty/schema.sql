-- What every service keeps beside its own tables: answers under idempotency keys, its feed, and
-- where it stands in the feeds of others. Made from Shared/Daemon/Tables; a test compares.

-- A row per effect that has a name, written by the transaction that has the effect.
CREATE TABLE loyalty.idempotency (
  -- user:<id>, or service:<name> of the one that called without a person.
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  method text NOT NULL CHECK (length(method) BETWEEN 1 AND 200),
  -- BLAKE2b-256 of the request.
  request bytea NOT NULL CHECK (length(request) = 32),
  -- The encoded answer; null only inside the transaction that writes it.
  response bytea CHECK (length(response) <= 1048576),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subject, key)
);
CREATE INDEX idempotency_created_at ON loyalty.idempotency (created_at);

-- What changed here, in order of effect.
CREATE TABLE loyalty.feed (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Given to committed rows, under the lock of feed_head; null until then.
  position bigint,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
  key uuid NOT NULL,
  payload bytea NOT NULL CHECK (length(payload) <= 65536),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX feed_position ON loyalty.feed (position) WHERE position IS NOT NULL;
CREATE INDEX feed_fresh ON loyalty.feed (id) WHERE position IS NULL;
CREATE INDEX feed_created_at ON loyalty.feed (created_at);

-- The last position given. One row.
CREATE TABLE loyalty.feed_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL
);
INSERT INTO loyalty.feed_head (position) VALUES (0);

-- How far the feeds of others have taken effect here.
CREATE TABLE loyalty.cursor (
  source text PRIMARY KEY CHECK (length(source) BETWEEN 1 AND 64),
  position bigint NOT NULL
);

-- Changes of others that could not be applied, and those of the same key after them.
CREATE TABLE loyalty.parked (
  source text NOT NULL,
  position bigint NOT NULL,
  kind text NOT NULL,
  key uuid NOT NULL,
  payload bytea NOT NULL,
  created_at timestamptz NOT NULL,
  reason text NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now(),
  -- Set by an operator: the follower tries the key again.
  retry_at timestamptz,
  PRIMARY KEY (source, position)
);
CREATE INDEX parked_key ON loyalty.parked (source, key);

-- What voids access tokens of a user before they expire, from the users feed.
CREATE TABLE loyalty.standing (
  user_id uuid PRIMARY KEY,
  epoch bigint NOT NULL,
  is_active boolean NOT NULL
);

-- The keys whose access tokens count, from the users feed. One row.
CREATE TABLE loyalty.token_keys (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  key_set bytea NOT NULL
);

GRANT SELECT, INSERT, UPDATE (response), DELETE ON loyalty.idempotency TO loyalty;
GRANT SELECT, INSERT, UPDATE (position), DELETE ON loyalty.feed TO loyalty;
GRANT SELECT, UPDATE ON loyalty.feed_head TO loyalty;
GRANT SELECT, INSERT, UPDATE ON loyalty.cursor TO loyalty;
GRANT SELECT, INSERT, UPDATE (reason, retry_at), DELETE ON loyalty.parked TO loyalty;
GRANT SELECT, INSERT, UPDATE, DELETE ON loyalty.standing TO loyalty;
GRANT SELECT, INSERT, UPDATE ON loyalty.token_keys TO loyalty;

-- What people and services did that somebody may have to answer for, and the seals that show
-- whether it is still what was written. Made from Shared/Daemon/Tables; a test compares.

-- A line per deed, written by the transaction that does it: ids and words of ours, nothing of a
-- person.
CREATE TABLE loyalty.audit_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  -- user:<id>, service:<name>, anonymous, or others: those too many to be counted apart.
  actor text NOT NULL CHECK (length(actor) BETWEEN 1 AND 64),
  action text NOT NULL CHECK (action ~ '^[a-z][a-z_.]{0,63}$'),
  -- <kind>:<id>, or a kind alone.
  object text NOT NULL CHECK (length(object) BETWEEN 1 AND 250),
  -- A JSON object; text, because a seal is over each byte.
  details text NOT NULL CHECK (length(details) <= 1000)
);

-- Lines that no seal covers yet, written with each. The only rows here that ever go.
CREATE TABLE loyalty.audit_unsealed (
  entry_id bigint PRIMARY KEY
);

-- Each seal covers lines that were committed since the one before, and that one's MAC.
CREATE TABLE loyalty.audit_seals (
  -- Without gap from 1.
  number bigint PRIMARY KEY CHECK (number > 0),
  sealed_at timestamptz NOT NULL,
  -- The lines, in order of id.
  entry_ids bigint[] NOT NULL CHECK (cardinality(entry_ids) BETWEEN 1 AND 1000),
  -- 16 bytes for each line, so that a changed one can be named.
  digests bytea NOT NULL CHECK (length(digests) = 16 * cardinality(entry_ids)),
  -- BLAKE2b-256 under the service's secret, over all of this and the MAC before it.
  mac bytea NOT NULL CHECK (length(mac) = 32)
);

-- The last seal's number, locked by whoever seals. One row.
CREATE TABLE loyalty.audit_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seal bigint NOT NULL
);
INSERT INTO loyalty.audit_head (seal) VALUES (0);

GRANT SELECT, INSERT ON loyalty.audit_entries TO loyalty;
GRANT SELECT, INSERT, DELETE ON loyalty.audit_unsealed TO loyalty;
GRANT SELECT, INSERT ON loyalty.audit_seals TO loyalty;
GRANT SELECT, UPDATE (seal) ON loyalty.audit_head TO loyalty;

-- Points: what was moved, what is left, and which level that is.

CREATE TABLE loyalty.tiers (
  name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 32),
  -- Points earned ever that reach it.
  least integer NOT NULL UNIQUE CHECK (least >= 0)
);
INSERT INTO loyalty.tiers (name, least)
VALUES ('bronze', 0), ('silver', 100), ('gold', 500), ('platinum', 1000);

-- A row per person with movements; its lock makes them follow each other.
CREATE TABLE loyalty.accounts (
  patron_id uuid PRIMARY KEY,
  balance integer NOT NULL DEFAULT 0 CHECK (balance BETWEEN 0 AND 1000000000),
  -- Earned ever, what was taken back left out.
  lifetime integer NOT NULL DEFAULT 0 CHECK (lifetime BETWEEN 0 AND 1000000000),
  tier text NOT NULL REFERENCES loyalty.tiers (name),
  -- Null on the lowest level from the beginning.
  tier_since timestamptz,
  -- How many lines the ledger has for this person.
  movements integer NOT NULL DEFAULT 0 CHECK (movements >= 0)
);
CREATE INDEX accounts_tier ON loyalty.accounts (tier, patron_id);

-- Every movement, for good: nobody changes or removes a line.
CREATE TABLE loyalty.ledger (
  id uuid PRIMARY KEY,
  patron_id uuid NOT NULL REFERENCES loyalty.accounts (patron_id),
  -- 1, 2, 3 … of this person: the order of effect.
  number integer NOT NULL CHECK (number > 0),
  kind text NOT NULL CHECK (kind IN ('EARN', 'BURN', 'EXPIRE', 'REVERSE', 'ADJUST')),
  points integer NOT NULL CHECK (points <> 0),
  description text NOT NULL CHECK (length(description) BETWEEN 1 AND 300),
  reward_id uuid,
  -- What it is given for, such as attendance:<id>:<rule>:<n>: once, whatever is repeated.
  source_key text UNIQUE CHECK (length(source_key) BETWEEN 1 AND 200),
  -- The line taken back; a line is taken back once.
  reverses uuid UNIQUE REFERENCES loyalty.ledger (id),
  balance_after integer NOT NULL CHECK (balance_after >= 0),
  issued_at timestamptz NOT NULL,
  expires_at timestamptz,
  -- Who moved them: a user's id, or null for a rule.
  actor uuid,
  UNIQUE (patron_id, number),
  CHECK (kind <> 'EARN' OR points > 0),
  CHECK (kind NOT IN ('BURN', 'EXPIRE') OR points < 0),
  CHECK ((kind = 'REVERSE') = (reverses IS NOT NULL))
);

-- What is left of each line that gave points.
CREATE TABLE loyalty.lots (
  entry_id uuid PRIMARY KEY REFERENCES loyalty.ledger (id),
  patron_id uuid NOT NULL,
  points integer NOT NULL CHECK (points > 0),
  remaining integer NOT NULL CHECK (remaining BETWEEN 0 AND points),
  available_at timestamptz NOT NULL,
  -- Null: never.
  expires_at timestamptz
);
CREATE INDEX lots_open ON loyalty.lots (patron_id, expires_at, available_at) WHERE remaining > 0;

-- What each attendance has been given by each rule: how often, and the line that stands now.
CREATE TABLE loyalty.awards (
  attendance_id uuid NOT NULL,
  rule text NOT NULL CHECK (length(rule) BETWEEN 1 AND 32),
  given integer NOT NULL DEFAULT 0 CHECK (given >= 0),
  entry_id uuid UNIQUE REFERENCES loyalty.ledger (id),
  -- The latest change of attendance's feed that was judged; earlier ones say nothing new.
  position bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (attendance_id, rule)
);

GRANT SELECT ON loyalty.tiers TO loyalty;
GRANT SELECT, INSERT, UPDATE (balance, lifetime, tier, tier_since, movements)
  ON loyalty.accounts TO loyalty;
GRANT SELECT, INSERT ON loyalty.ledger TO loyalty;
GRANT SELECT, INSERT, UPDATE (remaining) ON loyalty.lots TO loyalty;
GRANT SELECT, INSERT, UPDATE (given, entry_id, position) ON loyalty.awards TO loyalty;

-- Who was purged: attendance's feed may still tell of them.
CREATE TABLE loyalty.purged (
  patron_id uuid PRIMARY KEY
);

-- Removes a person's account with every line, and remembers them.
CREATE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  DELETE FROM loyalty.awards
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;
REVOKE ALL ON FUNCTION loyalty.purge_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION loyalty.purge_person(uuid) TO loyalty;
GRANT SELECT ON loyalty.purged TO loyalty;

-- Sessions that ended while access tokens given out in them might still count, from the users feed.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE loyalty.ended_sessions (
  session_id uuid PRIMARY KEY,
  -- When this service learned of it; an hour later no token of the session counts anyway.
  learned_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ended_sessions_learned_at ON loyalty.ended_sessions (learned_at);

GRANT SELECT, INSERT, DELETE ON loyalty.ended_sessions TO loyalty;
