DROP TABLE events.calendar_links;
DROP FUNCTION events.purge_series(uuid);
ALTER TABLE events.events
  DROP CONSTRAINT once_a_day, DROP CONSTRAINT events_series_id_fkey, DROP COLUMN original_start,
  DROP COLUMN series_day, DROP COLUMN did_not_meet;
DROP TABLE events.series;
