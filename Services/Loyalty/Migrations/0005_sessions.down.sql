DROP TABLE loyalty.ended_sessions;
