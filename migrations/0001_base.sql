-- Machinery: who stands how to what, the record, jobs, drafts, sessions, settings. No domain word.

CREATE TABLE standing (
  subject    UUID NOT NULL,
  party      UUID NOT NULL,
  how        TEXT NOT NULL,
  since_at   TIMESTAMPTZ NOT NULL,
  until_at   TIMESTAMPTZ,
  PRIMARY KEY (subject, party, how)
);
CREATE INDEX standing_party ON standing (party, how, subject) WHERE until_at IS NULL;

CREATE TABLE reach (
  account    UUID NOT NULL,
  party      UUID NOT NULL,
  role       TEXT NOT NULL,
  PRIMARY KEY (account, party, role)
);
CREATE INDEX reach_party ON reach (party, account);

CREATE TABLE allowed (
  action     TEXT NOT NULL,
  role       TEXT NOT NULL,
  how        TEXT NOT NULL,
  PRIMARY KEY (action, role, how)
);

CREATE TABLE audit (
  id           UUID PRIMARY KEY,
  at           TIMESTAMPTZ NOT NULL,
  actor_kind   TEXT NOT NULL,
  actor        UUID,
  job          TEXT,
  kind         TEXT NOT NULL,
  action       TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject      UUID,
  shown        TEXT,
  request      TEXT NOT NULL,
  block        BIGINT
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_subject ON audit (subject, at);
CREATE INDEX audit_unsealed ON audit (id) WHERE block IS NULL;
CREATE INDEX audit_block_rows ON audit (block);

CREATE TABLE audit_block (
  number     BIGINT PRIMARY KEY,
  hash       TEXT NOT NULL,
  rows       BIGINT NOT NULL,
  sealed_at  TIMESTAMPTZ NOT NULL
);

CREATE TABLE history (
  id         UUID PRIMARY KEY,
  subject    UUID NOT NULL,
  at         TIMESTAMPTZ NOT NULL,
  actor_kind TEXT NOT NULL,
  actor      UUID,
  event      TEXT NOT NULL,
  before     TEXT,
  after      TEXT,
  why        TEXT
);
CREATE INDEX history_subject ON history (subject, at);

CREATE TABLE job (
  id           UUID PRIMARY KEY,
  kind         TEXT NOT NULL,
  payload      TEXT NOT NULL,
  dedup        TEXT,
  run_at       TIMESTAMPTZ NOT NULL,
  attempts     BIGINT NOT NULL,
  enqueued_at  TIMESTAMPTZ NOT NULL,
  locked_until TIMESTAMPTZ,
  failed_at    TIMESTAMPTZ,
  last_error   TEXT
);
CREATE UNIQUE INDEX job_dedup ON job (kind, dedup);
CREATE INDEX job_due ON job (run_at, id) WHERE failed_at IS NULL;

CREATE TABLE draft (
  id         UUID PRIMARY KEY,
  kind       TEXT NOT NULL,
  owner      UUID NOT NULL,
  sealed     TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL,
  became     UUID,
  version    BIGINT NOT NULL
);
CREATE INDEX draft_owner ON draft (owner, changed_at);

CREATE TABLE setting (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL
);

CREATE TABLE session (
  id          UUID PRIMARY KEY,
  token_hash  TEXT NOT NULL,
  account     UUID NOT NULL,
  name        TEXT NOT NULL,
  device      TEXT NOT NULL,
  whole       BOOLEAN NOT NULL,
  created_at  TIMESTAMPTZ NOT NULL,
  seen_at     TIMESTAMPTZ NOT NULL,
  ends_at     TIMESTAMPTZ NOT NULL,
  ended_at    TIMESTAMPTZ,
  ended_why   TEXT
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_account ON session (account) WHERE ended_at IS NULL;

CREATE TABLE throttle (
  key         TEXT PRIMARY KEY,
  failures    BIGINT NOT NULL,
  blocked_until TIMESTAMPTZ,
  changed_at  TIMESTAMPTZ NOT NULL
);

CREATE TABLE mail (
  id          UUID PRIMARY KEY,
  recipient   TEXT NOT NULL,
  sealed      TEXT NOT NULL,
  state       TEXT NOT NULL,
  created_at  TIMESTAMPTZ NOT NULL,
  handed_at   TIMESTAMPTZ,
  settled_at  TIMESTAMPTZ,
  attempts    BIGINT NOT NULL,
  error       TEXT
);
CREATE INDEX mail_state ON mail (state, created_at);
