-- What a version of a pack holds never changes; the digest is of its contents, so that the same files packed by
-- another program are the same pack. uploaded_by is empty where it came with the program.
CREATE TABLE packs (
    id          TEXT NOT NULL,
    version     TEXT NOT NULL,
    digest      TEXT NOT NULL,
    zip         BYTEA NOT NULL,
    uploaded_by TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (id, version)
);

-- Empty versions are settled when the workshop is next checked.
ALTER TABLE workshops ADD COLUMN pack_version TEXT NOT NULL DEFAULT '';
ALTER TABLE workshops ADD COLUMN pack_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE workshops ADD COLUMN pack_settings TEXT NOT NULL DEFAULT '';
