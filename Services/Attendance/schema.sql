-- What every service keeps beside its own tables: answers under idempotency keys, its feed, and
-- where it stands in the feeds of others. Made from Shared/Daemon/Tables; a test compares.

-- A row per effect that has a name, written by the transaction that has the effect.
CREATE TABLE attendance.idempotency (
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
CREATE INDEX idempotency_created_at ON attendance.idempotency (created_at);

-- What changed here, in order of effect.
CREATE TABLE attendance.feed (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Given to committed rows, under the lock of feed_head; null until then.
  position bigint,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
  key uuid NOT NULL,
  payload bytea NOT NULL CHECK (length(payload) <= 65536),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX feed_position ON attendance.feed (position) WHERE position IS NOT NULL;
CREATE INDEX feed_fresh ON attendance.feed (id) WHERE position IS NULL;
CREATE INDEX feed_created_at ON attendance.feed (created_at);

-- The last position given. One row.
CREATE TABLE attendance.feed_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL
);
INSERT INTO attendance.feed_head (position) VALUES (0);

-- How far the feeds of others have taken effect here.
CREATE TABLE attendance.cursor (
  source text PRIMARY KEY CHECK (length(source) BETWEEN 1 AND 64),
  position bigint NOT NULL
);

-- Changes of others that could not be applied, and those of the same key after them.
CREATE TABLE attendance.parked (
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
CREATE INDEX parked_key ON attendance.parked (source, key);

-- What voids access tokens of a user before they expire, from the users feed.
CREATE TABLE attendance.standing (
  user_id uuid PRIMARY KEY,
  epoch bigint NOT NULL,
  is_active boolean NOT NULL
);

-- The keys whose access tokens count, from the users feed. One row.
CREATE TABLE attendance.token_keys (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  key_set bytea NOT NULL
);

GRANT SELECT, INSERT, UPDATE (response), DELETE ON attendance.idempotency TO attendance;
GRANT SELECT, INSERT, UPDATE (position), DELETE ON attendance.feed TO attendance;
GRANT SELECT, UPDATE ON attendance.feed_head TO attendance;
GRANT SELECT, INSERT, UPDATE ON attendance.cursor TO attendance;
GRANT SELECT, INSERT, UPDATE (reason, retry_at), DELETE ON attendance.parked TO attendance;
GRANT SELECT, INSERT, UPDATE, DELETE ON attendance.standing TO attendance;
GRANT SELECT, INSERT, UPDATE ON attendance.token_keys TO attendance;

-- What people and services did that somebody may have to answer for, and the seals that show
-- whether it is still what was written. Made from Shared/Daemon/Tables; a test compares.

-- A line per deed, written by the transaction that does it: ids and words of ours, nothing of a
-- person.
CREATE TABLE attendance.audit_entries (
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
CREATE TABLE attendance.audit_unsealed (
  entry_id bigint PRIMARY KEY
);

-- Each seal covers lines that were committed since the one before, and that one's MAC.
CREATE TABLE attendance.audit_seals (
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
CREATE TABLE attendance.audit_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seal bigint NOT NULL
);
INSERT INTO attendance.audit_head (seal) VALUES (0);

GRANT SELECT, INSERT ON attendance.audit_entries TO attendance;
GRANT SELECT, INSERT, DELETE ON attendance.audit_unsealed TO attendance;
GRANT SELECT, INSERT ON attendance.audit_seals TO attendance;
GRANT SELECT, UPDATE (seal) ON attendance.audit_head TO attendance;

-- Who actually came. References to people and events are ids without foreign keys: others own them.

-- People as last heard from users, and walk-ins that users has not heard of yet. Rows stay when a
-- person is erased; the names do not.
CREATE TABLE attendance.users (
  id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state IN (
    'ACTIVE', 'DEACTIVATED', 'ERASED', 'PURGED', 'PROVISIONAL')),
  first_name text NOT NULL CHECK (length(first_name) <= 100),
  last_name text NOT NULL CHECK (length(last_name) <= 100),
  -- The number of the last change of the name or the state.
  changed bigint NOT NULL DEFAULT 0,
  CHECK (state NOT IN ('ERASED', 'PURGED') OR (first_name = '' AND last_name = ''))
);
CREATE INDEX users_changed ON attendance.users (changed) WHERE changed > 0;

-- The number of the last change of a name, locked by whoever makes one. One row.
CREATE TABLE attendance.names_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL
);
INSERT INTO attendance.names_head (version) VALUES (0);
GRANT SELECT, UPDATE (version) ON attendance.names_head TO attendance;

-- Events as last heard from events, as far as a door needs them.
CREATE TABLE attendance.events (
  id uuid PRIMARY KEY,
  series_id uuid,
  host_id uuid NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  -- Absent only in a draft.
  start_time timestamptz,
  capacity integer CHECK (capacity > 0),
  door_limit integer CHECK (door_limit >= 0),
  enrollment_required boolean NOT NULL,
  reentry boolean NOT NULL,
  self_check_in boolean NOT NULL,
  is_draft boolean NOT NULL,
  canceled_at timestamptz,
  -- The door's window; no window, no entry.
  opens_at timestamptz,
  shuts_at timestamptz,
  -- Whether what is due when the door shuts is done.
  settled boolean NOT NULL DEFAULT false,
  -- Empty in a copy from before figures; a job asks the owner for this and the next three.
  time_zone text NOT NULL DEFAULT '',
  end_time timestamptz,
  -- When it was closed by hand.
  closed_at timestamptz,
  did_not_meet boolean NOT NULL DEFAULT false,
  -- From when on the event is in figures: when it is over. Null: never.
  counts_from timestamptz GENERATED ALWAYS AS (
    CASE WHEN NOT is_draft AND canceled_at IS NULL AND NOT did_not_meet AND start_time IS NOT NULL
      AND end_time IS NOT NULL THEN least(end_time, closed_at) END) STORED,
  CHECK (is_draft OR (start_time IS NOT NULL AND opens_at IS NOT NULL AND shuts_at IS NOT NULL))
);
CREATE INDEX events_unsettled ON attendance.events (shuts_at) WHERE NOT settled;
CREATE INDEX events_counting ON attendance.events (start_time, id) WHERE counts_from IS NOT NULL;
CREATE INDEX events_incomplete ON attendance.events (id) WHERE time_zone = '';

-- The fact of one person at one event.
CREATE TABLE attendance.attendance (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL,
  patron_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('REGISTERED', 'ATTENDED', 'NO_SHOW', 'EXCUSED')),
  attended boolean NOT NULL GENERATED ALWAYS AS (status = 'ATTENDED') STORED,
  -- Null: a walk-in.
  enrolled_at timestamptz,
  check_in_time timestamptz,
  check_out_time timestamptz,
  source text NOT NULL CHECK (source IN ('ENROLLMENT', 'DOOR', 'IMPORT')),
  method text CHECK (method IN ('QR', 'MANUAL', 'SELF', 'KIOSK', 'IMPORT')),
  device_id text NOT NULL DEFAULT '' CHECK (length(device_id) <= 64),
  checked_in_by uuid,
  -- When the person was excused: a mark of its own, which attending covers and does not wipe.
  excused_at timestamptz,
  -- Greater than every version of the event's live row that could be read before this was there to
  -- be read: stamped under that row's lock, whoever writes.
  changed bigint NOT NULL DEFAULT 0,
  CONSTRAINT attendance_once UNIQUE (event_id, patron_id),
  CHECK (status = 'ATTENDED' OR (enrolled_at IS NOT NULL AND check_in_time IS NULL)),
  CHECK (check_out_time >= check_in_time)
);
CREATE INDEX attendance_patron ON attendance.attendance (patron_id);
-- Which other events the people of one came to is found without their rows.
CREATE INDEX attendance_came ON attendance.attendance (patron_id, event_id) WHERE attended;
CREATE INDEX attendance_registered ON attendance.attendance (event_id)
  WHERE status = 'REGISTERED';

-- One in/out interval.
CREATE TABLE attendance.stays (
  id uuid PRIMARY KEY,
  attendance_id uuid NOT NULL REFERENCES attendance.attendance (id),
  in_time timestamptz NOT NULL,
  out_time timestamptz,
  -- Closed by the door's shutting: nobody saw the person leave.
  auto_closed boolean NOT NULL DEFAULT false,
  CHECK (out_time >= in_time),
  CHECK (NOT auto_closed OR out_time IS NOT NULL)
);
CREATE INDEX stays_attendance ON attendance.stays (attendance_id);
CREATE UNIQUE INDEX stays_open ON attendance.stays (attendance_id) WHERE out_time IS NULL;

-- An event's door: whoever changes what is counted here holds this row's lock.
CREATE TABLE attendance.live (
  event_id uuid PRIMARY KEY,
  present integer NOT NULL DEFAULT 0 CHECK (present >= 0),
  attended integer NOT NULL DEFAULT 0 CHECK (attended >= 0),
  version bigint NOT NULL DEFAULT 0,
  -- Snapshots of an older version are given the whole again: a purged person is not told of, even
  -- as one who is gone.
  whole_from bigint NOT NULL DEFAULT 0
);

-- Every judged attempt at a door with the answer it got. Append-only; no personal data.
CREATE TABLE attendance.scans (
  id uuid PRIMARY KEY,
  -- device:<id>, or user:<id> where no device has a name, or one only registered ones have.
  device text NOT NULL CHECK (length(device) BETWEEN 1 AND 80),
  scan_id text NOT NULL CHECK (length(scan_id) BETWEEN 1 AND 64),
  event_id uuid NOT NULL,
  -- The id that was shown; null for someone who came without one.
  asked_id uuid,
  -- The person it was judged for; null when that was not found out.
  patron_id uuid,
  actor_id uuid NOT NULL,
  method text NOT NULL CHECK (method IN ('QR', 'MANUAL', 'SELF', 'KIOSK', 'IMPORT')),
  -- Null: nobody knows when.
  occurred_at timestamptz,
  received_at timestamptz NOT NULL,
  result text NOT NULL CHECK (result IN (
    'OK', 'INVALID', 'REVOKED', 'EXPIRED', 'WRONG_EVENT', 'CANCELED', 'NOT_ENROLLED', 'TOO_EARLY',
    'TOO_LATE', 'FULL', 'SELF_CHECK_IN_OFF', 'AMBIGUOUS')),
  message text NOT NULL CHECK (length(message) <= 200),
  already_recorded boolean NOT NULL,
  live_count integer NOT NULL,
  -- The presence as the answer gave it.
  attendance_id uuid,
  enrolled_at timestamptz,
  check_in_time timestamptz,
  check_out_time timestamptz,
  first_method text,
  first_device_id text,
  first_actor_id uuid,
  -- Somebody came in, left, or is said to have been there by an upload or by hand.
  kind text NOT NULL DEFAULT 'IN' CHECK (kind IN ('IN', 'OUT', 'SAID')),
  device_id text NOT NULL DEFAULT '' CHECK (length(device_id) <= 64),
  -- Taken although the rules of the house spoke against it.
  forced boolean NOT NULL DEFAULT false,
  -- Sets aside what a live door answered under the same name.
  overrides boolean NOT NULL DEFAULT false CHECK (forced OR NOT overrides),
  -- The device's clock said something that cannot be.
  clock_bounded boolean NOT NULL DEFAULT false,
  CONSTRAINT scans_timed CHECK (kind = 'SAID' OR occurred_at IS NOT NULL),
  CONSTRAINT scans_once UNIQUE (device, scan_id, overrides)
);
CREATE INDEX scans_event ON attendance.scans (event_id, received_at);
CREATE INDEX scans_person ON attendance.scans (patron_id, event_id);
CREATE INDEX scans_asked ON attendance.scans (asked_id) WHERE asked_id IS DISTINCT FROM patron_id;

-- What people put right, with their reason. Only a reason ever changes: it goes with the person.
CREATE TABLE attendance.corrections (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL,
  patron_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('UNDO', 'RECORD', 'EXCUSE', 'WITHDRAW_EXCUSE')),
  actor_id uuid NOT NULL,
  device_id text NOT NULL DEFAULT '' CHECK (length(device_id) <= 64),
  reason text NOT NULL CHECK (length(reason) <= 500),
  corrected_at timestamptz NOT NULL
);
CREATE INDEX corrections_event ON attendance.corrections (event_id, id);
CREATE INDEX corrections_patron ON attendance.corrections (patron_id, id);

-- Scans that count no more, and the correction that says why. Append-only.
CREATE TABLE attendance.annulments (
  scan_id uuid PRIMARY KEY,
  correction_id uuid NOT NULL
);

GRANT SELECT, INSERT, UPDATE (reason) ON attendance.corrections TO attendance;
GRANT SELECT, INSERT ON attendance.annulments TO attendance;

-- People let in under an id of our own while users could not be asked. What names them goes as
-- soon as users has answered; the two ids stay.
CREATE TABLE attendance.walk_ins (
  id uuid PRIMARY KEY,
  -- Names the creation in users.
  request_key text NOT NULL CHECK (length(request_key) BETWEEN 1 AND 255),
  first_name text NOT NULL DEFAULT '' CHECK (length(first_name) <= 100),
  last_name text NOT NULL DEFAULT '' CHECK (length(last_name) <= 100),
  email text NOT NULL DEFAULT '' CHECK (length(email) <= 255),
  phone text NOT NULL DEFAULT '' CHECK (length(phone) <= 16),
  created_at timestamptz NOT NULL,
  user_id uuid,
  CHECK (user_id IS NULL OR (first_name, last_name, email, phone) = ('', '', '', ''))
);
CREATE INDEX walk_ins_pending ON attendance.walk_ins (created_at) WHERE user_id IS NULL;
CREATE INDEX walk_ins_user ON attendance.walk_ins (user_id) WHERE user_id IS NOT NULL;

-- What became of the rows of uploads, for when they come again.
CREATE TABLE attendance.batch_rows (
  batch_id uuid NOT NULL,
  event_id uuid NOT NULL,
  patron_id uuid NOT NULL,
  changed boolean NOT NULL,
  refusal text NOT NULL CHECK (length(refusal) <= 200),
  PRIMARY KEY (batch_id, event_id, patron_id)
);
CREATE INDEX batch_rows_patron ON attendance.batch_rows (patron_id);

-- What makes a person's passes for an event count: those of this number or a later one.
CREATE TABLE attendance.passes (
  event_id uuid NOT NULL,
  patron_id uuid NOT NULL,
  -- Stands in each pass; taking back counts it up.
  number integer NOT NULL CHECK (number > 0),
  -- Whether one of this number was given out.
  is_issued boolean NOT NULL,
  -- As of attendance, when the number changed.
  changed bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (event_id, patron_id)
);
CREATE INDEX passes_patron ON attendance.passes (patron_id);

-- The keys that sign passes or did; they stay, for what is printed stays.
CREATE TABLE attendance.pass_keys (
  -- The key's thumbprint, its first letters.
  id text PRIMARY KEY CHECK (length(id) = 8),
  public_key bytea NOT NULL CHECK (length(public_key) = 32)
);

-- How often an event's attendance has changed: counted by triggers, so by whoever changes it.
CREATE TABLE attendance.changes (
  event_id uuid PRIMARY KEY,
  number bigint NOT NULL
) WITH (fillfactor = 50);

-- An event's attendance does not move to another event, so the rows as they are now name all.
CREATE FUNCTION attendance.count_change() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  INSERT INTO attendance.changes AS known (event_id, number)
  SELECT DISTINCT event_id, 1 FROM changed ORDER BY event_id
  ON CONFLICT (event_id) DO UPDATE SET number = known.number + 1;
  RETURN NULL;
END
$$;
CREATE TRIGGER attendance_inserted AFTER INSERT ON attendance.attendance
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attendance.count_change();
CREATE TRIGGER attendance_updated AFTER UPDATE ON attendance.attendance
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attendance.count_change();
CREATE TRIGGER attendance_deleted AFTER DELETE ON attendance.attendance
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attendance.count_change();

-- The numbers by which crowds name people.
CREATE TABLE attendance.patrons (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL CONSTRAINT patrons_id UNIQUE
);

-- What an event's attendance comes to, packed so that figures of many events are read quickly.
CREATE TABLE attendance.crowds (
  event_id uuid PRIMARY KEY,
  -- The number of the event's changes that this is made of; it says nothing once there are more.
  as_of bigint NOT NULL,
  registered integer NOT NULL,
  attended integer NOT NULL,
  walk_ins integer NOT NULL,
  no_shows integer NOT NULL,
  excused integer NOT NULL,
  attended_registered integer NOT NULL,
  -- The people who attended, and those who were excused: their numbers, four bytes each, big end
  -- first, in order.
  came bytea NOT NULL,
  pardoned bytea NOT NULL
);
ALTER TABLE attendance.crowds ALTER COLUMN came SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, UPDATE ON attendance.changes TO attendance;
GRANT SELECT, INSERT ON attendance.patrons TO attendance;
GRANT SELECT, INSERT, UPDATE ON attendance.crowds TO attendance;

-- How many were counted at an event where nobody wrote down names.
CREATE TABLE attendance.head_counts (
  event_id uuid PRIMARY KEY,
  count integer NOT NULL CHECK (count >= 0)
);

GRANT SELECT, INSERT, UPDATE (count) ON attendance.head_counts TO attendance;
-- Devices at doors. Their tokens are signed, so that nothing of them lies here.
CREATE TABLE attendance.devices (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- What it was registered for: one event, gone with it, or each event of a series.
  event_id uuid REFERENCES attendance.events (id) ON DELETE CASCADE,
  series_id uuid,
  -- Null when that person is gone.
  created_by uuid,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz,
  -- From when on its token counts no more.
  revoked_at timestamptz,
  CHECK (num_nonnulls(event_id, series_id) = 1)
);
CREATE INDEX devices_event ON attendance.devices (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX devices_series ON attendance.devices (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX devices_created_by ON attendance.devices (created_by);

GRANT SELECT, INSERT, UPDATE (last_seen_at, revoked_at) ON attendance.devices TO attendance;

CREATE FUNCTION attendance.stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT version + 1 INTO NEW.changed FROM attendance.live WHERE event_id = NEW.event_id FOR UPDATE;
  NEW.changed := coalesce(NEW.changed, 1);
  RETURN NEW;
END
$$;
CREATE TRIGGER attendance_changed BEFORE INSERT OR UPDATE ON attendance.attendance
  FOR EACH ROW EXECUTE FUNCTION attendance.stamp_change();
CREATE TRIGGER passes_changed BEFORE UPDATE OF number ON attendance.passes
  FOR EACH ROW EXECUTE FUNCTION attendance.stamp_change();

-- Who is on an event's roster no more: what snapshots tell that knew them.
CREATE TABLE attendance.gone (
  event_id uuid NOT NULL REFERENCES attendance.live (event_id) ON DELETE CASCADE,
  patron_id uuid NOT NULL,
  changed bigint NOT NULL,
  PRIMARY KEY (event_id, patron_id)
);
CREATE INDEX gone_patron ON attendance.gone (patron_id);
GRANT SELECT, INSERT, UPDATE ON attendance.gone TO attendance;

CREATE FUNCTION attendance.note_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attendance.gone AS known (event_id, patron_id, changed)
  SELECT event_id, OLD.patron_id, version + 1 FROM attendance.live
  WHERE event_id = OLD.event_id FOR UPDATE
  ON CONFLICT (event_id, patron_id) DO UPDATE SET changed = excluded.changed;
  RETURN NULL;
END
$$;
CREATE TRIGGER attendance_gone AFTER DELETE ON attendance.attendance
  FOR EACH ROW EXECUTE FUNCTION attendance.note_gone();
CREATE TRIGGER attendance_repointed AFTER UPDATE OF patron_id ON attendance.attendance
  FOR EACH ROW WHEN (OLD.patron_id <> NEW.patron_id)
  EXECUTE FUNCTION attendance.note_gone();

GRANT SELECT, INSERT, UPDATE (number, is_issued) ON attendance.passes TO attendance;
GRANT SELECT, INSERT ON attendance.pass_keys TO attendance;

GRANT SELECT, INSERT, UPDATE, DELETE ON attendance.users TO attendance;
GRANT SELECT, INSERT, UPDATE, DELETE ON attendance.events TO attendance;
GRANT SELECT, INSERT, UPDATE, DELETE ON attendance.attendance TO attendance;
GRANT SELECT, INSERT, UPDATE, DELETE ON attendance.stays TO attendance;
GRANT SELECT, INSERT, UPDATE ON attendance.live TO attendance;
GRANT SELECT, INSERT ON attendance.scans TO attendance;
GRANT SELECT, INSERT, UPDATE ON attendance.walk_ins TO attendance;
GRANT SELECT, INSERT ON attendance.batch_rows TO attendance;

-- Removes a person's presences and every scan of them, and counts them off where they stand.
CREATE FUNCTION attendance.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  -- First what takes long: no door is held meanwhile.
  DELETE FROM attendance.annulments WHERE correction_id IN (
    SELECT id FROM attendance.corrections WHERE patron_id = ANY (
      person || ARRAY(SELECT id FROM attendance.walk_ins WHERE user_id = person)));
  DELETE FROM attendance.corrections WHERE patron_id = ANY (
    person || ARRAY(SELECT id FROM attendance.walk_ins WHERE user_id = person));
  DELETE FROM attendance.scans WHERE patron_id = ANY (
    person || ARRAY(SELECT id FROM attendance.walk_ins WHERE user_id = person));
  DELETE FROM attendance.scans WHERE asked_id = person AND asked_id IS DISTINCT FROM patron_id;
  DELETE FROM attendance.batch_rows WHERE patron_id = person;
  DELETE FROM attendance.passes WHERE patron_id = person;
  DELETE FROM attendance.patrons WHERE id = ANY (
    person || ARRAY(SELECT id FROM attendance.walk_ins WHERE user_id = person));
  DELETE FROM attendance.walk_ins WHERE user_id = person;
  DELETE FROM attendance.walk_ins WHERE id = person;
  UPDATE attendance.devices SET created_by = NULL WHERE created_by = person;
  SELECT FROM attendance.live
  WHERE event_id IN (
    SELECT event_id FROM attendance.attendance WHERE patron_id = person
    UNION SELECT event_id FROM attendance.gone WHERE patron_id = person)
  ORDER BY event_id FOR UPDATE;
  UPDATE attendance.live AS l
  SET attended = l.attended - a.attended::integer, version = l.version + 1,
    present = l.present - EXISTS (
      SELECT FROM attendance.stays AS s
      WHERE s.attendance_id = a.id AND s.out_time IS NULL)::integer
  FROM attendance.attendance AS a WHERE a.event_id = l.event_id AND a.patron_id = person;
  DELETE FROM attendance.stays USING attendance.attendance AS a
  WHERE attendance_id = a.id AND a.patron_id = person;
  DELETE FROM attendance.attendance WHERE patron_id = person;
  UPDATE attendance.live SET version = version + 1, whole_from = version + 1
  WHERE event_id IN (SELECT event_id FROM attendance.gone WHERE patron_id = person);
  DELETE FROM attendance.gone WHERE patron_id = person
$$;
REVOKE ALL ON FUNCTION attendance.purge_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attendance.purge_person(uuid) TO attendance;

-- Removes an event with all that happened at its door.
CREATE FUNCTION attendance.purge_event(event uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM attendance.live WHERE event_id = event FOR UPDATE;
  DELETE FROM attendance.head_counts WHERE event_id = event;
  DELETE FROM attendance.annulments WHERE correction_id IN (
    SELECT id FROM attendance.corrections WHERE event_id = event);
  DELETE FROM attendance.corrections WHERE event_id = event;
  DELETE FROM attendance.scans WHERE event_id = event;
  DELETE FROM attendance.batch_rows WHERE event_id = event;
  DELETE FROM attendance.passes WHERE event_id = event;
  DELETE FROM attendance.stays USING attendance.attendance AS a
  WHERE attendance_id = a.id AND a.event_id = event;
  DELETE FROM attendance.attendance WHERE event_id = event;
  DELETE FROM attendance.changes WHERE event_id = event;
  DELETE FROM attendance.crowds WHERE event_id = event;
  DELETE FROM attendance.live WHERE event_id = event;
  DELETE FROM attendance.events WHERE id = event
$$;
REVOKE ALL ON FUNCTION attendance.purge_event(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attendance.purge_event(uuid) TO attendance;

-- Sessions that ended while access tokens given out in them might still count, from the users feed.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE attendance.ended_sessions (
  session_id uuid PRIMARY KEY,
  -- When this service learned of it; an hour later no token of the session counts anyway.
  learned_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ended_sessions_learned_at ON attendance.ended_sessions (learned_at);

GRANT SELECT, INSERT, DELETE ON attendance.ended_sessions TO attendance;
