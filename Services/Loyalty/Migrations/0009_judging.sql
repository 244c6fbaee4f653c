-- Who is to be judged again: whom an event's change concerns beyond the first page, whom a rule's
-- version concerns, and to whom nothing could be given. Written under the lock of loyalty.judging.
CREATE TABLE loyalty.to_judge (
  patron_id uuid PRIMARY KEY,
  due_at timestamptz NOT NULL,
  -- Why the last judging gave nothing; null for who just waits.
  problem text CHECK (length(problem) BETWEEN 1 AND 100)
);
CREATE INDEX to_judge_due ON loyalty.to_judge (due_at, patron_id);

-- Since when those who were at events are still to be written down there. One row, or none.
CREATE TABLE loyalty.to_sweep (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  since timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE (since), DELETE ON loyalty.to_sweep TO loyalty;
GRANT SELECT, INSERT, UPDATE (due_at, problem), DELETE ON loyalty.to_judge TO loyalty;

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
  DELETE FROM loyalty.to_judge WHERE patron_id = person;
  DELETE FROM loyalty.uses
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.notices WHERE patron_id = person;
  DELETE FROM loyalty.preferences WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;
