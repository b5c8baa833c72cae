-- A workshop that keeps nothing of people can be closed for good: when, empty while it goes on. Its drafts say so too,
-- where their log is written.
ALTER TABLE workshops ADD COLUMN closed TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN closed BOOLEAN NOT NULL DEFAULT FALSE;

-- Copies of everything that have been made of this database: a copy made before a workshop was closed can still tell who
-- wrote what. Of the file only its name.
CREATE TABLE backups_made (
    at   TEXT NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (at, file)
);
