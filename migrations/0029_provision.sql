-- Where social prescribing itself is to be had: for each borough who has link workers, for whom, and how to reach them. It is published. What nobody wrote is
-- not known.
CREATE TABLE provision (
  id          UUID PRIMARY KEY,
  -- As the page of the borough calls it.
  borough     TEXT NOT NULL,
  -- One of our teams, where it is one.
  team_id     UUID,
  run_by      TEXT NOT NULL,
  -- Codes with spaces between; nothing is not known.
  settings    TEXT NOT NULL,
  pathways    TEXT NOT NULL,
  languages   TEXT NOT NULL,
  phone       TEXT,
  email       TEXT,
  website     TEXT,
  -- Whether people can ask themselves, and whether their GP practice can ask for them.
  asks_self   BOOLEAN,
  asks_gp     BOOLEAN,
  -- The month that it is planned for, as `2027-03`; without one it is there.
  planned_for TEXT,
  changed_at  TIMESTAMPTZ NOT NULL,
  ended_at    TIMESTAMPTZ,
  version     BIGINT NOT NULL
);
CREATE INDEX provision_borough ON provision (borough) WHERE ended_at IS NULL;
