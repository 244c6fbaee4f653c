-- Loyalty as if it had never followed anybody; its rules stay.
BEGIN;
TRUNCATE loyalty.presences, loyalty.awards, loyalty.ledger, loyalty.lots, loyalty.uses,
  loyalty.accounts, loyalty.feed, loyalty.parked;
UPDATE loyalty.feed_head SET position = 0;
UPDATE loyalty.cursor SET position = 0 WHERE source = 'attendance';
COMMIT;
CHECKPOINT;
