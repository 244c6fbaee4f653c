-- Points are found in the plane of degrees, where an index keeps neighbours together; how far they
-- are apart is computed on the sphere.
CREATE INDEX events_spot ON events.events USING gist (point(longitude, latitude));
DROP INDEX events.events_place;

-- The degrees that lie within so many kilometers of a point, and a little more; beyond a pole all
-- longitudes. It may reach over the date line: what lies there is in the box a turn further.
CREATE FUNCTION events.around(
  latitude double precision, longitude double precision, kilometers double precision,
  turn double precision)
RETURNS box LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT CASE WHEN abs(latitude) + degrees(r) >= 90 THEN
      box(point(-180 + turn, latitude - degrees(r)), point(180 + turn, latitude + degrees(r)))
    ELSE box(
      point(longitude - degrees(asin(sin(r) / cos(radians(latitude)))) + turn,
        latitude - degrees(r)),
      point(longitude + degrees(asin(sin(r) / cos(radians(latitude)))) + turn,
        latitude + degrees(r))) END
  FROM (SELECT kilometers / 6371.0088 * 1.000001 + 1e-9 AS r) AS angle);
GRANT EXECUTE ON FUNCTION events.around(
  double precision, double precision, double precision, double precision) TO events;
