DROP FUNCTION users.forget(uuid, boolean);
DROP TABLE users.gone;
