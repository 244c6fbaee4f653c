DROP FUNCTION loyalty.policy_end(text, integer, timestamptz, text),
  loyalty.last_day(timestamptz, text);
DROP TABLE loyalty.outbox;
DROP TABLE loyalty.notices;
DROP TABLE loyalty.preferences;
DROP TABLE loyalty.uses;
REVOKE UPDATE (expires_at) ON loyalty.lots FROM loyalty;
DROP INDEX loyalty.lots_open, loyalty.lots_idle, loyalty.lots_due, loyalty.lots_unnoticed;
UPDATE loyalty.lots AS t SET available_at = l.issued_at
FROM loyalty.ledger AS l WHERE l.id = t.entry_id AND t.available_at IS NULL;
ALTER TABLE loyalty.lots
  DROP COLUMN is_open, DROP COLUMN noticed_of, DROP COLUMN idle_days, DROP COLUMN number,
  ALTER COLUMN available_at SET NOT NULL,
  ADD FOREIGN KEY (entry_id) REFERENCES loyalty.ledger (id);
CREATE INDEX lots_open ON loyalty.lots (patron_id, expires_at, available_at) WHERE remaining > 0;
DROP INDEX loyalty.ledger_reverses;
ALTER TABLE loyalty.ledger
  DROP CONSTRAINT ledger_balance_after_check,
  DROP COLUMN event_id, DROP COLUMN rule_id,
  -- Lines that led below nothing stay as they are: what was, was.
  ADD CONSTRAINT ledger_balance_after_check CHECK (balance_after >= 0) NOT VALID,
  ADD UNIQUE (reverses),
  ADD FOREIGN KEY (reverses) REFERENCES loyalty.ledger (id),
  ADD FOREIGN KEY (patron_id) REFERENCES loyalty.accounts (patron_id);
ALTER TABLE loyalty.accounts RESET (fillfactor);
ALTER TABLE loyalty.accounts
  DROP CONSTRAINT accounts_owes_or_has, DROP COLUMN moved_at, DROP COLUMN pending, DROP COLUMN owed;
CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  DELETE FROM loyalty.awards
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;
