-- Points that are spent, expire and are given back: what each movement took from which lot.

ALTER TABLE loyalty.accounts
  -- Points taken back after they were spent; whatever gives points settles them first.
  ADD COLUMN owed integer NOT NULL DEFAULT 0 CHECK (owed BETWEEN 0 AND 1000000000),
  -- Points of awards that wait for their event to be completed; no line has them yet.
  ADD COLUMN pending integer NOT NULL DEFAULT 0 CHECK (pending >= 0),
  -- Of the latest line; no later one has an earlier time.
  ADD COLUMN moved_at timestamptz,
  ADD CONSTRAINT accounts_owes_or_has CHECK (balance = 0 OR owed = 0);
-- Changed with each line, mostly without a change to an index: room for it on the same page.
ALTER TABLE loyalty.accounts SET (fillfactor = 80);
UPDATE loyalty.accounts AS a SET moved_at = l.moved_at
FROM (SELECT patron_id, max(issued_at) AS moved_at FROM loyalty.ledger GROUP BY patron_id) AS l
WHERE l.patron_id = a.patron_id;

-- Lines are written by the thousand: what ties them to accounts, lots and each other is checked by
-- `credopass db verify`, not by a trigger for each.
ALTER TABLE loyalty.ledger
  DROP CONSTRAINT ledger_patron_id_fkey,
  DROP CONSTRAINT ledger_reverses_fkey,
  DROP CONSTRAINT ledger_reverses_key,
  DROP CONSTRAINT ledger_balance_after_check,
  -- The earning rule that gave the points, and the event they are for.
  ADD COLUMN rule_id uuid,
  ADD COLUMN event_id uuid,
  -- Only what is taken back leads below nothing; what is given to whoever owes leads out of it.
  ADD CONSTRAINT ledger_balance_after_check
    CHECK (balance_after >= 0 OR points > 0 OR kind = 'REVERSE');
CREATE UNIQUE INDEX ledger_reverses ON loyalty.ledger (reverses) WHERE reverses IS NOT NULL;

ALTER TABLE loyalty.lots
  DROP CONSTRAINT lots_entry_id_fkey,
  -- The release before writes it; nobody reads it any more.
  ALTER COLUMN available_at DROP NOT NULL,
  -- Of the line that opened it: of lots that expire at once the oldest is taken first.
  ADD COLUMN number integer NOT NULL DEFAULT 0,
  -- Expires so many days after the person last earned something; each time moves expires_at.
  ADD COLUMN idle_days integer CHECK (idle_days > 0),
  -- The expiry that its person was told of.
  ADD COLUMN noticed_of timestamptz,
  -- Apart from remaining, so that taking a part changes no index.
  ADD COLUMN is_open boolean NOT NULL GENERATED ALWAYS AS (remaining > 0) STORED,
  ADD CONSTRAINT lots_idle_expires CHECK (idle_days IS NULL OR expires_at IS NOT NULL);
UPDATE loyalty.lots AS t SET number = l.number FROM loyalty.ledger AS l WHERE l.id = t.entry_id;
DROP INDEX loyalty.lots_open;
CREATE INDEX lots_open ON loyalty.lots (patron_id, expires_at, number) WHERE is_open;
CREATE INDEX lots_idle ON loyalty.lots (patron_id) WHERE is_open AND idle_days IS NOT NULL;
CREATE INDEX lots_due ON loyalty.lots (expires_at) WHERE is_open AND expires_at IS NOT NULL;
CREATE INDEX lots_unnoticed ON loyalty.lots (expires_at)
  WHERE is_open AND expires_at IS NOT NULL AND noticed_of IS DISTINCT FROM expires_at;

-- What each line that takes points, or settles what is owed, took from which lot:
-- remaining = points - all that was not returned.
CREATE TABLE loyalty.uses (
  entry_id uuid NOT NULL,
  lot_entry_id uuid NOT NULL,
  points integer NOT NULL CHECK (points > 0),
  -- When the line was taken back and the lot got its points again.
  returned_at timestamptz,
  PRIMARY KEY (entry_id, lot_entry_id)
);
-- So far lots were emptied by taking back the whole line that opened them, and by nothing else.
INSERT INTO loyalty.uses (entry_id, lot_entry_id, points)
SELECT id, reverses, -points FROM loyalty.ledger WHERE reverses IS NOT NULL;

-- What people want; who is not here wants what the defaults say.
CREATE TABLE loyalty.preferences (
  patron_id uuid PRIMARY KEY,
  leaderboard boolean NOT NULL DEFAULT true,
  expiry_notices boolean NOT NULL DEFAULT true
);

-- The days, in the organization's zone, that people were told points of theirs expire on.
CREATE TABLE loyalty.notices (
  patron_id uuid NOT NULL,
  expires_on date NOT NULL,
  PRIMARY KEY (patron_id, expires_on)
);
CREATE INDEX notices_expires_on ON loyalty.notices (expires_on);

-- When points that a policy gives at a moment are too old, in a zone. A local time that does not
-- exist is moved forward; of one that comes twice it is the first.
CREATE FUNCTION loyalty.policy_end(kind text, count integer, since timestamptz, zone text)
RETURNS timestamptz LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT least(e.moment,
    CASE WHEN (e.moment - interval '30 minutes') AT TIME ZONE zone = l.local
      THEN e.moment - interval '30 minutes' END,
    CASE WHEN (e.moment - interval '1 hour') AT TIME ZONE zone = l.local
      THEN e.moment - interval '1 hour' END,
    CASE WHEN (e.moment - interval '2 hours') AT TIME ZONE zone = l.local
      THEN e.moment - interval '2 hours' END)
  FROM (SELECT CASE kind
      WHEN 'DAYS' THEN since AT TIME ZONE zone + make_interval(days => count)
      WHEN 'END_OF_MONTH' THEN
        date_trunc('month', since AT TIME ZONE zone) + make_interval(months => count + 1)
      WHEN 'END_OF_YEAR' THEN
        date_trunc('year', since AT TIME ZONE zone) + make_interval(years => count + 1)
      END AS local) AS l,
    LATERAL (SELECT l.local AT TIME ZONE zone AS moment) AS e
$$;
-- The local day of the last moment at which a lot can be spent.
CREATE FUNCTION loyalty.last_day(expires_at timestamptz, zone text) RETURNS date
LANGUAGE sql STABLE
RETURN ((expires_at - interval '1 microsecond') AT TIME ZONE zone)::date;
REVOKE ALL ON FUNCTION loyalty.policy_end(text, integer, timestamptz, text),
  loyalty.last_day(timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION loyalty.policy_end(text, integer, timestamptz, text),
  loyalty.last_day(timestamptz, text) TO loyalty;

CREATE OR REPLACE FUNCTION loyalty.purge_person(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO loyalty.purged (patron_id) VALUES (person) ON CONFLICT DO NOTHING;
  SELECT FROM loyalty.accounts WHERE patron_id = person FOR UPDATE;
  DELETE FROM loyalty.awards
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.uses
  WHERE entry_id IN (SELECT id FROM loyalty.ledger WHERE patron_id = person);
  DELETE FROM loyalty.lots WHERE patron_id = person;
  DELETE FROM loyalty.ledger WHERE patron_id = person;
  DELETE FROM loyalty.notices WHERE patron_id = person;
  DELETE FROM loyalty.preferences WHERE patron_id = person;
  DELETE FROM loyalty.accounts WHERE patron_id = person
$$;

GRANT UPDATE (owed, pending, moved_at) ON loyalty.accounts TO loyalty;
GRANT UPDATE (expires_at, noticed_of) ON loyalty.lots TO loyalty;
GRANT SELECT, INSERT, UPDATE (returned_at) ON loyalty.uses TO loyalty;
GRANT SELECT, INSERT, UPDATE (leaderboard, expiry_notices) ON loyalty.preferences TO loyalty;
GRANT SELECT, INSERT, DELETE ON loyalty.notices TO loyalty;

-- Messages to people that have to leave, each written by the transaction that gives cause to it.
-- Made from Shared/Daemon/Tables; a test compares.
CREATE TABLE loyalty.outbox (
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
CREATE INDEX outbox_due ON loyalty.outbox (channel, due_at) WHERE state = 'WAITING';
CREATE INDEX outbox_ended ON loyalty.outbox (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX outbox_person ON loyalty.outbox (person) WHERE person IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON loyalty.outbox TO loyalty;
GRANT UPDATE (state, recipient, subject, body, due_at, lease, attempts, ended_at)
  ON loyalty.outbox TO loyalty;
