-- Votes, each as JSON. A closed one holds counts; dots stand in vote_dots only while it is open.
CREATE TABLE votes (
    id          TEXT NOT NULL PRIMARY KEY,
    workshop_id TEXT NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
    opened      TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    vote        TEXT NOT NULL
);
CREATE INDEX votes_of_workshop ON votes (workshop_id, opened);
CREATE TABLE vote_dots (
    vote_id TEXT NOT NULL REFERENCES votes (id) ON DELETE CASCADE,
    who     TEXT NOT NULL,
    dots    TEXT NOT NULL,
    PRIMARY KEY (vote_id, who)
);
