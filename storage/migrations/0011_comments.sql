-- What people say to each other about a draft: a comment, or a reply to one, as JSON.
CREATE TABLE comments (
    draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    number   BIGINT NOT NULL, -- of the draft's comments, from 1
    revision BIGINT NOT NULL,
    comment  TEXT NOT NULL,
    PRIMARY KEY (draft_id, id),
    UNIQUE (draft_id, number)
);
