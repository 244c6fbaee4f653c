-- Who waits is not judged any more, until something is told of them.
CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT FROM loyalty.judging FOR UPDATE;
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  SELECT FROM loyalty.purge_redemptions(person);
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
DROP TABLE loyalty.to_judge, loyalty.to_sweep;
