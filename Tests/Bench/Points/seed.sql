-- A ledger of some :entries lines. Everybody has 97, and one person a hundredth of all: of each
-- five lines four give ten points, and the fifth spends what they gave; the last two are open lots.

\o /dev/null
SET session_replication_role = replica;
CREATE TEMPORARY TABLE dropped AS
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index AS i
WHERE i.indrelid IN ('loyalty.ledger'::regclass, 'loyalty.lots'::regclass)
  AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = i.indexrelid);
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT name FROM dropped LOOP EXECUTE 'DROP INDEX ' || one.name; END LOOP;
END
$$;

CREATE TEMPORARY TABLE people AS
SELECT p, md5('person ' || p)::uuid AS id,
  CASE WHEN p = 0 THEN :entries / 100 / 5 * 5 + 2 ELSE 97 END AS lines
FROM generate_series(0, :entries / 97) AS p;
INSERT INTO loyalty.accounts
  (patron_id, balance, lifetime, tier, tier_since, movements, moved_at)
SELECT id, 20, (lines - lines / 5) * 10, 'gold', now(), lines, now() FROM people;

-- Line n of person p is the number p * 2^20 + n.
INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description, balance_after,
  issued_at, expires_at)
SELECT lpad(to_hex(p::bigint << 20 | n), 32, '0')::uuid, id, n,
  CASE WHEN n % 5 = 0 THEN 'BURN' ELSE 'EARN' END, CASE WHEN n % 5 = 0 THEN -40 ELSE 10 END,
  CASE WHEN n % 5 = 0 THEN 'A free drink' ELSE 'Attended Jazz Night' END, n % 5 * 10,
  now() - (lines - n) * interval '1 day',
  CASE WHEN n % 5 > 0 THEN now() + interval '400 days' END
FROM people, generate_series(1, lines) AS n;
INSERT INTO loyalty.lots (entry_id, patron_id, number, points, remaining, expires_at)
SELECT lpad(to_hex(p::bigint << 20 | n), 32, '0')::uuid, id, n, 10,
  CASE WHEN n > lines - 2 THEN 10 ELSE 0 END, now() + interval '400 days'
FROM people, generate_series(1, lines) AS n WHERE n % 5 > 0;
INSERT INTO loyalty.uses (entry_id, lot_entry_id, points)
SELECT lpad(to_hex(p::bigint << 20 | n), 32, '0')::uuid,
  lpad(to_hex(p::bigint << 20 | n - back), 32, '0')::uuid, 10
FROM people, generate_series(5, lines, 5) AS n, generate_series(1, 4) AS back;
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT definition FROM dropped LOOP EXECUTE one.definition; END LOOP;
END
$$;
SET session_replication_role = origin;
VACUUM ANALYZE;
