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

DROP INDEX attendance.scans_asked, attendance.batch_rows_patron;
