-- Who was purged is remembered: others' feeds may still name them.
ALTER TABLE events.users ADD COLUMN purged boolean NOT NULL DEFAULT false;
CREATE INDEX users_purged ON events.users (id) WHERE purged;

-- Removes events with every claim on them.
CREATE FUNCTION events.purge_events(ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.enrollments WHERE event_id = ANY (ids);
  DELETE FROM events.batch_rows WHERE event_id = ANY (ids);
  DELETE FROM events.events WHERE id = ANY (ids)
$$;
REVOKE ALL ON FUNCTION events.purge_events(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.purge_events(uuid[]) TO events;

-- Removes a person's claims; none of them holds a seat any more.
CREATE FUNCTION events.purge_claims(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.enrollments WHERE user_id = person AND status = 'CANCELED';
  DELETE FROM events.batch_rows WHERE user_id = person;
  -- Answers kept for repeats: whoever repeats is told that this one is gone.
  UPDATE events.idempotency SET response = NULL
  WHERE position(convert_to(person::text, 'UTF8') IN response) > 0
$$;
REVOKE ALL ON FUNCTION events.purge_claims(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.purge_claims(uuid) TO events;
