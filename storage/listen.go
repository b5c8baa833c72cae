package storage

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// notifyChannel is where instances on one PostgreSQL tell one another that a draft has moved.
const notifyChannel = "workbench_drafts"

// notifyPayload says which draft has moved and where to. The words themselves are read from the log:
// a payload is limited to 8,000 bytes.
func notifyPayload(draft string, seq int64) string {
	return draft + " " + strconv.FormatInt(seq, 10)
}

// reconnectFirst and reconnectMost bound the pause before listening again after the connection broke.
const (
	reconnectFirst = 100 * time.Millisecond
	reconnectMost  = 5 * time.Second
)

// Listen calls moved for every entry that any instance appends, after its commit, from one goroutine and
// in the order of the commits. Each time it has begun to listen, at the start and after a broken
// connection, it calls moved("", 0): any draft may have moved meanwhile, unheard.
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
	pause := reconnectFirst
	for {
		if s.listenOnce(ctx, moved) {
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
func (s *Store) listenOnce(ctx context.Context, moved func(draft string, seq int64)) (stood bool) {
	conn, err := pgx.ConnectConfig(ctx, s.postgres.config.Copy())
	if err != nil {
		return false
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+notifyChannel); err != nil {
		return false
	}
	moved("", 0)
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return true
		}
		draft, number, _ := strings.Cut(n.Payload, " ")
		if seq, err := strconv.ParseInt(number, 10, 64); err == nil {
			moved(draft, seq)
		}
	}
}
