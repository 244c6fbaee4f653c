DROP TABLE attendance.ended_sessions;
