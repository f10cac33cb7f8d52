-- The directory: who runs what people attend, what it helps with, when, for whom, at what cost. What is not known is NULL or absent, never "no".

-- What a person may need, by code; its label is the string `need-<code>`. Operators add rows.
CREATE TABLE need (
  code     TEXT PRIMARY KEY,
  domain   TEXT NOT NULL,
  position BIGINT NOT NULL
);
INSERT INTO need (code, domain, position) VALUES
  ('mon-debt', 'money', 1),
  ('mon-benefits', 'money', 2),
  ('mon-low-income', 'money', 3),
  ('mon-food', 'money', 4),
  ('mon-energy', 'money', 5),
  ('mon-goods', 'money', 6),
  ('mon-scams', 'money', 7),
  ('wrk-unemployed', 'work', 8),
  ('wrk-job-at-risk', 'work', 9),
  ('wrk-poor-work', 'work', 10),
  ('wrk-volunteering', 'work', 11),
  ('hou-homeless', 'home', 12),
  ('hou-eviction', 'home', 13),
  ('hou-disrepair', 'home', 14),
  ('hou-overcrowded', 'home', 15),
  ('hou-adaptations', 'home', 16),
  ('hou-neighbours', 'home', 17),
  ('hou-hoarding', 'home', 18),
  ('soc-lonely', 'company', 19),
  ('soc-isolated', 'company', 20),
  ('soc-relationships', 'company', 21),
  ('soc-bereaved', 'company', 22),
  ('soc-befriending', 'company', 23),
  ('mwb-stress', 'mind', 24),
  ('mwb-low-mood', 'mind', 25),
  ('mwb-confidence', 'mind', 26),
  ('mwb-sleep', 'mind', 27),
  ('mwb-trauma', 'mind', 28),
  ('phy-activity', 'body', 29),
  ('phy-weight', 'body', 30),
  ('phy-eating', 'body', 31),
  ('phy-smoking', 'body', 32),
  ('phy-long-term-condition', 'body', 33),
  ('phy-pain', 'body', 34),
  ('phy-falls', 'body', 35),
  ('edu-adult-learning', 'learning', 36),
  ('edu-literacy', 'learning', 37),
  ('edu-english', 'learning', 38),
  ('edu-digital-skills', 'learning', 39),
  ('edu-school', 'learning', 40),
  ('edu-send', 'learning', 41),
  ('fam-early-years', 'family', 42),
  ('fam-parenting', 'family', 43),
  ('fam-childcare', 'family', 44),
  ('fam-conflict', 'family', 45),
  ('fam-young-wellbeing', 'family', 46),
  ('saf-domestic-abuse', 'safety', 47),
  ('saf-youth-violence', 'safety', 48),
  ('saf-exploitation', 'safety', 49),
  ('saf-hate-crime', 'safety', 50),
  ('saf-antisocial', 'safety', 51),
  ('saf-modern-slavery', 'safety', 52),
  ('dis-discrimination', 'rights', 53),
  ('dis-legal-advice', 'rights', 54),
  ('dis-consumer', 'rights', 55),
  ('dis-community-care-law', 'rights', 56),
  ('mig-asylum', 'new-here', 57),
  ('mig-refugee-integration', 'new-here', 58),
  ('mig-nrpf', 'new-here', 59),
  ('mig-immigration-advice', 'new-here', 60),
  ('mig-language-access', 'new-here', 61),
  ('car-adult-carer', 'caring', 62),
  ('car-young-carer', 'caring', 63),
  ('car-respite', 'caring', 64),
  ('car-assessment', 'caring', 65),
  ('ind-daily-living', 'daily-life', 66),
  ('ind-equipment', 'daily-life', 67),
  ('ind-transport', 'daily-life', 68),
  ('ind-shopping', 'daily-life', 69),
  ('ind-home-from-hospital', 'daily-life', 70),
  ('acc-gp-registration', 'getting-through', 71),
  ('acc-devices', 'getting-through', 72),
  ('acc-health-literacy', 'getting-through', 73),
  ('acc-communication', 'getting-through', 74),
  ('acc-form-filling', 'getting-through', 75),
  ('sub-alcohol', 'substances', 76),
  ('sub-drugs', 'substances', 77),
  ('sub-gambling', 'substances', 78),
  ('jus-resettlement', 'justice', 79),
  ('jus-court', 'justice', 80),
  ('jus-gangs-exit', 'justice', 81),
  ('pur-music', 'purpose', 82),
  ('pur-arts', 'purpose', 83),
  ('pur-hobbies', 'purpose', 84),
  ('pur-nature', 'purpose', 85),
  ('pur-faith', 'purpose', 86),
  ('pur-sharing-skills', 'purpose', 87);

-- Whoever runs services. Not an organisation of identity: a choir has no account.
CREATE TABLE provider (
  id        UUID PRIMARY KEY,
  name      TEXT NOT NULL,
  name_key  TEXT NOT NULL,
  source    TEXT NOT NULL,
  source_id TEXT NOT NULL,
  version   BIGINT NOT NULL
);
CREATE UNIQUE INDEX provider_source ON provider (source, source_id);

CREATE TABLE service (
  id          UUID PRIMARY KEY,
  provider_id UUID NOT NULL REFERENCES provider (id),
  slug        TEXT NOT NULL,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  description TEXT NOT NULL,
  -- A masked service has no street, no venue and no point.
  masked      BOOLEAN NOT NULL,
  venue       TEXT,
  street      TEXT,
  outcode     TEXT,
  borough     TEXT,
  postcode    TEXT,
  lat         DOUBLE PRECISION,
  lon         DOUBLE PRECISION,
  approximate BOOLEAN NOT NULL,
  free        BOOLEAN,
  price       BIGINT,
  cost_note   TEXT,
  languages   TEXT,
  has         TEXT NOT NULL,
  has_not     TEXT NOT NULL,
  age_min     BIGINT,
  age_max     BIGINT,
  gender      TEXT,
  referral    TEXT,
  places      BIGINT,
  wait_weeks  BIGINT,
  phone       TEXT,
  email       TEXT,
  website     TEXT,
  checked_at  TIMESTAMPTZ,
  checked_by  TEXT,
  closed_at   TIMESTAMPTZ,
  source      TEXT NOT NULL,
  source_id   TEXT NOT NULL,
  updated_at  TIMESTAMPTZ NOT NULL,
  version     BIGINT NOT NULL,
  CHECK (NOT masked OR (venue IS NULL AND street IS NULL AND postcode IS NULL AND lat IS NULL AND lon IS NULL))
);
CREATE UNIQUE INDEX service_slug ON service (slug);
CREATE UNIQUE INDEX service_source ON service (source, source_id);
CREATE INDEX service_provider ON service (provider_id);
CREATE INDEX service_updated ON service (updated_at);

CREATE TABLE service_need (
  service_id UUID NOT NULL REFERENCES service (id),
  need       TEXT NOT NULL REFERENCES need (code),
  position   BIGINT NOT NULL,
  PRIMARY KEY (service_id, need)
);

CREATE TABLE service_session (
  service_id UUID NOT NULL REFERENCES service (id),
  position   BIGINT NOT NULL,
  day        TEXT NOT NULL,
  starts     TEXT,
  ends       TEXT,
  every      TEXT,
  note       TEXT,
  PRIMARY KEY (service_id, position)
);

-- The boroughs whose people alone may come. No row: anybody, as far as is known.
CREATE TABLE service_area (
  service_id UUID NOT NULL REFERENCES service (id),
  area       TEXT NOT NULL,
  PRIMARY KEY (service_id, area)
);

-- Places by name or outcode that an operator imported, beside those that are built in.
CREATE TABLE place (
  kind     TEXT NOT NULL,
  code     TEXT NOT NULL,
  lat      DOUBLE PRECISION NOT NULL,
  lon      DOUBLE PRECISION NOT NULL,
  boroughs TEXT NOT NULL,
  PRIMARY KEY (kind, code)
);

-- Full postcodes that an operator imported. May be empty: then an outcode is as near as we come.
CREATE TABLE postcode (
  code    TEXT PRIMARY KEY,
  lat     DOUBLE PRECISION NOT NULL,
  lon     DOUBLE PRECISION NOT NULL,
  borough TEXT
);
