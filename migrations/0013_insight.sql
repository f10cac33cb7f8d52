-- What a commissioner reads: numbers of people, month by month, each month counted once. They are true counts; what is shown of them is decided when a page is made.
CREATE TABLE insight_report (
  kind    TEXT PRIMARY KEY,
  made_at TIMESTAMPTZ NOT NULL,
  body    JSONB NOT NULL
);
