-- Check-outs and what others say stand in the scan log beside check-ins, so that a presence is the
-- fold of its scans.
ALTER TABLE attendance.scans
  ADD COLUMN kind text NOT NULL DEFAULT 'IN' CHECK (kind IN ('IN', 'OUT', 'SAID')),
  ADD COLUMN device_id text NOT NULL DEFAULT '' CHECK (length(device_id) <= 64),
  -- Taken although the rules of the house spoke against it.
  ADD COLUMN forced boolean NOT NULL DEFAULT false,
  -- Sets aside what a live door answered under the same name.
  ADD COLUMN overrides boolean NOT NULL DEFAULT false CHECK (forced OR NOT overrides),
  -- The device's clock said something that cannot be.
  ADD COLUMN clock_bounded boolean NOT NULL DEFAULT false,
  -- Null: nobody knows when.
  ALTER COLUMN occurred_at DROP NOT NULL,
  ADD CONSTRAINT scans_timed CHECK (kind = 'SAID' OR occurred_at IS NOT NULL),
  DROP CONSTRAINT scans_once,
  ADD CONSTRAINT scans_once UNIQUE (device, scan_id, overrides);
CREATE INDEX scans_person ON attendance.scans (patron_id, event_id);
CREATE INDEX walk_ins_user ON attendance.walk_ins (user_id) WHERE user_id IS NOT NULL;

UPDATE attendance.scans SET device_id = substr(device, 8) WHERE device LIKE 'device:%';

-- Check-outs from before they were logged.
INSERT INTO attendance.scans (
  id, device, scan_id, event_id, asked_id, patron_id, actor_id, method, occurred_at, received_at,
  result, message, already_recorded, live_count, attendance_id, kind)
SELECT gen_random_uuid(), 'stay', s.id::text, a.event_id, a.patron_id, a.patron_id,
  coalesce(a.checked_in_by, '00000000-0000-0000-0000-000000000000'), 'MANUAL', s.out_time,
  s.out_time, 'OK', 'Checked out.', true, 0, a.id, 'OUT'
FROM attendance.stays AS s JOIN attendance.attendance AS a ON a.id = s.attendance_id
WHERE s.out_time IS NOT NULL AND NOT s.auto_closed;

-- When the person was excused: a mark of its own, which attending covers and does not wipe.
ALTER TABLE attendance.attendance ADD COLUMN excused_at timestamptz;
UPDATE attendance.attendance SET excused_at = now() WHERE status = 'EXCUSED';

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
  DELETE FROM attendance.annulments WHERE correction_id IN (
    SELECT id FROM attendance.corrections WHERE event_id = event);
  DELETE FROM attendance.corrections WHERE event_id = event;
  DELETE FROM attendance.scans WHERE event_id = event;
  DELETE FROM attendance.batch_rows WHERE event_id = event;
  DELETE FROM attendance.passes WHERE event_id = event;
  DELETE FROM attendance.stays USING attendance.attendance AS a
  WHERE attendance_id = a.id AND a.event_id = event;
  DELETE FROM attendance.attendance WHERE event_id = event;
  DELETE FROM attendance.live WHERE event_id = event;
  DELETE FROM attendance.events WHERE id = event
$$;
