package storage

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

// fresh gives the configuration of a new, empty database. Opening it again opens the same one.
type fresh func(t testing.TB) Config

// promise is one thing that the store promises, whatever the database.
type promise struct {
	name string
	test func(t *testing.T, fresh fresh)
}

// runSuite checks every promise, each on a database of its own.
func runSuite(t *testing.T, fresh fresh) {
	for _, list := range [][]promise{logPromises, workshopPromises, memberPromises, accountPromises, storePromises, packPromises, notUsefulPromises, checkpointPromises, coursePromises, markPromises, votePromises, rubricPromises, commentPromises, privacyPromises, closingPromises, backupPromises} {
		for _, p := range list {
			t.Run(p.name, func(t *testing.T) { p.test(t, fresh) })
		}
	}
}

// TestMain lets the test binary be its own child in the crash test.
func TestMain(m *testing.M) {
	if os.Getenv(childDraft) != "" {
		if os.Getenv(childStep) != "" {
			closeUntilKilled()
		} else {
			appendUntilKilled()
		}
		return
	}
	os.Exit(m.Run())
}

var ctx = context.Background()

// day is an instant with nanoseconds, so that rounding shows.
var day = time.Date(2024, 5, 14, 9, 30, 0, 123456789, time.UTC)

func open(t testing.TB, c Config) *Store {
	t.Helper()
	s, err := Open(ctx, c)
	must(t, err)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t testing.TB, err error, code campaign.Code) {
	t.Helper()
	if campaign.CodeOf(err) != code {
		t.Fatalf("got %v, want code %q", err, code)
	}
}

// addWorkshop makes a workshop with n groups.
func addWorkshop(t testing.TB, s *Store, n int) campaign.Workshop {
	t.Helper()
	w := campaign.Workshop{Title: "Kuala Lumpur", Place: "Room 3", From: "2024-05-14", To: "2024-05-16",
		Language: "en", Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinByGroupCode,
		WiFi: campaign.WiFi{Name: "room", Password: "pass"}, Demo: true, Created: day}
	for i := range n {
		w.Groups = append(w.Groups, campaign.Group{Name: fmt.Sprintf("Group %d", i+1), Country: "MY", Sign: i % 8})
	}
	w, err := s.CreateWorkshop(ctx, w)
	must(t, err)
	return w
}

// titled is an entry that sets the title to text, by a client's batch.
func titled(seq int64, client string, batch int64, text string) campaign.Appended {
	return campaign.Appended{
		Entry: campaign.Entry{Seq: seq, Client: client, Batch: batch, Who: "member", Time: day.Add(time.Duration(seq)),
			Edits: []campaign.Edit{{Kind: campaign.EditText, At: campaign.TitleField,
				Splices: []campaign.Splice{{From: 0, To: 0, Insert: text}}}}},
		Sum: "sum of " + text,
		State: campaign.State{Canvas: campaign.DefaultCanvas, Language: "en",
			Fields: map[string]campaign.FieldState{campaign.TitleField: {Value: campaign.Value{Text: text}}}},
		Changed: []string{campaign.TitleField},
	}
}

// dump writes every row of every table as a line, sorted.
func dump(t testing.TB, s *Store) string {
	t.Helper()
	tables, err := s.write.Migrator().GetTables()
	must(t, err)
	var lines []string
	for _, table := range tables {
		var rows []map[string]any
		must(t, s.write.Table(table).Find(&rows).Error)
		lines = append(lines, table)
		for _, row := range rows {
			lines = append(lines, fmt.Sprintln(table, row))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
