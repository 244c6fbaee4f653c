-- Removes a person's presences and every scan of them, and counts them off where they stand.
CREATE OR REPLACE FUNCTION attendance.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  -- First what takes long: no door is held meanwhile.
  DELETE FROM attendance.scans WHERE patron_id = person OR asked_id = person
    OR patron_id IN (SELECT id FROM attendance.walk_ins WHERE user_id = person);
  DELETE FROM attendance.batch_rows WHERE patron_id = person;
  DELETE FROM attendance.passes WHERE patron_id = person;
  DELETE FROM attendance.walk_ins WHERE user_id = person OR id = person;
  SELECT FROM attendance.live
  WHERE event_id IN (SELECT event_id FROM attendance.attendance WHERE patron_id = person)
  ORDER BY event_id FOR UPDATE;
  UPDATE attendance.live AS l
  SET attended = l.attended - a.attended::integer, version = l.version + 1,
    present = l.present - EXISTS (
      SELECT FROM attendance.stays AS s
      WHERE s.attendance_id = a.id AND s.out_time IS NULL)::integer
  FROM attendance.attendance AS a WHERE a.event_id = l.event_id AND a.patron_id = person;
  DELETE FROM attendance.stays USING attendance.attendance AS a
  WHERE attendance_id = a.id AND a.patron_id = person;
  DELETE FROM attendance.attendance WHERE patron_id = person
$$;

-- Removes an event with all that happened at its door.
CREATE OR REPLACE FUNCTION attendance.purge_event(event uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM attendance.live WHERE event_id = event FOR UPDATE;
  DELETE FROM attendance.head_counts WHERE event_id = event;
  DELETE FROM attendance.scans WHERE event_id = event;
  DELETE FROM attendance.batch_rows WHERE event_id = event;
  DELETE FROM attendance.passes WHERE event_id = event;
  DELETE FROM attendance.stays USING attendance.attendance AS a
  WHERE attendance_id = a.id AND a.event_id = event;
  DELETE FROM attendance.attendance WHERE event_id = event;
  DELETE FROM attendance.live WHERE event_id = event;
  DELETE FROM attendance.events WHERE id = event
$$;

DROP TABLE attendance.annulments;
DROP TABLE attendance.corrections;
ALTER TABLE attendance.attendance DROP COLUMN excused_at;
DROP INDEX attendance.walk_ins_user;
DROP INDEX attendance.scans_person;
-- The release before knows check-ins alone.
DELETE FROM attendance.scans WHERE kind <> 'IN' OR overrides;
ALTER TABLE attendance.scans
  DROP CONSTRAINT scans_once,
  ADD CONSTRAINT scans_once UNIQUE (device, scan_id),
  DROP CONSTRAINT scans_timed,
  ALTER COLUMN occurred_at SET NOT NULL,
  DROP COLUMN kind,
  DROP COLUMN device_id,
  DROP COLUMN overrides,
  DROP COLUMN forced,
  DROP COLUMN clock_bounded;
