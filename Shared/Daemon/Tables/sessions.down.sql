DROP TABLE {schema}.ended_sessions;
