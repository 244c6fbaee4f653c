DROP INDEX users.users_role;
CREATE INDEX users_role ON users.users (role);
DROP INDEX users.users_interests;
DROP FUNCTION users.folded(text[]);
ALTER TABLE users.users
  DROP CONSTRAINT users_external_key,
  DROP CONSTRAINT users_external_both,
  DROP COLUMN external_issuer,
  ADD CONSTRAINT users_external_id_key UNIQUE (external_id);
