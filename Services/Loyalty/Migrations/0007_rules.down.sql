CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  DELETE FROM loyalty.awards
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.uses
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.notices WHERE patron_id = person;
  DELETE FROM loyalty.preferences WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;
-- Of presences the release before knew what it gave for them; other rules' awards stay in the
-- ledger.
ALTER TABLE loyalty.awards RENAME TO awards_after;
ALTER INDEX loyalty.awards_pkey RENAME TO awards_after_pkey;
CREATE TABLE loyalty.awards (
  attendance_id uuid NOT NULL,
  rule text NOT NULL CHECK (length(rule) BETWEEN 1 AND 32),
  given integer NOT NULL DEFAULT 0 CHECK (given >= 0),
  entry_id uuid UNIQUE REFERENCES loyalty.ledger (id),
  position bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (attendance_id, rule)
);
INSERT INTO loyalty.awards (attendance_id, rule, given, entry_id, position)
SELECT a.attendance_id, 'attended', a.given, a.entry_id, coalesce(p.position, 0)
FROM loyalty.awards_after AS a
  LEFT JOIN loyalty.presences AS p ON p.attendance_id = a.attendance_id
WHERE a.rule_id = '0190a5b0-0000-7000-8000-400000000001';
GRANT SELECT, INSERT, UPDATE (given, entry_id, position) ON loyalty.awards TO loyalty;
DROP TABLE loyalty.awards_after, loyalty.presences, loyalty.events, loyalty.rejudgements,
  loyalty.judging, loyalty.rule_versions, loyalty.rules;
UPDATE loyalty.accounts SET pending = 0 WHERE pending <> 0;
