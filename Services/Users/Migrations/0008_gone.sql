-- Who was erased or purged: the id and nothing else. History that names it stays true, and asking
-- again is no fault.
CREATE TABLE users.gone (
  id uuid PRIMARY KEY,
  -- Everything of the person goes, in every service; otherwise history stays without a name.
  purged boolean NOT NULL,
  -- Tokens of an earlier epoch are void, and there will be no later one.
  token_epoch bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- How people leave for good: with everything that says something of them. What
-- refers to a person by a foreign key goes along. No row: nobody has or had the id.
CREATE FUNCTION users.forget(person uuid, purge boolean)
RETURNS TABLE (token_epoch bigint, purged boolean, is_news boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE
  known users.users;
BEGIN
  DELETE FROM users.users WHERE id = person RETURNING * INTO known;
  is_news := FOUND;
  IF is_news THEN
    INSERT INTO users.gone (id, purged, token_epoch)
    VALUES (person, purge, known.token_epoch + 1);
    -- Rehearsals of imports hold what cells say, of people by their address or number.
    DELETE FROM users.import_people
    WHERE dry_run AND (user_id = person OR email = known.email OR phone = known.phone);
    -- What was asked for by their mail, and what waits to be sent to them.
    DELETE FROM users.asked WHERE email = known.email;
    DELETE FROM users.one_time_tokens WHERE email = known.email;
    DELETE FROM users.outbox AS message
    WHERE message.person = forget.person OR message.recipient IN (known.email, known.phone);
    -- Answers kept for repeats; whoever repeats is told that this one is gone.
    UPDATE users.idempotency SET response = NULL
    WHERE position(convert_to(person::text, 'UTF8') IN response) > 0;
  ELSIF purge THEN
    UPDATE users.gone SET purged = true WHERE id = person AND NOT purged;
    is_news := FOUND;
  END IF;
  RETURN QUERY SELECT g.token_epoch, g.purged, is_news FROM users.gone AS g WHERE g.id = person;
END
$$;
REVOKE ALL ON FUNCTION users.forget(uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION users.forget(uuid, boolean) TO users;
GRANT SELECT ON users.gone TO users;
