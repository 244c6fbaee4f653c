CREATE OR REPLACE FUNCTION attendance.purge_event(event uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM attendance.live WHERE event_id = event FOR UPDATE;
  DELETE FROM attendance.scans WHERE event_id = event;
  DELETE FROM attendance.batch_rows WHERE event_id = event;
  DELETE FROM attendance.passes WHERE event_id = event;
  DELETE FROM attendance.stays USING attendance.attendance AS a
  WHERE attendance_id = a.id AND a.event_id = event;
  DELETE FROM attendance.attendance WHERE event_id = event;
  DELETE FROM attendance.live WHERE event_id = event;
  DELETE FROM attendance.events WHERE id = event
$$;
DROP TABLE attendance.head_counts;
