-- Who has said of which finding that it is of no use. The finding is named by its key; what it came from stands
-- beside it, because the draft and the pack go on.
CREATE TABLE not_useful (
    draft_id  TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    who       TEXT NOT NULL,
    finding   TEXT NOT NULL,
    pack      TEXT NOT NULL,
    version   TEXT NOT NULL,
    principle TEXT NOT NULL,
    rule      TEXT NOT NULL,
    language  TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (draft_id, who, finding)
);
