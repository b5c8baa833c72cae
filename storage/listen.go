package storage

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"
)

// notifyChannel is where instances on one PostgreSQL tell one another that a draft has moved.
const notifyChannel = "workbench_drafts"

// notify tells the instances which draft has moved and where to, when the transaction is committed. The
// words themselves are read from the log: a payload is limited to 8,000 bytes.
func notify(tx *gorm.DB, draft string, seq int64) error {
	return tx.Exec("SELECT pg_notify(?, ?)", notifyChannel, draft+" "+strconv.FormatInt(seq, 10)).Error
}

// reconnectFirst and reconnectMost bound the pause before listening again after the connection broke.
const (
	reconnectFirst = 100 * time.Millisecond
	reconnectMost  = 5 * time.Second
)

// Listen calls moved for what any instance appends, this one too, and for every draft of a workshop whose pack is
// changed, after the commit and from one goroutine.
// Each time it has begun to listen, at the start and after a broken connection, it also calls moved for
// every draft that stands elsewhere than was last said, so nothing is missed; now and then a position is
// said twice.
//
// It returns nil when ctx ends or the store is closed. On SQLite there is no other instance, and moved is
// never called.
func (s *Store) Listen(ctx context.Context, moved func(draft string, seq int64)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-s.closing:
			stop()
		case <-ctx.Done():
		}
	}()
	if s.postgres == nil {
		<-ctx.Done()
		return nil
	}
	said := make(map[string]int64)
	say := func(draft string, seq int64) {
		said[draft] = seq
		moved(draft, seq)
	}
	pause := reconnectFirst
	for {
		if s.listenOnce(ctx, said, say) {
			pause = reconnectFirst
		}
		wait := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			wait.Stop()
			return nil
		case <-wait.C:
		}
		pause = min(2*pause, reconnectMost)
	}
}

// listenOnce listens until the connection breaks, and says whether it ever stood.
func (s *Store) listenOnce(ctx context.Context, said map[string]int64, say func(draft string, seq int64)) (stood bool) {
	conn, err := pgx.ConnectConfig(ctx, s.postgres.config.Copy())
	if err != nil {
		return false
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+notifyChannel); err != nil {
		return false
	}
	// After LISTEN, so that what is appended from here on is either read now or heard.
	positions, err := conn.Query(ctx, "SELECT id, seq FROM drafts WHERE seq > 0 ORDER BY updated_at")
	if err != nil {
		return false
	}
	var draft string
	var seq int64
	_, err = pgx.ForEachRow(positions, []any{&draft, &seq}, func() error {
		if said[draft] != seq {
			say(draft, seq)
		}
		return nil
	})
	if err != nil {
		return false
	}
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return true
		}
		draft, number, _ := strings.Cut(n.Payload, " ")
		if seq, err := strconv.ParseInt(number, 10, 64); err == nil {
			say(draft, seq)
		}
	}
}
