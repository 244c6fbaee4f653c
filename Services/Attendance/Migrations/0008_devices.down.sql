DROP TRIGGER attendance_repointed ON attendance.attendance;
DROP TRIGGER attendance_gone ON attendance.attendance;
DROP TRIGGER attendance_changed ON attendance.attendance;
DROP TRIGGER passes_changed ON attendance.passes;
DROP FUNCTION attendance.note_gone(), attendance.stamp_change();

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

DROP TABLE attendance.devices, attendance.gone, attendance.names_head;
ALTER TABLE attendance.attendance DROP COLUMN changed;
ALTER TABLE attendance.passes DROP COLUMN changed;
ALTER TABLE attendance.live DROP COLUMN whole_from;
DROP INDEX attendance.users_changed;
ALTER TABLE attendance.users DROP COLUMN changed;
