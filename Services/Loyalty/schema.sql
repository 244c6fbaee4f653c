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

-- Points that are spent, expire and are given back: what each movement took from which lot.

ALTER TABLE loyalty.accounts
  -- Points taken back after they were spent; whatever gives points settles them first.
  ADD COLUMN owed integer NOT NULL DEFAULT 0 CHECK (owed BETWEEN 0 AND 1000000000),
  -- Points of awards that wait for their event to be completed; no line has them yet.
  ADD COLUMN pending integer NOT NULL DEFAULT 0 CHECK (pending >= 0),
  -- Of the latest line; no later one has an earlier time.
  ADD COLUMN moved_at timestamptz,
  ADD CONSTRAINT accounts_owes_or_has CHECK (balance = 0 OR owed = 0);
-- Changed with each line, mostly without a change to an index: room for it on the same page.
ALTER TABLE loyalty.accounts SET (fillfactor = 80);
UPDATE loyalty.accounts AS a SET moved_at = l.moved_at
FROM (SELECT patron_id, max(issued_at) AS moved_at FROM loyalty.ledger GROUP BY patron_id) AS l
WHERE l.patron_id = a.patron_id;

-- Lines are written by the thousand: what ties them to accounts, lots and each other is checked by
-- `credopass db verify`, not by a trigger for each.
ALTER TABLE loyalty.ledger
  DROP CONSTRAINT ledger_patron_id_fkey,
  DROP CONSTRAINT ledger_reverses_fkey,
  DROP CONSTRAINT ledger_reverses_key,
  DROP CONSTRAINT ledger_balance_after_check,
  -- The earning rule that gave the points, and the event they are for.
  ADD COLUMN rule_id uuid,
  ADD COLUMN event_id uuid,
  -- Only what is taken back leads below nothing; what is given to whoever owes leads out of it.
  ADD CONSTRAINT ledger_balance_after_check
    CHECK (balance_after >= 0 OR points > 0 OR kind = 'REVERSE');
CREATE UNIQUE INDEX ledger_reverses ON loyalty.ledger (reverses) WHERE reverses IS NOT NULL;

ALTER TABLE loyalty.lots
  DROP CONSTRAINT lots_entry_id_fkey,
  -- The release before writes it; nobody reads it any more.
  ALTER COLUMN available_at DROP NOT NULL,
  -- Of the line that opened it: of lots that expire at once the oldest is taken first.
  ADD COLUMN number integer NOT NULL DEFAULT 0,
  -- Expires so many days after the person last earned something; each time moves expires_at.
  ADD COLUMN idle_days integer CHECK (idle_days > 0),
  -- The expiry that its person was told of.
  ADD COLUMN noticed_of timestamptz,
  -- Apart from remaining, so that taking a part changes no index.
  ADD COLUMN is_open boolean NOT NULL GENERATED ALWAYS AS (remaining > 0) STORED,
  ADD CONSTRAINT lots_idle_expires CHECK (idle_days IS NULL OR expires_at IS NOT NULL);
UPDATE loyalty.lots AS t SET number = l.number FROM loyalty.ledger AS l WHERE l.id = t.entry_id;
DROP INDEX loyalty.lots_open;
CREATE INDEX lots_open ON loyalty.lots (patron_id, expires_at, number) WHERE is_open;
CREATE INDEX lots_idle ON loyalty.lots (patron_id) WHERE is_open AND idle_days IS NOT NULL;
CREATE INDEX lots_due ON loyalty.lots (expires_at) WHERE is_open AND expires_at IS NOT NULL;
CREATE INDEX lots_unnoticed ON loyalty.lots (expires_at)
  WHERE is_open AND expires_at IS NOT NULL AND noticed_of IS DISTINCT FROM expires_at;

-- What each line that takes points, or settles what is owed, took from which lot:
-- remaining = points - all that was not returned.
CREATE TABLE loyalty.uses (
  entry_id uuid NOT NULL,
  lot_entry_id uuid NOT NULL,
  points integer NOT NULL CHECK (points > 0),
  -- When the line was taken back and the lot got its points again.
  returned_at timestamptz,
  PRIMARY KEY (entry_id, lot_entry_id)
);
-- So far lots were emptied by taking back the whole line that opened them, and by nothing else.
INSERT INTO loyalty.uses (entry_id, lot_entry_id, points)
SELECT id, reverses, -points FROM loyalty.ledger WHERE reverses IS NOT NULL;

-- What people want; who is not here wants what the defaults say.
CREATE TABLE loyalty.preferences (
  patron_id uuid PRIMARY KEY,
  leaderboard boolean NOT NULL DEFAULT true,
  expiry_notices boolean NOT NULL DEFAULT true
);

-- The days, in the organization's zone, that people were told points of theirs expire on.
CREATE TABLE loyalty.notices (
  patron_id uuid NOT NULL,
  expires_on date NOT NULL,
  PRIMARY KEY (patron_id, expires_on)
);
CREATE INDEX notices_expires_on ON loyalty.notices (expires_on);

-- When points that a policy gives at a moment are too old, in a zone. A local time that does not
-- exist is moved forward; of one that comes twice it is the first.
CREATE FUNCTION loyalty.policy_end(kind text, count integer, since timestamptz, zone text)
RETURNS timestamptz LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT least(e.moment,
    CASE WHEN (e.moment - interval '30 minutes') AT TIME ZONE zone = l.local
      THEN e.moment - interval '30 minutes' END,
    CASE WHEN (e.moment - interval '1 hour') AT TIME ZONE zone = l.local
      THEN e.moment - interval '1 hour' END,
    CASE WHEN (e.moment - interval '2 hours') AT TIME ZONE zone = l.local
      THEN e.moment - interval '2 hours' END)
  FROM (SELECT CASE kind
      WHEN 'DAYS' THEN since AT TIME ZONE zone + make_interval(days => count)
      WHEN 'END_OF_MONTH' THEN
        date_trunc('month', since AT TIME ZONE zone) + make_interval(months => count + 1)
      WHEN 'END_OF_YEAR' THEN
        date_trunc('year', since AT TIME ZONE zone) + make_interval(years => count + 1)
      END AS local) AS l,
    LATERAL (SELECT l.local AT TIME ZONE zone AS moment) AS e
$$;
-- The local day of the last moment at which a lot can be spent.
CREATE FUNCTION loyalty.last_day(expires_at timestamptz, zone text) RETURNS date
LANGUAGE sql STABLE
RETURN ((expires_at - interval '1 microsecond') AT TIME ZONE zone)::date;
REVOKE ALL ON FUNCTION loyalty.policy_end(text, integer, timestamptz, text),
  loyalty.last_day(timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION loyalty.policy_end(text, integer, timestamptz, text),
  loyalty.last_day(timestamptz, text) TO loyalty;

CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  DELETE FROM loyalty.awards
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.uses
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.notices WHERE patron_id = person;
  DELETE FROM loyalty.preferences WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;

GRANT UPDATE (owed, pending, moved_at) ON loyalty.accounts TO loyalty;
GRANT UPDATE (expires_at, noticed_of) ON loyalty.lots TO loyalty;
GRANT SELECT, INSERT, UPDATE (returned_at) ON loyalty.uses TO loyalty;
GRANT SELECT, INSERT, UPDATE (leaderboard, expiry_notices) ON loyalty.preferences TO loyalty;
GRANT SELECT, INSERT, DELETE ON loyalty.notices TO loyalty;

-- Messages to people that have to leave, each written by the transaction that gives cause to it.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE loyalty.outbox (
  id uuid PRIMARY KEY,
  -- What it is called: the same name is taken once. No personal data.
  name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  -- Whom it is about; their messages go when they are erased.
  person uuid,
  channel text NOT NULL CHECK (channel IN ('MAIL', 'TEXT')),
  state text NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'SENT', 'REFUSED', 'EXPIRED')),
  -- To whom and what: there while it waits, and not a moment longer.
  recipient text CHECK (length(recipient) <= 320),
  subject text CHECK (length(subject) <= 500),
  body text CHECK (length(body) <= 65536),
  -- When it is tried next; whoever tries puts it off until nobody can be trying any more.
  due_at timestamptz NOT NULL DEFAULT now(),
  -- Who tries it now.
  lease uuid,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CONSTRAINT outbox_wiped CHECK (
    (state = 'WAITING') = (recipient IS NOT NULL)
    AND (state = 'WAITING') = (subject IS NOT NULL)
    AND (state = 'WAITING') = (body IS NOT NULL)
    AND (state = 'WAITING') = (ended_at IS NULL))
);
CREATE INDEX outbox_due ON loyalty.outbox (channel, due_at) WHERE state = 'WAITING';
CREATE INDEX outbox_ended ON loyalty.outbox (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX outbox_person ON loyalty.outbox (person) WHERE person IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON loyalty.outbox TO loyalty;
GRANT UPDATE (state, recipient, subject, body, due_at, lease, attempts, ended_at)
  ON loyalty.outbox TO loyalty;

-- What earns points: rules with versions, the presences that they judge, what they gave for each,
-- and what is known of events.

CREATE TABLE loyalty.rules (
  id uuid PRIMARY KEY,
  -- The latest version; its row is locked by whoever makes another.
  version integer NOT NULL CHECK (version > 0)
);

-- A rule's terms from a moment on. Nobody changes or removes a version.
CREATE TABLE loyalty.rule_versions (
  rule_id uuid NOT NULL REFERENCES loyalty.rules (id),
  version integer NOT NULL CHECK (version > 0),
  is_active boolean NOT NULL,
  -- Judges events that start at or after this.
  valid_from timestamptz NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  description text NOT NULL CHECK (length(description) <= 1000),
  kind text NOT NULL CHECK (kind IN (
    'ATTENDED', 'ON_TIME', 'STAYED', 'FIRST_VISIT', 'EVERY_NTH', 'STREAK', 'MANUAL')),
  -- Minutes or events, as the kind counts.
  number integer NOT NULL CHECK (number >= 0),
  points integer NOT NULL CHECK (points BETWEEN 1 AND 1000000),
  category text CHECK (length(category) BETWEEN 1 AND 50),
  series_id uuid,
  active_from timestamptz,
  active_until timestamptz,
  cap_per_day integer CHECK (cap_per_day > 0),
  cap_per_week integer CHECK (cap_per_week > 0),
  cap_per_month integer CHECK (cap_per_month > 0),
  cap_total integer CHECK (cap_total > 0),
  tiers text[] NOT NULL,
  tier_percents integer[] NOT NULL,
  categories text[] NOT NULL,
  category_percents integer[] NOT NULL,
  expiry text NOT NULL CHECK (expiry IN (
    'NEVER', 'DAYS', 'END_OF_MONTH', 'END_OF_YEAR', 'IDLE')),
  -- Days, months or years, as the expiry counts.
  expiry_count integer NOT NULL CHECK (expiry_count BETWEEN 0 AND 36500),
  awaits_completion boolean NOT NULL,
  created_at timestamptz NOT NULL,
  -- Who made it; null for what the migration made.
  actor uuid,
  PRIMARY KEY (rule_id, version),
  CHECK (cardinality(tiers) = cardinality(tier_percents)),
  CHECK (cardinality(categories) = cardinality(category_percents))
);

-- Ten points for each event attended, as it was before there were rules.
INSERT INTO loyalty.rules (id, version) VALUES ('0190a5b0-0000-7000-8000-400000000001', 1);
INSERT INTO loyalty.rule_versions (rule_id, version, is_active, valid_from, name, description,
  kind, number, points, tiers, tier_percents, categories, category_percents, expiry, expiry_count,
  awaits_completion, created_at)
VALUES ('0190a5b0-0000-7000-8000-400000000001', 1, true, '1970-01-01T00:00:00Z',
  'Attended {event}', 'Ten points for each event attended.', 'ATTENDED', 0, 10, '{}', '{}', '{}',
  '{}', 'NEVER', 0, false, '1970-01-01T00:00:00Z');

-- What attendance says of each presence: the facts that rules judge.
CREATE TABLE loyalty.presences (
  attendance_id uuid PRIMARY KEY,
  patron_id uuid NOT NULL,
  -- Null for presences from before events were kept.
  event_id uuid,
  series_id uuid,
  start_time timestamptz NOT NULL,
  check_in_time timestamptz,
  check_out_time timestamptz,
  -- Where attendance's feed says so; what it said earlier says nothing new.
  position bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('REGISTERED', 'ATTENDED', 'NO_SHOW', 'EXCUSED')),
  category text NOT NULL,
  event_name text NOT NULL
);
CREATE INDEX presences_patron ON loyalty.presences (patron_id);
CREATE INDEX presences_event ON loyalty.presences (event_id);
-- Presences come about in order of their events, so that this is small and costs nothing to keep.
CREATE INDEX presences_start ON loyalty.presences USING brin (start_time)
  WITH (pages_per_range = 16);

-- Awards from before, at which only the person, the time and the event's name were kept.
INSERT INTO loyalty.presences (attendance_id, patron_id, start_time, position, status, category,
  event_name)
SELECT a.attendance_id, l.patron_id, l.issued_at, a.position,
  CASE WHEN a.entry_id IS NULL THEN 'REGISTERED' ELSE 'ATTENDED' END, '',
  regexp_replace(l.description, '^Attended (an event)?', '')
FROM loyalty.awards AS a JOIN loyalty.ledger AS l
  ON l.source_key = 'attendance:' || a.attendance_id || ':attended:' || a.given;

-- What each rule gave for each presence.
ALTER TABLE loyalty.awards RENAME TO awards_before;
ALTER INDEX loyalty.awards_pkey RENAME TO awards_before_pkey;
CREATE TABLE loyalty.awards (
  attendance_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  -- The line that stands; no foreign key, for these are written by the thousand.
  entry_id uuid,
  -- The event whose completion a pending award waits for.
  awaits uuid,
  -- How often it was given, taken back or not.
  given integer NOT NULL CHECK (given > 0),
  -- Null when nothing stands.
  version integer,
  points integer CHECK (points > 0),
  -- What it would be without limits.
  worth integer CHECK (worth >= points),
  PRIMARY KEY (attendance_id, rule_id),
  CHECK ((points IS NULL) = (entry_id IS NULL AND awaits IS NULL)),
  CHECK ((points IS NULL) = (worth IS NULL) AND (points IS NULL) = (version IS NULL)),
  CHECK (entry_id IS NULL OR awaits IS NULL)
);
CREATE INDEX awards_awaiting ON loyalty.awards (awaits) WHERE awaits IS NOT NULL;
INSERT INTO loyalty.awards (attendance_id, rule_id, entry_id, given, version, points, worth)
SELECT a.attendance_id, '0190a5b0-0000-7000-8000-400000000001', a.entry_id, a.given,
  CASE WHEN l.id IS NOT NULL THEN 1 END, l.points, l.points
FROM loyalty.awards_before AS a LEFT JOIN loyalty.ledger AS l ON l.id = a.entry_id
WHERE a.given > 0;
DROP TABLE loyalty.awards_before;
UPDATE loyalty.ledger SET rule_id = '0190a5b0-0000-7000-8000-400000000001'
WHERE source_key LIKE 'attendance:%:attended:%';

-- What events tells of events.
CREATE TABLE loyalty.events (
  id uuid PRIMARY KEY,
  start_time timestamptz NOT NULL,
  series_id uuid,
  category text NOT NULL,
  completed_at timestamptz,
  -- A draft, canceled, deleted, or did not meet.
  is_void boolean NOT NULL
);
CREATE INDEX events_counting ON loyalty.events (start_time)
  WHERE completed_at IS NOT NULL AND NOT is_void;

-- Everybody is judged anew by one rule, person after person.
CREATE TABLE loyalty.rejudgements (
  rule_id uuid NOT NULL,
  version integer NOT NULL,
  started_at timestamptz NOT NULL,
  done_at timestamptz,
  -- The last person judged, in order of id.
  reached uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  judged bigint NOT NULL DEFAULT 0,
  people bigint NOT NULL,
  awards_given bigint NOT NULL DEFAULT 0,
  awards_taken bigint NOT NULL DEFAULT 0,
  points_given bigint NOT NULL DEFAULT 0,
  points_taken bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (rule_id, version),
  FOREIGN KEY (rule_id, version) REFERENCES loyalty.rule_versions (rule_id, version)
);
CREATE UNIQUE INDEX rejudgements_one ON loyalty.rejudgements ((true)) WHERE done_at IS NULL;

-- Locked by whoever judges, before any account: what one judges the other does not change. One row.
CREATE TABLE loyalty.judging (
  one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO loyalty.judging DEFAULT VALUES;

CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.judging FOR UPDATE;
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
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

GRANT SELECT, INSERT, UPDATE (version) ON loyalty.rules TO loyalty;
GRANT SELECT, INSERT ON loyalty.rule_versions TO loyalty;
GRANT SELECT, INSERT, UPDATE, DELETE ON loyalty.presences TO loyalty;
GRANT SELECT, INSERT, UPDATE (entry_id, awaits, given, version, points, worth)
  ON loyalty.awards TO loyalty;
GRANT SELECT, INSERT, UPDATE ON loyalty.events TO loyalty;
GRANT SELECT, INSERT, UPDATE (done_at, reached, judged, awards_given, awards_taken, points_given,
  points_taken) ON loyalty.rejudgements TO loyalty;
GRANT SELECT, UPDATE (one) ON loyalty.judging TO loyalty;

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

-- Who is to be judged again: whom an event's change concerns beyond the first page, whom a rule's
-- version concerns, and to whom nothing could be given. Written under the lock of loyalty.judging.
CREATE TABLE loyalty.to_judge (
  patron_id uuid PRIMARY KEY,
  due_at timestamptz NOT NULL,
  -- Why the last judging gave nothing; null for who just waits.
  problem text CHECK (length(problem) BETWEEN 1 AND 100)
);
CREATE INDEX to_judge_due ON loyalty.to_judge (due_at, patron_id);

-- Since when those who were at events are still to be written down there. One row, or none.
CREATE TABLE loyalty.to_sweep (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  since timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE (since), DELETE ON loyalty.to_sweep TO loyalty;
GRANT SELECT, INSERT, UPDATE (due_at, problem), DELETE ON loyalty.to_judge TO loyalty;

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
  DELETE FROM loyalty.to_judge WHERE patron_id = person;
  DELETE FROM loyalty.uses
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.notices WHERE patron_id = person;
  DELETE FROM loyalty.preferences WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;

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

-- Each presence is told at least twice, as registered and as attended: room for that on its page,
-- so that no index has to learn of it.
ALTER TABLE loyalty.presences SET (fillfactor = 50);

-- Presences stand where events says their events do; who was there is judged again.
WITH moved AS (
  UPDATE loyalty.presences AS p
  SET start_time = e.start_time, series_id = e.series_id, category = e.category
  FROM loyalty.events AS e
  WHERE p.event_id = e.id AND e.start_time <> '1970-01-01Z'
    AND (p.start_time, p.series_id, p.category)
      IS DISTINCT FROM (e.start_time, e.series_id, e.category)
  RETURNING p.patron_id)
INSERT INTO loyalty.to_judge (patron_id, due_at) SELECT DISTINCT patron_id, now() FROM moved
ON CONFLICT (patron_id) DO NOTHING;

-- Sweeps go by the start of events, whether they count or not.
CREATE INDEX events_start ON loyalty.events (start_time);
