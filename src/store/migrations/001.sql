-- Version 1. A landed migration is never edited; the next one is a new file.

-- One line for each command that changed something. `undoes` names the step that an undo took back.
CREATE TABLE step (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    at      TEXT NOT NULL,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    undoes  INTEGER REFERENCES step (seq)
) STRICT;

CREATE UNIQUE INDEX step_undoes ON step (undoes) WHERE undoes IS NOT NULL;

-- What each step did to each row: the values before (none for a new row) and after (none for a removed
-- one), as JSON objects. Written by triggers only.
CREATE TABLE change (
    step       INTEGER NOT NULL REFERENCES step (seq),
    nth        INTEGER NOT NULL,
    at         TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    before     TEXT,
    after      TEXT,
    PRIMARY KEY (step, nth),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    id    TEXT PRIMARY KEY NOT NULL CHECK (id IN ('day-start', 'week-start', 'country', 'programme')),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clock (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    name        TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (name = trim(name) AND name <> ''),
    since       TEXT NOT NULL CHECK (since IS date(since)),
    programme   TEXT CHECK (programme <> ''),
    milestones  TEXT NOT NULL CHECK (milestones <> ''),
    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    stopped_on  TEXT CHECK (stopped_on IS date(stopped_on) AND stopped_on >= since),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE slip (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    clock_id    TEXT REFERENCES clock (id) ON DELETE SET NULL,
    clock       TEXT NOT NULL CHECK (clock <> ''),
    from_day    TEXT NOT NULL CHECK (from_day IS date(from_day)),
    to_day      TEXT CHECK (to_day IS date(to_day) AND to_day >= from_day),
    "trigger"   TEXT,
    note        TEXT,
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX slip_of_clock ON slip (clock_id, from_day);
CREATE UNIQUE INDEX slip_ongoing ON slip (clock_id) WHERE to_day IS NULL;

-- Kept in the order of its days, in which it is read; every other index would be one more page to write.
CREATE TABLE checkin (
    id          TEXT NOT NULL CHECK (length(id) = 36),
    day         TEXT NOT NULL CHECK (day IS date(day)),
    mood        INTEGER CHECK (mood BETWEEN 1 AND 5),
    craving     INTEGER CHECK (craving BETWEEN 0 AND 10),
    anxiety     INTEGER CHECK (anxiety BETWEEN 0 AND 10),
    connection  INTEGER CHECK (connection BETWEEN 0 AND 10),
    hungry      INTEGER NOT NULL CHECK (hungry IN (0, 1)),
    angry       INTEGER NOT NULL CHECK (angry IN (0, 1)),
    lonely      INTEGER NOT NULL CHECK (lonely IN (0, 1)),
    tired       INTEGER NOT NULL CHECK (tired IN (0, 1)),
    gratitude   TEXT,
    note        TEXT,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (day, id)
) STRICT, WITHOUT ROWID;

-- The answer "sober" of a check-in for one clock. The day stands here too, so that confirmed days are
-- counted in one walk; the foreign key keeps it the check-in's own.
CREATE TABLE sober (
    day        TEXT NOT NULL,
    checkin_id TEXT NOT NULL,
    clock      TEXT NOT NULL CHECK (clock <> ''),
    clock_id   TEXT REFERENCES clock (id) ON DELETE SET NULL,
    PRIMARY KEY (day, checkin_id, clock),
    FOREIGN KEY (day, checkin_id) REFERENCES checkin (day, id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The maximal stretches of days with a check-in: an index over `checkin`, kept by the triggers below, so
-- that a streak is found without walking the years.
CREATE TABLE checkin_run (
    from_day TEXT PRIMARY KEY NOT NULL,
    to_day   TEXT NOT NULL CHECK (to_day >= from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    name        TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (name = trim(name) AND name <> ''),
    programme   TEXT CHECK (programme <> ''),
    weekdays    TEXT NOT NULL,
    start_time  TEXT CHECK (start_time GLOB '[0-2][0-9]:[0-5][0-9]'),
    end_time    TEXT CHECK (end_time GLOB '[0-2][0-9]:[0-5][0-9]'),
    zone        TEXT CHECK (zone <> ''),
    venue       TEXT NOT NULL CHECK (venue IN ('in-person', 'online', 'hybrid')),
    access      TEXT CHECK (access IN ('open', 'closed')),
    place       TEXT,
    link        TEXT,
    note        TEXT,
    home_group  INTEGER NOT NULL CHECK (home_group IN (0, 1)),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    day         TEXT NOT NULL CHECK (day IS date(day)),
    meeting_id  TEXT REFERENCES meeting (id) ON DELETE SET NULL,
    meeting     TEXT NOT NULL CHECK (meeting <> ''),
    programme   TEXT CHECK (programme <> ''),
    venue       TEXT CHECK (venue IN ('in-person', 'online', 'hybrid')),
    shared      INTEGER NOT NULL CHECK (shared IN (0, 1)),
    chaired     INTEGER NOT NULL CHECK (chaired IN (0, 1)),
    spoke       INTEGER NOT NULL CHECK (spoke IN (0, 1)),
    service     INTEGER NOT NULL CHECK (service IN (0, 1)),
    fit         INTEGER CHECK (fit BETWEEN 1 AND 5),
    proof_kind  TEXT CHECK (proof_kind IN ('signature', 'stamp', 'chit', 'email', 'code')),
    proof_by    TEXT CHECK (proof_by IS NULL OR proof_kind IS NOT NULL),
    proof_ref   TEXT CHECK (proof_ref IS NULL OR proof_kind IS NOT NULL),
    note        TEXT,
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attendance_day ON attendance (day);

CREATE TABLE contact (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    name        TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (name = trim(name) AND name <> ''),
    role        TEXT NOT NULL CHECK (role IN
                ('sponsor', 'sponsee', 'peer', 'facilitator', 'keyworker', 'family', 'friend', 'other')),
    programme   TEXT CHECK (programme <> ''),
    phone       TEXT,
    handle      TEXT,
    every_days  INTEGER CHECK (every_days BETWEEN 1 AND 3660),
    sos_order   INTEGER CHECK (sos_order >= 0),
    note        TEXT,
    added_on    TEXT NOT NULL CHECK (added_on IS date(added_on)),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reach (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    contact_id  TEXT REFERENCES contact (id) ON DELETE SET NULL,
    contact     TEXT NOT NULL CHECK (contact <> ''),
    day         TEXT NOT NULL CHECK (day IS date(day)),
    channel     TEXT CHECK (channel IN ('call', 'text', 'in-person', 'video', 'voicemail')),
    direction   TEXT NOT NULL CHECK (direction IN ('outgoing', 'incoming')),
    note        TEXT,
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX reach_of_contact ON reach (contact_id, day);
CREATE INDEX reach_day ON reach (day);

CREATE TABLE goal (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    kind        TEXT NOT NULL UNIQUE CHECK (kind IN ('per-week', 'in-days')),
    meetings    INTEGER NOT NULL CHECK (meetings BETWEEN 1 AND 1000),
    days        INTEGER CHECK (days BETWEEN 1 AND 3660),
    from_day    TEXT CHECK (from_day IS date(from_day)),
    once_a_day  INTEGER NOT NULL CHECK (once_a_day IN (0, 1)),
    recorded_at TEXT NOT NULL,
    CHECK ((kind = 'in-days') = (days IS NOT NULL) AND (kind = 'in-days') = (from_day IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- A day that gets its first check-in joins the stretch before it and the stretch after it.
CREATE TRIGGER checkin_run_joins AFTER INSERT ON checkin
WHEN NOT EXISTS (SELECT 1 FROM checkin WHERE day = NEW.day AND id <> NEW.id)
BEGIN
    INSERT OR REPLACE INTO checkin_run (from_day, to_day) VALUES (
        coalesce((SELECT from_day FROM (SELECT from_day, to_day FROM checkin_run WHERE from_day < NEW.day
                  ORDER BY from_day DESC LIMIT 1) WHERE to_day = date(NEW.day, '-1 day')), NEW.day),
        coalesce((SELECT to_day FROM checkin_run WHERE from_day = date(NEW.day, '+1 day')), NEW.day));
    DELETE FROM checkin_run WHERE from_day = date(NEW.day, '+1 day');
END;

-- A day that loses its last check-in splits the stretch it lay in.
CREATE TRIGGER checkin_run_splits AFTER DELETE ON checkin
WHEN NOT EXISTS (SELECT 1 FROM checkin WHERE day = OLD.day)
BEGIN
    INSERT INTO checkin_run (from_day, to_day)
        SELECT date(OLD.day, '+1 day'), to_day FROM checkin_run
        WHERE from_day <= OLD.day AND to_day > OLD.day ORDER BY from_day DESC LIMIT 1;
    UPDATE checkin_run SET to_day = date(OLD.day, '-1 day') WHERE from_day < OLD.day AND to_day >= OLD.day;
    DELETE FROM checkin_run WHERE from_day = OLD.day;
END;

-- A check-in moved to another day leaves the one and joins the other.
CREATE TRIGGER checkin_run_moves AFTER UPDATE OF day ON checkin WHEN OLD.day <> NEW.day
BEGIN
    DELETE FROM checkin_run;
    INSERT INTO checkin_run (from_day, to_day)
        SELECT min(day), max(day) FROM (
            SELECT day, julianday(day) - row_number() OVER (ORDER BY day) AS stretch
            FROM (SELECT DISTINCT day FROM checkin))
        GROUP BY stretch;
END;
