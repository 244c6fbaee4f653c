-- Sessions that ended while access tokens given out in them might still count, from the users feed.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE users.ended_sessions (
  session_id uuid PRIMARY KEY,
  -- When this service learned of it; an hour later no token of the session counts anyway.
  learned_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ended_sessions_learned_at ON users.ended_sessions (learned_at);

GRANT SELECT, INSERT, DELETE ON users.ended_sessions TO users;
