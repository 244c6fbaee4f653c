DROP TABLE attendance.token_keys, attendance.standing, attendance.parked, attendance.cursor,
  attendance.feed_head, attendance.feed, attendance.idempotency;
