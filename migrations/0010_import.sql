-- Imports: each run of a file into the directory, what became of its rows, and postcodes by run. What a run brings is seen when the run is shown, in one
-- short write; until then, and when it broke off, the directory is as it was.

-- One reading of one file.
CREATE TABLE import_run (
  id         UUID PRIMARY KEY,
  -- Counted up; rows name their run by it.
  number     BIGINT NOT NULL,
  kind       TEXT NOT NULL,
  feed       TEXT NOT NULL,
  file       TEXT NOT NULL,
  -- What the file speaks of, as codes with spaces between: the rest of a service is left as it is.
  fields     TEXT NOT NULL,
  begun_at   TIMESTAMPTZ NOT NULL,
  beat_at    TIMESTAMPTZ NOT NULL,
  -- It broke off, or another run of the feed took its place.
  ended_at   TIMESTAMPTZ,
  -- The whole file was read, and what it brought is seen from here on.
  shown_at   TIMESTAMPTZ,
  -- All came that the feed says it has: only then is missing what did not come.
  whole      BOOLEAN NOT NULL,
  -- Whether it brought anything: otherwise nobody need look.
  news       BOOLEAN NOT NULL,
  -- Nothing is left to carry over or to clear away.
  settled_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX import_run_number ON import_run (number);
CREATE INDEX import_run_feed ON import_run (kind, feed, number);
CREATE INDEX import_run_unsettled ON import_run (number) WHERE settled_at IS NULL;

-- What became of a row. Rows of the last two runs of a feed, and of its last whole one, are kept.
CREATE TABLE import_row (
  run       BIGINT NOT NULL,
  -- Where it begins in the file; below zero: not in the file any more.
  line      BIGINT NOT NULL,
  -- Its id in the feed; NULL when it has none (a second row with the same id, a row that names nothing).
  source_id TEXT,
  -- Of what it says: the same again is unchanged.
  digest    UUID,
  outcome   TEXT NOT NULL,
  reason    TEXT,
  -- The row as it stood in the file, for rows that were not let in.
  raw       TEXT,
  -- What is still to be written over the service that is there; readers see it written already.
  pending   BOOLEAN NOT NULL,
  data      TEXT,
  PRIMARY KEY (run, line)
);
CREATE UNIQUE INDEX import_row_source ON import_row (run, source_id);
CREATE INDEX import_row_pending ON import_row (run, line) WHERE pending;

-- The run that added a service: it is seen when that run is. NULL: it did not come by an import.
ALTER TABLE service ADD COLUMN run BIGINT;
-- 'feed': its feed said that it closed, or says nothing of it any more; only then may the feed open it again.
ALTER TABLE service ADD COLUMN closed_by TEXT;
CREATE INDEX service_run ON service (run);

-- Full postcodes, by run. May be empty: then an outcode is as near as we come.
DROP TABLE postcode;
CREATE TABLE postcode (
  run     BIGINT NOT NULL,
  code    TEXT NOT NULL,
  lat     DOUBLE PRECISION NOT NULL,
  lon     DOUBLE PRECISION NOT NULL,
  borough TEXT,
  -- For how many whole runs of its feed it has not been in the file: 0 or 1; after that it is gone.
  missing BIGINT NOT NULL,
  PRIMARY KEY (run, code)
);

-- The run of each feed of postcodes that is seen.
CREATE TABLE postcode_shown (
  feed TEXT PRIMARY KEY,
  run  BIGINT NOT NULL
);
