package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
	"workbench/storage"
	"workbench/ui"
)

// longLog is the application over one draft whose log has as many entries as asked for. What they leave is the same
// however many they are: a sentence is put in and taken out again.
type longLog struct {
	b      *testing.B
	store  *storage.Store
	lib    *campaign.Library
	desk   *live.Desk
	server *ui.Server
	draft  string
	token  string
	seq    int64
	batch  int
}

// written is how many entries are written as people do; the rest are copies of them.
const written = 10

// openLongLog makes the draft. database opens the database of the configuration.
func openLongLog(b *testing.B, c storage.Config, database func() *sql.DB, entries int) *longLog {
	l := &longLog{b: b, lib: campaign.Standard()}
	c.Library = l.lib
	open := func() {
		store, err := storage.Open(b.Context(), c)
		if err != nil {
			b.Fatal(err)
		}
		l.store = store
		hub := live.NewHub()
		shelf := ui.NewShelf(store, l.lib, principles.Standard)
		l.desk = live.NewDesk(l.lib, store, hub, time.Now, ui.DeskOptions(store, shelf, time.Now))
		l.server, err = ui.New(ui.Config{Addresses: func() []string { return nil }}, ui.Parts{Library: l.lib, Shelf: shelf, Store: store,
			Desk: l.desk, Hub: hub, Log: slog.New(slog.DiscardHandler), Now: time.Now})
		if err != nil {
			b.Fatal(err)
		}
	}
	open()
	w, err := l.store.CreateWorkshop(b.Context(), campaign.Workshop{Title: "Long", From: "2027-03-01", To: "2027-03-05", Language: "en",
		Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinOpen, Created: time.Now(),
		Groups: []campaign.Group{{Name: "Group 1", Country: "MY"}}})
	if err != nil {
		b.Fatal(err)
	}
	l.draft = w.Groups[0].DraftID
	var joined struct{ Token string }
	if err := json.Unmarshal(l.call(http.MethodPost, "/api/v1/join", map[string]string{"code": w.JoinCode, "group_id": w.Groups[0].ID, "name": "Ana"}, 201), &joined); err != nil {
		b.Fatal(err)
	}
	l.token = joined.Token
	for range written {
		l.write()
	}
	l.close()
	if entries > written {
		db := database()
		for _, statement := range []string{
			fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d)"+
				" INSERT INTO entries (draft_id, seq, client, batch, who, at, sum, edits)"+
				" SELECT e.draft_id, n.i, e.client, n.i, e.who, e.at, e.sum, e.edits FROM n JOIN entries e"+
				" ON e.draft_id = '%s' AND e.seq = 1 + (n.i - 1) %% %d", written+1, entries, l.draft, written),
			fmt.Sprintf("UPDATE drafts SET seq = %d WHERE id = '%s'", entries, l.draft),
		} {
			if _, err := db.Exec(statement); err != nil {
				b.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		l.seq = int64(entries)
	}
	open()
	b.Cleanup(l.close)
	l.batch = entries
	return l
}

func (l *longLog) close() {
	l.desk.Close()
	if err := l.store.Close(); err != nil {
		l.b.Fatal(err)
	}
}

// call sends a request that must be answered with the status.
func (l *longLog) call(method, path string, body any, status int) []byte {
	var in io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			l.b.Fatal(err)
		}
		in = bytes.NewReader(data)
	}
	r := httptest.NewRequest(method, "http://room.test"+path, in)
	r.Header.Set("Content-Type", "application/json")
	if l.token != "" {
		r.Header.Set("Authorization", "Bearer "+l.token)
	}
	out := httptest.NewRecorder()
	l.server.ServeHTTP(out, r)
	if out.Code != status {
		l.b.Fatalf("%s %s: %d %s", method, path, out.Code, out.Body)
	}
	return out.Body.Bytes()
}

// write puts a sentence in, or takes it out again.
func (l *longLog) write() {
	const sentence = "What the village does well, it does together. "
	splice := campaign.Splice{Insert: sentence}
	if l.seq%2 == 1 {
		splice = campaign.Splice{To: len(sentence)}
	}
	l.batch++
	_, err := l.desk.Submit(l.b.Context(), l.draft, "member", campaign.Batch{Client: "page", Batch: int64(l.batch), Base: l.seq,
		Edits: []campaign.Edit{{Kind: campaign.EditText, At: "audience.insight", Splices: []campaign.Splice{splice}}}})
	if err != nil {
		l.b.Fatal(err)
	}
	l.seq++
}

// benchmarkLongLog measures what must not depend on how long a log is: opening a draft that is not in memory, its
// page, the draft over HTTP, and the durable acknowledgement of an edit.
func benchmarkLongLog(b *testing.B, fresh func(b *testing.B) (storage.Config, func() *sql.DB)) {
	for _, entries := range []int{10, 100_000} {
		c, db := fresh(b)
		l := openLongLog(b, c, db, entries)
		run := func(name string, what func()) {
			what() // what is made once is made
			b.Run(fmt.Sprintf("%s/entries=%d", name, entries), func(b *testing.B) {
				for b.Loop() {
					what()
				}
			})
		}
		run("open", func() {
			desk := live.NewDesk(l.lib, l.store, live.NewHub(), time.Now)
			head, err := desk.Read(b.Context(), l.draft)
			if err != nil || head.Seq != l.seq {
				b.Fatal(head.Seq, err)
			}
		})
		page := "/drafts/" + l.draft + "/sections/" + l.lib.Canvas(campaign.DefaultCanvas).Sections[0].ID
		run("page", func() { l.call(http.MethodGet, page, nil, http.StatusOK) })
		run("api", func() { l.call(http.MethodGet, "/api/v1/drafts/"+l.draft, nil, http.StatusOK) })
		run("acknowledge", l.write)
	}
}

func BenchmarkLongLog(b *testing.B) {
	benchmarkLongLog(b, func(b *testing.B) (storage.Config, func() *sql.DB) {
		dir := b.TempDir()
		return storage.Config{Dir: dir}, func() *sql.DB {
			db, err := sql.Open("sqlite", filepath.Join(dir, "workbench.db"))
			if err != nil {
				b.Fatal(err)
			}
			return db
		}
	})
}
