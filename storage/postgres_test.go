//go:build postgres

package storage

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"workbench/campaign"
)

// testDSN names the PostgreSQL database in which each test gets a schema of its own:
// WORKBENCH_TEST_POSTGRES=postgres://… go test -tags postgres ./storage
const testDSN = "WORKBENCH_TEST_POSTGRES"

var schemas atomic.Int64

// newSchema makes an empty schema and drops it after the test.
func newSchema(t testing.TB) Config {
	t.Helper()
	dsn := os.Getenv(testDSN)
	if dsn == "" {
		t.Fatalf("%s is empty: give it the address of a PostgreSQL database", testDSN)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
	conn, err := pgx.Connect(ctx, dsn)
	must(t, err)
	_, err = conn.Exec(ctx, "CREATE SCHEMA "+name)
	must(t, err)
	t.Cleanup(func() {
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, "DROP SCHEMA "+name+" CASCADE"); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(dsn)
	must(t, err)
	query := u.Query()
	query.Set("search_path", name)
	u.RawQuery = query.Encode()
	return Config{DSN: u.String()}
}

func TestPostgreSQL(t *testing.T) { runSuite(t, newSchema) }

func TestPostgreSQL_TwoInstancesShareOneDraft(t *testing.T) {
	c := newSchema(t)
	a, b := open(t, c), open(t, c)
	draft := addWorkshop(t, a, 1).Groups[0].DraftID
	done := make(chan error)
	for i, s := range []*Store{a, b} {
		go func() {
			for batch := range int64(40) {
				if err := appendNext(s, draft, fmt.Sprint("instance ", i), batch); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	must(t, <-done)
	must(t, <-done)
	entries, err := a.Entries(ctx, draft, 0, 1000)
	must(t, err)
	for i, e := range entries {
		if e.Seq != int64(i)+1 {
			t.Fatalf("entry %d has seq %d", i, e.Seq)
		}
	}
	if len(entries) != 80 {
		t.Errorf("%d entries", len(entries))
	}
}

func TestPostgreSQL_OpeningAtOnceMigratesOnce(t *testing.T) {
	c := newSchema(t)
	errs := make(chan error)
	for range 6 {
		go func() {
			s, err := Open(ctx, c)
			if err == nil {
				err = s.Close()
			}
			errs <- err
		}()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

// move is one call that Listen made.
type move struct {
	draft string
	seq   int64
}

// listening starts to listen and returns what is heard.
func listening(t *testing.T, s *Store) <-chan move {
	t.Helper()
	heard := make(chan move, 100)
	limited, cancel := context.WithCancel(ctx)
	ended := make(chan error)
	go func() {
		ended <- s.Listen(limited, Listener{Moved: func(draft string, seq int64) { heard <- move{draft, seq} }})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("listen: %v", err)
		}
	})
	return heard
}

func wantMove(t *testing.T, heard <-chan move, want move) {
	t.Helper()
	select {
	case got := <-heard:
		if got != want {
			t.Fatalf("heard %+v, want %+v", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("not heard: %+v", want)
	}
}

func TestListen_HearsAnotherInstanceAfterItsCommit(t *testing.T) {
	c := newSchema(t)
	a, b := open(t, c), open(t, c)
	w := addWorkshop(t, a, 2)
	draft := w.Groups[0].DraftID
	must(t, a.Append(ctx, draft, titled(1, "a", 1, "before anybody listens")))
	heard := listening(t, b)
	wantMove(t, heard, move{draft, 1})
	for seq := int64(2); seq <= 5; seq++ {
		must(t, a.Append(ctx, draft, titled(seq, "a", seq, "x")))
		wantMove(t, heard, move{draft, seq})
		if _, at, err := b.Position(ctx, draft); err != nil || at < seq {
			t.Fatalf("heard of %d, but the log is at %d, %v", seq, at, err)
		}
	}
	if err := a.Append(ctx, draft, titled(5, "b", 1, "lost")); err == nil {
		t.Fatal("the same seq twice")
	}
	must(t, a.Append(ctx, draft, titled(6, "a", 6, "x")))
	wantMove(t, heard, move{draft, 6})
}

func TestListen_MissesNothingWhileTheConnectionIsBroken(t *testing.T) {
	c := newSchema(t)
	s := open(t, c)
	w := addWorkshop(t, s, 2)
	still, moving := w.Groups[0].DraftID, w.Groups[1].DraftID
	must(t, s.Append(ctx, still, titled(1, "a", 1, "x")))
	heard := listening(t, s)
	wantMove(t, heard, move{still, 1})
	for seq := int64(1); seq <= 3; seq++ {
		must(t, s.write.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"+
			" WHERE query LIKE '%FROM drafts WHERE seq > 0%' AND pid <> pg_backend_pid() AND datname = current_database()").Error)
		must(t, s.Append(ctx, moving, titled(seq, "a", seq, "x")))
		wantMove(t, heard, move{moving, seq})
		// What came while the connection stood again may be said a second time, by the notification.
		must(t, s.Append(ctx, still, titled(seq+1, "a", seq+1, "x")))
		for got := (move{}); got != (move{still, seq + 1}); {
			if got = <-heard; got != (move{moving, seq}) && got != (move{still, seq + 1}) {
				t.Fatalf("heard %+v", got)
			}
		}
	}
}

func TestRestore_IsHeardByOtherInstances(t *testing.T) {
	c := newSchema(t)
	a, b := open(t, c), open(t, c)
	draft := addWorkshop(t, a, 1).Groups[0].DraftID
	must(t, a.Append(ctx, draft, titled(1, "a", 1, "x")))
	file := filepath.Join(t.TempDir(), "backup")
	must(t, a.Backup(ctx, file, nil))
	must(t, a.Append(ctx, draft, titled(2, "a", 2, "x")))
	heard := listening(t, b)
	wantMove(t, heard, move{draft, 2})
	restored(t, a, file)
	wantMove(t, heard, move{draft, 1})
}

func TestPostgreSQL_BrokenConnectionsAreReplaced(t *testing.T) {
	c := newSchema(t)
	s := open(t, c)
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	other, err := pgx.Connect(ctx, os.Getenv(testDSN))
	must(t, err)
	defer other.Close(ctx)
	_, err = other.Exec(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"+
		" WHERE pid <> pg_backend_pid() AND application_name = 'workbench' AND query LIKE '%drafts%' AND datname = current_database()")
	must(t, err)
	for seq := int64(1); seq <= 3; seq++ {
		if err := s.Append(ctx, draft, titled(seq, "a", seq, "x")); err != nil {
			// The connection that was killed may be noticed only in use; the batch is sent again.
			wantCode(t, err, campaign.Unavailable)
			seq--
		}
	}
	wantLog(t, s, draft, "x", "x", "x")
}

func TestPostgreSQL_CommitsBeforeItAcknowledges(t *testing.T) {
	s := open(t, newSchema(t))
	var setting string
	must(t, s.write.Raw("SHOW synchronous_commit").Scan(&setting).Error)
	if setting != "on" {
		t.Errorf("synchronous_commit is %s", setting)
	}
}

func TestPostgreSQL_SaysWhatIsWrong(t *testing.T) {
	c := newSchema(t)
	u, err := url.Parse(c.DSN)
	must(t, err)
	u.Path = "/no_such_database"
	_, err = Open(ctx, Config{DSN: u.String()})
	wantCode(t, err, campaign.Unavailable)
	if !strings.Contains(err.Error(), "no_such_database") || strings.Contains(err.Error(), "SQLSTATE") {
		t.Errorf("sentence %q", err)
	}
	s := open(t, c)
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	wantCode(t, s.Append(ctx, draft, titled(1, "nul\x00", 1, "x")), campaign.Invalid)
}

func BenchmarkPostgreSQL_Append(b *testing.B) {
	for _, n := range []int{1, 60} {
		b.Run(fmt.Sprint("writers=", n), func(b *testing.B) { benchmarkAppend(b, newSchema, n) })
	}
}

func TestListen_HearsThatAWorkshopIsCheckedByAnotherPack(t *testing.T) {
	c := newSchema(t)
	a, b := open(t, c), open(t, c)
	w := addWorkshop(t, a, 1)
	keep(t, a, "own", "1.0.0", "one")
	must(t, a.Append(ctx, w.Groups[0].DraftID, titled(1, "a", 1, "words")))
	heard := listening(t, b)
	wantMove(t, heard, move{w.Groups[0].DraftID, 1})
	must(t, a.SetWorkshopPack(ctx, w.ID, w.PackUse(), campaign.PackUse{ID: "own", Version: "1.0.0", Digest: "one"}))
	wantMove(t, heard, move{w.Groups[0].DraftID, 1})
}

// said is one call of Listener.Heard, or of Listener.Listening where instance is empty.
type said struct{ instance, message string }

// hearing starts to listen for what other instances tell.
func hearing(t *testing.T, s *Store) <-chan said {
	t.Helper()
	heard := make(chan said, 100)
	limited, cancel := context.WithCancel(ctx)
	ended := make(chan error)
	go func() {
		ended <- s.Listen(limited, Listener{Listening: func() { heard <- said{} },
			Heard: func(instance, message string) { heard <- said{instance, message} }})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("listen: %v", err)
		}
	})
	return heard
}

func TestTell_IsHeardByTheOthersAndNotByOneself(t *testing.T) {
	c := newSchema(t)
	a, b := open(t, c), open(t, c)
	atA, atB := hearing(t, a), hearing(t, b)
	want := func(heard <-chan said, want said) {
		t.Helper()
		for {
			select {
			case got := <-heard:
				if got == want {
					return
				}
				if got.instance == a.instance || got.instance == b.instance || got == (said{}) {
					t.Fatalf("heard %q, want %q", got, want)
				}
			case <-time.After(20 * time.Second):
				t.Fatalf("not heard: %q", want)
			}
		}
	}
	want(atA, said{})
	want(atB, said{})
	long := strings.Repeat("x", 7800)
	must(t, a.Tell(ctx, long))
	must(t, b.Tell(ctx, "an answer"))
	want(atB, said{a.instance, long})
	want(atA, said{b.instance, "an answer"})
	must(t, b.write.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"+
		" WHERE query LIKE '%FROM drafts WHERE seq > 0%' AND pid <> pg_backend_pid() AND datname = current_database()").Error)
	want(atA, said{})
	want(atB, said{})
	must(t, a.Tell(ctx, "again"))
	want(atB, said{a.instance, "again"})
}

// blackHole is a way to a server that can stop carrying anything without an end of the connections.
type blackHole struct {
	mu      sync.Mutex
	blocked []chan struct{} // one for each connection, closed when it carries no more
	all     []net.Conn
}

// block has the connections that stand now carry no more.
func (b *blackHole) block() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.blocked {
		close(c)
	}
	b.blocked = nil
}

// open gives the address of the way to the server.
func (b *blackHole) open(t *testing.T, server string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() {
		l.Close()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, c := range b.all {
			c.Close()
		}
	})
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", server)
			if err != nil {
				in.Close()
				continue
			}
			gone := make(chan struct{})
			b.mu.Lock()
			b.blocked, b.all = append(b.blocked, gone), append(b.all, in, out)
			b.mu.Unlock()
			carry := func(to, from net.Conn) {
				part := make([]byte, 1<<16)
				for {
					n, err := from.Read(part)
					select {
					case <-gone:
						return
					default:
					}
					if err != nil {
						to.Close()
						return
					}
					if _, err := to.Write(part[:n]); err != nil {
						from.Close()
						return
					}
				}
			}
			go carry(out, in)
			go carry(in, out)
		}
	}()
	return l.Addr().String()
}

func TestListen_LeavesAConnectionThatHasDiedInSilence(t *testing.T) {
	c := newSchema(t)
	a := open(t, c)
	u, err := url.Parse(c.DSN)
	must(t, err)
	var way blackHole
	u.Host = way.open(t, u.Host)
	b := open(t, Config{DSN: u.String()})
	b.quiet = 50 * time.Millisecond
	draft := addWorkshop(t, a, 1).Groups[0].DraftID
	must(t, a.Append(ctx, draft, titled(1, "a", 1, "x")))
	heard := listening(t, b)
	wantMove(t, heard, move{draft, 1})
	for seq := int64(2); seq <= 4; seq++ {
		way.block()
		must(t, a.Append(ctx, draft, titled(seq, "a", seq, "x")))
		wantMove(t, heard, move{draft, seq})
	}
}
