-- Entries that are the same thing: what the rules found, what people said, and which entry stands for which. No row of an entry is rewritten by it.

-- The entry that stands for it.
ALTER TABLE service ADD COLUMN merged_into UUID;
CREATE INDEX service_merged ON service (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE provider ADD COLUMN merged_into UUID;
CREATE INDEX provider_merged ON provider (merged_into) WHERE merged_into IS NOT NULL;
-- Of a location.
ALTER TABLE part ADD COLUMN merged_into UUID;
CREATE INDEX part_merged ON part (merged_into) WHERE merged_into IS NOT NULL;

-- Two entries and what was said of them. It outlives every run of their feeds.
CREATE TABLE alike (
  -- `organization`, `location`, `service`.
  object     TEXT NOT NULL,
  -- The smaller id first.
  a          UUID NOT NULL,
  b          UUID NOT NULL,
  score      DOUBLE PRECISION NOT NULL,
  -- Codes of what speaks for it and against it, with spaces between.
  why        TEXT NOT NULL,
  against    TEXT NOT NULL,
  found_at   TIMESTAMPTZ NOT NULL,
  -- NULL: it waits. `same`, `different`, `unsure`.
  verdict    TEXT,
  -- NULL: the rules were certain.
  decided_by UUID,
  decided_at TIMESTAMPTZ,
  PRIMARY KEY (object, a, b)
);
CREATE INDEX alike_waiting ON alike (score) WHERE verdict IS NULL;
CREATE INDEX alike_b ON alike (object, b);
