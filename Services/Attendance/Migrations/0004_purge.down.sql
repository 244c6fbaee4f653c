DROP FUNCTION attendance.purge_event(uuid), attendance.purge_person(uuid);
