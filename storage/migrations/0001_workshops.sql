-- Times are text in UTC with nine decimals, so that they sort, and read back exactly on every database.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE workshops (
    id            TEXT    NOT NULL PRIMARY KEY,
    title         TEXT    NOT NULL,
    place         TEXT    NOT NULL,
    first_day     TEXT    NOT NULL,
    last_day      TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    canvas        TEXT    NOT NULL,
    pack          TEXT    NOT NULL,
    joining       TEXT    NOT NULL,
    wifi_name     TEXT    NOT NULL,
    wifi_password TEXT    NOT NULL,
    demo          BOOLEAN NOT NULL,
    guests        BIGINT  NOT NULL,
    created       TEXT    NOT NULL
);

CREATE TABLE workshop_groups (
    id          TEXT   NOT NULL PRIMARY KEY,
    workshop_id TEXT   NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
    position    BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    country     TEXT   NOT NULL,
    sign        BIGINT NOT NULL,
    UNIQUE (workshop_id, position)
);

-- Every code that lets somebody in stands here once, whatever it opens: group_id is empty where it is the
-- workshop's own.
CREATE TABLE codes (
    code        TEXT NOT NULL PRIMARY KEY,
    workshop_id TEXT NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
    group_id    TEXT NOT NULL,
    UNIQUE (workshop_id, group_id)
);

CREATE TABLE members (
    id          TEXT    NOT NULL PRIMARY KEY,
    workshop_id TEXT    NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
    group_id    TEXT    NOT NULL REFERENCES workshop_groups (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    name_key    TEXT    NOT NULL,
    seat_code   TEXT    NOT NULL,
    removed     BOOLEAN NOT NULL,
    joined      TEXT    NOT NULL,
    UNIQUE (workshop_id, name_key),
    UNIQUE (workshop_id, seat_code)
);

CREATE TABLE accounts (
    id            TEXT    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    name_key      TEXT    NOT NULL UNIQUE,
    role          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    demo          BOOLEAN NOT NULL,
    created       TEXT    NOT NULL
);

CREATE TABLE invites (
    hash       TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    role       TEXT NOT NULL,
    expires    TEXT NOT NULL, -- empty: never
    invited_by TEXT NOT NULL,
    used       TEXT NOT NULL  -- empty: not yet
);
