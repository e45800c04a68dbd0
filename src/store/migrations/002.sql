-- Version 2. Two more settings: how many automatic backups are kept, and for how many minutes protected data
-- stays unlocked. A CHECK cannot be changed in place.

CREATE TABLE setting_2 (
    id    TEXT PRIMARY KEY NOT NULL CHECK (id IN
          ('day-start', 'week-start', 'country', 'programme', 'backups', 'lock-after')),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO setting_2 (id, value) SELECT id, value FROM setting;
DROP TABLE setting;
ALTER TABLE setting_2 RENAME TO setting;
