DROP FUNCTION loyalty.purge_person(uuid);
DROP TABLE loyalty.purged;
