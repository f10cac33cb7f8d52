-- Where a service takes place beside its first place, which stands in its own row. A masked service has none.
CREATE TABLE service_place (
  service_id  UUID NOT NULL REFERENCES service (id),
  position    BIGINT NOT NULL,
  venue       TEXT,
  street      TEXT,
  outcode     TEXT,
  borough     TEXT,
  postcode    TEXT,
  lat         DOUBLE PRECISION,
  lon         DOUBLE PRECISION,
  approximate BOOLEAN NOT NULL,
  PRIMARY KEY (service_id, position),
  CHECK ((lat IS NULL) = (lon IS NULL))
);

-- Where a session takes place, as its place is called.
ALTER TABLE service_session ADD COLUMN place TEXT;

-- To which address it went, hashed: what is sent to one contact of an entry opens nothing once there is another.
ALTER TABLE upkeep_link ADD COLUMN sent_to TEXT;

-- The register of charities, as far as it says how one is reached.
CREATE TABLE charity (
  number TEXT PRIMARY KEY,
  name   TEXT NOT NULL,
  email  TEXT
);
