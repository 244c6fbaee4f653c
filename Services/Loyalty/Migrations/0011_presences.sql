-- Each presence is told at least twice, as registered and as attended: room for that on its page,
-- so that no index has to learn of it.
ALTER TABLE loyalty.presences SET (fillfactor = 50);

-- Presences stand where events says their events do; who was there is judged again.
WITH moved AS (
  UPDATE loyalty.presences AS p
  SET start_time = e.start_time, series_id = e.series_id, category = e.category
  FROM loyalty.events AS e
  WHERE p.event_id = e.id AND e.start_time <> '1970-01-01Z'
    AND (p.start_time, p.series_id, p.category)
      IS DISTINCT FROM (e.start_time, e.series_id, e.category)
  RETURNING p.patron_id)
INSERT INTO loyalty.to_judge (patron_id, due_at) SELECT DISTINCT patron_id, now() FROM moved
ON CONFLICT (patron_id) DO NOTHING;
