-- Events to be found, as many as :events, at :now. Half of them are in one city of many venues,
-- the rest all over the world; words, hosts and categories are spread as they are in life: few have
-- much. A word that 20 events have, however many there are: "zyzzyva".

\o /dev/null
SELECT setseed(0.5);

-- A million rows at once: indexes are built afterwards, and triggers work on all of them together.
SET session_replication_role = replica;
CREATE TEMPORARY TABLE dropped AS
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index WHERE indrelid IN ('events.events'::regclass, 'events.words'::regclass)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid);
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT name FROM dropped LOOP EXECUTE 'DROP INDEX ' || one.name; END LOOP;
END
$$;

CREATE TEMPORARY TABLE lexicon AS
SELECT n, string_agg(substr('bcdfghklmnprstvwz', 1 + (hash >> (8 * s) & 15), 1)
    || substr('aeiouaei', 1 + (hash >> (8 * s + 4) & 7), 1), '' ORDER BY s)
  || substr('nrstlmkd', 1 + (hash >> 25 & 7), 1) AS word
FROM (SELECT n, hashint4(n) AS hash FROM generate_series(1, 20000) AS n) AS h,
  generate_series(0, 2) AS s
GROUP BY n, hash;
CREATE UNIQUE INDEX ON lexicon (n);

-- The k-th of 20,000 things is had 1/k as often as the first.
CREATE FUNCTION pg_temp.zipf(count integer) RETURNS integer LANGUAGE sql VOLATILE
AS 'SELECT least(count, floor(exp(random() * ln(count + 1)))::integer)';

CREATE TEMPORARY TABLE fresh AS
SELECT n,
  (SELECT string_agg(word, ' ') FROM lexicon WHERE lexicon.n = ANY (ARRAY[a, b, c])) AS name,
  (SELECT string_agg(word, ' ') FROM lexicon WHERE lexicon.n = ANY (ARRAY[d, e, f, g, h]))
    AS description,
  host, category, city, venue, begins, lasts, kind, series
FROM (
  SELECT n, pg_temp.zipf(20000) AS a, pg_temp.zipf(20000) AS b, pg_temp.zipf(20000) AS c,
    pg_temp.zipf(20000) AS d, pg_temp.zipf(20000) AS e, pg_temp.zipf(20000) AS f,
    pg_temp.zipf(20000) AS g, pg_temp.zipf(20000) AS h,
    pg_temp.zipf(1 + :events / 20) AS host, pg_temp.zipf(60) AS category,
    CASE WHEN random() < 0.5 THEN 0 ELSE 1 + floor(random() * 300)::integer END AS city,
    floor(random() * (:events / 10))::integer AS venue,
    :'now'::timestamptz + (random() - 0.5) * interval '730 days' AS begins,
    CASE WHEN random() < 0.01 THEN interval '20 days' WHEN random() < 0.05 THEN interval '1 day'
      ELSE interval '2 hours' END AS lasts,
    random() AS kind, CASE WHEN random() < 0.3 THEN pg_temp.zipf(1 + :events / 50) END AS series
  FROM generate_series(1, :events) AS n
  OFFSET 0
) AS drawn;

CREATE FUNCTION pg_temp.id(kind integer, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$ SELECT format('0190a5b0-%s-7000-8000-%s', lpad(to_hex(kind), 4, '0'),
  lpad(to_hex(n), 12, '0'))::uuid $$;
-- Of fractions of one, as random as their seed.
CREATE FUNCTION pg_temp.part(n integer, salt integer) RETURNS double precision LANGUAGE sql
IMMUTABLE AS 'SELECT (hashint4(n * 64 + salt)::bigint + 2147483648) / 4294967296.0';

INSERT INTO events.events (
  id, series_id, host_id, name, description, category, location, address, latitude, longitude,
  time_zone, start_time, end_time, is_public, waitlist, overtaking, enrollment_required, reentry,
  self_check_in, published_at, canceled_at, start_told, end_told, created_at)
SELECT pg_temp.id(0, n), CASE WHEN series IS NOT NULL THEN pg_temp.id(2, series) END,
  pg_temp.id(1, host),
  initcap(coalesce(name, 'event')) || CASE WHEN n % (:events / 20) = 7 THEN ' Zyzzyva' ELSE '' END,
  coalesce(description, ''), 'category' || category, 'Venue ' || venue, '',
  -- City 0 lies within some 15 km; each other one somewhere, the size of a town.
  CASE WHEN city = 0 THEN 52.5 + (pg_temp.part(venue, 1) - 0.5) * 0.25
    ELSE degrees(asin(2 * pg_temp.part(city, 2) - 1)) * 0.98 + pg_temp.part(venue, 3) * 0.1 END,
  CASE WHEN city = 0 THEN 13.4 + (pg_temp.part(venue, 4) - 0.5) * 0.4
    ELSE (pg_temp.part(city, 5) - 0.5) * 359 + pg_temp.part(venue, 6) * 0.1 END,
  'Europe/Berlin',
  CASE WHEN kind > 0.01 THEN begins END, CASE WHEN kind > 0.01 THEN begins + lasts END,
  pg_temp.part(n, 7) > 0.1, true, false, false, true, false,
  CASE WHEN kind > 0.04 THEN :'now'::timestamptz - interval '1 year' END,
  CASE WHEN kind BETWEEN 0.04 AND 0.06 THEN :'now'::timestamptz - interval '1 day' END,
  true, true, :'now'::timestamptz - pg_temp.part(n, 8) * interval '700 days'
FROM fresh;

SELECT events.keep_words(ARRAY(SELECT id FROM events.events));
SET session_replication_role = origin;
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT definition FROM dropped LOOP EXECUTE one.definition; END LOOP;
END
$$;

-- One person has a seat at some that are not public.
INSERT INTO events.enrollments (id, event_id, user_id, status, queue_number, guests, enrolled_at)
SELECT pg_temp.id(3, row_number() OVER (ORDER BY id)::integer), id, pg_temp.id(4, 1), 'ENROLLED',
  1, 0, :'now'::timestamptz
FROM events.events AS e WHERE NOT is_public AND published_at IS NOT NULL ORDER BY e.id LIMIT 40;
VACUUM ANALYZE;
