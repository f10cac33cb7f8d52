-- Where referrals come from, and the referrals themselves.

-- Settings are rows: an installation adds its own, with a label; those that come with Kith have theirs in the strings. The national code is NHS Data Dictionary SOURCE OF REFERRAL FOR COMMUNITY, the nearest one.
CREATE TABLE referral_setting (
  code          TEXT PRIMARY KEY,
  position      BIGINT NOT NULL,
  national_code TEXT,
  active        BOOLEAN NOT NULL,
  label         TEXT,
  version       BIGINT NOT NULL
);
INSERT INTO referral_setting (code, position, national_code, active, version) VALUES
  ('gp-practice', 1, '01', TRUE, 1),
  ('pcn-mdt', 2, '01', TRUE, 1),
  ('a-and-e', 3, '05', TRUE, 1),
  ('hospital-ward', 4, '06', TRUE, 1),
  ('hospital-discharge', 5, '06', TRUE, 1),
  ('elective-waiting-list', 6, '06', TRUE, 1),
  ('mental-health-trust', 7, '23', TRUE, 1),
  ('diagnostic-hub', 8, '07', TRUE, 1),
  ('community-health', 9, '07', TRUE, 1),
  ('care-home', 10, '13', TRUE, 1),
  ('pharmacy', 11, '07', TRUE, 1),
  ('ambulance', 12, '22', TRUE, 1),
  ('council-housing', 13, '11', TRUE, 1),
  ('council-education', 14, '10', TRUE, 1),
  ('social-care', 15, '11', TRUE, 1),
  ('jobcentre', 16, '20', TRUE, 1),
  ('school', 17, '10', TRUE, 1),
  ('police', 18, '14', TRUE, 1),
  ('fire', 19, '20', TRUE, 1),
  ('voluntary-organisation', 20, '20', TRUE, 1),
  ('self', 21, '02', TRUE, 1),
  ('family', 22, '03', TRUE, 1),
  ('outreach-campaign', 23, '07', TRUE, 1);

CREATE TABLE referral (
  id              UUID PRIMARY KEY,
  reference       TEXT NOT NULL,
  person_id       UUID NOT NULL REFERENCES person (id),
  pathway         TEXT NOT NULL,
  pathway_version BIGINT NOT NULL,
  setting         TEXT NOT NULL REFERENCES referral_setting (code),
  organisation_id UUID NOT NULL,
  worker_id       UUID NOT NULL,
  team_id         UUID NOT NULL,
  reason          TEXT NOT NULL,
  answers         JSONB NOT NULL,
  sent_at         TIMESTAMPTZ NOT NULL,
  accepted_at     TIMESTAMPTZ,
  accepted_by     UUID,
  returned_at     TIMESTAMPTZ,
  returned_by     UUID,
  returned_why    TEXT,
  returned_note   TEXT,
  withdrawn_at    TIMESTAMPTZ,
  closed_at       TIMESTAMPTZ,
  version         BIGINT NOT NULL
);
CREATE UNIQUE INDEX referral_reference ON referral (reference);
CREATE INDEX referral_person ON referral (person_id);
CREATE INDEX referral_team ON referral (team_id, sent_at);
CREATE INDEX referral_open ON referral (team_id, sent_at) WHERE accepted_at IS NULL AND returned_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX referral_organisation ON referral (organisation_id, sent_at);

-- What the sender wrote to the team later. Nothing is changed or taken away; the team says when it has read it.
CREATE TABLE referral_word (
  id          UUID PRIMARY KEY,
  referral_id UUID NOT NULL REFERENCES referral (id),
  worker_id   UUID NOT NULL,
  words       TEXT NOT NULL,
  -- Whether it was written for a team that may have no more than who they are and how to reach them.
  reach_only  BOOLEAN NOT NULL,
  sent_at     TIMESTAMPTZ NOT NULL,
  read_at     TIMESTAMPTZ,
  read_by     UUID
);
CREATE INDEX referral_word_referral ON referral_word (referral_id, sent_at);
