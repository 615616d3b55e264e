-- The database as litcoach 0.1.0 made it, with some rows. Shipped: never change this file.
BEGIN;
CREATE TABLE migration ( place INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied_at TEXT NOT NULL) STRICT;
CREATE TABLE recording (reading_id TEXT NOT NULL PRIMARY KEY, length INTEGER, flac BLOB) STRICT;
CREATE TABLE second ( reading_id TEXT NOT NULL REFERENCES recording (reading_id), number INTEGER NOT NULL, samples BLOB NOT NULL, PRIMARY KEY (reading_id, number)) STRICT;
INSERT INTO migration VALUES (0, '0001 recordings', '2026-11-24T21:00:05+00:00');
INSERT INTO recording VALUES ('01a20f48-fdc8-71b1-8323-891281a48740', NULL, NULL);
INSERT INTO second VALUES ('01a20f48-fdc8-71b1-8323-891281a48740', 0, X'0100FEFF0300FCFF');
COMMIT;
