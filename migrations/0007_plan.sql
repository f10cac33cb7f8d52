-- The plan that a person makes with their link worker: what matters, needs and strengths, goals, actions.

-- Each saving is a row: nothing that a person said is written over.
CREATE TABLE plan_matter (
  id               UUID PRIMARY KEY,
  case_id          UUID NOT NULL REFERENCES support_case (id),
  number           BIGINT NOT NULL,
  words            TEXT NOT NULL,
  own_words        BOOLEAN NOT NULL,
  with_interpreter BOOLEAN NOT NULL,
  worker_id        UUID NOT NULL,
  written_at       TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX plan_matter_case ON plan_matter (case_id, number);

CREATE TABLE plan_need (
  id           UUID PRIMARY KEY,
  case_id      UUID NOT NULL REFERENCES support_case (id),
  polarity     TEXT NOT NULL,
  -- A code of the need taxonomy; a strength may have words only.
  code         TEXT,
  words        TEXT,
  source       TEXT NOT NULL,
  priority     BIGINT NOT NULL,
  worker_id    UUID NOT NULL,
  added_at     TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ
);
CREATE INDEX plan_need_case ON plan_need (case_id);

CREATE TABLE plan_goal (
  id               UUID PRIMARY KEY,
  case_id          UUID NOT NULL REFERENCES support_case (id),
  words            TEXT NOT NULL,
  importance       BIGINT,
  confidence_first BIGINT,
  confidence       BIGINT,
  status           TEXT NOT NULL,
  worker_id        UUID NOT NULL,
  added_at         TIMESTAMPTZ NOT NULL,
  changed_at       TIMESTAMPTZ NOT NULL,
  version          BIGINT NOT NULL
);
CREATE INDEX plan_goal_case ON plan_goal (case_id);

CREATE TABLE plan_action (
  id           UUID PRIMARY KEY,
  case_id      UUID NOT NULL REFERENCES support_case (id),
  goal_id      UUID REFERENCES plan_goal (id),
  words        TEXT NOT NULL,
  who          TEXT NOT NULL,
  by_day       DATE,
  worker_id    UUID NOT NULL,
  added_at     TIMESTAMPTZ NOT NULL,
  done_at      TIMESTAMPTZ,
  withdrawn_at TIMESTAMPTZ
);
CREATE INDEX plan_action_case ON plan_action (case_id);
