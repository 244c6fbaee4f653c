DROP TABLE users.ended_sessions;
