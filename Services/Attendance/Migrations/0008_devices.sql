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

-- What changed at an event, for snapshots: each row's number is greater than every version of the
-- event's live row that could be read before the row was there to be read. Stamped under that row's
-- lock, whoever writes.
ALTER TABLE attendance.attendance ADD COLUMN changed bigint NOT NULL DEFAULT 0;
ALTER TABLE attendance.passes ADD COLUMN changed bigint NOT NULL DEFAULT 0;

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

-- Snapshots of an older version are given the whole again: a purged person is not told of, even as
-- one who is gone.
ALTER TABLE attendance.live ADD COLUMN whole_from bigint NOT NULL DEFAULT 0;

-- The number of the last change of a name, locked by whoever makes one. One row.
CREATE TABLE attendance.names_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL
);
INSERT INTO attendance.names_head (version) VALUES (0);
GRANT SELECT, UPDATE (version) ON attendance.names_head TO attendance;

-- The number of the last change of the name or the state. Only those that changed since numbers
-- were begun are in the index.
ALTER TABLE attendance.users ADD COLUMN changed bigint NOT NULL DEFAULT 0;
CREATE INDEX users_changed ON attendance.users (changed) WHERE changed > 0;

-- Removes a person's presences and every scan of them, and counts them off where they stand.
CREATE OR REPLACE FUNCTION attendance.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  -- First what takes long: no door is held meanwhile.
  DELETE FROM attendance.scans WHERE patron_id = person OR asked_id = person
    OR patron_id IN (SELECT id FROM attendance.walk_ins WHERE user_id = person);
  DELETE FROM attendance.batch_rows WHERE patron_id = person;
  DELETE FROM attendance.passes WHERE patron_id = person;
  DELETE FROM attendance.walk_ins WHERE user_id = person OR id = person;
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
