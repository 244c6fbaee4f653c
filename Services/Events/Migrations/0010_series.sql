-- What occurrences are made of: a rule in a zone, and what each is like.
CREATE TABLE events.series (
  id uuid PRIMARY KEY,
  -- A user.
  host_id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) <= 255),
  description text NOT NULL CHECK (char_length(description) <= 10000),
  category text NOT NULL CHECK (char_length(category) <= 50),
  location text NOT NULL CHECK (char_length(location) <= 255),
  address text NOT NULL CHECK (char_length(address) <= 500),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  -- An IANA name; the rule reckons in it.
  time_zone text NOT NULL CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  start_day date NOT NULL,
  start_minute integer NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
  duration_minutes integer NOT NULL CHECK (duration_minutes BETWEEN 1 AND 10080),
  frequency text NOT NULL CHECK (frequency IN ('DAILY', 'WEEKLY', 'MONTHLY')),
  every integer NOT NULL CHECK (every BETWEEN 1 AND 99),
  -- 0 is Monday.
  weekdays integer[] NOT NULL CHECK (weekdays <@ ARRAY[0, 1, 2, 3, 4, 5, 6]),
  -- Of the month; -1 is the last.
  week integer NOT NULL CHECK (week BETWEEN -1 AND 5),
  until_day date,
  total integer CHECK (total BETWEEN 1 AND 104),
  -- From which day on the rule makes occurrences, and how many of the total were before it.
  from_day date NOT NULL,
  counted_before integer NOT NULL CHECK (counted_before >= 0),
  -- Through which day they are made; 10000-01-01 when there are none to make any more.
  made_until date NOT NULL,
  capacity integer CHECK (capacity BETWEEN 1 AND 1000000),
  is_public boolean NOT NULL,
  -- Minutes before the start.
  registration_opens integer CHECK (registration_opens >= 0),
  registration_closes integer CHECK (registration_closes >= 0),
  self_cancel integer CHECK (self_cancel >= 0),
  waitlist boolean NOT NULL,
  overtaking boolean NOT NULL,
  enrollment_required boolean NOT NULL,
  reentry boolean NOT NULL,
  self_check_in boolean NOT NULL,
  door_limit integer CHECK (door_limit BETWEEN 1 AND 1000000),
  published_at timestamptz,
  canceled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  version bigint NOT NULL DEFAULT 1,
  CONSTRAINT point_is_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
  CONSTRAINT one_limit CHECK (until_day IS NULL OR total IS NULL),
  CONSTRAINT registration_opens_first CHECK (registration_opens >= registration_closes),
  CONSTRAINT published_is_complete CHECK (
    published_at IS NULL OR name <> '' AND location || address <> '')
);
CREATE INDEX series_host ON events.series (host_id);
CREATE INDEX series_due ON events.series (made_until, id);
CREATE TRIGGER touch BEFORE UPDATE ON events.series
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION events.touch();

ALTER TABLE events.events
  ADD COLUMN did_not_meet boolean NOT NULL DEFAULT false,
  -- The day that the rule of the series gave it, and the start there, wherever it was moved.
  ADD COLUMN series_day date,
  ADD COLUMN original_start timestamptz,
  ADD CONSTRAINT events_series_id_fkey FOREIGN KEY (series_id) REFERENCES events.series (id),
  ADD CONSTRAINT once_a_day UNIQUE (series_id, series_day);

-- Removes what else a purged host leaves behind; their events are gone already.
CREATE FUNCTION events.purge_series(host uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM events.series WHERE host_id = host
$$;
REVOKE ALL ON FUNCTION events.purge_series(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.purge_series(uuid) TO events;

-- Whose secret calendar link holds; the secret itself is a MAC over this, and nowhere.
CREATE TABLE events.calendar_links (
  user_id uuid PRIMARY KEY,
  nonce bytea NOT NULL CHECK (length(nonce) = 16),
  created_at timestamptz NOT NULL
);

GRANT SELECT, INSERT ON events.series TO events;
GRANT UPDATE (
  name, description, category, location, address, latitude, longitude, time_zone, start_day,
  start_minute, duration_minutes, frequency, every, weekdays, week, until_day, total, from_day,
  counted_before, made_until, capacity, is_public, registration_opens, registration_closes,
  self_cancel, waitlist, overtaking, enrollment_required, reentry, self_check_in, door_limit,
  published_at, canceled_at, version) ON events.series TO events;
GRANT UPDATE (series_id, series_day, original_start, did_not_meet) ON events.events TO events;
GRANT SELECT, INSERT, DELETE, UPDATE (nonce, created_at) ON events.calendar_links TO events;
