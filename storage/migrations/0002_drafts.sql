-- A draft is the fold of its entries. drafts.seq and draft_values are that fold, kept in the same
-- transaction as the entry, so that opening a draft never reads the log.

CREATE TABLE drafts (
    id          TEXT   NOT NULL PRIMARY KEY,
    workshop_id TEXT   NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
    group_id    TEXT   NOT NULL UNIQUE REFERENCES workshop_groups (id) ON DELETE CASCADE,
    log_id      TEXT   NOT NULL,
    seq         BIGINT NOT NULL,
    canvas      TEXT   NOT NULL,
    language    TEXT   NOT NULL,
    updated_at  TEXT   NOT NULL
);

CREATE INDEX drafts_by_workshop ON drafts (workshop_id);

CREATE TABLE entries (
    draft_id TEXT   NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    seq      BIGINT NOT NULL,
    client   TEXT   NOT NULL,
    batch    BIGINT NOT NULL,
    who      TEXT   NOT NULL,
    at       TEXT   NOT NULL,
    sum      TEXT   NOT NULL,
    edits    TEXT   NOT NULL,
    PRIMARY KEY (draft_id, seq),
    UNIQUE (draft_id, client, batch)
);

CREATE TABLE draft_values (
    draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    field    TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (draft_id, field)
);
