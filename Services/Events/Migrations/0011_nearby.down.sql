DROP FUNCTION events.around(
  double precision, double precision, double precision, double precision);
CREATE INDEX events_place ON events.events USING gist (place);
DROP INDEX events.events_spot;
