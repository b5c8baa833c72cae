-- What a workshop keeps of who people are.
ALTER TABLE workshops ADD COLUMN privacy TEXT NOT NULL DEFAULT 'names';

-- The key that makes pseudonyms of seats. It stands alone so that it can be destroyed.
CREATE TABLE workshop_keys (
    workshop_id TEXT NOT NULL PRIMARY KEY REFERENCES workshops (id) ON DELETE CASCADE,
    secret      TEXT NOT NULL
);
