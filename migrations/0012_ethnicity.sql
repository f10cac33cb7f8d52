-- The ethnic category that somebody says of themselves: a code of the NHS Data Model and Dictionary, ETHNIC CATEGORY, the sixteen categories of the Census
-- of 2001 with the letters A to S (no I, O and Q), and Z for not stated: was asked, and did not want to say. Nothing: nobody asked, or it is not known.
ALTER TABLE person ADD COLUMN ethnicity TEXT;
