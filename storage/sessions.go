package storage

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/alexedwards/scs/v2"
	"gorm.io/gorm"
)

type sessionRow struct {
	Token  string `gorm:"primaryKey"`
	Data   []byte
	Expiry string
}

func (sessionRow) TableName() string { return "sessions" }

// errNoSession stays in here.
var errNoSession = errors.New("storage: no such session")

// FindCtx returns a session's data; false where it is unknown or has expired.
func (s *Store) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	row, err := remembered(s.kept, "session", token, func() (sessionRow, error) {
		var rows []sessionRow
		err := s.view(ctx, "find session", func(db *gorm.DB) error {
			return db.Find(&rows, "token = ?", token).Error
		})
		if err == nil && len(rows) == 0 {
			err = errNoSession
		}
		if err != nil {
			return sessionRow{}, err
		}
		return rows[0], nil
	})
	switch {
	case err == errNoSession || err == nil && row.Expiry <= formatTime(s.now()):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	}
	return slices.Clone(row.Data), true, nil
}

// CommitCtx keeps a session, in place of an earlier one with the same token.
func (s *Store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if data == nil {
		data = []byte{}
	}
	return s.change(ctx, "keep session", func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO sessions (token, data, expiry) VALUES (?, ?, ?)"+
			" ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry",
			token, data, formatTime(expiry)).Error
	})
}

// DeleteCtx ends a session. Ending one that is unknown does nothing.
func (s *Store) DeleteCtx(ctx context.Context, token string) error {
	return s.change(ctx, "end session", func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM sessions WHERE token = ?", token).Error
	})
}

// sweepAfter is how long a session that has expired is kept, so that a start under a clock that is wrong by a
// day takes nobody's seat: once the clock is right again, so is the session.
const sweepAfter = 3 * 24 * time.Hour

// sweepSessions forgets the sessions that expired long ago; Open does it.
func (s *Store) sweepSessions(ctx context.Context) error {
	return s.change(ctx, "sweep sessions", func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM sessions WHERE expiry <= ?", formatTime(s.now().Add(-sweepAfter))).Error
	})
}

// Sessions is the store with Find as the session manager means it: the log has a Find of its own.
type Sessions struct{ *Store }

var _ scs.CtxStore = Sessions{}

// Sessions returns the store as a session manager takes it, with everything else that it can do.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// Find is FindCtx without a context.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
