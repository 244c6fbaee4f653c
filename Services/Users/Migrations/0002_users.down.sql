DROP TABLE users.import_people, users.import_chunks, users.users;
DROP FUNCTION users.touch();
DROP EXTENSION pg_trgm;
