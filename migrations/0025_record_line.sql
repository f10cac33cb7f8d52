-- On which line of its run a record stood, by which it is known what was mended in it: a record that comes again as it was is not read again.
ALTER TABLE record ADD COLUMN line BIGINT;
