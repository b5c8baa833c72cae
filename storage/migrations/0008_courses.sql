-- How a workshop goes: its phases, what runs and until when, as JSON. The revision counts the changes, so that of two
-- facilitators who change it at once neither overwrites the other.
CREATE TABLE courses (
    workshop_id TEXT NOT NULL PRIMARY KEY REFERENCES workshops (id) ON DELETE CASCADE,
    revision    BIGINT NOT NULL,
    course      TEXT NOT NULL
);
