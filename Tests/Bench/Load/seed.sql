-- What the bench asks for, in the deployment's database: 100,000 people and :events events whose
-- doors are open, each as its owner and the copies of attendance have it once feeds are followed.
-- Ids end in twelve decimal digits, so that wrk and pgbench can make them.
INSERT INTO users.users (id, email, phone, first_name, last_name)
SELECT ('0190a5b0-0000-7000-8000-' || 100000000000 + i)::uuid, 'member' || i || '@example.org',
  '+4930' || 1000000 + i, 'First' || i, 'Last' || i
FROM generate_series(0, 99999) AS i;

INSERT INTO attendance.users (id, state, first_name, last_name)
SELECT id, 'ACTIVE', first_name, last_name FROM users.users WHERE first_name LIKE 'First%';

INSERT INTO attendance.events (
  id, host_id, name, category, start_time, enrollment_required, reentry, self_check_in, is_draft,
  opens_at, shuts_at)
SELECT ('0190a5b2-0000-7000-8000-' || 100000000000 + i)::uuid,
  '0190a5b0-0000-7000-8000-100000000000', 'Jazz night', 'concert', now(), false, true, false,
  false, now() - interval '1 hour', now() + interval '1 day'
FROM generate_series(0, :events - 1) AS i;

-- Events with seats for everybody, one for each round of enrolling, and the people as events knows
-- them.
INSERT INTO events.users (id, first_name, last_name, is_active)
SELECT id, first_name, last_name, true FROM attendance.users WHERE first_name LIKE 'First%';

INSERT INTO events.events (
  id, host_id, name, description, category, location, address, time_zone, start_time, end_time,
  capacity, is_public, waitlist, overtaking, enrollment_required, reentry, self_check_in,
  published_at)
SELECT ('0190a5b3-0000-7000-8000-' || 100000000000 + i)::uuid,
  '0190a5b0-0000-7000-8000-100000000000', 'Hot night', '', 'concert', 'Hall', '', 'UTC',
  now() + interval '1 day', now() + interval '25 hours', 1000000, true, true, false, false, true,
  false, now()
FROM generate_series(0, :events - 1) AS i;

INSERT INTO attendance.live (event_id)
SELECT id FROM attendance.events WHERE name = 'Jazz night';
