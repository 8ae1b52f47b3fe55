-- A known error keeps the action that fixes it, as JSON, and who made it as long as nobody has reviewed it.
ALTER TABLE error_patterns ADD COLUMN action TEXT;
ALTER TABLE error_patterns ADD COLUMN generated TEXT;

PRAGMA user_version = 3;
