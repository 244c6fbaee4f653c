DROP TABLE users.token_keys, users.standing, users.parked, users.cursor,
  users.feed_head, users.feed, users.idempotency;
