DROP TABLE events.users, events.audit, events.batch_rows, events.enrollments, events.events;
DROP FUNCTION events.touch();
