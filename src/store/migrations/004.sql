-- Version 4. What is shared with others on purpose, saved meetings that came from a published list, how a group
-- suited, and one more setting: the place that distances are told from.

CREATE TABLE setting_4 (
    id    TEXT PRIMARY KEY NOT NULL CHECK (id IN
          ('day-start', 'week-start', 'country', 'programme', 'backups', 'lock-after', 'near')),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO setting_4 (id, value) SELECT id, value FROM setting;
DROP TABLE setting;
ALTER TABLE setting_4 RENAME TO setting;

-- Where a saved meeting was published: the list's name and the meeting's key in it.
ALTER TABLE meeting ADD COLUMN source TEXT CHECK (source <> '');
ALTER TABLE meeting ADD COLUMN listing TEXT CHECK (listing IS NULL OR listing <> '' AND source IS NOT NULL);
-- Latitude and longitude as they are written: 53.4808,-2.2426.
ALTER TABLE meeting ADD COLUMN point TEXT CHECK (point <> '');
-- What its programme calls it, one type to a line: Step Study.
ALTER TABLE meeting ADD COLUMN types TEXT CHECK (types <> '');
ALTER TABLE meeting ADD COLUMN approach TEXT CHECK (approach IN ('spiritual', 'secular'));

-- Copied in as name and venue are, so that a sheet of meetings still says what was true then.
ALTER TABLE attendance ADD COLUMN start_time TEXT CHECK (start_time GLOB '[0-2][0-9]:[0-5][0-9]');
ALTER TABLE attendance ADD COLUMN place TEXT CHECK (place <> '');
-- What suited, and what was missed.
ALTER TABLE attendance ADD COLUMN liked TEXT CHECK (liked <> '');
ALTER TABLE attendance ADD COLUMN missed TEXT CHECK (missed <> '');

-- What somebody may see in a report: of everything, or of one clock. Without a row the defaults hold.
CREATE TABLE audience (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    audience    TEXT NOT NULL CHECK (audience IN ('self', 'sponsor', 'keyworker', 'court', 'contact')),
    contact_id  TEXT REFERENCES contact (id) ON DELETE CASCADE,
    clock_id    TEXT REFERENCES clock (id) ON DELETE CASCADE,
    fields      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    CHECK ((audience = 'contact') = (contact_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX audience_once ON audience (audience, coalesce(contact_id, ''), coalesce(clock_id, ''));

-- A file that was written for somebody: what it held, not where it lies. The digest is SHA-256 of its bytes.
CREATE TABLE shared (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    day         TEXT NOT NULL CHECK (day IS date(day)),
    audience    TEXT NOT NULL CHECK (audience IN ('self', 'sponsor', 'keyworker', 'court', 'contact')),
    contact_id  TEXT REFERENCES contact (id) ON DELETE SET NULL,
    contact     TEXT CHECK (contact <> ''),
    since       TEXT NOT NULL CHECK (since IS date(since)),
    until       TEXT NOT NULL CHECK (until IS date(until) AND until >= since),
    fields      TEXT NOT NULL,
    clocks      TEXT CHECK (clocks <> ''),
    format      TEXT NOT NULL CHECK (format IN ('html', 'markdown', 'json', 'text')),
    digest      TEXT CHECK (length(digest) = 64),
    bytes       INTEGER NOT NULL CHECK (bytes >= 0),
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
