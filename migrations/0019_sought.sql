-- What was looked for and not found: words and needs, by month and borough, as far as several people looked for it. Nothing of a single search is kept.
CREATE TABLE sought (
  month TEXT NOT NULL,
  -- A borough, or nothing where none was named.
  area  TEXT NOT NULL,
  -- `need:…` with a code, or `word:…`.
  what  TEXT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (month, area, what)
);
