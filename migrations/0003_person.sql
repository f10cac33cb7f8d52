-- The people supported, how it is safe to reach them, and what they agreed to.

CREATE TABLE person (
  id            UUID PRIMARY KEY,
  name          TEXT NOT NULL,
  name_key      TEXT NOT NULL,
  sound_key     TEXT NOT NULL,
  born          DATE,
  nhs_number    TEXT,
  gender        TEXT,
  language      TEXT,
  interpreter   BOOLEAN NOT NULL,
  residence     TEXT,
  address       TEXT,
  postcode      TEXT,
  phone         TEXT,
  email         TEXT,
  safe_channels TEXT NOT NULL,
  safe_note     TEXT,
  merged_into   UUID REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  created_at    TIMESTAMPTZ NOT NULL,
  version       BIGINT NOT NULL
);
CREATE INDEX person_nhs_number ON person (nhs_number);
CREATE INDEX person_name ON person (name_key);
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_sound ON person (sound_key, born);

-- Rules that bind every team: safe contact, keep apart, visits.
CREATE TABLE safety_rule (
  id         UUID PRIMARY KEY,
  person_id  UUID NOT NULL REFERENCES person (id),
  kind       TEXT NOT NULL,
  -- With what it came: the referral in which somebody wrote it, or the case from which a link worker added it.
  source     UUID,
  note       TEXT NOT NULL,
  -- Ways of reaching them that nobody may use while it holds; codes with spaces between.
  bars       TEXT NOT NULL,
  since_at   TIMESTAMPTZ NOT NULL,
  added_by   UUID,
  until_at   TIMESTAMPTZ,
  ended_by   UUID,
  ended_why  TEXT
);
CREATE INDEX safety_rule_person ON safety_rule (person_id);

-- One fact each: who agreed to what, when, how they were asked, who asked. Nothing is written over: taking one back is a further fact.
CREATE TABLE agreement (
  id           UUID PRIMARY KEY,
  person_id    UUID NOT NULL REFERENCES person (id),
  fact         TEXT NOT NULL,
  answer       TEXT NOT NULL,
  subject      UUID NOT NULL,
  recipient    UUID,
  what         TEXT,
  asked_by     UUID,
  asked_how    TEXT,
  asked_on     DATE,
  note         TEXT,
  recorded_at  TIMESTAMPTZ NOT NULL,
  -- Of a fact that takes an earlier one back: which, who said so, and whom they told.
  takes_back   UUID REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
  said_by      TEXT,
  told         TEXT
);
CREATE UNIQUE INDEX agreement_takes_back ON agreement (takes_back);
CREATE INDEX agreement_person ON agreement (person_id);
CREATE INDEX agreement_subject ON agreement (subject);
