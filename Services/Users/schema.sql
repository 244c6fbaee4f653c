-- The whole schema today; a test compares it with what the migrations make.
CREATE SCHEMA users;
GRANT USAGE ON SCHEMA users TO users;

-- What every service keeps beside its own tables: answers under idempotency keys, its feed, and
-- where it stands in the feeds of others. Made from Shared/Daemon/Tables; a test compares.

-- A row per effect that has a name, written by the transaction that has the effect.
CREATE TABLE users.idempotency (
  -- user:<id>, or service:<name> of the one that called without a person.
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  method text NOT NULL CHECK (length(method) BETWEEN 1 AND 200),
  -- BLAKE2b-256 of the request.
  request bytea NOT NULL CHECK (length(request) = 32),
  -- The encoded answer; null only inside the transaction that writes it.
  response bytea CHECK (length(response) <= 1048576),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subject, key)
);
CREATE INDEX idempotency_created_at ON users.idempotency (created_at);

-- What changed here, in order of effect.
CREATE TABLE users.feed (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Given to committed rows, under the lock of feed_head; null until then.
  position bigint,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
  key uuid NOT NULL,
  payload bytea NOT NULL CHECK (length(payload) <= 65536),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX feed_position ON users.feed (position) WHERE position IS NOT NULL;
CREATE INDEX feed_fresh ON users.feed (id) WHERE position IS NULL;
CREATE INDEX feed_created_at ON users.feed (created_at);

-- The last position given. One row.
CREATE TABLE users.feed_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL
);
INSERT INTO users.feed_head (position) VALUES (0);

-- How far the feeds of others have taken effect here.
CREATE TABLE users.cursor (
  source text PRIMARY KEY CHECK (length(source) BETWEEN 1 AND 64),
  position bigint NOT NULL
);

-- Changes of others that could not be applied, and those of the same key after them.
CREATE TABLE users.parked (
  source text NOT NULL,
  position bigint NOT NULL,
  kind text NOT NULL,
  key uuid NOT NULL,
  payload bytea NOT NULL,
  created_at timestamptz NOT NULL,
  reason text NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now(),
  -- Set by an operator: the follower tries the key again.
  retry_at timestamptz,
  PRIMARY KEY (source, position)
);
CREATE INDEX parked_key ON users.parked (source, key);

-- What voids access tokens of a user before they expire, from the users feed.
CREATE TABLE users.standing (
  user_id uuid PRIMARY KEY,
  epoch bigint NOT NULL,
  is_active boolean NOT NULL
);

-- The keys whose access tokens count, from the users feed. One row.
CREATE TABLE users.token_keys (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  key_set bytea NOT NULL
);

GRANT SELECT, INSERT, UPDATE (response), DELETE ON users.idempotency TO users;
GRANT SELECT, INSERT, UPDATE (position), DELETE ON users.feed TO users;
GRANT SELECT, UPDATE ON users.feed_head TO users;
GRANT SELECT, INSERT, UPDATE ON users.cursor TO users;
GRANT SELECT, INSERT, UPDATE (reason, retry_at), DELETE ON users.parked TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.standing TO users;
GRANT SELECT, INSERT, UPDATE ON users.token_keys TO users;

-- What people and services did that somebody may have to answer for, and the seals that show
-- whether it is still what was written. Made from Shared/Daemon/Tables; a test compares.

-- A line per deed, written by the transaction that does it: ids and words of ours, nothing of a
-- person.
CREATE TABLE users.audit_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  -- user:<id>, service:<name>, anonymous, or others: those too many to be counted apart.
  actor text NOT NULL CHECK (length(actor) BETWEEN 1 AND 64),
  action text NOT NULL CHECK (action ~ '^[a-z][a-z_.]{0,63}$'),
  -- <kind>:<id>, or a kind alone.
  object text NOT NULL CHECK (length(object) BETWEEN 1 AND 250),
  -- A JSON object; text, because a seal is over each byte.
  details text NOT NULL CHECK (length(details) <= 1000)
);

-- Lines that no seal covers yet, written with each. The only rows here that ever go.
CREATE TABLE users.audit_unsealed (
  entry_id bigint PRIMARY KEY
);

-- Each seal covers lines that were committed since the one before, and that one's MAC.
CREATE TABLE users.audit_seals (
  -- Without gap from 1.
  number bigint PRIMARY KEY CHECK (number > 0),
  sealed_at timestamptz NOT NULL,
  -- The lines, in order of id.
  entry_ids bigint[] NOT NULL CHECK (cardinality(entry_ids) BETWEEN 1 AND 1000),
  -- 16 bytes for each line, so that a changed one can be named.
  digests bytea NOT NULL CHECK (length(digests) = 16 * cardinality(entry_ids)),
  -- BLAKE2b-256 under the service's secret, over all of this and the MAC before it.
  mac bytea NOT NULL CHECK (length(mac) = 32)
);

-- The last seal's number, locked by whoever seals. One row.
CREATE TABLE users.audit_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seal bigint NOT NULL
);
INSERT INTO users.audit_head (seal) VALUES (0);

GRANT SELECT, INSERT ON users.audit_entries TO users;
GRANT SELECT, INSERT, DELETE ON users.audit_unsealed TO users;
GRANT SELECT, INSERT ON users.audit_seals TO users;
GRANT SELECT, UPDATE (seal) ON users.audit_head TO users;

-- The people the organization knows.
CREATE EXTENSION pg_trgm SCHEMA users;

CREATE TABLE users.users (
  id uuid PRIMARY KEY,
  email text CONSTRAINT users_email_key UNIQUE
    CHECK (length(email) BETWEEN 3 AND 255 AND email !~ '[A-Z[:space:]]'),
  phone text CONSTRAINT users_phone_key UNIQUE CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  -- Null: cannot sign in.
  password_hash text CHECK (length(password_hash) BETWEEN 1 AND 255),
  first_name text NOT NULL DEFAULT '' CHECK (length(first_name) <= 100),
  last_name text NOT NULL DEFAULT '' CHECK (length(last_name) <= 100),
  role text NOT NULL DEFAULT 'PARTICIPANT'
    CHECK (role IN ('PARTICIPANT', 'STAFF', 'ORGANIZER', 'ADMIN')),
  is_organizer boolean NOT NULL GENERATED ALWAYS AS (role IN ('ORGANIZER', 'ADMIN')) STORED,
  email_verified boolean NOT NULL DEFAULT false CHECK (NOT email_verified OR email IS NOT NULL),
  phone_verified boolean NOT NULL DEFAULT false CHECK (NOT phone_verified OR phone IS NOT NULL),
  is_active boolean NOT NULL DEFAULT true,
  deactivated_reason text NOT NULL DEFAULT ''
    CHECK (length(deactivated_reason) <= 500 AND (deactivated_reason = '' OR NOT is_active)),
  last_login_at timestamptz,
  external_id text CHECK (length(external_id) BETWEEN 1 AND 255),
  bio text NOT NULL DEFAULT '' CHECK (length(bio) <= 2000),
  profile_picture_url text NOT NULL DEFAULT '' CHECK (length(profile_picture_url) <= 2048),
  interests text[] NOT NULL DEFAULT '{}' CHECK (cardinality(interests) <= 50),
  reputation numeric(3, 2) NOT NULL DEFAULT 0 CHECK (reputation BETWEEN 0 AND 5),
  rating_count integer NOT NULL DEFAULT 0 CHECK (rating_count >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- Counts edits only; signing in is none.
  version bigint NOT NULL DEFAULT 1 CHECK (version > 0),
  -- Tokens of an earlier epoch are void.
  token_epoch bigint NOT NULL DEFAULT 0 CHECK (token_epoch >= 0),
  -- What is searched: lower case by Unicode's rules, whatever the database's own locale knows.
  search text NOT NULL GENERATED ALWAYS AS (
    lower((first_name || ' ' || last_name || ' ' || coalesce(email, '')) COLLATE "und-x-icu")
  ) STORED,
  -- Whose name external_id is: two providers may call two people the same.
  external_issuer text CHECK (length(external_issuer) BETWEEN 1 AND 255),
  CONSTRAINT users_external_both CHECK ((external_id IS NULL) = (external_issuer IS NULL)),
  CONSTRAINT users_external_key UNIQUE (external_issuer, external_id),
  CHECK (password_hash IS NULL OR email IS NOT NULL)
);
CREATE INDEX users_phone ON users.users (phone) WHERE phone IS NOT NULL;
-- Lists of one role, or of one state, in the order of creation.
CREATE INDEX users_role ON users.users (role, created_at DESC, id DESC);
CREATE INDEX users_active_role ON users.users (is_active, role);
CREATE INDEX users_created_at ON users.users (created_at DESC, id DESC);
CREATE INDEX users_last_name ON users.users (last_name COLLATE "und-x-icu", id);
CREATE INDEX users_reputation ON users.users (reputation, id);
CREATE INDEX users_search ON users.users USING gin (search users.gin_trgm_ops);

-- Interests as they are compared: lower case by Unicode's rules.
CREATE FUNCTION users.folded(words text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = ''
AS 'SELECT coalesce(array_agg(lower(word COLLATE "und-x-icu")), ''{}'') FROM unnest(words) AS word';
GRANT EXECUTE ON FUNCTION users.folded(text[]) TO users;
CREATE INDEX users_interests ON users.users USING gin (users.folded(interests));

CREATE FUNCTION users.touch() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
AS 'BEGIN NEW.updated_at := now(); RETURN NEW; END';
CREATE TRIGGER users_touch BEFORE UPDATE ON users.users
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION users.touch();

-- A row per chunk of an upload that was taken: a repeat gets the same answer.
CREATE TABLE users.import_chunks (
  batch_id uuid NOT NULL,
  dry_run boolean NOT NULL,
  chunk integer NOT NULL CHECK (chunk >= 0),
  -- SHA-256 of the request.
  digest bytea NOT NULL CHECK (length(digest) = 32),
  -- The answer as far as people go; null only inside the transaction that writes it.
  people bytea,
  -- Whose status rose by the chunk, the line of each one's first row, from what, and to what.
  user_ids uuid[] NOT NULL DEFAULT '{}',
  lines integer[] NOT NULL DEFAULT '{}' CHECK (cardinality(lines) = cardinality(user_ids)),
  before smallint[] NOT NULL DEFAULT '{}' CHECK (cardinality(before) = cardinality(user_ids)),
  after smallint[] NOT NULL DEFAULT '{}' CHECK (cardinality(after) = cardinality(user_ids)),
  -- The whole answer; null until events and attendance have taken their part.
  response bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Of whose status rose: people who come along, and the times that the file gives.
  guests integer[] NOT NULL DEFAULT '{}',
  enrolled_at timestamptz[] NOT NULL DEFAULT '{}',
  check_in_at timestamptz[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (batch_id, dry_run, chunk)
);
CREATE INDEX import_chunks_created_at ON users.import_chunks (created_at);

-- What an upload says of each person: the strongest status of all its rows. A dry run keeps here
-- what it would have made of people, so that its later chunks see what its earlier ones did.
CREATE TABLE users.import_people (
  batch_id uuid NOT NULL,
  dry_run boolean NOT NULL,
  user_id uuid NOT NULL,
  -- 0 none, 1 not coming, 2 coming, 3 was there.
  status smallint NOT NULL CHECK (status BETWEEN 0 AND 3),
  email text,
  phone text,
  first_name text,
  last_name text,
  created_at timestamptz NOT NULL DEFAULT now(),
  member text CONSTRAINT import_people_rehearsed CHECK (member IS NULL OR dry_run),
  -- What the upload did to the person, so that it can be taken back.
  made boolean NOT NULL DEFAULT false,
  -- Columns of users that were empty.
  filled text[] NOT NULL DEFAULT '{}',
  -- Of the person after the upload's last change; 0 when others came between.
  version bigint,
  undone boolean NOT NULL DEFAULT false,
  PRIMARY KEY (batch_id, dry_run, user_id),
  CHECK (dry_run = (first_name IS NOT NULL) AND dry_run = (last_name IS NOT NULL)),
  CHECK (dry_run OR (email IS NULL AND phone IS NULL))
);
CREATE INDEX import_people_email ON users.import_people (batch_id, email) WHERE dry_run;
CREATE INDEX import_people_phone ON users.import_people (batch_id, phone) WHERE dry_run;
CREATE INDEX import_people_created_at ON users.import_people (created_at);

-- A row per upload: how far it has come, and what came of it.
CREATE TABLE users.imports (
  batch_id uuid NOT NULL,
  dry_run boolean NOT NULL,
  source text NOT NULL
    CHECK (source IN ('SOURCE_UNSPECIFIED', 'CSV', 'EVENTBRITE', 'MEETUP')),
  event_id uuid,
  -- Who sent it; null for the operator's tool.
  user_id uuid,
  state text NOT NULL DEFAULT 'TAKING' CHECK (state IN ('TAKING', 'UNDOING', 'UNDONE')),
  -- 0 when that is not known.
  chunks integer NOT NULL DEFAULT 0 CHECK (chunks >= 0),
  chunks_taken integer NOT NULL DEFAULT 0,
  row_count integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  enrolled integer NOT NULL DEFAULT 0,
  checked_in integer NOT NULL DEFAULT 0,
  removed integer NOT NULL DEFAULT 0,
  restored integer NOT NULL DEFAULT 0,
  kept integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (batch_id, dry_run)
);
CREATE INDEX imports_created_at ON users.imports (created_at DESC, batch_id DESC);
CREATE INDEX imports_undoing ON users.imports (batch_id) WHERE state = 'UNDOING';

-- What other systems call the people who came from there: the key of who has neither address nor
-- phone. Nobody signs in by it.
CREATE TABLE users.source_members (
  source text NOT NULL CHECK (source IN ('MEETUP')),
  member text NOT NULL CHECK (length(member) BETWEEN 1 AND 100),
  user_id uuid NOT NULL REFERENCES users.users (id) ON DELETE CASCADE,
  PRIMARY KEY (source, member)
);
CREATE INDEX source_members_user ON users.source_members (user_id);

CREATE INDEX import_people_member ON users.import_people (batch_id, member)
  WHERE member IS NOT NULL;
CREATE INDEX import_people_user ON users.import_people (user_id) WHERE NOT dry_run;

-- Removes people as an upload made them, which is the only way people are removed from here: who
-- was changed, has signed in or can sign in stays.
CREATE FUNCTION users.unmake(ids uuid[], versions bigint[]) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS 'DELETE FROM users.users AS person USING unnest(ids, versions) AS given (id, version)
  WHERE person.id = given.id AND person.version = given.version AND person.is_active
    AND person.role = ''PARTICIPANT'' AND person.password_hash IS NULL
    AND person.last_login_at IS NULL AND person.external_id IS NULL
    AND NOT person.email_verified AND NOT person.phone_verified
  RETURNING person.id';
REVOKE ALL ON FUNCTION users.unmake(uuid[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION users.unmake(uuid[], bigint[]) TO users;

-- Where people are signed in.
CREATE TABLE users.sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users.users ON DELETE CASCADE,
  -- The person's token_epoch when it began: what ends all access ends the session with it.
  epoch bigint NOT NULL CHECK (epoch >= 0),
  device text NOT NULL DEFAULT '' CHECK (length(device) <= 200),
  address text NOT NULL DEFAULT '' CHECK (length(address) <= 64),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  -- When it ends unless it is used before, and when it ends whatever happens.
  idle_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (idle_at <= expires_at),
  revoked_at timestamptz
);
CREATE INDEX sessions_user ON users.sessions (user_id, last_used_at DESC);
CREATE INDEX sessions_expires_at ON users.sessions (expires_at);

-- Every refresh token of a session, used ones too: one that comes again gives a thief away.
CREATE TABLE users.refresh_tokens (
  -- Keyed BLAKE2b-256; the token itself is stored nowhere.
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  session_id uuid NOT NULL REFERENCES users.sessions ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  -- The digest of the token that took its place.
  successor bytea CHECK (length(successor) = 32),
  -- For a few seconds, the token that took its place, under a pad that only the holder of this one
  -- and of the call's idempotency key can make.
  sealed bytea CHECK (length(sealed) = 32),
  CHECK ((used_at IS NULL) = (successor IS NULL)),
  CHECK (sealed IS NULL OR successor IS NOT NULL)
);
CREATE INDEX refresh_tokens_session ON users.refresh_tokens (session_id);
CREATE INDEX refresh_tokens_sealed ON users.refresh_tokens (used_at) WHERE sealed IS NOT NULL;
CREATE INDEX refresh_tokens_used_at ON users.refresh_tokens (used_at) WHERE used_at IS NOT NULL;

-- Failed sign-ins, by account and by network address, known or not.
CREATE TABLE users.login_throttle (
  -- Keyed BLAKE2b-256 of the account's address or the network address.
  key bytea PRIMARY KEY CHECK (length(key) = 32),
  failures integer NOT NULL CHECK (failures >= 0),
  -- The last failure of an account; the first of a minute for a network address.
  since timestamptz NOT NULL,
  -- Nothing is tried before.
  until timestamptz NOT NULL
);
CREATE INDEX login_throttle_since ON users.login_throttle (since);

GRANT SELECT, INSERT, UPDATE ON users.users TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.import_chunks TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.import_people TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.imports TO users;
GRANT SELECT, INSERT, DELETE ON users.source_members TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.sessions TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.refresh_tokens TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.login_throttle TO users;

-- What is asked for by mail. It is answered before anybody looks whether the address is known, so
-- that the answer can tell nothing, not even by its time; a job looks.
CREATE TABLE users.asked (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('REGISTER', 'RESEND', 'FORGOT')),
  email text NOT NULL CHECK (length(email) <= 255),
  password_hash text CHECK (length(password_hash) <= 255),
  first_name text NOT NULL DEFAULT '' CHECK (length(first_name) <= 100),
  last_name text NOT NULL DEFAULT '' CHECK (length(last_name) <= 100),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((purpose = 'REGISTER') = (password_hash IS NOT NULL))
);
CREATE INDEX asked_created_at ON users.asked (created_at);

-- What was mailed and counts once.
CREATE TABLE users.one_time_tokens (
  -- Keyed BLAKE2b-256; the token itself is in the mail alone.
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  purpose text NOT NULL CHECK (purpose IN ('REGISTER', 'VERIFY_EMAIL', 'RESET_PASSWORD')),
  -- Null where the token makes the person.
  user_id uuid REFERENCES users.users ON DELETE CASCADE,
  -- The person's token_epoch; what ends all access voids the token.
  epoch bigint NOT NULL DEFAULT 0,
  email text NOT NULL CHECK (length(email) <= 255),
  password_hash text CHECK (length(password_hash) <= 255),
  first_name text NOT NULL DEFAULT '' CHECK (length(first_name) <= 100),
  last_name text NOT NULL DEFAULT '' CHECK (length(last_name) <= 100),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CHECK ((purpose = 'REGISTER') = (password_hash IS NOT NULL)),
  CHECK ((purpose = 'REGISTER') = (user_id IS NULL))
);
CREATE INDEX one_time_tokens_email ON users.one_time_tokens (email);
CREATE INDEX one_time_tokens_user ON users.one_time_tokens (user_id);
CREATE INDEX one_time_tokens_expires_at ON users.one_time_tokens (expires_at);

-- The code that was sent last to somebody's phone.
CREATE TABLE users.phone_codes (
  user_id uuid PRIMARY KEY REFERENCES users.users ON DELETE CASCADE,
  phone text NOT NULL CHECK (length(phone) <= 16),
  -- Keyed BLAKE2b-256 of person, number and code.
  digest bytea NOT NULL CHECK (length(digest) = 32),
  -- How many wrong ones were tried.
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  expires_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, DELETE ON users.asked TO users;
GRANT UPDATE (purpose) ON users.asked TO users;
GRANT SELECT, INSERT, DELETE ON users.one_time_tokens TO users;
GRANT UPDATE (purpose) ON users.one_time_tokens TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.phone_codes TO users;

-- Messages to people that have to leave, each written by the transaction that gives cause to it.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE users.outbox (
  id uuid PRIMARY KEY,
  -- What it is called: the same name is taken once. No personal data.
  name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  -- Whom it is about; their messages go when they are erased.
  person uuid,
  channel text NOT NULL CHECK (channel IN ('MAIL', 'TEXT')),
  state text NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'SENT', 'REFUSED', 'EXPIRED')),
  -- To whom and what: there while it waits, and not a moment longer.
  recipient text CHECK (length(recipient) <= 320),
  subject text CHECK (length(subject) <= 500),
  body text CHECK (length(body) <= 65536),
  -- When it is tried next; whoever tries puts it off until nobody can be trying any more.
  due_at timestamptz NOT NULL DEFAULT now(),
  -- Who tries it now.
  lease uuid,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CONSTRAINT outbox_wiped CHECK (
    (state = 'WAITING') = (recipient IS NOT NULL)
    AND (state = 'WAITING') = (subject IS NOT NULL)
    AND (state = 'WAITING') = (body IS NOT NULL)
    AND (state = 'WAITING') = (ended_at IS NULL))
);
CREATE INDEX outbox_due ON users.outbox (channel, due_at) WHERE state = 'WAITING';
CREATE INDEX outbox_ended ON users.outbox (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX outbox_person ON users.outbox (person) WHERE person IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON users.outbox TO users;
GRANT UPDATE (state, recipient, subject, body, due_at, lease, attempts, ended_at)
  ON users.outbox TO users;

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

-- Sessions that ended while access tokens given out in them might still count, from the users feed.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE users.ended_sessions (
  session_id uuid PRIMARY KEY,
  -- When this service learned of it; an hour later no token of the session counts anyway.
  learned_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ended_sessions_learned_at ON users.ended_sessions (learned_at);

GRANT SELECT, INSERT, DELETE ON users.ended_sessions TO users;
