DROP TABLE events.ended_sessions;
