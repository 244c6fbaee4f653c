-- What people say of whether they will come. GOING agrees with the enrollment: whatever writes that
-- writes this, under the lock of the event's row.
CREATE TABLE events.rsvps (
  event_id uuid NOT NULL REFERENCES events.events (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'GOING' CHECK (status IN ('GOING', 'INTERESTED', 'NOT_GOING')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, user_id)
);
CREATE INDEX rsvps_status ON events.rsvps (event_id, status);
CREATE INDEX rsvps_oldest ON events.rsvps (event_id, created_at, user_id);
CREATE INDEX rsvps_user ON events.rsvps (user_id, created_at, event_id);

GRANT SELECT, INSERT, UPDATE (status, updated_at), DELETE ON events.rsvps TO events;

-- A page of those that stand so, in the order of the list.
DROP INDEX events.enrollments_status;
CREATE INDEX enrollments_status ON events.enrollments (event_id, status, enrolled_at, id);
GRANT UPDATE (priority) ON events.enrollments TO events;
