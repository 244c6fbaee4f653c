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
