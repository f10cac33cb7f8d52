-- Measures as they were answered, and notes to the practice.

CREATE TABLE measure (
  id                 UUID PRIMARY KEY,
  case_id            UUID NOT NULL REFERENCES support_case (id),
  instrument         TEXT NOT NULL,
  instrument_version BIGINT NOT NULL,
  mode               TEXT NOT NULL,
  taken_on           DATE NOT NULL,
  worker_id          UUID NOT NULL,
  recorded_at        TIMESTAMPTZ NOT NULL,
  withdrawn_at       TIMESTAMPTZ
);
CREATE INDEX measure_case ON measure (case_id, instrument, taken_on);

-- Raw answers. No row: it was not asked or left out. A row without a value: they did not want to answer.
CREATE TABLE measure_answer (
  measure_id UUID NOT NULL REFERENCES measure (id),
  item       TEXT NOT NULL,
  value      BIGINT,
  PRIMARY KEY (measure_id, item)
);

-- A note is never changed once it is made; a later one has the next number.
CREATE TABLE note (
  id              UUID PRIMARY KEY,
  case_id         UUID NOT NULL REFERENCES support_case (id),
  number          BIGINT NOT NULL,
  organisation_id UUID NOT NULL,
  body            JSONB NOT NULL,
  worker_id       UUID NOT NULL,
  made_at         TIMESTAMPTZ NOT NULL,
  filed_at        TIMESTAMPTZ,
  filed_by        UUID
);
CREATE UNIQUE INDEX note_case ON note (case_id, number);
CREATE INDEX note_unfiled ON note (made_at) WHERE filed_at IS NULL;
