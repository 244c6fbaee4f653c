DROP TABLE {schema}.token_keys, {schema}.standing, {schema}.parked, {schema}.cursor,
  {schema}.feed_head, {schema}.feed, {schema}.idempotency;
