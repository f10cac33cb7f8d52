-- What Today asks for by time: few rows of large tables.
CREATE INDEX referral_returned ON referral (worker_id, returned_at) WHERE returned_at IS NOT NULL;
CREATE INDEX referral_word_unread ON referral_word (referral_id) WHERE read_at IS NULL;
CREATE INDEX onward_answered ON onward_referral ((COALESCE(attended_at, declined_at, accepted_at)));
CREATE INDEX support_case_silent ON support_case (worker_id) WHERE closed_at IS NULL AND last_contact_at IS NULL;
CREATE INDEX note_unfiled_of ON note (organisation_id, made_at) WHERE filed_at IS NULL;
