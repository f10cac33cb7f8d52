-- Cases, the contacts that took place or were tried, and the clocks that run.

CREATE TABLE support_case (
  id              UUID PRIMARY KEY,
  referral_id     UUID NOT NULL REFERENCES referral (id),
  -- The record as it was referred; a merge is followed when it is read and never rewritten here.
  person_id       UUID NOT NULL REFERENCES person (id),
  pathway         TEXT NOT NULL,
  pathway_version BIGINT NOT NULL,
  team_id         UUID NOT NULL,
  worker_id       UUID NOT NULL,
  opened_at       TIMESTAMPTZ NOT NULL,
  main_need       TEXT,
  next_step       TEXT,
  next_step_by    DATE,
  -- Counted anew from the contacts whenever one is written or withdrawn, so that lists can sort by them.
  last_contact_at TIMESTAMPTZ,
  attempts        BIGINT NOT NULL,
  closed_at       TIMESTAMPTZ,
  closed_by       UUID,
  closed_why      TEXT,
  closed_note     TEXT,
  version         BIGINT NOT NULL
);
CREATE UNIQUE INDEX support_case_referral ON support_case (referral_id);
CREATE INDEX support_case_person ON support_case (person_id);
CREATE INDEX support_case_worker ON support_case (worker_id) WHERE closed_at IS NULL;
CREATE INDEX support_case_team ON support_case (team_id) WHERE closed_at IS NULL;
CREATE INDEX support_case_closed ON support_case (team_id, closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE contact (
  id            UUID PRIMARY KEY,
  case_id       UUID NOT NULL REFERENCES support_case (id),
  channel       TEXT NOT NULL,
  took_place    BOOLEAN NOT NULL,
  at            TIMESTAMPTZ NOT NULL,
  minutes       BIGINT,
  present       TEXT,
  note          TEXT,
  next_step     TEXT,
  next_step_by  DATE,
  worker_id     UUID NOT NULL,
  recorded_at   TIMESTAMPTZ NOT NULL,
  withdrawn_at  TIMESTAMPTZ,
  withdrawn_by  UUID
);
CREATE INDEX contact_case ON contact (case_id, at);

-- A clock is a stored due instant: working days and bank holidays were counted when it was set.
CREATE TABLE case_clock (
  id         UUID PRIMARY KEY,
  case_id    UUID NOT NULL REFERENCES support_case (id),
  kind       TEXT NOT NULL,
  set_at     TIMESTAMPTZ NOT NULL,
  due_at     TIMESTAMPTZ NOT NULL,
  stopped_at TIMESTAMPTZ,
  raised_at  TIMESTAMPTZ
);
CREATE UNIQUE INDEX case_clock_case ON case_clock (case_id, kind);
CREATE INDEX case_clock_running ON case_clock (due_at) WHERE stopped_at IS NULL AND raised_at IS NULL;
