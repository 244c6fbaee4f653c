-- Messages to people that have to leave, each written by the transaction that gives cause to it.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE events.outbox (
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
CREATE INDEX outbox_due ON events.outbox (channel, due_at) WHERE state = 'WAITING';
CREATE INDEX outbox_ended ON events.outbox (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX outbox_person ON events.outbox (person) WHERE person IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON events.outbox TO events;
GRANT UPDATE (state, recipient, subject, body, due_at, lease, attempts, ended_at)
  ON events.outbox TO events;
