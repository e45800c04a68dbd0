-- The directory of published meetings, version 1. All of it can be imported again: there are no migrations.

CREATE TABLE source (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (name <> ''),
    programme   TEXT,
    zone        TEXT,
    imported_at TEXT NOT NULL,
    read        INTEGER NOT NULL,
    rejected    INTEGER NOT NULL
) STRICT;

-- Names that many meetings share.
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE type (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (code, name)) STRICT;

-- What a search looks at; the rest of a meeting is in "said", so that a search reads little.
CREATE TABLE meeting (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL REFERENCES source (id),
    -- The bits of the weekdays, Monday first; minutes after midnight.
    days        INTEGER NOT NULL,
    start       INTEGER,
    "end"       INTEGER,
    zone        INTEGER REFERENCES zone (id),
    venue       TEXT NOT NULL,
    access      TEXT,
    closed_now  INTEGER NOT NULL,
    programme   TEXT,
    -- Ids of types with commas around each: ,3,17,
    types       TEXT NOT NULL,
    -- Millionths of a degree.
    latitude    INTEGER,
    longitude   INTEGER,
    approximate INTEGER NOT NULL,
    -- The day on which its list was imported without it.
    gone_on     TEXT,
    key         TEXT NOT NULL,
    digest      BLOB NOT NULL,
    UNIQUE (source, key)
) STRICT;

CREATE TABLE said (
    id        INTEGER PRIMARY KEY REFERENCES meeting (id),
    name      TEXT NOT NULL,
    "group"   TEXT,
    place     TEXT,
    address   TEXT,
    -- One to a line.
    regions   TEXT,
    postcode  TEXT,
    link      TEXT,
    link_note TEXT,
    phone     TEXT,
    page      TEXT,
    contacts  TEXT,
    note      TEXT,
    updated   TEXT
) STRICT;

-- The words of a meeting; the texts themselves are in "said".
CREATE VIRTUAL TABLE word USING fts5 (
    about, place, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE spot USING rtree_i32 (id, south, north, west, east);

-- What the last search showed, so that it can be named by its number.
CREATE TABLE found (number INTEGER PRIMARY KEY, meeting INTEGER, own TEXT, CHECK ((meeting IS NULL) <> (own IS NULL))) STRICT;
