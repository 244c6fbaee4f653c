-- Toys.
CREATE TABLE toys.toys (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  created_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON toys.toys TO toys;
