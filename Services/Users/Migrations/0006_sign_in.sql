-- Where people are signed in, and what keeps others from guessing.

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
