CREATE TABLE sessions (
    token  TEXT NOT NULL PRIMARY KEY,
    data   BLOB NOT NULL,
    expiry TEXT NOT NULL
);

CREATE INDEX sessions_by_expiry ON sessions (expiry);
