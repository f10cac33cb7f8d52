-- Areas, their outlines, and how deprived small areas are. Brought by `kith import areas` and `kith import deprivation`; may be empty.

-- What was imported last of each kind: a kind of areas, or an edition of deprivation.
CREATE TABLE area_import (
  what        TEXT PRIMARY KEY,
  file        TEXT NOT NULL,
  imported_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE area (
  -- 'borough', 'ward' or 'lsoa'.
  kind    TEXT NOT NULL,
  -- Of the Register of Geographic Codes: E09000025.
  code    TEXT NOT NULL,
  name    TEXT NOT NULL,
  -- The polygons, each an outer ring and its holes, each ring of longitudes and latitudes.
  outline JSONB NOT NULL,
  PRIMARY KEY (kind, code)
);

-- The Index of Multiple Deprivation, England. An edition's ranks are among the small areas of its own census: 2019 those of 2011, 2025 those of 2021.
CREATE TABLE deprivation (
  edition BIGINT NOT NULL,
  lsoa    TEXT NOT NULL,
  -- 1 is the most deprived.
  rank    BIGINT NOT NULL,
  -- 1 is the most deprived tenth of the small areas of England.
  decile  BIGINT NOT NULL,
  PRIMARY KEY (edition, lsoa)
);

-- The small area that a postcode lies in, by either census, where its file says so.
ALTER TABLE postcode ADD COLUMN lsoa11 TEXT;
ALTER TABLE postcode ADD COLUMN lsoa21 TEXT;
