-- Feeds: who publishes a directory that we read, what came from it as it came, what was wrong with it; and what we publish of all this ourselves.

-- A name under which services come again and again.
CREATE TABLE feed (
  name          TEXT PRIMARY KEY,
  -- How it writes: a code of the crate hsds, or 'table'.
  dialect       TEXT,
  -- Where it is read from: an address, or the name of a file.
  source        TEXT,
  publisher     TEXT,
  -- Who is told what is wrong with it.
  email         TEXT,
  licence       TEXT,
  attribution   TEXT,
  -- Whether what comes from it may go out again.
  republish     BOOLEAN NOT NULL,
  -- How often it is read by itself; NULL: only when somebody says so.
  every_minutes BIGINT,
  next_at       TIMESTAMPTZ,
  -- What is known of how it answers, as JSON.
  contract      TEXT,
  made_at       TIMESTAMPTZ NOT NULL,
  version       BIGINT NOT NULL
);

-- A record of a feed as it came, byte for byte: a row for each run in which it was other than before.
CREATE TABLE record (
  feed      TEXT NOT NULL,
  -- `service`, `organization`.
  object    TEXT NOT NULL,
  source_id TEXT NOT NULL,
  run       BIGINT NOT NULL,
  dialect   TEXT NOT NULL,
  raw       TEXT NOT NULL,
  -- Sealed: it has an address that must never be public.
  sealed    BOOLEAN NOT NULL,
  -- What may be seen of a sealed one, as a document.
  document  TEXT,
  -- By which its server tells whether it is still the same.
  tag       TEXT,
  PRIMARY KEY (feed, object, source_id, run)
);
CREATE INDEX record_run ON record (run);

-- What a reading over the web has fetched, sealed, until it is whole: one that breaks off goes on from here.
CREATE TABLE fetched (
  feed TEXT NOT NULL,
  url  TEXT NOT NULL,
  raw  TEXT NOT NULL,
  at   TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (feed, url)
);

-- What was not as it should be in a record that was let in, and what was made of it.
CREATE TABLE record_issue (
  run      BIGINT NOT NULL,
  line     BIGINT NOT NULL,
  position BIGINT NOT NULL,
  path     TEXT NOT NULL,
  code     TEXT NOT NULL,
  was      TEXT NOT NULL,
  became   TEXT,
  PRIMARY KEY (run, line, position)
);

-- What a run saw beside the services themselves.
ALTER TABLE import_run ADD COLUMN note TEXT;
ALTER TABLE import_run ADD COLUMN pages BIGINT;
-- Fields that no standard has, with how often each was there, as JSON.
ALTER TABLE import_run ADD COLUMN unknown_fields TEXT;

-- What we publish of a service: a document of Open Referral, without what it shares with others (its organisation, its places, its terms). Written with the
-- row that it describes.
CREATE TABLE listing (
  service_id UUID PRIMARY KEY REFERENCES service (id),
  document   TEXT NOT NULL
);

-- What documents share, once each: organisations, locations, taxonomies and their terms.
CREATE TABLE part (
  object     TEXT NOT NULL,
  id         UUID NOT NULL,
  document   TEXT NOT NULL,
  -- A location whose address must never be public. It stays so, whoever says otherwise.
  masked     BOOLEAN NOT NULL,
  -- Of a location: what lists are searched by.
  name       TEXT,
  postcode   TEXT,
  lat        DOUBLE PRECISION,
  lon        DOUBLE PRECISION,
  updated_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (object, id)
);
CREATE INDEX part_masked ON part (id) WHERE masked;

-- Where a service takes place: a service at a location.
CREATE TABLE listing_place (
  id          UUID NOT NULL,
  service_id  UUID NOT NULL REFERENCES service (id),
  location_id UUID NOT NULL,
  PRIMARY KEY (service_id, id)
);
CREATE INDEX listing_place_location ON listing_place (location_id);

-- The terms that a service is filed under.
CREATE TABLE listing_term (
  service_id UUID NOT NULL REFERENCES service (id),
  term_id    UUID NOT NULL,
  PRIMARY KEY (service_id, term_id)
);

-- The last change of each service, for those who keep a copy: numbered after it was committed, by one job.
CREATE TABLE listing_change (
  service_id UUID PRIMARY KEY REFERENCES service (id),
  seq        BIGINT NOT NULL,
  at         TIMESTAMPTZ NOT NULL,
  -- `updated`, `deleted`.
  state      TEXT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE UNIQUE INDEX listing_change_seq ON listing_change (seq);

-- Parts that a run brings otherwise than they are: put in their place once the run is shown.
CREATE TABLE import_part (
  run      BIGINT NOT NULL,
  object   TEXT NOT NULL,
  id       UUID NOT NULL,
  document TEXT NOT NULL,
  masked   BOOLEAN NOT NULL,
  PRIMARY KEY (run, object, id)
);
