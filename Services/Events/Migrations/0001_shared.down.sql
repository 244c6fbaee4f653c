DROP TABLE events.token_keys, events.standing, events.parked, events.cursor,
  events.feed_head, events.feed, events.idempotency;
