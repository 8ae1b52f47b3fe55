-- The memory of one project. Times are microseconds since 1970, UTC.
CREATE TABLE IF NOT EXISTS project (name TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS error_events (
    seq   INTEGER PRIMARY KEY,
    id    TEXT    NOT NULL UNIQUE,
    exact TEXT    NOT NULL,
    at    INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS error_groups (
    exact     TEXT    PRIMARY KEY,
    core      TEXT    NOT NULL,
    template  TEXT    NOT NULL,
    type      TEXT    NOT NULL,
    message   TEXT    NOT NULL,
    component TEXT    NOT NULL,
    seen      INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS error_groups_last ON error_groups (last);

CREATE TABLE IF NOT EXISTS error_patterns (
    id     TEXT    PRIMARY KEY,
    title  TEXT    NOT NULL,
    regex  TEXT    NOT NULL,
    unless TEXT,
    fix    TEXT    NOT NULL,
    words  TEXT    NOT NULL,
    origin INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    action TEXT, -- JSON
    generated TEXT
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS learnings (
    id          TEXT    PRIMARY KEY,
    problem     TEXT    NOT NULL,
    cause       TEXT    NOT NULL,
    fix         TEXT    NOT NULL,
    pattern     TEXT    NOT NULL,
    origin      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    successes   INTEGER NOT NULL,
    failures    INTEGER NOT NULL,
    last_tried  INTEGER,
    merged_into TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS learnings_merged ON learnings (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE IF NOT EXISTS learning_names (
    name     TEXT NOT NULL,
    learning TEXT NOT NULL,
    PRIMARY KEY (name, learning)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS learning_names_learning ON learning_names (learning);

CREATE TABLE IF NOT EXISTS fix_outcomes (
    id       TEXT    PRIMARY KEY,
    learning TEXT    NOT NULL,
    worked   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    note     TEXT    NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS learning_vectors (
    model    TEXT NOT NULL,
    learning TEXT NOT NULL,
    vector   BLOB NOT NULL, -- little-endian 32-bit floats
    PRIMARY KEY (model, learning)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS causality_edges (
    fingerprint TEXT    NOT NULL,
    commit_id   TEXT    NOT NULL,
    strength    REAL    NOT NULL,
    confirmed   INTEGER NOT NULL,
    why         TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, commit_id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS healing_config (
    name  TEXT    PRIMARY KEY,
    value TEXT    NOT NULL,
    at    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS healing_audit (
    seq      INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    previous TEXT    NOT NULL,
    hash     TEXT    NOT NULL
);
CREATE TABLE IF NOT EXISTS audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL);

-- The audit only grows.
CREATE TRIGGER IF NOT EXISTS healing_audit_no_update BEFORE UPDATE ON healing_audit BEGIN SELECT RAISE(ABORT, 'the audit can not be changed'); END;
CREATE TRIGGER IF NOT EXISTS healing_audit_no_delete BEFORE DELETE ON healing_audit BEGIN SELECT RAISE(ABORT, 'the audit can not be changed'); END;

PRAGMA user_version = 2;
