-- What the row "burn" asks for, beside seed.sql: everybody has points, and there is a reward that
-- nobody runs out of, and one with stock.
INSERT INTO loyalty.accounts (patron_id, balance, lifetime, tier, movements, moved_at)
SELECT ('0190a5b0-0000-7000-8000-' || 100000000000 + i)::uuid, 900000000, 900000000, 'platinum', 1,
  now()
FROM generate_series(0, 99999) AS i;

INSERT INTO loyalty.ledger (
  id, patron_id, number, kind, points, description, balance_after, issued_at)
SELECT ('0190a5b6-0000-7000-8000-' || 100000000000 + i)::uuid,
  ('0190a5b0-0000-7000-8000-' || 100000000000 + i)::uuid, 1, 'EARN', 900000000, 'Given', 900000000,
  now()
FROM generate_series(0, 99999) AS i;

INSERT INTO loyalty.lots (entry_id, patron_id, number, points, remaining)
SELECT id, patron_id, 1, points, points FROM loyalty.ledger;

INSERT INTO loyalty.rewards (
  id, name, description, terms, cost, stock, taken, is_active, refund_expired, created_at,
  updated_at)
VALUES
  ('0190a5b7-0000-7000-8000-100000000000', 'A coffee', '', '', 10, NULL, NULL, true, false, now(),
    now()),
  ('0190a5b7-0000-7000-8000-100000000001', 'A mug', '', '', 10, 100000000, 0, true, false, now(),
    now());
