-- Version 3. What helps in the hour of temptation, the work of the programmes, and where imported days came from.

ALTER TABLE slip ADD COLUMN source TEXT CHECK (source <> '');
ALTER TABLE checkin ADD COLUMN source TEXT CHECK (source <> '');
ALTER TABLE attendance ADD COLUMN source TEXT CHECK (source <> '');

-- The person's own plan: each part once, a line for each reason, sign or step.
CREATE TABLE plan (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    part        TEXT NOT NULL UNIQUE CHECK (part IN ('reasons', 'warning-signs', 'coping-steps')),
    text        TEXT NOT NULL CHECK (text <> ''),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A time of temptation and what came of it. Not the craving of a check-in, which is one figure of a day.
CREATE TABLE urge (
    id             TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    day            TEXT NOT NULL CHECK (day IS date(day)),
    time           TEXT CHECK (time GLOB '[0-2][0-9]:[0-5][0-9]'),
    clock_id       TEXT REFERENCES clock (id) ON DELETE SET NULL,
    clock          TEXT CHECK (clock <> ''),
    strength       INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 10),
    "trigger"      TEXT,
    hungry         INTEGER NOT NULL CHECK (hungry IN (0, 1)),
    angry          INTEGER NOT NULL CHECK (angry IN (0, 1)),
    lonely         INTEGER NOT NULL CHECK (lonely IN (0, 1)),
    tired          INTEGER NOT NULL CHECK (tired IN (0, 1)),
    delayed        INTEGER NOT NULL CHECK (delayed IN (0, 1)),
    escaped        INTEGER NOT NULL CHECK (escaped IN (0, 1)),
    accepted       INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    distracted     INTEGER NOT NULL CHECK (distracted IN (0, 1)),
    substituted    INTEGER NOT NULL CHECK (substituted IN (0, 1)),
    did            TEXT,
    strength_after INTEGER CHECK (strength_after BETWEEN 0 AND 10),
    minutes        INTEGER CHECK (minutes BETWEEN 0 AND 1440),
    outcome        TEXT CHECK (outcome IN ('passed', 'still-there', 'used')),
    note           TEXT,
    recorded_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX urge_day ON urge (day);

-- One time through one step of a programme. What was written at it stands in `stepnote`.
CREATE TABLE stepwork (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    programme   TEXT NOT NULL CHECK (programme <> ''),
    number      INTEGER NOT NULL CHECK (number BETWEEN 1 AND 100),
    begun_on    TEXT CHECK (begun_on IS date(begun_on)),
    done_on     TEXT CHECK (done_on IS date(done_on)),
    contact_id  TEXT REFERENCES contact (id) ON DELETE SET NULL,
    contact     TEXT CHECK (contact <> ''),
    recorded_at TEXT NOT NULL,
    CHECK (coalesce(begun_on, done_on) IS NOT NULL AND coalesce(done_on >= begun_on, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE stepnote (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    stepwork_id TEXT NOT NULL REFERENCES stepwork (id) ON DELETE CASCADE,
    day         TEXT NOT NULL CHECK (day IS date(day)),
    text        TEXT NOT NULL CHECK (text <> ''),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A tool of SMART Recovery that was worked through once; its answers stand in `answer`.
CREATE TABLE worksheet (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    tool        TEXT NOT NULL CHECK (tool IN ('cost-benefit', 'values', 'change-plan', 'abc', 'balance')),
    day         TEXT NOT NULL CHECK (day IS date(day)),
    clock_id    TEXT REFERENCES clock (id) ON DELETE SET NULL,
    clock       TEXT CHECK (clock <> ''),
    about       TEXT,
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One answer of a worksheet. A review is an answer given on a later day.
CREATE TABLE answer (
    id           TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    worksheet_id TEXT NOT NULL REFERENCES worksheet (id) ON DELETE CASCADE,
    question     TEXT NOT NULL CHECK (question <> ''),
    place        INTEGER NOT NULL CHECK (place BETWEEN 0 AND 1000),
    text         TEXT,
    score        INTEGER CHECK (score BETWEEN 0 AND 10),
    day          TEXT NOT NULL CHECK (day IS date(day)),
    recorded_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A small victory.
CREATE TABLE win (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    day         TEXT NOT NULL CHECK (day IS date(day)),
    text        TEXT NOT NULL CHECK (text <> ''),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A programme of the person's own: how it is spoken of. AA, NA and SMART are known without a row.
CREATE TABLE programme (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    name        TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (name = trim(name) AND name <> ''),
    title       TEXT NOT NULL CHECK (title <> ''),
    steps       INTEGER NOT NULL CHECK (steps BETWEEN 0 AND 100),
    helper      TEXT NOT NULL CHECK (helper <> ''),
    token       TEXT CHECK (token <> ''),
    milestones  TEXT NOT NULL CHECK (milestones <> ''),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A helpline of the person's own, or a word on one that is built in: in place of it, or that it is not shown.
CREATE TABLE helpline (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    country     TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]'),
    name        TEXT NOT NULL COLLATE NOCASE CHECK (name = trim(name) AND name <> ''),
    how         TEXT NOT NULL CHECK (how <> ''),
    hours       TEXT CHECK (hours <> ''),
    checked_on  TEXT NOT NULL CHECK (checked_on IS date(checked_on)),
    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    recorded_at TEXT NOT NULL,
    UNIQUE (country, name)
) STRICT, WITHOUT ROWID;
