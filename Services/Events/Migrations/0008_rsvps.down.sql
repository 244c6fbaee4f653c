REVOKE UPDATE (priority) ON events.enrollments FROM events;
DROP INDEX events.enrollments_status;
CREATE INDEX enrollments_status ON events.enrollments (event_id, status);
DROP TABLE events.rsvps;
