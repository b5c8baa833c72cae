package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

// writeNext appends a writer's next batch to a draft as the desk does: accepted over the state as it is.
func writeNext(s *Store, draft, client string, batch int64) error {
	for {
		head, err := s.Open(ctx, draft)
		if err != nil {
			return err
		}
		full := 0 // the units of a line that has no room for more: they give way
		if text := head.State.Fields["message.core"].Value.Text; campaign.Graphemes(text) > 400 {
			full = campaign.UTF16Len(text)
		}
		b := campaign.Batch{Client: client, Batch: batch, Base: head.Seq, Edits: []campaign.Edit{
			{Kind: campaign.EditText, At: "message.core", Splices: []campaign.Splice{{To: full, Insert: fmt.Sprintf("[%s %d ស្ត្រី 🧵]", client, batch)}}},
			{Kind: campaign.EditSet, At: "audience.age_from", Value: fmt.Appendf(nil, "%d", batch%90)},
			{Kind: campaign.EditInsertRow, At: "channels.list", Row: fmt.Sprint(client, "-", batch)},
		}}
		if batch%3 == 0 {
			b.Edits = []campaign.Edit{{Kind: campaign.EditDeleteRow, At: fmt.Sprintf("channels.list/%s-%d", client, batch-1)}}
		}
		accepted, err := s.lib.Accept(head.State, b, nil, head.Seq+1)
		if err != nil {
			return err
		}
		err = s.Append(ctx, draft, campaign.Appended{
			Entry: campaign.Entry{Seq: head.Seq + 1, Client: client, Batch: batch, Who: "member " + client, Time: time.Now(), Edits: accepted.Edits},
			Sum:   b.Sum(), State: accepted.State, Changed: accepted.Changed})
		if !errors.Is(err, campaign.ErrTaken) {
			return err
		}
	}
}

// rowsOf reads every column of every row of a table as text that is the same on both databases, by the
// columns that it is ordered by.
func rowsOf(t testing.TB, s *Store, table, order string) (lines []string) {
	t.Helper()
	rows, err := s.read.Raw("SELECT * FROM " + table + " ORDER BY " + order).Rows()
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	types, err := rows.ColumnTypes()
	must(t, err)
	for rows.Next() {
		values, places := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			places[i] = &values[i]
		}
		must(t, rows.Scan(places...))
		var line strings.Builder
		for i, v := range values {
			if n, ok := v.(int64); ok && types[i].DatabaseTypeName() == "BOOLEAN" {
				v = n != 0
			}
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			if columns[i] == "log_id" {
				v = "LOG"
			}
			fmt.Fprintf(&line, "%s=%q ", columns[i], fmt.Sprint(v))
		}
		lines = append(lines, line.String())
	}
	must(t, rows.Err())
	return lines
}

// everything is what a database holds, table by table, in an order of its own.
func everything(t testing.TB, s *Store) map[string][]string {
	t.Helper()
	all := make(map[string][]string)
	for _, table := range backupTables {
		all[table] = rowsOf(t, s, table, "1")
		slices.Sort(all[table])
	}
	return all
}

// wantSame compares all tables of two databases, but for the ids of logs.
func wantSame(t testing.TB, what string, got, want map[string][]string) {
	t.Helper()
	for _, table := range backupTables {
		if slices.Equal(got[table], want[table]) {
			continue
		}
		t.Errorf("%s: table %s has %d rows, want %d", what, table, len(got[table]), len(want[table]))
		for i, line := range got[table] {
			if i >= len(want[table]) || line != want[table][i] {
				t.Errorf("the first that differs: %.400s", line)
				break
			}
		}
	}
}

// wantFolded checks that what a database holds of each draft is the fold of its log up to its seq, and that the
// log is a beginning of the one at the source, column by column.
func wantFolded(t *testing.T, what string, s, source *Store, least map[string]int64) {
	t.Helper()
	for draft, acknowledged := range least {
		head, err := s.Open(ctx, draft)
		must(t, err)
		if head.Seq < acknowledged {
			t.Errorf("%s: the log ends at %d, and %d were acknowledged before", what, head.Seq, acknowledged)
		}
		entries, err := s.Entries(ctx, draft, 0, 1_000_000)
		must(t, err)
		state := campaign.State{Canvas: campaign.DefaultCanvas, Language: "en"}
		for i, e := range entries {
			if e.Seq != int64(i)+1 {
				t.Fatalf("%s: entry %d has seq %d", what, i+1, e.Seq)
			}
			state, _, err = s.lib.Apply(state, e.Edits, e.Seq)
			must(t, err)
		}
		if int64(len(entries)) != head.Seq {
			t.Errorf("%s: %d entries, and the head is at %d", what, len(entries), head.Seq)
		}
		for field := range maps.Keys(head.State.Fields) {
			got, _, err := s.lib.EncodePart(head.State, field)
			must(t, err)
			want, there, err := s.lib.EncodePart(state, field)
			must(t, err)
			if !there || string(got) != string(want) {
				t.Errorf("%s: %s is %.200s, the log folds to %.200s", what, field, got, want)
			}
		}
		if len(state.Fields) != len(head.State.Fields) {
			t.Errorf("%s: %d fields, the log folds to %d", what, len(head.State.Fields), len(state.Fields))
		}
		of := "entries WHERE draft_id = '" + draft + "'"
		got, want := rowsOf(t, s, of, "seq"), rowsOf(t, source, of, "seq")
		if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) {
			t.Errorf("%s: the entries are not those of the source", what)
		}
	}
}

// busy has three writers at each draft, until stop. atLeast waits until so many batches of each draft were
// acknowledged, and gives how many are.
func busy(t *testing.T, s *Store, drafts []string) (atLeast func(n int64) map[string]int64, stop func()) {
	t.Helper()
	var mu sync.Mutex
	more, failed := sync.NewCond(&mu), false
	acknowledged := make(map[string]int64)
	ended := make(chan struct{})
	var wg sync.WaitGroup
	for _, draft := range drafts {
		for n := range 3 {
			client := fmt.Sprint("page", n)
			wg.Go(func() {
				for batch := int64(1); batch <= 60; batch++ { // a field holds only so many rows
					select {
					case <-ended:
						return
					default:
					}
					err := writeNext(s, draft, client, batch)
					mu.Lock()
					if err == nil {
						acknowledged[draft]++
					} else {
						t.Error(err)
						failed = true
					}
					mu.Unlock()
					if more.Broadcast(); err != nil {
						return
					}
				}
			})
		}
	}
	atLeast = func(n int64) map[string]int64 {
		mu.Lock()
		defer mu.Unlock()
		for _, draft := range drafts {
			for acknowledged[draft] < n && !failed {
				more.Wait()
			}
		}
		return maps.Clone(acknowledged)
	}
	return atLeast, sync.OnceFunc(func() { close(ended); wg.Wait() })
}

func backupUnderLoad(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 3)
	var drafts []string
	for _, g := range w.Groups {
		drafts = append(drafts, g.DraftID)
	}
	atLeast, stop := busy(t, s, drafts)
	defer stop()
	type made struct {
		file  string
		least map[string]int64
	}
	var backups []made
	dir := t.TempDir()
	for i := range 3 {
		least := atLeast(int64(10*i + 1))
		file := filepath.Join(dir, fmt.Sprint(i))
		must(t, s.Backup(ctx, file, nil))
		backups = append(backups, made{file, least})
	}
	stop()
	for _, b := range backups {
		same, lite := open(t, fresh(t)), open(t, newFolder(t))
		restored(t, same, b.file)
		restored(t, lite, b.file)
		wantFolded(t, "the same kind", same, s, b.least)
		wantFolded(t, "SQLite", lite, s, b.least)
		held := everything(t, same)
		wantSame(t, "SQLite", everything(t, lite), held)
		onward := filepath.Join(dir, filepath.Base(b.file)+" again")
		must(t, lite.Backup(ctx, onward, nil))
		restored(t, s, onward) // over the source, which has gone on
		wantSame(t, "there and back", everything(t, s), held)
		source := open(t, fresh(t)) // the last backup has the longest log
		restored(t, source, backups[len(backups)-1].file)
		s = source
	}
}

// cancelled gives a progress that ends the context once so many rows were copied.
func cancelled(after int64) (context.Context, Progress) {
	limited, cancel := context.WithCancel(ctx)
	return limited, func(done, total int64) {
		if done >= after {
			cancel()
		}
	}
}

func folderNames(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func backupBroken(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	fill(t, s)
	dir := t.TempDir()
	limited, progress := cancelled(10)
	if err := s.Backup(limited, filepath.Join(dir, "file"), progress); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if names := folderNames(t, dir); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
	must(t, s.Backup(ctx, filepath.Join(dir, "file"), nil))
}

func restoreKeeps(t *testing.T, fresh fresh) {
	s, other := open(t, fresh(t)), open(t, fresh(t))
	fill(t, s)
	dir := t.TempDir()
	file, before := filepath.Join(dir, "file"), filepath.Join(dir, "before")
	must(t, s.Backup(ctx, file, nil))
	if kept, err := other.Restore(ctx, file, before, nil); kept || err != nil {
		t.Fatalf("into an empty database: %v %v", kept, err)
	}
	w := addWorkshop(t, other, 1)
	must(t, other.Append(ctx, w.Groups[0].DraftID, titled(1, "a", 1, "later")))
	held := everything(t, other)
	var told []int64
	kept, err := other.Restore(ctx, file, before, func(done, total int64) { told = append(told, done, total) })
	if !kept || err != nil {
		t.Fatal(kept, err)
	}
	if n := len(told); n == 0 || told[n-1] != told[n-2] {
		t.Errorf("progress was told as %v", told)
	}
	wantSame(t, "restored", everything(t, other), everything(t, s))
	restored(t, other, before)
	wantSame(t, "brought back", everything(t, other), held)
	// A name that is taken stops it before anything is replaced.
	if kept, err := other.Restore(ctx, file, before, nil); kept || campaign.CodeOf(err) != campaign.Conflict {
		t.Errorf("over a file that is there: %v %v", kept, err)
	}
	wantSame(t, "refused", everything(t, other), held)
}

func restoreBroken(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	fill(t, s)
	dir := t.TempDir()
	file, before := filepath.Join(dir, "file"), filepath.Join(dir, "before")
	must(t, s.Backup(ctx, file, nil))
	w := addWorkshop(t, s, 2)
	must(t, s.Append(ctx, w.Groups[0].DraftID, titled(1, "a", 1, "later")))
	held := dump(t, s)
	var rows int64
	for _, lines := range everything(t, s) {
		rows += int64(len(lines))
	}
	for _, after := range []int64{1, rows / 2} {
		limited, cancel := context.WithCancel(ctx)
		kept, err := s.Restore(limited, file, before, func(done, total int64) {
			if _, err := os.Stat(before); done >= after && (after == 1 || err == nil) { // while keeping, and while replacing
				cancel()
			}
		})
		cancel()
		if kept || !errors.Is(err, context.Canceled) {
			t.Errorf("got %v %v", kept, err)
		}
		if names := folderNames(t, dir); !slices.Equal(names, []string{"file"}) {
			t.Errorf("left behind: %v", names)
		}
		if now := dump(t, s); now != held {
			t.Errorf("broken off after %d rows: %s\nwant %s", after, now, held)
		}
	}
}

// TestRestore_ACrashLeavesTheOldOrTheNew copies the files of the database as they are while it is being
// replaced, as a crash would leave them, and opens each copy.
func TestRestore_ACrashLeavesTheOldOrTheNew(t *testing.T) {
	c := newFolder(t)
	s := open(t, c)
	fill(t, s)
	file := filepath.Join(t.TempDir(), "file")
	must(t, s.Backup(ctx, file, nil))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	longLog(t, s, draft, 3000) // so that pages of the transaction reach the disk before its end
	held := everything(t, s)
	other := open(t, newFolder(t))
	restored(t, other, file)
	fresh := everything(t, other)
	var copies []string
	freeze := func() {
		dir := t.TempDir()
		for _, name := range folderNames(t, c.Dir) {
			if !strings.HasPrefix(name, databaseFile) {
				continue
			}
			data, err := os.Open(filepath.Join(c.Dir, name))
			must(t, err)
			out, err := os.Create(filepath.Join(dir, name))
			must(t, err)
			_, err = io.Copy(out, data)
			must(t, errors.Join(err, out.Close(), data.Close()))
		}
		copies = append(copies, dir)
	}
	_, err := s.Restore(ctx, file, "", func(done, total int64) { freeze() })
	must(t, err)
	freeze()
	for i, dir := range copies {
		want := held
		if i == len(copies)-1 {
			want = fresh
		}
		wantSame(t, fmt.Sprintf("crash %d of %d", i+1, len(copies)), everything(t, open(t, Config{Dir: dir})), want)
	}
}

func TestOpen_BesideAWorkbenchThatServes(t *testing.T) {
	c := newFolder(t)
	serving := open(t, c)
	w := fill(t, serving)
	c.Beside = true
	guest := open(t, c)
	_, err := guest.CreateAccount(ctx, campaign.Account{Name: "Second", Role: campaign.Facilitator, PasswordHash: "h"})
	must(t, err)
	file := filepath.Join(t.TempDir(), "file")
	must(t, serving.Append(ctx, w.Groups[0].DraftID, titled(3, "a", 3, "while a guest is there")))
	must(t, guest.Backup(ctx, file, nil))
	if _, err := serving.AccountByName(ctx, "Second"); err != nil {
		t.Error(err)
	}
	must(t, guest.Close())
	other := open(t, newFolder(t))
	restored(t, other, file)
	wantSame(t, "a guest's backup", everything(t, other), everything(t, serving))

	// It migrates nothing under a program that serves.
	must(t, serving.write.Exec("INSERT INTO migrations (number, name, applied) VALUES (999, 'later', '')").Error)
	_, err = Open(ctx, c)
	wantCode(t, err, campaign.Invalid)
}
