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
