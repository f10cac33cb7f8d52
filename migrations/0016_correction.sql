-- What somebody who knows says of a service otherwise than where it came from; and whether it can be reached.

-- Its referrals are paused: `asked`, its group asked for it; `contact`, who receives them is about to change.
ALTER TABLE service ADD COLUMN paused_at TIMESTAMPTZ;
ALTER TABLE service ADD COLUMN paused_why TEXT;
-- How often in a row somebody tried to reach it and could not, since it was last confirmed.
ALTER TABLE service ADD COLUMN unreached BIGINT NOT NULL DEFAULT 0;

-- A field of a service as somebody says it otherwise than its source. It lies over whatever the source says, run after run.
CREATE TABLE correction (
  service_id UUID NOT NULL REFERENCES service (id),
  field      TEXT NOT NULL,
  -- JSON, each of them.
  value      TEXT NOT NULL,
  -- What the source said when it was corrected.
  replaced   TEXT NOT NULL,
  -- What the source says now, where that is other than what was replaced: somebody has to decide.
  said       TEXT,
  said_at    TIMESTAMPTZ,
  -- `keeper`, `worker`, `officer`; and which one.
  made_as    TEXT NOT NULL,
  made_by    UUID,
  made_at    TIMESTAMPTZ NOT NULL,
  why        TEXT,
  PRIMARY KEY (service_id, field)
);
CREATE INDEX correction_said ON correction (said_at) WHERE said IS NOT NULL;
