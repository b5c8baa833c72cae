-- What a group shows to the room: that it asks for help, and which sections or phases it is ready with.
CREATE TABLE group_hands (
    group_id TEXT NOT NULL PRIMARY KEY REFERENCES workshop_groups (id) ON DELETE CASCADE,
    since    TEXT NOT NULL,
    taken    TEXT NOT NULL
);
CREATE TABLE group_ready (
    group_id TEXT NOT NULL REFERENCES workshop_groups (id) ON DELETE CASCADE,
    part     TEXT NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (group_id, part)
);
