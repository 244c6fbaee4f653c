DROP FUNCTION events.delete_draft(uuid);
DROP INDEX events.batch_rows_event;
DROP TRIGGER keep_words_of_new ON events.events;
DROP TRIGGER keep_words_of_edited ON events.events;
DROP FUNCTION events.forget_words(), events.keep_words_of_new(), events.keep_words_of_edited(),
  events.keep_words(uuid[]), events.trigrams_of(text);
DROP TABLE events.trigrams, events.vocabulary, events.words;
DROP FUNCTION events.weighed(text, text, text), events.folded(text);
DROP INDEX events.events_start_time, events.events_end_time, events.events_undated,
  events.events_name, events.events_created_at, events.events_host, events.events_category,
  events.events_series, events.events_category_start,
  events.events_category_name, events.events_category_created, events.events_open,
  events.events_drafts, events.events_canceled, events.events_closed,
  events.events_started, events.events_hidden, events.events_span, events.events_place;
CREATE INDEX events_host ON events.events (host_id);
CREATE INDEX events_start_time ON events.events (start_time);
CREATE INDEX events_category ON events.events (category);
CREATE INDEX events_series ON events.events (series_id) WHERE series_id IS NOT NULL;
ALTER TABLE events.events DROP COLUMN place;
DROP FUNCTION events.on_sphere(double precision, double precision);
DROP EXTENSION cube;
