package storage

import (
	"database/sql"

	"gorm.io/gorm"

	"workbench/campaign"
)

// The first statement decides the race and locks the draft's row; where it finds nothing to change,
// nothing has been written.
const (
	moveHead = "UPDATE drafts SET seq = ?, canvas = ?, updated_at = ? WHERE id = ? AND seq = ? AND NOT closed" +
		" AND NOT EXISTS (SELECT 1 FROM entries WHERE draft_id = ? AND client = ? AND batch = ?)"
	countDraft  = "SELECT COUNT(*) FROM drafts WHERE id = ?"
	insertEntry = "INSERT INTO entries (draft_id, seq, client, batch, who, at, sum, edits) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	putValue    = "INSERT INTO draft_values (draft_id, field, value) VALUES (?, ?, ?)" +
		" ON CONFLICT (draft_id, field) DO UPDATE SET value = excluded.value"
	dropValue = "DELETE FROM draft_values WHERE draft_id = ? AND field = ?"
)

// statements run the statements above in a transaction.
type statements interface {
	// exec returns how many rows the statement changed.
	exec(statement string, args ...any) (rows int64, err error)
	// count returns the one number that the statement selects.
	count(statement string, args ...any) (n int64, err error)
}

// plainly runs them through gorm.
type plainly struct{ tx *gorm.DB }

func (p plainly) exec(statement string, args ...any) (int64, error) {
	done := p.tx.Exec(statement, args...)
	return done.RowsAffected, done.Error
}

func (p plainly) count(statement string, args ...any) (n int64, err error) {
	err = p.tx.Raw(statement, args...).Scan(&n).Error
	return n, err
}

// prepared runs them as prepared once: with SQLite, reading their text took longer than doing what they say.
type prepared struct {
	tx *sql.Tx
	by map[string]*sql.Stmt
}

// prepareAppending prepares every statement of appending.write.
func prepareAppending(db *sql.DB) (map[string]*sql.Stmt, error) {
	by := make(map[string]*sql.Stmt)
	for _, text := range []string{moveHead, countDraft, insertEntry, putValue, dropValue} {
		statement, err := db.Prepare(text)
		if err != nil {
			return nil, err
		}
		by[text] = statement
	}
	return by, nil
}

func (p prepared) exec(statement string, args ...any) (int64, error) {
	done, err := p.tx.Stmt(p.by[statement]).Exec(args...)
	if err != nil {
		return 0, sqliteDialector{}.Translate(err)
	}
	return done.RowsAffected()
}

func (p prepared) count(statement string, args ...any) (n int64, err error) {
	err = p.tx.Stmt(p.by[statement]).QueryRow(args...).Scan(&n)
	return n, sqliteDialector{}.Translate(err)
}

// write writes the entry in the transaction. After campaign.ErrTaken and campaign.NotFound the
// transaction is as it was and can go on.
func (p *appending) write(in statements) error {
	e, at := p.entry, formatTime(p.entry.Time)
	moved, err := in.exec(moveHead, e.Seq, p.canvas, at, p.draft, e.Seq-1, p.draft, e.Client, e.Batch)
	if err != nil {
		return err
	}
	if moved == 0 {
		there, err := in.count(countDraft, p.draft)
		if err != nil {
			return err
		}
		if there == 0 {
			return missing("such draft")
		}
		return campaign.ErrTaken
	}
	if _, err := in.exec(insertEntry, p.draft, e.Seq, e.Client, e.Batch, e.Who, at, p.sum, p.edits); err != nil {
		return err
	}
	for _, v := range p.values {
		if v.gone {
			_, err = in.exec(dropValue, p.draft, v.field)
		} else {
			_, err = in.exec(putValue, p.draft, v.field, v.value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
