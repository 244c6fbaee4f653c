-- A history to be counted: :events events over five years, the last of them on now, :each people
-- expected at each of :people there are, and one event of 50,000 when so many are there. Seven in
-- ten come, most of them enrolled, and each leaves once.

\o /dev/null
-- Millions of rows at once: what is no constraint is made afterwards, and no trigger runs.
SET session_replication_role = replica;
SET maintenance_work_mem = '512MB';
CREATE TEMPORARY TABLE dropped AS
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index
WHERE indrelid IN ('attendance.attendance'::regclass, 'attendance.stays'::regclass)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid);
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT name FROM dropped LOOP EXECUTE 'DROP INDEX ' || one.name; END LOOP;
END
$$;

-- Ids that end in a number; those of one table grow.
CREATE FUNCTION pg_temp.id(kind integer, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
  SELECT ('0190a5b' || kind || '-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid
$$;
-- A number from 0 to 999 that looks like chance.
CREATE FUNCTION pg_temp.chance(n bigint, salt integer) RETURNS integer IMMUTABLE LANGUAGE sql AS $$
  SELECT ((hashint8extended(n, salt) % 1000 + 1000) % 1000)::integer
$$;

INSERT INTO attendance.users (id, state, first_name, last_name)
SELECT pg_temp.id(0, i), 'ACTIVE', 'First' || pg_temp.chance(i, 1), 'Last' || pg_temp.chance(i, 2)
FROM generate_series(0, :people - 1) AS i;

INSERT INTO attendance.events (
  id, series_id, host_id, name, category, start_time, capacity, enrollment_required, reentry,
  self_check_in, is_draft, canceled_at, opens_at, shuts_at, settled, time_zone, end_time,
  did_not_meet)
SELECT pg_temp.id(2, e), pg_temp.id(3, e % 40), pg_temp.id(0, 0), 'Evening ' || e,
  (ARRAY['concert', 'service', 'workshop', 'sports', 'other'])[1 + e % 5], start,
  CASE WHEN e % 3 = 0 THEN :each * 9 / 10 END, false, true, false, false,
  CASE WHEN e % 50 = 7 THEN start END, start - interval '2 hours',
  start + interval '3 hours', true,
  (ARRAY['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'UTC'])[1 + e % 4],
  start + interval '2 hours', e % 50 = 13
FROM generate_series(0, :events - 1) AS e,
  LATERAL (SELECT now() - (:events - 1 - e) * interval '5 years' / :events) AS at (start);

-- Steps of people that visit each once, from another one on at each event.
SELECT greatest(1, :people / :each - 3) AS step \gset

CREATE TEMPORARY TABLE person AS
SELECT i, pg_temp.id(0, i) AS id FROM generate_series(0, :people - 1) AS i;

-- The last event is left to be checked in at.
CREATE TEMPORARY TABLE expected AS
SELECT pg_temp.id(1, n) AS id, event_id, person.id AS patron_id, start, pg_temp.chance(n, 3) AS mark
FROM (
  SELECT e::bigint * :each + slot AS n, id AS event_id, start_time AS start,
    ((slot::bigint * :step + e::bigint * 31337) % :people)::integer AS number
  FROM generate_series(0, :events - 2) AS e
    JOIN attendance.events ON id = pg_temp.id(2, e), generate_series(0, :each - 1) AS slot) AS slots
  JOIN person ON i = number;

INSERT INTO attendance.attendance (
  id, event_id, patron_id, status, enrolled_at, check_in_time, check_out_time, source, method)
SELECT id, event_id, patron_id,
  CASE WHEN mark < 700 THEN 'ATTENDED' WHEN mark < 950 THEN 'NO_SHOW' ELSE 'EXCUSED' END,
  CASE WHEN mark >= 100 THEN start - interval '7 days' END,
  CASE WHEN mark < 700 THEN start + (mark - 300) * interval '7 seconds' END,
  CASE WHEN mark < 650 THEN start + interval '70 minutes' + mark * interval '3 seconds' END,
  'DOOR', CASE WHEN mark < 700 THEN 'QR' END
FROM expected ORDER BY id;

INSERT INTO attendance.stays (id, attendance_id, in_time, out_time, auto_closed)
SELECT overlay(id::text PLACING '4' FROM 8)::uuid, id, check_in_time,
  coalesce(check_out_time, check_in_time + interval '3 hours'), check_out_time IS NULL
FROM attendance.attendance WHERE attended;

INSERT INTO attendance.live (event_id, attended)
SELECT id, (SELECT count(*) FROM attendance.attendance WHERE event_id = events.id AND attended)
FROM attendance.events;

-- A house of 50,000, not over yet.
INSERT INTO attendance.events (
  id, host_id, name, category, start_time, enrollment_required, reentry, self_check_in, is_draft,
  opens_at, shuts_at, settled, time_zone, end_time)
SELECT pg_temp.id(2, :events), pg_temp.id(0, 0), 'Arena', 'concert', now(), false, true, false,
  false, now(), now() + interval '1 day', true, 'UTC', now() + interval '1 day'
WHERE :people >= 50000;
INSERT INTO attendance.attendance (id, event_id, patron_id, status, enrolled_at, source)
SELECT pg_temp.id(5, i), pg_temp.id(2, :events), pg_temp.id(0, i * (:people / 50000)),
  'REGISTERED', now(), 'ENROLLMENT'
FROM generate_series(0, 49999) AS i WHERE :people >= 50000;
INSERT INTO attendance.live (event_id) SELECT pg_temp.id(2, :events) WHERE :people >= 50000;

INSERT INTO attendance.changes (event_id, number)
SELECT DISTINCT event_id, 1 FROM attendance.attendance;
SET session_replication_role = origin;
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT definition FROM dropped LOOP EXECUTE one.definition; END LOOP;
END
$$;
VACUUM ANALYZE;
