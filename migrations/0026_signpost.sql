-- A service that was named to somebody by a worker: a name and a number, with no way back. A row for each time, and nothing in it of whom it was for, of who
-- gave it, or of the day: whoever knows when somebody was at a desk cannot find them here.
CREATE TABLE signpost (
  -- Made of a fingerprint of the form that it was given with, so that the same form counts once. It tells no time.
  id              UUID PRIMARY KEY,
  -- As `2026-11`.
  month           TEXT NOT NULL,
  organisation_id UUID NOT NULL,
  team_id         UUID NOT NULL,
  -- That of the organisation, where it has one.
  setting         TEXT,
  service_id      UUID NOT NULL,
  -- What it was for; nothing when the service names no need.
  need            TEXT,
  -- `code`, `print`, `text`, `email`.
  channel         TEXT NOT NULL
);
CREATE INDEX signpost_month ON signpost (month, organisation_id);
