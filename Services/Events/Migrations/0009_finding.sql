-- Finding events: an index for each order, points on a sphere, and words.

-- Points as places on a sphere of radius 1: the straight line between two of them orders as the
-- way along the ground does, over the date line and the poles, too.
CREATE EXTENSION cube SCHEMA events;

CREATE FUNCTION events.on_sphere(latitude double precision, longitude double precision)
RETURNS events.cube LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN events.cube(ARRAY[
  cos(radians(latitude)) * cos(radians(longitude)),
  cos(radians(latitude)) * sin(radians(longitude)), sin(radians(latitude))]);
GRANT EXECUTE ON FUNCTION events.on_sphere(double precision, double precision) TO events;

ALTER TABLE events.events ADD COLUMN place events.cube
  GENERATED ALWAYS AS (events.on_sphere(latitude, longitude)) STORED;
CREATE INDEX events_place ON events.events USING gist (place);

DROP INDEX events.events_host, events.events_start_time, events.events_category,
  events.events_series;
CREATE INDEX events_start_time ON events.events (start_time, id);
CREATE INDEX events_end_time ON events.events (end_time, id);
CREATE INDEX events_undated ON events.events (created_at, id) WHERE start_time IS NULL;
CREATE INDEX events_name ON events.events (name COLLATE "und-x-icu", id);
CREATE INDEX events_created_at ON events.events (created_at, id);
CREATE INDEX events_host ON events.events (host_id, end_time, id);
CREATE INDEX events_category ON events.events (category, end_time, id);
CREATE INDEX events_category_start ON events.events (category, start_time, id);
CREATE INDEX events_category_name ON events.events (category, name COLLATE "und-x-icu", id);
CREATE INDEX events_category_created ON events.events (category, created_at, id);
-- What is counted by category.
CREATE INDEX events_open ON events.events (category, end_time) INCLUDE (is_public, host_id, id)
  WHERE published_at IS NOT NULL AND canceled_at IS NULL AND closed_at IS NULL;
CREATE INDEX events_series ON events.events (series_id, end_time, id)
  WHERE series_id IS NOT NULL;
-- What is rare is found by itself, not among all others.
CREATE INDEX events_drafts ON events.events (end_time, id)
  WHERE published_at IS NULL AND canceled_at IS NULL;
CREATE INDEX events_canceled ON events.events (end_time, id) WHERE canceled_at IS NOT NULL;
CREATE INDEX events_closed ON events.events (end_time, id) WHERE closed_at IS NOT NULL;
CREATE INDEX events_started ON events.events (end_time, id)
  WHERE started_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX events_hidden ON events.events (end_time, id) WHERE NOT is_public;
-- What is going on at a moment, which neither its start nor its end tells alone.
CREATE INDEX events_span ON events.events USING gist (tstzrange(start_time, end_time))
  WHERE start_time IS NOT NULL;

-- Text as it is compared: lower case and without accents by Unicode's rules, letters and digits.
CREATE FUNCTION events.folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
  regexp_replace(
    normalize(lower(words COLLATE "und-x-icu"), NFKD), U&'[\0300-\036f]', '', 'g'),
  '[^[:alnum:]]+' COLLATE "und-x-icu", ' ', 'g') COLLATE "default";

-- The words of a text, weighed: A of the name, B of category and place, C of the description.
CREATE FUNCTION events.weighed(name text, place text, description text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN setweight(to_tsvector('pg_catalog.simple', events.folded(name)), 'A')
  || setweight(to_tsvector('pg_catalog.simple', events.folded(place)), 'B')
  || setweight(to_tsvector('pg_catalog.simple', events.folded(description)), 'C');

-- Which events have a word, in the order in which they are found.
CREATE TABLE events.words (
  word text COLLATE "C" NOT NULL,
  -- Of the best place where the event has it: 1 name, 2 category and place, 3 description.
  weight smallint NOT NULL CHECK (weight BETWEEN 1 AND 3),
  -- The event's end; the first moment of the year 1 for none.
  ends timestamptz NOT NULL,
  event_id uuid NOT NULL REFERENCES events.events (id) ON DELETE CASCADE,
  PRIMARY KEY (event_id, word)
);
CREATE UNIQUE INDEX words_found ON events.words (word, weight, ends, event_id);

-- The words of names, categories and places, each once.
CREATE TABLE events.vocabulary (
  word text COLLATE "C" PRIMARY KEY
);
CREATE TABLE events.trigrams (
  trigram text COLLATE "C" NOT NULL,
  -- How many different ones the word has.
  size integer NOT NULL,
  word text COLLATE "C" NOT NULL REFERENCES events.vocabulary (word) ON DELETE CASCADE,
  PRIMARY KEY (trigram, size, word)
);
CREATE INDEX trigrams_word ON events.trigrams (word);

-- The different runs of three characters in a word, of which two may be before it and one after.
CREATE FUNCTION events.trigrams_of(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
  SELECT DISTINCT substr('  ' || left(word, 100) || ' ', n, 3)
  FROM generate_series(1, least(length(word), 100) + 1) AS n);

-- Keeps the words of events. The vocabulary comes after the words: see events.forget_words.
CREATE FUNCTION events.keep_words(ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO events.words (word, weight, ends, event_id)
  SELECT w.lexeme, CASE w.weights[1] WHEN 'A' THEN 1 WHEN 'B' THEN 2 ELSE 3 END,
    coalesce(e.end_time, '0001-01-01 00:00:00Z'), e.id
  FROM unnest(ids) AS own (id) JOIN events.events AS e ON e.id = own.id
    CROSS JOIN LATERAL unnest(events.weighed(
      e.name, e.category || ' ' || e.location || ' ' || e.address, e.description)) AS w;
  WITH fresh AS (
    INSERT INTO events.vocabulary (word)
    SELECT DISTINCT w.word FROM unnest(ids) AS own (id)
      JOIN events.words AS w ON w.event_id = own.id AND w.weight < 3
    ORDER BY w.word
    ON CONFLICT (word) DO NOTHING RETURNING word
  )
  INSERT INTO events.trigrams (trigram, size, word)
  SELECT t.trigram, cardinality(all_of.them), fresh.word
  FROM fresh CROSS JOIN LATERAL (SELECT events.trigrams_of(fresh.word) AS them) AS all_of
    CROSS JOIN LATERAL unnest(all_of.them) AS t (trigram)
  ORDER BY t.trigram, fresh.word
$$;
REVOKE ALL ON FUNCTION events.keep_words(uuid[]) FROM PUBLIC;

CREATE FUNCTION events.keep_words_of_new() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM events.keep_words(ARRAY(SELECT id FROM fresh));
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_words_of_new AFTER INSERT ON events.events
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION events.keep_words_of_new();

CREATE FUNCTION events.keep_words_of_edited() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  DELETE FROM events.words WHERE event_id = NEW.id;
  PERFORM events.keep_words(ARRAY[NEW.id]);
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_words_of_edited AFTER UPDATE ON events.events
  FOR EACH ROW WHEN (
    (OLD.name, OLD.category, OLD.location, OLD.address, OLD.description, OLD.end_time)
    IS DISTINCT FROM
    (NEW.name, NEW.category, NEW.location, NEW.address, NEW.description, NEW.end_time))
  EXECUTE FUNCTION events.keep_words_of_edited();

-- Takes from the vocabulary what no event has any more. Whoever adds words of an event holds the
-- table of words until they commit and looks at the vocabulary afterwards, so none is lost.
CREATE FUNCTION events.forget_words() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  LOCK TABLE events.words IN SHARE ROW EXCLUSIVE MODE NOWAIT;
  DELETE FROM events.vocabulary AS v WHERE NOT EXISTS (
    SELECT FROM events.words AS w WHERE w.word = v.word AND w.weight < 3);
EXCEPTION WHEN lock_not_available THEN
  -- Somebody writes; the next time will do.
  RETURN;
END
$$;
REVOKE ALL ON FUNCTION events.forget_words() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.forget_words() TO events;
GRANT EXECUTE ON FUNCTION events.folded(text), events.trigrams_of(text) TO events;
GRANT SELECT ON events.words, events.vocabulary, events.trigrams TO events;

SELECT events.keep_words(ARRAY(SELECT id FROM events.events));

-- An upload's rows are asked for by their event, too.
CREATE INDEX batch_rows_event ON events.batch_rows (event_id);

-- Removes a draft that nothing refers to; whether it was there and is gone.
CREATE FUNCTION events.delete_draft(draft uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.events
  WHERE id = draft AND published_at IS NULL AND canceled_at IS NULL
    AND NOT EXISTS (SELECT FROM events.enrollments WHERE event_id = draft)
    AND NOT EXISTS (SELECT FROM events.batch_rows WHERE event_id = draft)
  RETURNING true
$$;
REVOKE ALL ON FUNCTION events.delete_draft(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.delete_draft(uuid) TO events;
