-- A million changes in attendance's feed, as if two years of it were kept: 20,000 people, 1,000
-- events of 500, each presence told as registered and, three events later, as attended or, of each
-- tenth, as not come. To be run where nothing else follows attendance.
--   psql -v changes=1000000 -f seed.sql
\set ON_ERROR_STOP on
BEGIN;
TRUNCATE attendance.feed;

-- Protobuf: a text of less than 128 bytes, a moment in seconds.
CREATE FUNCTION pg_temp.text_field(number integer, value text) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN value = '' THEN ''::bytea ELSE
    decode(lpad(to_hex(number * 8 + 2), 2, '0') || lpad(to_hex(octet_length(value)), 2, '0'), 'hex')
      || convert_to(value, 'UTF8') END
$$;
CREATE FUNCTION pg_temp.time_field(number integer, seconds bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT decode(lpad(to_hex(number * 8 + 2), 2, '0') || '0608'
    || lpad(to_hex(seconds & 127 | 128), 2, '0') || lpad(to_hex(seconds >> 7 & 127 | 128), 2, '0')
    || lpad(to_hex(seconds >> 14 & 127 | 128), 2, '0')
    || lpad(to_hex(seconds >> 21 & 127 | 128), 2, '0') || lpad(to_hex(seconds >> 28), 2, '0'),
    'hex')
$$;
CREATE FUNCTION pg_temp.id(kind text, number bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
  SELECT ('0190a5b0-0000-7000-8' || kind || lpad(to_hex(number), 13, '0'))::uuid
$$;
-- Who comes, and what people are called by, lies all over: ids of people are made when they join.
CREATE FUNCTION pg_temp.person(number bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$ SELECT md5('person ' || number)::uuid $$;

WITH presences AS (
  SELECT e AS event, n AS place, e * 500 + n AS number, 1700000000 + e * 60000::bigint AS start
  FROM generate_series(0, :changes / 1000 - 1) AS e, generate_series(0, 499) AS n
), told AS (
  SELECT event AS moment, presences.*, 1 AS status FROM presences
  UNION ALL
  SELECT event + 3, presences.*, CASE WHEN number % 10 = 3 THEN 3 ELSE 2 END FROM presences
)
INSERT INTO attendance.feed (position, kind, key, payload, created_at)
SELECT row_number() OVER (ORDER BY moment, status, number), 'AttendanceChanged',
  pg_temp.id('1a', number),
  pg_temp.text_field(1, pg_temp.id('1a', number)::text)
    || pg_temp.text_field(2, pg_temp.id('1e', event)::text)
    || pg_temp.text_field(3, pg_temp.person(number * 7919::bigint % 20000)::text)
    || decode('20' || lpad(to_hex(status), 2, '0'), 'hex')
    || CASE WHEN status = 2 THEN pg_temp.time_field(5, start + place) ELSE '' END
    || pg_temp.text_field(7, 'Jazz Night ' || event)
    || pg_temp.text_field(8, pg_temp.id('15', event % 10)::text)
    || pg_temp.text_field(9, 'concert') || pg_temp.time_field(10, start),
  now()
FROM told;
UPDATE attendance.feed_head SET position = (SELECT max(position) FROM attendance.feed);
COMMIT;
VACUUM ANALYZE attendance.feed;
