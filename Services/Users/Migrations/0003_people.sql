-- Whose name external_id is: two providers may call two people the same.
ALTER TABLE users.users
  ADD COLUMN external_issuer text CHECK (length(external_issuer) BETWEEN 1 AND 255),
  ADD CONSTRAINT users_external_both CHECK ((external_id IS NULL) = (external_issuer IS NULL)),
  DROP CONSTRAINT users_external_id_key,
  ADD CONSTRAINT users_external_key UNIQUE (external_issuer, external_id);

-- Interests as they are compared: lower case by Unicode's rules.
CREATE FUNCTION users.folded(words text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = ''
AS 'SELECT coalesce(array_agg(lower(word COLLATE "und-x-icu")), ''{}'') FROM unnest(words) AS word';
GRANT EXECUTE ON FUNCTION users.folded(text[]) TO users;
CREATE INDEX users_interests ON users.users USING gin (users.folded(interests));

-- Lists of one role, or of one state, in the order of creation.
DROP INDEX users.users_role;
CREATE INDEX users_role ON users.users (role, created_at DESC, id DESC);
