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
