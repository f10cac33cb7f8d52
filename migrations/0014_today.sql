-- What Today asks for by time: few rows of large tables.
CREATE INDEX referral_returned ON referral (worker_id, returned_at) WHERE returned_at IS NOT NULL;
CREATE INDEX referral_word_unread ON referral_word (referral_id) WHERE read_at IS NULL;
CREATE INDEX onward_answered ON onward_referral ((COALESCE(attended_at, declined_at, accepted_at)));
CREATE INDEX case_clock_due ON case_clock (kind, due_at);
