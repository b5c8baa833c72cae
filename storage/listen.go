package storage

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
)

// notifyChannel is where instances on one PostgreSQL tell one another that a draft has moved.
const notifyChannel = "workbench_drafts"

// newsChannel is where they tell one another what is in no log: who is present, and news of workshops.
const newsChannel = "workbench_news"

// notify tells the instances which draft has moved and where to, when the transaction is committed. The
// words themselves are read from the log: a payload is limited to 8,000 bytes.
func notify(tx *gorm.DB, draft string, seq int64) error {
	return tx.Exec("SELECT pg_notify(?, ?)", notifyChannel, draft+" "+strconv.FormatInt(seq, 10)).Error
}

// Shared says whether other instances may use the same database.
func (s *Store) Shared() bool { return s.postgres != nil }

// Tell gives a short message to the other instances; it is kept nowhere. PostgreSQL takes messages under
// 7,900 bytes. On SQLite there is nobody to hear it.
func (s *Store) Tell(ctx context.Context, message string) error {
	return s.view(ctx, "tell other instances", func(db *gorm.DB) error {
		if s.postgres == nil {
			return nil
		}
		return db.Exec("SELECT pg_notify(?, ?)", newsChannel, s.instance+" "+message).Error
	})
}

// Listener is called from one goroutine by Listen. Members that are nil are left out.
type Listener struct {
	// Moved hears what any instance appends, this one too, and of every draft of a workshop whose pack is
	// changed, after the commit.
	Moved func(draft string, seq int64)
	// Heard hears what another instance tells. Instance is a name that a store has until it is closed.
	Heard func(instance, message string)
	// Listening is called each time it has begun to listen. What was told before was not heard.
	Listening func()
}

// reconnectFirst and reconnectMost bound the pause before listening again after the connection broke.
const (
	reconnectFirst = 100 * time.Millisecond
	reconnectMost  = 5 * time.Second
)

// quietFor is how long a listening connection may be silent before the server is asked whether it still
// stands, and the answer may take as long again. A connection that a router forgot, or that a laptop slept
// through, says nothing for hours.
const quietFor = 10 * time.Second

// Listen hears the other instances. Each time it has begun to listen, at the start and after a broken
// connection, it also calls l.Moved for every draft that stands elsewhere than was last said, so nothing is
// missed; now and then a position is said twice.
//
// It returns nil when ctx ends or the store is closed. On SQLite there is no other instance, and l is never
// called.
func (s *Store) Listen(ctx context.Context, l Listener) error {
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
		if l.Moved != nil {
			l.Moved(draft, seq)
		}
	}
	pause := reconnectFirst
	for {
		if s.listenOnce(ctx, l, said, say) {
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
func (s *Store) listenOnce(ctx context.Context, l Listener, said map[string]int64, say func(draft string, seq int64)) (stood bool) {
	conn, err := pgx.ConnectConfig(ctx, s.postgres.config.Copy())
	if err != nil {
		return false
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+notifyChannel+"; LISTEN "+newsChannel); err != nil {
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
	if l.Listening != nil {
		l.Listening()
	}
	for {
		n, err := s.nextNotification(ctx, conn)
		if err != nil {
			return true
		}
		first, rest, _ := strings.Cut(n.Payload, " ")
		if n.Channel == newsChannel {
			if first != s.instance && l.Heard != nil {
				l.Heard(first, rest)
			}
			continue
		}
		if seq, err := strconv.ParseInt(rest, 10, 64); err == nil {
			say(first, seq)
		}
	}
}

// nextNotification waits for a notification, and fails where the connection stands no more.
func (s *Store) nextNotification(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	for {
		quiet, cancel := context.WithTimeout(ctx, s.quiet)
		n, err := conn.WaitForNotification(quiet)
		cancel()
		if err == nil || ctx.Err() != nil || quiet.Err() == nil {
			return n, err
		}
		answer, cancel := context.WithTimeout(ctx, s.quiet)
		err = conn.Ping(answer)
		cancel()
		if err != nil {
			return nil, err
		}
	}
}
