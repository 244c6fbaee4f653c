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

-- Of whose status rose: people who come along, and the times that the file gives.
ALTER TABLE users.import_chunks
  ADD COLUMN guests integer[] NOT NULL DEFAULT '{}',
  ADD COLUMN enrolled_at timestamptz[] NOT NULL DEFAULT '{}',
  ADD COLUMN check_in_at timestamptz[] NOT NULL DEFAULT '{}';

-- What an upload did to each person, so that it can be taken back.
ALTER TABLE users.import_people
  ADD COLUMN member text CONSTRAINT import_people_rehearsed CHECK (member IS NULL OR dry_run),
  ADD COLUMN made boolean NOT NULL DEFAULT false,
  -- Columns of users that were empty.
  ADD COLUMN filled text[] NOT NULL DEFAULT '{}',
  -- Of the person after the upload's last change; 0 when others came between.
  ADD COLUMN version bigint,
  ADD COLUMN undone boolean NOT NULL DEFAULT false;
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

GRANT SELECT, INSERT, UPDATE, DELETE ON users.imports TO users;
GRANT SELECT, INSERT, DELETE ON users.source_members TO users;
