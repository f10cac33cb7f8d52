-- Onward referrals: from a case to a service, and back by a link.

CREATE TABLE onward_referral (
  id            UUID PRIMARY KEY,
  reference     TEXT NOT NULL,
  case_id       UUID NOT NULL,
  person_id     UUID NOT NULL,
  service_id    UUID NOT NULL,
  worker_id     UUID NOT NULL,
  shared        TEXT NOT NULL,
  shared_hash   TEXT NOT NULL,
  sent_at       TIMESTAMPTZ NOT NULL,
  accepted_at   TIMESTAMPTZ,
  first_on      DATE,
  declined_at   TIMESTAMPTZ,
  declined_why  TEXT,
  answer_note   TEXT,
  attended_at   TIMESTAMPTZ,
  came          BOOLEAN,
  feedback      TEXT,
  withdrawn_at  TIMESTAMPTZ,
  version       BIGINT NOT NULL
);
CREATE UNIQUE INDEX onward_reference ON onward_referral (reference);
CREATE INDEX onward_case ON onward_referral (case_id, sent_at);
CREATE INDEX onward_service ON onward_referral (service_id);

-- The link that its recipient opens. Only fingerprints of the token and of the PIN are kept.
CREATE TABLE onward_link (
  id           UUID PRIMARY KEY,
  onward_id    UUID NOT NULL REFERENCES onward_referral (id),
  mail_id      UUID NOT NULL,
  token_hash   TEXT NOT NULL,
  pin_mac      TEXT NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL,
  expires_at   TIMESTAMPTZ NOT NULL,
  wrong_pins   BIGINT NOT NULL,
  ended_at     TIMESTAMPTZ,
  ended_why    TEXT
);
CREATE UNIQUE INDEX onward_link_token ON onward_link (token_hash);
CREATE INDEX onward_link_onward ON onward_link (onward_id);

-- A browser in which the PIN was given.
CREATE TABLE onward_visit (
  token_hash TEXT PRIMARY KEY,
  link_id    UUID NOT NULL REFERENCES onward_link (id),
  ends_at    TIMESTAMPTZ NOT NULL
);
