-- How many were counted at an event where nobody wrote down names.
CREATE TABLE attendance.head_counts (
  event_id uuid PRIMARY KEY,
  count integer NOT NULL CHECK (count >= 0)
);
GRANT SELECT, INSERT, UPDATE (count) ON attendance.head_counts TO attendance;

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
