-- Organisations, their teams, the people who sign in, and the roles they hold.

CREATE TABLE organisation (
  id           UUID PRIMARY KEY,
  kind         TEXT NOT NULL,
  name         TEXT NOT NULL,
  code         TEXT,
  parent_id    UUID REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
  setting      TEXT,
  valid_from   DATE,
  valid_to     DATE,
  successor_id UUID REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
  version      BIGINT NOT NULL
);
CREATE UNIQUE INDEX organisation_code ON organisation (code);
CREATE INDEX organisation_parent ON organisation (parent_id);

CREATE TABLE team (
  id              UUID PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  name            TEXT NOT NULL,
  receives        BOOLEAN NOT NULL,
  pathways        TEXT NOT NULL,
  areas           TEXT NOT NULL,
  languages       TEXT NOT NULL,
  phone           TEXT,
  ended_at        TIMESTAMPTZ,
  version         BIGINT NOT NULL
);
CREATE INDEX team_organisation ON team (organisation_id);

CREATE TABLE worker (
  id            UUID PRIMARY KEY,
  name          TEXT NOT NULL,
  email         TEXT NOT NULL,
  email_key     TEXT NOT NULL,
  password      TEXT,
  languages     TEXT NOT NULL,
  created_at    TIMESTAMPTZ NOT NULL,
  disabled_at   TIMESTAMPTZ,
  version       BIGINT NOT NULL
);
CREATE UNIQUE INDEX worker_email ON worker (email_key);

CREATE TABLE membership (
  id        UUID PRIMARY KEY,
  worker_id UUID NOT NULL REFERENCES worker (id),
  team_id   UUID NOT NULL REFERENCES team (id),
  role      TEXT NOT NULL,
  since_at  TIMESTAMPTZ NOT NULL,
  until_at  TIMESTAMPTZ
);
CREATE INDEX membership_worker ON membership (worker_id);
CREATE UNIQUE INDEX membership_held ON membership (worker_id, team_id, role) WHERE until_at IS NULL;
CREATE INDEX membership_team ON membership (team_id);

CREATE TABLE factor (
  id           UUID PRIMARY KEY,
  worker_id    UUID NOT NULL REFERENCES worker (id),
  kind         TEXT NOT NULL,
  sealed       TEXT NOT NULL,
  last_step    BIGINT NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL,
  confirmed_at TIMESTAMPTZ,
  removed_at   TIMESTAMPTZ
);
CREATE INDEX factor_worker ON factor (worker_id);

-- Passkeys and security keys: their public halves, with their counters.
CREATE TABLE passkey (
  id         UUID PRIMARY KEY,
  worker_id  UUID NOT NULL REFERENCES worker (id),
  credential TEXT NOT NULL,
  name       TEXT NOT NULL,
  stored     TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  used_at    TIMESTAMPTZ,
  removed_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX passkey_credential ON passkey (credential);
CREATE INDEX passkey_worker ON passkey (worker_id);

CREATE TABLE printed_code (
  worker_id UUID NOT NULL REFERENCES worker (id),
  hash      TEXT NOT NULL,
  used_at   TIMESTAMPTZ,
  PRIMARY KEY (worker_id, hash)
);

-- Who has signed in on a shared desk today, so that the next one types a password only.
CREATE TABLE desk_seat (
  desk_hash TEXT NOT NULL,
  worker_id UUID NOT NULL REFERENCES worker (id),
  factor_at TIMESTAMPTZ,
  seen_at   TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (desk_hash, worker_id)
);

CREATE TABLE invitation (
  id         UUID PRIMARY KEY,
  worker_id  UUID NOT NULL REFERENCES worker (id),
  token_hash TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  used_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX invitation_token ON invitation (token_hash);
