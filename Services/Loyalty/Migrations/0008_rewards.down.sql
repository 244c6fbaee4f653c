CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.judging FOR UPDATE;
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  -- How often something was given stays where it was given to others before: its lines have names.
  UPDATE loyalty.awards SET entry_id = NULL, awaits = NULL, version = NULL, points = NULL,
    worth = NULL
  WHERE given > 1 AND attendance_id IN (
    SELECT attendance_id FROM loyalty.presences WHERE patron_id = person);
  DELETE FROM loyalty.awards WHERE given = 1 AND attendance_id IN (
    SELECT attendance_id FROM loyalty.presences WHERE patron_id = person);
  DELETE FROM loyalty.presences WHERE patron_id = person;
  DELETE FROM loyalty.uses
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.notices WHERE patron_id = person;
  DELETE FROM loyalty.preferences WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;
DROP FUNCTION loyalty.purge_redemptions(uuid);
DROP INDEX loyalty.ledger_issued_at;
DROP TABLE loyalty.redemptions;
DROP TABLE loyalty.rewards;
DROP TABLE loyalty.tier_changes;
DROP TABLE loyalty.tier_settings;
REVOKE INSERT, DELETE ON loyalty.tiers FROM loyalty;
DROP INDEX loyalty.accounts_pinned;
-- Whose level is gone has the lowest until they are judged.
UPDATE loyalty.accounts SET tier = (SELECT name FROM loyalty.tiers ORDER BY least LIMIT 1)
WHERE tier NOT IN (SELECT name FROM loyalty.tiers);
ALTER TABLE loyalty.accounts
  DROP CONSTRAINT accounts_pinned_until, DROP COLUMN pinned_until, DROP COLUMN pinned,
  ADD FOREIGN KEY (tier) REFERENCES loyalty.tiers (name);
