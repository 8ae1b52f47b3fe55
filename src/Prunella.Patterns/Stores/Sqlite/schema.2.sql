-- Learnings that were merged can be told apart again: each keeps its names and what it had counted, and knows with which it was merged.
-- What was merged before keeps its outcomes where they went.
UPDATE learnings SET successes = 0, failures = 0 WHERE merged_into IS NOT NULL;
ALTER TABLE learnings ADD COLUMN merged_with TEXT;

-- Pairs, the lesser id first, that are not to be merged.
CREATE TABLE IF NOT EXISTS learning_splits (
    one   TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS learning_splits_other ON learning_splits (other);

-- Names that are not to be given to a learning again.
CREATE TABLE IF NOT EXISTS name_splits (
    learning TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (learning, name)
) WITHOUT ROWID;

PRAGMA user_version = 2;
