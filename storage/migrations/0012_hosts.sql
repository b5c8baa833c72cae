-- Members who look after their table.
ALTER TABLE members ADD COLUMN host BOOLEAN NOT NULL DEFAULT FALSE;
