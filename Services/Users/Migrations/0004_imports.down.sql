DROP FUNCTION users.unmake(uuid[], bigint[]);
DROP INDEX users.import_people_user, users.import_people_member;
ALTER TABLE users.import_people
  DROP COLUMN undone, DROP COLUMN version, DROP COLUMN filled, DROP COLUMN made,
  DROP COLUMN member;
ALTER TABLE users.import_chunks
  DROP COLUMN check_in_at, DROP COLUMN enrolled_at, DROP COLUMN guests;
DROP TABLE users.source_members, users.imports;
