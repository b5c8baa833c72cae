-- Marks that groups, and those who lead, give to drafts by the criteria of the pack's rubric.
CREATE TABLE rubric_marks (
    group_id  TEXT NOT NULL REFERENCES workshop_groups (id) ON DELETE CASCADE,
    criterion TEXT NOT NULL,
    scorer    TEXT NOT NULL,
    led       BIGINT NOT NULL,
    step      TEXT NOT NULL,
    note      TEXT NOT NULL,
    who       TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (group_id, criterion, scorer)
);
