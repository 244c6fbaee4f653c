DROP TABLE loyalty.token_keys, loyalty.standing, loyalty.parked, loyalty.cursor,
  loyalty.feed_head, loyalty.feed, loyalty.idempotency;
