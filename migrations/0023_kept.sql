-- Which entries somebody looks after: those that were there when they showed that they are of the group, and of what came later, what is theirs too.

CREATE TABLE kept (
  keeper_id  UUID NOT NULL,
  service_id UUID NOT NULL,
  -- NULL: it came later, and somebody of the house said that it is not theirs.
  since_at   TIMESTAMPTZ,
  decided_by UUID,
  PRIMARY KEY (keeper_id, service_id)
);
CREATE INDEX kept_service ON kept (service_id);

INSERT INTO kept (keeper_id, service_id, since_at)
SELECT k.id, s.id, k.since_at
FROM keeper k
JOIN service s ON s.provider_id = k.provider_id
WHERE k.until_at IS NULL;
INSERT INTO standing (subject, party, how, since_at)
SELECT t.service_id, t.keeper_id, 'keeper', t.since_at
FROM kept t;

-- No list says by itself that somebody else runs it: somebody looks after it, or somebody was found to be none of its people.
ALTER TABLE service ADD COLUMN provider_held BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE service
SET provider_held = TRUE
WHERE EXISTS (SELECT 1 FROM keeper k WHERE k.provider_id = service.provider_id AND (k.until_at IS NULL OR k.ended_why <> 'left'))
  OR EXISTS (SELECT 1 FROM claim c WHERE c.provider_id = service.provider_id AND c.refused_at IS NOT NULL);

-- A link worker rang and heard that they do; somebody else has to say yes.
ALTER TABLE claim ADD COLUMN heard_at TIMESTAMPTZ;
ALTER TABLE claim ADD COLUMN heard_by UUID;
-- The worker who answered it.
ALTER TABLE problem ADD COLUMN answered_by UUID;
