-- Whose a part is: only the feed that first brought an organisation, a location or a term says what it is. What another feed says under the same id is a part of its own.
ALTER TABLE part ADD COLUMN source TEXT;
-- Of a location that another feed brought under this id first: the id by which its own feed names it. What hides that one hides this one.
ALTER TABLE part ADD COLUMN origin UUID;
CREATE INDEX part_origin ON part (origin) WHERE origin IS NOT NULL;

-- The run that brought an organisation; NULL: it was there before.
ALTER TABLE provider ADD COLUMN run BIGINT;

-- Of two that the rules put together: which of them stands for both, and how people reached it when they did.
ALTER TABLE alike ADD COLUMN held TEXT;

UPDATE part
SET source = (SELECT p.source FROM provider p WHERE p.id = part.id)
WHERE object = 'organization';
UPDATE part
SET source = (
  SELECT s.source
  FROM listing_place l
  JOIN service s ON s.id = l.service_id
  WHERE l.location_id = part.id
  ORDER BY COALESCE(s.run, 0), s.id
  LIMIT 1)
WHERE object = 'location';
UPDATE part
SET source = (
  SELECT s.source
  FROM listing_term l
  JOIN service s ON s.id = l.service_id
  WHERE l.term_id = part.id
  ORDER BY COALESCE(s.run, 0), s.id
  LIMIT 1)
WHERE object = 'taxonomy_term';
UPDATE provider SET run = (SELECT MIN(COALESCE(s.run, 0)) FROM service s WHERE s.provider_id = provider.id);
