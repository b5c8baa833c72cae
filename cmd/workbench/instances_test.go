//go:build postgres

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// schema makes an empty schema in the database that WORKBENCH_TEST_POSTGRES names, and gives its address.
func schema(t testing.TB) (dsn string, admin *pgx.Conn) {
	t.Helper()
	ctx := context.Background()
	u, err := url.Parse(os.Getenv("WORKBENCH_TEST_POSTGRES"))
	if err != nil || u.Host == "" {
		t.Fatal("WORKBENCH_TEST_POSTGRES: give the address of a PostgreSQL database")
	}
	if admin, err = pgx.Connect(ctx, u.String()); err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("instances_%d_%d", os.Getpid(), rand.Uint32())
	if _, err = admin.Exec(ctx, "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		admin.Exec(ctx, "DROP SCHEMA "+name+" CASCADE")
		admin.Close(ctx)
	})
	query := u.Query()
	query.Set("search_path", name)
	query.Set("application_name", name)
	u.RawQuery = query.Encode()
	return u.String(), admin
}

// event is one event of a stream.
type event struct{ name, data string }

// reading is an open stream. The channel is closed with the stream's end.
type reading struct {
	events chan event
	end    func()
}

// read opens the stream of the draft at an instance and reads its hello.
func (s *seat) read(t *testing.T, at string) *reading {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at+"/api/v1/drafts/"+s.DraftID+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("the stream answers %s", answer.Status)
	}
	out := &reading{events: make(chan event, 10000), end: cancel}
	go func() {
		defer close(out.events)
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 16<<20)
		name := ""
		for lines.Scan() {
			if v, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = v
			} else if v, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				out.events <- event{name, v}
			}
		}
	}()
	out.want(t, "hello")
	return out
}

// want waits until an event of the name comes that has all the words.
func (r *reading) want(t *testing.T, name string, words ...string) event {
	t.Helper()
	patience := time.After(15 * time.Second)
	for {
		select {
		case e, ok := <-r.events:
			if !ok {
				t.Fatalf("the stream ended without %s %q", name, words)
			}
			if e.name == name && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(e.data, w) }) {
				return e
			}
		case <-patience:
			t.Fatalf("%s %q has not come", name, words)
		}
	}
}

// ended waits until the stream has ended, and says how long that took.
func (r *reading) ended(t *testing.T) time.Duration {
	t.Helper()
	start, patience := time.Now(), time.After(15*time.Second)
	for {
		select {
		case _, ok := <-r.events:
			if !ok {
				return time.Since(start)
			}
		case <-patience:
			t.Fatal("the stream goes on")
		}
	}
}

func (s *seat) present(t *testing.T, field string) {
	t.Helper()
	s.do(t, http.MethodPost, "/drafts/"+s.DraftID+"/presence",
		map[string]any{"client": s.name, "at": field, "from": 1, "to": 2, "unsent": 1}, nil)
}

// memberID finds a seat's id as the others hear it.
func memberID(t *testing.T, from event, name string) string {
	t.Helper()
	var list []struct{ Who, Name string }
	if err := json.Unmarshal([]byte(from.data), &list); err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Name == name {
			return p.Who
		}
	}
	t.Fatalf("%s is not in %s", name, from.data)
	return ""
}

// remove takes a member's seat away on the facilitator's page.
func (r *room) remove(t *testing.T, member string) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, r.url+"/workshops/"+r.ID+"/members/"+member+"/remove", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+r.token)
	answer, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("removing answers %s", answer.Status)
	}
}

func TestInstances_OneTableOnTwoServers(t *testing.T) {
	dsn, admin := schema(t)
	a := serveHere(t, nil, "--demo", "--addr", here, "--db", dsn)
	b := serveHere(t, nil, "--demo", "--addr", here, "--db", dsn)
	r := openRoom(t, signIn(t, a.url, demoName, demoPassword), "One", "Two")
	ann, ben, eve := r.join(t, 0, "Ann"), r.join(t, 0, "Ben").at(b.url), r.join(t, 0, "Eve").at(b.url)
	atA, atB, gone := ann.read(t, a.url), ben.read(t, b.url), eve.read(t, b.url)

	ann.send(t, ann.insert("message.core", "from the first"))
	atB.want(t, "edits", "from the first")
	ben.send(t, ben.insert("message.core", "from the second"))
	atA.want(t, "edits", "from the second")

	ann.present(t, "message.core")
	atB.want(t, "presence", `"name":"Ann"`, `"at":"message.core"`, `"unsent":1`)
	eve.present(t, "title")
	everybody := atA.want(t, "presence", `"name":"Ann"`, `"name":"Eve"`, `"at":"title"`)
	atA.end() // Ann's only stream: she has left, at the other instance too
	for left := atB.want(t, "presence", "Eve"); strings.Contains(left.data, "Ann"); {
		left = atB.want(t, "presence", "Eve")
	}
	atA = ann.read(t, a.url)

	r.join(t, 0, "Dan")
	atB.want(t, "workshop", `"what":"joined"`, `"name":"Dan"`)
	r.remove(t, memberID(t, everybody, "Eve"))
	if took := gone.ended(t); took > time.Second {
		t.Errorf("the removed member's stream ended after %v, want within a second", took)
	} else {
		t.Logf("a removed member's stream at the other instance ended after %v", took)
	}
	atB.want(t, "workshop", `"what":"removed"`, `"name":"Eve"`)
	if status, _, _ := eve.try(http.MethodGet, "/drafts/"+eve.DraftID, nil, nil); status != http.StatusUnauthorized {
		t.Errorf("the removed member reads: %d", status)
	}

	// Both listeners lose their connections, and the streams miss nothing.
	for round := range 3 {
		var ended int
		err := admin.QueryRow(context.Background(), "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1"+
			" AND query LIKE '%FROM drafts WHERE seq > 0%'", application(t, dsn)).Scan(&ended)
		if err != nil || ended != 2 {
			t.Fatalf("%d listeners ended, want 2: %v", ended, err)
		}
		words := fmt.Sprintf("while nobody listened %d", round)
		ann.send(t, ann.insert("message.story", words))
		atB.want(t, "edits", words)
		atA.want(t, "edits", words)
		atB.want(t, "workshop", "settings") // both listen again
		atA.want(t, "workshop", "settings")
	}
	ann.present(t, "message.story")
	atB.want(t, "presence", `"name":"Ann"`, `"at":"message.story"`)

	const edits = 100
	var took, shown []time.Duration
	for i := range edits {
		words, start := fmt.Sprintf("measured %d", i), time.Now()
		ann.send(t, ann.insert("message.story", words))
		answered := time.Since(start)
		atB.want(t, "edits", words)
		took, shown = append(took, time.Since(start)), append(shown, answered)
	}
	slices.Sort(took)
	slices.Sort(shown)
	t.Logf("an edit at the other instance: p50 %v, p95 %v, most %v; acknowledged: p50 %v, p95 %v",
		took[edits/2], took[edits*95/100], took[edits-1], shown[edits/2], shown[edits*95/100])
	if took[edits*95/100] > time.Second {
		t.Errorf("p95 of an edit's way to the other instance is %v", took[edits*95/100])
	}
	took = nil
	for i := range 30 {
		start := time.Now()
		ann.do(t, http.MethodPost, "/drafts/"+ann.DraftID+"/presence", map[string]any{"client": "Ann", "at": "title", "from": 1000 + i, "to": 1000 + i, "unsent": 0}, nil)
		atB.want(t, "presence", fmt.Sprintf(`"from":%d`, 1000+i))
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	t.Logf("presence at the other instance: p50 %v, most %v", took[15], took[29])

	// An instance that stops takes leave.
	ben.present(t, "title")
	atA.want(t, "presence", "Ben")
	b.stop()
	for left := atA.want(t, "presence"); strings.Contains(left.data, "Ben"); {
		left = atA.want(t, "presence")
	}
}

// application is the name by which the instances of a test are known to the server.
func application(t *testing.T, dsn string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("application_name")
}
