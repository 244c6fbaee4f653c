-- Who was purged: attendance's feed may still tell of them.
CREATE TABLE loyalty.purged (
  patron_id uuid PRIMARY KEY
);

-- Removes a person's account with every line, and remembers them.
CREATE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  DELETE FROM loyalty.awards
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;
REVOKE ALL ON FUNCTION loyalty.purge_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION loyalty.purge_person(uuid) TO loyalty;
GRANT SELECT ON loyalty.purged TO loyalty;
