-- Whether somebody has named a moment (empty), or it was kept of all drafts of a workshop at once (automatic).
ALTER TABLE checkpoints ADD COLUMN kind TEXT NOT NULL DEFAULT '';
