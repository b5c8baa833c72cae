package storage

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

var backupPromises = []promise{
	{"Backup_HoldsEveryTable", backupTablesAll},
	{"Backup_RestoresExactlyUnderNewLogs", backupRestores},
	{"Backup_OfAWorkingRoomIsOneMoment", backupMoment},
	{"Backup_OfManyWritersIsTheirLogsEntryByEntry", backupUnderLoad},
	{"Backup_BrokenOffLeavesNothing", backupBroken},
	{"Backup_RefusesAFileThatIsThere", backupThere},
	{"Restore_KeepsWhatItReplaces", restoreKeeps},
	{"Restore_BrokenOffChangesNothing", restoreBroken},
	{"Restore_RefusesWhatIsNoBackupAndChangesNothing", restoreRefuses},
}

// restored puts a backup back and keeps nothing of what was there.
func restored(t testing.TB, s *Store, file string) {
	t.Helper()
	if kept, err := s.Restore(ctx, file, "", nil); kept || err != nil {
		t.Fatal(kept, err)
	}
}

// fill puts a row into every table.
func fill(t testing.TB, s *Store) campaign.Workshop {
	t.Helper()
	w := addWorkshop(t, s, 2)
	join(t, s, w.Groups[0], "Ana")
	must(t, s.RemoveMember(ctx, join(t, s, w.Groups[1], "").ID))
	_, err := s.CreateAccount(ctx, campaign.Account{Name: "demo", Role: campaign.Facilitator, PasswordHash: "h", Demo: true})
	must(t, err)
	must(t, s.CreateInvite(ctx, campaign.Invite{Hash: "h", Kind: "first", Role: campaign.Trainer}))
	must(t, s.CommitCtx(ctx, "token", []byte{0, 0xff, 'x'}, time.Now().Add(time.Hour)))
	must(t, s.Mark(ctx))
	keep(t, s, "own", "1.0.0", "one")
	must(t, s.SetWorkshopPack(ctx, w.ID, w.PackUse(), campaign.PackUse{ID: "own", Version: "1.0.0", Digest: "one", Settings: `{"off":["a"]}`}))
	w, err = s.Workshop(ctx, w.ID)
	must(t, err)
	must(t, s.Append(ctx, w.Groups[0].DraftID, titled(1, "a", 1, "ស្ត្រី one")))
	must(t, s.Append(ctx, w.Groups[0].DraftID, titled(2, "a", 2, "two")))
	must(t, s.AddNotUseful(ctx, notUseful(w.Groups[0].DraftID, "a", "x", "th")))
	must(t, s.AddCheckpoint(ctx, campaign.Checkpoint{DraftID: w.Groups[0].DraftID, Seq: 2, Name: "ก่อนพัก", Who: "a", At: time.Now()}))
	must(t, s.AddComment(ctx, w.Groups[0].DraftID, campaign.Comment{ID: "c", At: "message.core", Text: "ใคร?", When: day}))
	_, err = s.ChangeCourse(ctx, w.ID, func(c *campaign.Course) error {
		return c.Add(campaign.Phase{Title: "ข้อความ", Minutes: 20, Members: campaign.MayWrite})
	})
	must(t, err)
	must(t, s.RaiseHand(ctx, w.Groups[0].ID, time.Now()))
	must(t, s.SetReady(ctx, w.Groups[1].ID, "message", true, time.Now()))
	v := addVote(t, s, w.ID)
	_, err = s.PlaceDots(ctx, w.ID, v.ID, "m", campaign.Dots{"c1": 1})
	must(t, err)
	mark := campaign.RubricMark{Group: w.Groups[0].ID, Criterion: "care", Scorer: w.Groups[1].ID, Step: "begun", At: time.Now()}
	must(t, s.KeepRubricMarks(ctx, w.ID, mark.Group, mark.Scorer, func(*campaign.Course, []campaign.RubricMark) ([]campaign.RubricMark, error) {
		return []campaign.RubricMark{mark}, nil
	}))
	secret := addWorkshop(t, s, 1)
	must(t, s.SetPrivacy(ctx, secret.ID, campaign.PrivacyNothing))
	return w
}

func backupTablesAll(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	fill(t, s)
	tables, err := s.write.Migrator().GetTables()
	must(t, err)
	tables = slices.DeleteFunc(tables, func(name string) bool { return name == "migrations" || name == "backups_made" })
	slices.Sort(tables)
	if want := slices.Sorted(slices.Values(backupTables)); !reflect.DeepEqual(tables, want) {
		t.Errorf("tables %v, in a backup %v", tables, want)
	}
	for _, table := range backupTables {
		var n int64
		must(t, s.read.Table(table).Count(&n).Error)
		if n == 0 {
			t.Errorf("table %s is not tried: it has no row", table)
		}
	}
}

// content is what a database holds, but for the log ids and when it was migrated.
func content(t testing.TB, s *Store) (text string, logs []string) {
	t.Helper()
	must(t, s.read.Raw("SELECT log_id FROM drafts ORDER BY id").Scan(&logs).Error)
	text = dump(t, s)
	for _, id := range logs {
		text = strings.ReplaceAll(text, id, "LOG")
	}
	lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return strings.HasPrefix(line, "migrations") })
	slices.Sort(lines)
	return strings.Join(lines, "\n"), logs
}

func backupRestores(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := fill(t, s)
	before, logs := content(t, s)
	whole, err := s.Workshop(ctx, w.ID)
	must(t, err)
	file := filepath.Join(t.TempDir(), "a backup?.db")
	must(t, s.Backup(ctx, file, nil))
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("file %v, %v", info.Mode(), err)
	}

	must(t, s.Append(ctx, w.Groups[0].DraftID, titled(3, "a", 3, "after the backup")))
	for _, target := range []struct {
		name  string
		store *Store
	}{{"itself", s}, {"a new database", open(t, fresh(t))}, {"SQLite", open(t, newFolder(t))}} {
		restored(t, target.store, file)
		got, err := target.store.Workshop(ctx, w.ID)
		must(t, err)
		if !reflect.DeepEqual(got, whole) {
			t.Errorf("%s: got  %+v\nwant %+v", target.name, got, whole)
		}
		wantLog(t, target.store, w.Groups[0].DraftID, "ស្ត្រី one", "two")
		after, newLogs := content(t, target.store)
		if target.store.write.Name() == s.write.Name() && after != before {
			t.Errorf("%s: before %s\nafter %s", target.name, before, after)
		}
		for i := range logs {
			if len(newLogs) != len(logs) || newLogs[i] == logs[i] {
				t.Errorf("%s: logs %v, before %v", target.name, newLogs, logs)
			}
		}
		if data, ok, err := target.store.FindCtx(ctx, "token"); err != nil || !ok || string(data) != "\x00\xffx" {
			t.Errorf("%s: session %q %v %v", target.name, data, ok, err)
		}
		must(t, target.store.Append(ctx, w.Groups[0].DraftID, titled(3, "b", 1, "goes on")))
	}
}

func backupMoment(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for batch := int64(1); ; batch++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := appendNext(s, draft, "a", batch); err != nil {
				t.Error(err)
				return
			}
		}
	})
	dir := t.TempDir()
	for _, name := range []string{"1", "2", "3"} {
		must(t, s.Backup(ctx, filepath.Join(dir, name), nil))
	}
	close(stop)
	wg.Wait()
	for _, name := range []string{"1", "2", "3"} {
		other := open(t, newFolder(t))
		restored(t, other, filepath.Join(dir, name))
		head, err := other.Open(ctx, draft)
		must(t, err)
		entries, err := other.Entries(ctx, draft, 0, 1_000_000)
		must(t, err)
		if int64(len(entries)) != head.Seq {
			t.Errorf("backup %s: %d entries, head at %d", name, len(entries), head.Seq)
		}
	}
}

func backupThere(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	file := filepath.Join(t.TempDir(), "notes.txt")
	must(t, os.WriteFile(file, []byte("mine"), 0o600))
	wantCode(t, s.Backup(ctx, file, nil), campaign.Conflict)
	if data, err := os.ReadFile(file); err != nil || string(data) != "mine" {
		t.Errorf("%q, %v", data, err)
	}
	wantCode(t, s.Backup(ctx, filepath.Join(file, "under"), nil), campaign.Invalid)
}

func restoreRefuses(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := fill(t, s)
	before := dump(t, s)
	dir := t.TempDir()
	newer := filepath.Join(dir, "newer.db")
	must(t, s.Backup(ctx, newer, nil))
	db, finish, err := openBackup(ctx, newer)
	must(t, err)
	must(t, db.Exec("INSERT INTO migrations (number, name, applied) VALUES (999, 'later', '')").Error)
	must(t, finish())
	noise := filepath.Join(dir, "noise.db")
	must(t, os.WriteFile(noise, []byte(strings.Repeat("noise", 1000)), 0o600))
	none := filepath.Join(dir, "none.db")
	must(t, os.WriteFile(none, nil, 0o600))
	for _, file := range []string{newer, noise, none, filepath.Join(dir, "missing.db"), dir} {
		_, err := s.Restore(ctx, file, "", nil)
		wantCode(t, err, campaign.Invalid)
		if !strings.Contains(err.Error(), file) {
			t.Errorf("%q does not name %s", err, file)
		}
	}
	if after := dump(t, s); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
	wantLog(t, s, w.Groups[0].DraftID, "ស្ត្រី one", "two")
}
