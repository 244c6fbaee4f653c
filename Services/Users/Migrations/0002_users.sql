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
  external_id text CONSTRAINT users_external_id_key UNIQUE
    CHECK (length(external_id) BETWEEN 1 AND 255),
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
  CHECK (password_hash IS NULL OR email IS NOT NULL)
);
CREATE INDEX users_phone ON users.users (phone) WHERE phone IS NOT NULL;
CREATE INDEX users_role ON users.users (role);
CREATE INDEX users_active_role ON users.users (is_active, role);
CREATE INDEX users_created_at ON users.users (created_at DESC, id DESC);
CREATE INDEX users_last_name ON users.users (last_name COLLATE "und-x-icu", id);
CREATE INDEX users_reputation ON users.users (reputation, id);
CREATE INDEX users_search ON users.users USING gin (search users.gin_trgm_ops);

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
  PRIMARY KEY (batch_id, dry_run, user_id),
  CHECK (dry_run = (first_name IS NOT NULL) AND dry_run = (last_name IS NOT NULL)),
  CHECK (dry_run OR (email IS NULL AND phone IS NULL))
);
CREATE INDEX import_people_email ON users.import_people (batch_id, email) WHERE dry_run;
CREATE INDEX import_people_phone ON users.import_people (batch_id, phone) WHERE dry_run;
CREATE INDEX import_people_created_at ON users.import_people (created_at);

GRANT SELECT, INSERT, UPDATE ON users.users TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.import_chunks TO users;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.import_people TO users;
