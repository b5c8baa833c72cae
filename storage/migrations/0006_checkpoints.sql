-- Moments of a draft that a group has given a name to. They stand beside the log, which they do not change.
CREATE TABLE checkpoints (
    draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    seq      BIGINT NOT NULL,
    name     TEXT NOT NULL,
    who      TEXT NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (draft_id, seq, name)
);
