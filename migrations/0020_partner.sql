-- What link workers know of the groups they work with, and what they miss. None of it is published.

-- A word for the writer's own team about a service: whom to ask for, which door.
CREATE TABLE team_note (
  id           UUID PRIMARY KEY,
  service_id   UUID NOT NULL,
  team_id      UUID NOT NULL,
  worker_id    UUID NOT NULL,
  words        TEXT NOT NULL,
  at           TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ
);
CREATE INDEX team_note_service ON team_note (service_id, at);

-- What is known of who runs services.
CREATE TABLE partner_entry (
  id           UUID PRIMARY KEY,
  provider_id  UUID NOT NULL,
  -- `person`: whom to ask for; `visit`; `agreement`; `check`: something that runs out.
  kind         TEXT NOT NULL,
  -- Of a check: `dbs`, `insurance`, `safeguarding`, `advice`.
  what         TEXT,
  words        TEXT NOT NULL,
  -- When the visit was, when the agreement or the check ends.
  on_day       DATE,
  worker_id    UUID NOT NULL,
  at           TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ
);
CREATE INDEX partner_entry_provider ON partner_entry (provider_id, kind, at);

CREATE TABLE favourite (
  worker_id  UUID NOT NULL,
  service_id UUID NOT NULL,
  at         TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (worker_id, service_id)
);

-- Support that was needed and not there.
CREATE TABLE gap (
  id          UUID PRIMARY KEY,
  need        TEXT NOT NULL,
  area        TEXT,
  -- What would help, without a word about anybody.
  words       TEXT NOT NULL,
  worker_id   UUID NOT NULL,
  at          TIMESTAMPTZ NOT NULL,
  -- `found`, `started`, `given-up`; with a service where there is one.
  answer      TEXT,
  service_id  UUID,
  answered_at TIMESTAMPTZ,
  answered_by UUID,
  version     BIGINT NOT NULL
);
CREATE INDEX gap_open ON gap (at) WHERE answered_at IS NULL;
