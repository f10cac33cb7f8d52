-- The worker who was signed in when they said that they look after an entry: nobody decides about their own claim.
ALTER TABLE claim ADD COLUMN account_id UUID;

-- Whether a refusal makes addresses doubtful as proof: who was refused had the published mailbox, or an address of its domain or of the web site's.
ALTER TABLE claim ADD COLUMN doubts BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE claim SET doubts = TRUE WHERE refused_at IS NOT NULL;
