DROP FUNCTION events.purge_claims(uuid), events.purge_events(uuid[]);
ALTER TABLE events.users DROP COLUMN purged;
