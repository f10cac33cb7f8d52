-- Keeping the directory true: who looks after an entry, what they change, what others report, and whether somebody made sure.

-- Somebody made sure of an entry, or tried to.
CREATE TABLE service_check (
  id         UUID PRIMARY KEY,
  service_id UUID NOT NULL,
  at         TIMESTAMPTZ NOT NULL,
  -- `link`: by the message that asked; `keeper`; `rang`, `visit`: a link worker.
  how        TEXT NOT NULL,
  -- `right`, `unreachable`.
  outcome    TEXT NOT NULL,
  party      UUID,
  note       TEXT
);
CREATE INDEX service_check_service ON service_check (service_id, at);

-- What somebody says is wrong with an entry.
CREATE TABLE problem (
  id          UUID PRIMARY KEY,
  service_id  UUID NOT NULL,
  at          TIMESTAMPTZ NOT NULL,
  what        TEXT NOT NULL,
  words       TEXT,
  -- The worker who reported it; NULL: somebody who had not signed in.
  reporter    UUID,
  -- The same problem said again.
  times       BIGINT NOT NULL,
  -- `fixed`, `nothing`; by whom: `owner` of its feed, `keeper`, `worker`.
  answered_at TIMESTAMPTZ,
  answer      TEXT,
  answered_as TEXT,
  -- When the owner of its feed was told.
  told_at     TIMESTAMPTZ,
  version     BIGINT NOT NULL
);
CREATE INDEX problem_open ON problem (at) WHERE answered_at IS NULL;
CREATE INDEX problem_service ON problem (service_id, at);

-- Somebody says that they look after the services of a provider.
CREATE TABLE claim (
  id           UUID PRIMARY KEY,
  provider_id  UUID NOT NULL,
  service_id   UUID NOT NULL,
  name         TEXT NOT NULL,
  email        TEXT NOT NULL,
  said         TEXT,
  begun_at     TIMESTAMPTZ NOT NULL,
  -- They opened the message and said that it was them.
  confirmed_at TIMESTAMPTZ,
  -- What proves it: `mailbox`, `domain`, `call-back`, `officer`, `keeper`.
  proof        TEXT NOT NULL,
  granted_at   TIMESTAMPTZ,
  refused_at   TIMESTAMPTZ,
  decided_by   UUID,
  why          TEXT,
  -- The keeper who asked them.
  asked_by     UUID,
  version      BIGINT NOT NULL
);
CREATE INDEX claim_email ON claim (email, begun_at);
CREATE INDEX claim_provider ON claim (provider_id);
CREATE INDEX claim_waiting ON claim (confirmed_at) WHERE granted_at IS NULL AND refused_at IS NULL;

-- Somebody who looks after the services of a provider. They have no account.
CREATE TABLE keeper (
  id          UUID PRIMARY KEY,
  provider_id UUID NOT NULL,
  name        TEXT NOT NULL,
  email       TEXT NOT NULL,
  proof       TEXT NOT NULL,
  since_at    TIMESTAMPTZ NOT NULL,
  until_at    TIMESTAMPTZ,
  ended_why   TEXT,
  -- The keeper who asked them.
  asked_by    UUID,
  version     BIGINT NOT NULL
);
CREATE UNIQUE INDEX keeper_now ON keeper (provider_id, email) WHERE until_at IS NULL;
CREATE INDEX keeper_email ON keeper (email) WHERE until_at IS NULL;

-- A change of an entry: it may wait for somebody's yes while what was approved last stays as it is.
CREATE TABLE listing_edit (
  id          UUID PRIMARY KEY,
  service_id  UUID NOT NULL,
  -- The keeper or the worker who wants it.
  keeper_id   UUID,
  worker_id   UUID,
  made_at     TIMESTAMPTZ NOT NULL,
  field       TEXT NOT NULL,
  -- JSON: what it said then, what it is to say.
  was         TEXT NOT NULL,
  value       TEXT NOT NULL,
  -- `small`, `approval`, `contact`.
  weight      TEXT NOT NULL,
  live_at     TIMESTAMPTZ,
  refused_at  TIMESTAMPTZ,
  -- `contact`, `officer`, `keeper` who took it back, `later` one that took its place.
  decided_as  TEXT,
  decided_by  UUID,
  version     BIGINT NOT NULL
);
CREATE INDEX listing_edit_keeper ON listing_edit (keeper_id) WHERE live_at IS NULL AND refused_at IS NULL;
CREATE INDEX listing_edit_service ON listing_edit (service_id, made_at);
CREATE INDEX listing_edit_waiting ON listing_edit (made_at) WHERE live_at IS NULL AND refused_at IS NULL;

-- Addresses that went out in messages. Only a fingerprint of each is kept.
CREATE TABLE upkeep_link (
  token_hash TEXT PRIMARY KEY,
  -- `claim`, `come-in`, `right`, `contact`, `owner`.
  what       TEXT NOT NULL,
  subject    UUID NOT NULL,
  made_at    TIMESTAMPTZ NOT NULL,
  ends_at    TIMESTAMPTZ NOT NULL,
  used_at    TIMESTAMPTZ
);
CREATE INDEX upkeep_link_subject ON upkeep_link (what, subject);

-- A browser in which a keeper came in.
CREATE TABLE upkeep_visit (
  token_hash TEXT PRIMARY KEY,
  email      TEXT NOT NULL,
  ends_at    TIMESTAMPTZ NOT NULL
);
