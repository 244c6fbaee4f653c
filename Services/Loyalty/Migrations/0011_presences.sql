-- Each presence is told at least twice, as registered and as attended: room for that on its page,
-- so that no index has to learn of it.
ALTER TABLE loyalty.presences SET (fillfactor = 50);
