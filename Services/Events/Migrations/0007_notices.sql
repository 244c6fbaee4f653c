-- What people have to be told of their claims, written by the transaction that gives cause to it.
-- It names ids only: a job asks users for the addresses and hands mails to the outbox.
CREATE TABLE events.notices (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL REFERENCES events.events (id) ON DELETE CASCADE,
  -- Null: everybody who has a claim.
  user_id uuid,
  kind text NOT NULL CHECK (
    kind IN ('ENROLLED', 'WAITLISTED', 'PROMOTED', 'CANCELED', 'CHANGED', 'REMINDER')),
  due_at timestamptz NOT NULL,
  -- Of those with a claim, up to which id they have been told.
  told_to uuid,
  -- Of CHANGED: the event as people knew it.
  was_name text,
  was_start timestamptz,
  was_end timestamptz,
  was_time_zone text,
  was_location text,
  was_address text
);
CREATE INDEX notices_due ON events.notices (due_at, id);
CREATE INDEX notices_event ON events.notices (event_id);
-- Edits one after the other are told together, by what differs in the end.
CREATE UNIQUE INDEX notices_changed ON events.notices (event_id)
  WHERE kind = 'CHANGED' AND told_to IS NULL;

-- Who does not want which of the kinds that may be declined.
CREATE TABLE events.notice_settings (
  user_id uuid PRIMARY KEY,
  declined text[] NOT NULL CHECK (declined <@ ARRAY['ENROLLED', 'WAITLISTED', 'REMINDER'])
);

-- The start that people have been reminded of.
ALTER TABLE events.events ADD COLUMN reminded_of timestamptz;
CREATE INDEX events_to_remind ON events.events (start_time)
  WHERE published_at IS NOT NULL AND canceled_at IS NULL
    AND reminded_of IS DISTINCT FROM start_time;

GRANT SELECT, INSERT, DELETE, UPDATE (told_to) ON events.notices TO events;
GRANT SELECT, INSERT, DELETE, UPDATE (declined) ON events.notice_settings TO events;
GRANT UPDATE (reminded_of) ON events.events TO events;
