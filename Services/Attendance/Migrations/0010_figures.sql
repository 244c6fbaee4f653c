-- What figures need of events. A copy from before has '' for a zone: a job asks the owner for it.
ALTER TABLE attendance.events
  ADD COLUMN time_zone text NOT NULL DEFAULT '',
  ADD COLUMN end_time timestamptz,
  ADD COLUMN closed_at timestamptz,
  ADD COLUMN did_not_meet boolean NOT NULL DEFAULT false;
-- From when on the event is in figures: when it is over. Null: never.
ALTER TABLE attendance.events ADD COLUMN counts_from timestamptz GENERATED ALWAYS AS (
  CASE WHEN NOT is_draft AND canceled_at IS NULL AND NOT did_not_meet AND start_time IS NOT NULL
    AND end_time IS NOT NULL THEN least(end_time, closed_at) END) STORED;
CREATE INDEX events_counting ON attendance.events (start_time, id) WHERE counts_from IS NOT NULL;
CREATE INDEX events_incomplete ON attendance.events (id) WHERE time_zone = '';

-- Which other events the people of one came to is found without their rows.
CREATE INDEX attendance_came ON attendance.attendance (patron_id, event_id) WHERE attended;
DROP INDEX attendance.attendance_attended;

-- How often an event's attendance has changed: counted by triggers, so by whoever changes it.
CREATE TABLE attendance.changes (
  event_id uuid PRIMARY KEY,
  number bigint NOT NULL
) WITH (fillfactor = 50);
INSERT INTO attendance.changes (event_id, number)
SELECT DISTINCT event_id, 1 FROM attendance.attendance;

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

-- Removes a person's presences and every scan of them, and counts them off where they stand.
CREATE OR REPLACE FUNCTION attendance.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  -- First what takes long: no door is held meanwhile.
  DELETE FROM attendance.annulments WHERE correction_id IN (
    SELECT id FROM attendance.corrections WHERE patron_id = person OR patron_id IN (
      SELECT id FROM attendance.walk_ins WHERE user_id = person));
  DELETE FROM attendance.corrections WHERE patron_id = person
    OR patron_id IN (SELECT id FROM attendance.walk_ins WHERE user_id = person);
  DELETE FROM attendance.scans WHERE patron_id = person OR asked_id = person
    OR patron_id IN (SELECT id FROM attendance.walk_ins WHERE user_id = person);
  DELETE FROM attendance.batch_rows WHERE patron_id = person;
  DELETE FROM attendance.passes WHERE patron_id = person;
  DELETE FROM attendance.patrons WHERE id = person
    OR id IN (SELECT id FROM attendance.walk_ins WHERE user_id = person);
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

-- Removes an event with all that happened at its door.
CREATE OR REPLACE FUNCTION attendance.purge_event(event uuid) RETURNS void
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
