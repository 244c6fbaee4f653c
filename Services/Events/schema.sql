-- What every service keeps beside its own tables: answers under idempotency keys, its feed, and
-- where it stands in the feeds of others. Made from Shared/Daemon/Tables; a test compares.

-- A row per effect that has a name, written by the transaction that has the effect.
CREATE TABLE events.idempotency (
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
CREATE INDEX idempotency_created_at ON events.idempotency (created_at);

-- What changed here, in order of effect.
CREATE TABLE events.feed (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Given to committed rows, under the lock of feed_head; null until then.
  position bigint,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
  key uuid NOT NULL,
  payload bytea NOT NULL CHECK (length(payload) <= 65536),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX feed_position ON events.feed (position) WHERE position IS NOT NULL;
CREATE INDEX feed_fresh ON events.feed (id) WHERE position IS NULL;
CREATE INDEX feed_created_at ON events.feed (created_at);

-- The last position given. One row.
CREATE TABLE events.feed_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL
);
INSERT INTO events.feed_head (position) VALUES (0);

-- How far the feeds of others have taken effect here.
CREATE TABLE events.cursor (
  source text PRIMARY KEY CHECK (length(source) BETWEEN 1 AND 64),
  position bigint NOT NULL
);

-- Changes of others that could not be applied, and those of the same key after them.
CREATE TABLE events.parked (
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
CREATE INDEX parked_key ON events.parked (source, key);

-- What voids access tokens of a user before they expire, from the users feed.
CREATE TABLE events.standing (
  user_id uuid PRIMARY KEY,
  epoch bigint NOT NULL,
  is_active boolean NOT NULL
);

-- The keys whose access tokens count, from the users feed. One row.
CREATE TABLE events.token_keys (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  key_set bytea NOT NULL
);

GRANT SELECT, INSERT, UPDATE (response), DELETE ON events.idempotency TO events;
GRANT SELECT, INSERT, UPDATE (position), DELETE ON events.feed TO events;
GRANT SELECT, UPDATE ON events.feed_head TO events;
GRANT SELECT, INSERT, UPDATE ON events.cursor TO events;
GRANT SELECT, INSERT, UPDATE (reason, retry_at), DELETE ON events.parked TO events;
GRANT SELECT, INSERT, UPDATE, DELETE ON events.standing TO events;
GRANT SELECT, INSERT, UPDATE ON events.token_keys TO events;

-- What people and services did that somebody may have to answer for, and the seals that show
-- whether it is still what was written. Made from Shared/Daemon/Tables; a test compares.

-- A line per deed, written by the transaction that does it: ids and words of ours, nothing of a
-- person.
CREATE TABLE events.audit_entries (
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
CREATE TABLE events.audit_unsealed (
  entry_id bigint PRIMARY KEY
);

-- Each seal covers lines that were committed since the one before, and that one's MAC.
CREATE TABLE events.audit_seals (
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
CREATE TABLE events.audit_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seal bigint NOT NULL
);
INSERT INTO events.audit_head (seal) VALUES (0);

GRANT SELECT, INSERT ON events.audit_entries TO events;
GRANT SELECT, INSERT, DELETE ON events.audit_unsealed TO events;
GRANT SELECT, INSERT ON events.audit_seals TO events;
GRANT SELECT, UPDATE (seal) ON events.audit_head TO events;

-- Points as places on a sphere of radius 1: the straight line between two of them orders as the
-- way along the ground does, over the date line and the poles, too.
CREATE EXTENSION cube SCHEMA events;

CREATE FUNCTION events.on_sphere(latitude double precision, longitude double precision)
RETURNS events.cube LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN events.cube(ARRAY[
  cos(radians(latitude)) * cos(radians(longitude)),
  cos(radians(latitude)) * sin(radians(longitude)), sin(radians(latitude))]);
GRANT EXECUTE ON FUNCTION events.on_sphere(double precision, double precision) TO events;

-- The degrees that lie within so many kilometers of a point, and a little more; beyond a pole all
-- longitudes. It may reach over the date line: what lies there is in the box a turn further.
CREATE FUNCTION events.around(
  latitude double precision, longitude double precision, kilometers double precision,
  turn double precision)
RETURNS box LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT CASE WHEN abs(latitude) + degrees(r) >= 90 THEN
      box(point(-180 + turn, latitude - degrees(r)), point(180 + turn, latitude + degrees(r)))
    ELSE box(
      point(longitude - degrees(asin(sin(r) / cos(radians(latitude)))) + turn,
        latitude - degrees(r)),
      point(longitude + degrees(asin(sin(r) / cos(radians(latitude)))) + turn,
        latitude + degrees(r))) END
  FROM (SELECT kilometers / 6371.0088 * 1.000001 + 1e-9 AS r) AS angle);
GRANT EXECUTE ON FUNCTION events.around(
  double precision, double precision, double precision, double precision) TO events;

-- A dated meeting. Status is not kept: it follows from published_at, started_at, closed_at,
-- canceled_at and the clock.
CREATE TABLE events.events (
  id uuid PRIMARY KEY,
  series_id uuid,
  -- A user.
  host_id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) <= 255),
  description text NOT NULL CHECK (char_length(description) <= 10000),
  category text NOT NULL CHECK (char_length(category) <= 50),
  location text NOT NULL CHECK (char_length(location) <= 255),
  address text NOT NULL CHECK (char_length(address) <= 500),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  -- An IANA name; empty while a draft has none.
  time_zone text NOT NULL CHECK (char_length(time_zone) <= 64),
  start_time timestamptz,
  end_time timestamptz,
  capacity integer CHECK (capacity BETWEEN 1 AND 1000000),
  -- Seats of ENROLLED people and their guests, written under the lock of this row.
  taken integer NOT NULL DEFAULT 0 CHECK (taken >= 0),
  -- Seats beyond the capacity that were taken elsewhere and came in by an upload.
  overbooked integer NOT NULL DEFAULT 0 CHECK (overbooked >= 0),
  is_public boolean NOT NULL,
  registration_opens_at timestamptz,
  registration_closes_at timestamptz,
  self_cancel_until timestamptz,
  waitlist boolean NOT NULL,
  overtaking boolean NOT NULL,
  enrollment_required boolean NOT NULL,
  reentry boolean NOT NULL,
  self_check_in boolean NOT NULL,
  door_limit integer CHECK (door_limit BETWEEN 1 AND 1000000),
  published_at timestamptz,
  started_at timestamptz,
  closed_at timestamptz,
  canceled_at timestamptz,
  cancel_reason text NOT NULL DEFAULT '' CHECK (char_length(cancel_reason) <= 500),
  -- The last number given on the waiting list, counted under the lock of this row.
  last_queue_number bigint NOT NULL DEFAULT 0,
  -- Whether the feed has told that the start, and the end, have come.
  start_told boolean NOT NULL DEFAULT false,
  end_told boolean NOT NULL DEFAULT false,
  -- The start that people have been reminded of.
  reminded_of timestamptz,
  did_not_meet boolean NOT NULL DEFAULT false,
  -- The day that the rule of the series gave it, and the start there, wherever it was moved.
  series_day date,
  original_start timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- Counts edits; seats are none.
  version bigint NOT NULL DEFAULT 1,
  place events.cube GENERATED ALWAYS AS (events.on_sphere(latitude, longitude)) STORED,
  CONSTRAINT seats_are_not_oversold CHECK (capacity IS NULL OR taken <= capacity + overbooked),
  CONSTRAINT ends_after_start CHECK (end_time > start_time),
  CONSTRAINT once_a_day UNIQUE (series_id, series_day),
  CONSTRAINT end_has_start CHECK ((start_time IS NULL) = (end_time IS NULL)),
  CONSTRAINT point_is_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
  CONSTRAINT registration_opens_first CHECK (registration_opens_at <= registration_closes_at),
  CONSTRAINT published_is_complete CHECK (
    published_at IS NULL
    OR name <> '' AND start_time IS NOT NULL AND time_zone <> '' AND location || address <> '')
);
-- In the plane of degrees, where an index keeps neighbours together.
CREATE INDEX events_spot ON events.events USING gist (point(longitude, latitude));
CREATE INDEX events_start_time ON events.events (start_time, id);
CREATE INDEX events_end_time ON events.events (end_time, id);
CREATE INDEX events_undated ON events.events (created_at, id) WHERE start_time IS NULL;
CREATE INDEX events_name ON events.events (name COLLATE "und-x-icu", id);
CREATE INDEX events_created_at ON events.events (created_at, id);
CREATE INDEX events_host ON events.events (host_id, end_time, id);
CREATE INDEX events_category ON events.events (category, end_time, id);
CREATE INDEX events_category_start ON events.events (category, start_time, id);
CREATE INDEX events_category_name ON events.events (category, name COLLATE "und-x-icu", id);
CREATE INDEX events_category_created ON events.events (category, created_at, id);
-- What is counted by category.
CREATE INDEX events_open ON events.events (category, end_time) INCLUDE (is_public, host_id, id)
  WHERE published_at IS NOT NULL AND canceled_at IS NULL AND closed_at IS NULL;
CREATE INDEX events_series ON events.events (series_id, end_time, id)
  WHERE series_id IS NOT NULL;
-- What is rare is found by itself, not among all others.
CREATE INDEX events_drafts ON events.events (end_time, id)
  WHERE published_at IS NULL AND canceled_at IS NULL;
CREATE INDEX events_canceled ON events.events (end_time, id) WHERE canceled_at IS NOT NULL;
CREATE INDEX events_closed ON events.events (end_time, id) WHERE closed_at IS NOT NULL;
CREATE INDEX events_started ON events.events (end_time, id)
  WHERE started_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX events_hidden ON events.events (end_time, id) WHERE NOT is_public;
-- What is going on at a moment, which neither its start nor its end tells alone.
CREATE INDEX events_span ON events.events USING gist (tstzrange(start_time, end_time))
  WHERE start_time IS NOT NULL;
CREATE INDEX events_to_start ON events.events (start_time)
  WHERE published_at IS NOT NULL AND canceled_at IS NULL AND NOT start_told;
CREATE INDEX events_to_end ON events.events (end_time)
  WHERE published_at IS NOT NULL AND canceled_at IS NULL AND NOT end_told;
CREATE INDEX events_to_remind ON events.events (start_time)
  WHERE published_at IS NOT NULL AND canceled_at IS NULL
    AND reminded_of IS DISTINCT FROM start_time;

CREATE FUNCTION events.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER touch BEFORE UPDATE ON events.events
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION events.touch();

-- A person's claim on seats: one row, whatever becomes of it.
CREATE TABLE events.enrollments (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL REFERENCES events.events (id),
  user_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('ENROLLED', 'WAITLISTED', 'CANCELED')),
  priority integer NOT NULL DEFAULT 0,
  -- Given under the event's lock, anew to who comes back.
  queue_number bigint NOT NULL,
  guests integer NOT NULL CHECK (guests BETWEEN 0 AND 10),
  enrolled_at timestamptz NOT NULL,
  canceled_at timestamptz,
  CONSTRAINT one_per_person UNIQUE (event_id, user_id),
  CONSTRAINT queue_numbers_differ UNIQUE (event_id, queue_number),
  CONSTRAINT canceled_has_time CHECK ((status = 'CANCELED') = (canceled_at IS NOT NULL))
);
CREATE INDEX enrollments_status ON events.enrollments (event_id, status, enrolled_at, id);
CREATE INDEX enrollments_user ON events.enrollments (user_id);
CREATE INDEX enrollments_oldest ON events.enrollments (event_id, enrolled_at, id);
CREATE INDEX enrollments_waiting ON events.enrollments (event_id, priority DESC, queue_number)
  WHERE status = 'WAITLISTED';

-- What people say of whether they will come. GOING agrees with the enrollment: whatever writes that
-- writes this, under the lock of the event's row.
CREATE TABLE events.rsvps (
  event_id uuid NOT NULL REFERENCES events.events (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'GOING' CHECK (status IN ('GOING', 'INTERESTED', 'NOT_GOING')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, user_id)
);
CREATE INDEX rsvps_status ON events.rsvps (event_id, status);
CREATE INDEX rsvps_oldest ON events.rsvps (event_id, created_at, user_id);
CREATE INDEX rsvps_user ON events.rsvps (user_id, created_at, event_id);

-- What became of each row of an upload, so that a repeat is answered as the first time.
CREATE TABLE events.batch_rows (
  batch_id uuid NOT NULL,
  event_id uuid NOT NULL,
  user_id uuid NOT NULL,
  changed boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (batch_id, event_id, user_id)
);
CREATE INDEX batch_rows_created_at ON events.batch_rows (created_at);

-- Where the release before writes its record; taken over as it comes, and dropped with the next.
CREATE TABLE events.audit (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  event_id uuid NOT NULL,
  user_id uuid NOT NULL
);

CREATE FUNCTION events.take_over_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH entry AS (
    INSERT INTO events.audit_entries (at, actor, action, object, details)
    VALUES (
      NEW.at, NEW.actor, 'enrollment.outside_window', 'event:' || NEW.event_id,
      '{"user":"' || NEW.user_id || '"}')
    RETURNING id
  )
  INSERT INTO events.audit_unsealed (entry_id) SELECT id FROM entry;
  RETURN NULL;
END
$$;
CREATE TRIGGER take_over AFTER INSERT OR UPDATE ON events.audit
  FOR EACH ROW EXECUTE FUNCTION events.take_over_audit();

-- People as last heard from users. It may lag; who is missing here may well exist.
CREATE TABLE events.users (
  id uuid PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  is_active boolean NOT NULL,
  -- Remembered: others' feeds may still name who is gone.
  purged boolean NOT NULL DEFAULT false
);
CREATE INDEX users_purged ON events.users (id) WHERE purged;

-- Removes events with every claim on them.
CREATE FUNCTION events.purge_events(ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.enrollments WHERE event_id = ANY (ids);
  DELETE FROM events.batch_rows WHERE event_id = ANY (ids);
  DELETE FROM events.events WHERE id = ANY (ids)
$$;
REVOKE ALL ON FUNCTION events.purge_events(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.purge_events(uuid[]) TO events;

-- Removes a person's claims; none of them holds a seat any more.
CREATE FUNCTION events.purge_claims(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.enrollments WHERE user_id = person AND status = 'CANCELED';
  DELETE FROM events.batch_rows WHERE user_id = person;
  -- Answers kept for repeats: whoever repeats is told that this one is gone.
  UPDATE events.idempotency SET response = NULL
  WHERE position(convert_to(person::text, 'UTF8') IN response) > 0
$$;
REVOKE ALL ON FUNCTION events.purge_claims(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.purge_claims(uuid) TO events;

GRANT SELECT, INSERT ON events.events TO events;
GRANT UPDATE (
  name, description, category, location, address, latitude, longitude, time_zone, start_time,
  end_time, capacity, taken, overbooked, is_public, registration_opens_at,
  registration_closes_at, self_cancel_until, waitlist, overtaking, enrollment_required, reentry,
  self_check_in, door_limit, published_at, started_at, closed_at, canceled_at, cancel_reason,
  last_queue_number, start_told, end_told, reminded_of, version) ON events.events TO events;
GRANT SELECT, INSERT,
  UPDATE (status, priority, queue_number, guests, enrolled_at, canceled_at)
  ON events.enrollments TO events;
GRANT SELECT, INSERT, UPDATE (status, updated_at), DELETE ON events.rsvps TO events;
GRANT SELECT, INSERT, DELETE ON events.batch_rows TO events;
GRANT SELECT, INSERT ON events.audit TO events;
GRANT SELECT, INSERT, UPDATE, DELETE ON events.users TO events;

-- Sessions that ended while access tokens given out in them might still count, from the users feed.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE events.ended_sessions (
  session_id uuid PRIMARY KEY,
  -- When this service learned of it; an hour later no token of the session counts anyway.
  learned_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ended_sessions_learned_at ON events.ended_sessions (learned_at);

GRANT SELECT, INSERT, DELETE ON events.ended_sessions TO events;

-- Messages to people that have to leave, each written by the transaction that gives cause to it.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE events.outbox (
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
CREATE INDEX outbox_due ON events.outbox (channel, due_at) WHERE state = 'WAITING';
CREATE INDEX outbox_ended ON events.outbox (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX outbox_person ON events.outbox (person) WHERE person IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON events.outbox TO events;
GRANT UPDATE (state, recipient, subject, body, due_at, lease, attempts, ended_at)
  ON events.outbox TO events;

-- What people have to be told of their claims, written by the transaction that gives cause to it.
-- It names ids only: a job asks users for the addresses and hands mails to the outbox.
CREATE TABLE events.notices (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL REFERENCES events.events (id) ON DELETE CASCADE,
  -- Null: everybody who has a claim.
  user_id uuid,
  kind text NOT NULL CHECK (
    kind IN ('ENROLLED', 'WAITLISTED', 'PROMOTED', 'CANCELED', 'CHANGED', 'REMINDER')),
  due_at timestamptz NOT NULL,
  -- Of those with a claim, up to which id they have been told.
  told_to uuid,
  -- Of CHANGED: the event as people knew it.
  was_name text,
  was_start timestamptz,
  was_end timestamptz,
  was_time_zone text,
  was_location text,
  was_address text
);
CREATE INDEX notices_due ON events.notices (due_at, id);
CREATE INDEX notices_event ON events.notices (event_id);
-- Edits one after the other are told together, by what differs in the end.
CREATE UNIQUE INDEX notices_changed ON events.notices (event_id)
  WHERE kind = 'CHANGED' AND told_to IS NULL;

-- Who does not want which of the kinds that may be declined.
CREATE TABLE events.notice_settings (
  user_id uuid PRIMARY KEY,
  declined text[] NOT NULL CHECK (declined <@ ARRAY['ENROLLED', 'WAITLISTED', 'REMINDER'])
);

GRANT SELECT, INSERT, DELETE, UPDATE (told_to) ON events.notices TO events;
GRANT SELECT, INSERT, DELETE, UPDATE (declined) ON events.notice_settings TO events;

-- Text as it is compared: lower case and without accents by Unicode's rules, letters and digits.
CREATE FUNCTION events.folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
  regexp_replace(
    normalize(lower(words COLLATE "und-x-icu"), NFKD), U&'[\0300-\036f]', '', 'g'),
  '[^[:alnum:]]+' COLLATE "und-x-icu", ' ', 'g') COLLATE "default";

-- The words of a text, weighed: A of the name, B of category and place, C of the description.
CREATE FUNCTION events.weighed(name text, place text, description text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN setweight(to_tsvector('pg_catalog.simple', events.folded(name)), 'A')
  || setweight(to_tsvector('pg_catalog.simple', events.folded(place)), 'B')
  || setweight(to_tsvector('pg_catalog.simple', events.folded(description)), 'C');

-- Which events have a word, in the order in which they are found.
CREATE TABLE events.words (
  word text COLLATE "C" NOT NULL,
  -- Of the best place where the event has it: 1 name, 2 category and place, 3 description.
  weight smallint NOT NULL CHECK (weight BETWEEN 1 AND 3),
  -- The event's end; the first moment of the year 1 for none.
  ends timestamptz NOT NULL,
  event_id uuid NOT NULL REFERENCES events.events (id) ON DELETE CASCADE,
  PRIMARY KEY (event_id, word)
);
CREATE UNIQUE INDEX words_found ON events.words (word, weight, ends, event_id);

-- The words of names, categories and places, each once.
CREATE TABLE events.vocabulary (
  word text COLLATE "C" PRIMARY KEY
);
CREATE TABLE events.trigrams (
  trigram text COLLATE "C" NOT NULL,
  -- How many different ones the word has.
  size integer NOT NULL,
  word text COLLATE "C" NOT NULL REFERENCES events.vocabulary (word) ON DELETE CASCADE,
  PRIMARY KEY (trigram, size, word)
);
CREATE INDEX trigrams_word ON events.trigrams (word);

-- The different runs of three characters in a word, of which two may be before it and one after.
CREATE FUNCTION events.trigrams_of(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
  SELECT DISTINCT substr('  ' || left(word, 100) || ' ', n, 3)
  FROM generate_series(1, least(length(word), 100) + 1) AS n);

-- Keeps the words of events. The vocabulary comes after the words: see events.forget_words.
CREATE FUNCTION events.keep_words(ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO events.words (word, weight, ends, event_id)
  SELECT w.lexeme, CASE w.weights[1] WHEN 'A' THEN 1 WHEN 'B' THEN 2 ELSE 3 END,
    coalesce(e.end_time, '0001-01-01 00:00:00Z'), e.id
  FROM unnest(ids) AS own (id) JOIN events.events AS e ON e.id = own.id
    CROSS JOIN LATERAL unnest(events.weighed(
      e.name, e.category || ' ' || e.location || ' ' || e.address, e.description)) AS w;
  WITH fresh AS (
    INSERT INTO events.vocabulary (word)
    SELECT DISTINCT w.word FROM unnest(ids) AS own (id)
      JOIN events.words AS w ON w.event_id = own.id AND w.weight < 3
    ORDER BY w.word
    ON CONFLICT (word) DO NOTHING RETURNING word
  )
  INSERT INTO events.trigrams (trigram, size, word)
  SELECT t.trigram, cardinality(all_of.them), fresh.word
  FROM fresh CROSS JOIN LATERAL (SELECT events.trigrams_of(fresh.word) AS them) AS all_of
    CROSS JOIN LATERAL unnest(all_of.them) AS t (trigram)
  ORDER BY t.trigram, fresh.word
$$;
REVOKE ALL ON FUNCTION events.keep_words(uuid[]) FROM PUBLIC;

CREATE FUNCTION events.keep_words_of_new() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM events.keep_words(ARRAY(SELECT id FROM fresh));
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_words_of_new AFTER INSERT ON events.events
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION events.keep_words_of_new();

CREATE FUNCTION events.keep_words_of_edited() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  DELETE FROM events.words WHERE event_id = NEW.id;
  PERFORM events.keep_words(ARRAY[NEW.id]);
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_words_of_edited AFTER UPDATE ON events.events
  FOR EACH ROW WHEN (
    (OLD.name, OLD.category, OLD.location, OLD.address, OLD.description, OLD.end_time)
    IS DISTINCT FROM
    (NEW.name, NEW.category, NEW.location, NEW.address, NEW.description, NEW.end_time))
  EXECUTE FUNCTION events.keep_words_of_edited();

-- Takes from the vocabulary what no event has any more. Whoever adds words of an event holds the
-- table of words until they commit and looks at the vocabulary afterwards, so none is lost.
CREATE FUNCTION events.forget_words() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  LOCK TABLE events.words IN SHARE ROW EXCLUSIVE MODE NOWAIT;
  DELETE FROM events.vocabulary AS v WHERE NOT EXISTS (
    SELECT FROM events.words AS w WHERE w.word = v.word AND w.weight < 3);
EXCEPTION WHEN lock_not_available THEN
  -- Somebody writes; the next time will do.
  RETURN;
END
$$;
REVOKE ALL ON FUNCTION events.forget_words() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.forget_words() TO events;
GRANT EXECUTE ON FUNCTION events.folded(text), events.trigrams_of(text) TO events;
GRANT SELECT ON events.words, events.vocabulary, events.trigrams TO events;

-- An upload's rows are asked for by their event, too.
CREATE INDEX batch_rows_event ON events.batch_rows (event_id);

-- Removes a draft that nothing refers to; whether it was there and is gone.
CREATE FUNCTION events.delete_draft(draft uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.events
  WHERE id = draft AND published_at IS NULL AND canceled_at IS NULL
    AND NOT EXISTS (SELECT FROM events.enrollments WHERE event_id = draft)
    AND NOT EXISTS (SELECT FROM events.batch_rows WHERE event_id = draft)
  RETURNING true
$$;
REVOKE ALL ON FUNCTION events.delete_draft(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.delete_draft(uuid) TO events;

-- What occurrences are made of: a rule in a zone, and what each is like.
CREATE TABLE events.series (
  id uuid PRIMARY KEY,
  -- A user.
  host_id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) <= 255),
  description text NOT NULL CHECK (char_length(description) <= 10000),
  category text NOT NULL CHECK (char_length(category) <= 50),
  location text NOT NULL CHECK (char_length(location) <= 255),
  address text NOT NULL CHECK (char_length(address) <= 500),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  -- An IANA name; the rule reckons in it.
  time_zone text NOT NULL CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  start_day date NOT NULL,
  start_minute integer NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
  duration_minutes integer NOT NULL CHECK (duration_minutes BETWEEN 1 AND 10080),
  frequency text NOT NULL CHECK (frequency IN ('DAILY', 'WEEKLY', 'MONTHLY')),
  every integer NOT NULL CHECK (every BETWEEN 1 AND 99),
  -- 0 is Monday.
  weekdays integer[] NOT NULL CHECK (weekdays <@ ARRAY[0, 1, 2, 3, 4, 5, 6]),
  -- Of the month; -1 is the last.
  week integer NOT NULL CHECK (week BETWEEN -1 AND 5),
  until_day date,
  total integer CHECK (total BETWEEN 1 AND 104),
  -- From which day on the rule makes occurrences, and how many of the total were before it.
  from_day date NOT NULL,
  counted_before integer NOT NULL CHECK (counted_before >= 0),
  -- Through which day they are made; 10000-01-01 when there are none to make any more.
  made_until date NOT NULL,
  capacity integer CHECK (capacity BETWEEN 1 AND 1000000),
  is_public boolean NOT NULL,
  -- Minutes before the start.
  registration_opens integer CHECK (registration_opens >= 0),
  registration_closes integer CHECK (registration_closes >= 0),
  self_cancel integer CHECK (self_cancel >= 0),
  waitlist boolean NOT NULL,
  overtaking boolean NOT NULL,
  enrollment_required boolean NOT NULL,
  reentry boolean NOT NULL,
  self_check_in boolean NOT NULL,
  door_limit integer CHECK (door_limit BETWEEN 1 AND 1000000),
  published_at timestamptz,
  canceled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  version bigint NOT NULL DEFAULT 1,
  CONSTRAINT point_is_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
  CONSTRAINT one_limit CHECK (until_day IS NULL OR total IS NULL),
  CONSTRAINT registration_opens_first CHECK (registration_opens >= registration_closes),
  CONSTRAINT published_is_complete CHECK (
    published_at IS NULL OR name <> '' AND location || address <> '')
);
CREATE INDEX series_host ON events.series (host_id);
CREATE INDEX series_due ON events.series (made_until, id);
CREATE TRIGGER touch BEFORE UPDATE ON events.series
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION events.touch();

ALTER TABLE events.events
  ADD CONSTRAINT events_series_id_fkey FOREIGN KEY (series_id) REFERENCES events.series (id);

-- Removes what else a purged host leaves behind; their events are gone already.
CREATE FUNCTION events.purge_series(host uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.series WHERE host_id = host
$$;
REVOKE ALL ON FUNCTION events.purge_series(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.purge_series(uuid) TO events;

-- Whose secret calendar link holds; the secret itself is a MAC over this, and nowhere.
CREATE TABLE events.calendar_links (
  user_id uuid PRIMARY KEY,
  nonce bytea NOT NULL CHECK (length(nonce) = 16),
  created_at timestamptz NOT NULL
);

GRANT SELECT, INSERT ON events.series TO events;
GRANT UPDATE (
  name, description, category, location, address, latitude, longitude, time_zone, start_day,
  start_minute, duration_minutes, frequency, every, weekdays, week, until_day, total, from_day,
  counted_before, made_until, capacity, is_public, registration_opens, registration_closes,
  self_cancel, waitlist, overtaking, enrollment_required, reentry, self_check_in, door_limit,
  published_at, canceled_at, version) ON events.series TO events;
GRANT UPDATE (series_id, series_day, original_start, did_not_meet) ON events.events TO events;
GRANT SELECT, INSERT, DELETE, UPDATE (nonce, created_at) ON events.calendar_links TO events;
