package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gorm.io/gorm"

	"workbench/campaign"
)

// Restore replaces everything by what a backup holds, in one transaction: whatever interrupts it, there is
// either all that was there or all that the backup holds. Every draft gets a new log id, so that pages which
// remember what came after the backup notice, and show their words for review.
//
// Unless it is empty, before names a new file that first takes a backup of what is about to be replaced, of
// the same moment, where there is any; kept says whether there was. progress may be nil.
//
// campaign.Invalid where the file is no backup, a newer program's, or a database that was not closed. After an error, and when ctx ends before
// the end, nothing has changed and there is no file before.
func (s *Store) Restore(ctx context.Context, file, before string, progress Progress) (kept bool, err error) {
	leave, err := s.enter() // asked first: nothing is made for a store that is closed
	if err != nil {
		return false, err
	}
	leave()
	if err := whole(file); err != nil {
		return false, err
	}
	work, err := os.MkdirTemp("", "workbench-restore-")
	if err != nil {
		return false, backupError("unpacked", file, err)
	}
	defer os.RemoveAll(work)
	own := filepath.Join(work, filepath.Base(file)) // migrated; the backup stays as it is
	switch size, err := copyFile(file, own); {
	case err != nil:
		return false, backupError("read", file, err)
	case size == 0: // SQLite would take it for an empty database
		return false, notABackup(file, nil)
	}
	source, finish, err := openBackup(ctx, own)
	if err != nil {
		return false, renamed(err, own, file)
	}
	if err := intact(source, file); err != nil {
		return false, errors.Join(err, finish())
	}
	replaced := false
	err = s.change(ctx, "restore", func(to *gorm.DB) error {
		if err := s.lockTables(to); err != nil {
			return err
		}
		if kept, err = keepBefore(ctx, to, before, progress); err != nil {
			return err
		}
		if err := replaceAll(source, to, progress); err != nil {
			return err
		}
		if err := s.renewLogs(to); err != nil {
			return err
		}
		replaced = true // from here on nobody knows, until the commit has answered
		return nil
	})
	if err != nil && kept && !replaced {
		os.Remove(before)
		kept = false
	}
	return kept, errors.Join(err, finish())
}

// whole refuses a database that has more beside it: the file of a workbench that is running, or that was not stopped but
// killed. Its last words stand in the other file, and would be lost without a sign.
func whole(file string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Lstat(file + suffix); err == nil && info.Size() > 0 {
			return campaign.Fail(campaign.Invalid, "", "The file %s is no backup but the database of a workbench, and its last words are in %s beside it. "+
				"Make a backup of it with “workbench backup” and the folder as --data, and restore that.", file, filepath.Base(file)+suffix)
		}
	}
	return nil
}

// lockTables keeps other instances from writing until the transaction ends; they go on reading. The tables
// that others refer to come first, as in what instances write, so that nobody waits for each other.
func (s *Store) lockTables(to *gorm.DB) error {
	if s.postgres == nil {
		return nil // the transaction is the only one that writes
	}
	return to.Exec("LOCK TABLE " + strings.Join(backupTables, ", ") + " IN SHARE ROW EXCLUSIVE MODE").Error
}

// keepBefore writes what there is into a new file, unless there is nothing.
func keepBefore(ctx context.Context, from *gorm.DB, before string, progress Progress) (kept bool, err error) {
	if before == "" {
		return false, nil
	}
	err = from.Raw("SELECT EXISTS (SELECT 1 FROM workshops) OR EXISTS (SELECT 1 FROM accounts) OR EXISTS (SELECT 1 FROM packs)").Scan(&kept).Error
	if err != nil || !kept {
		return false, err
	}
	if err := backUp(ctx, from, before, progress); err != nil {
		return false, err
	}
	return true, nil
}

func replaceAll(from, to *gorm.DB, progress Progress) error {
	for _, table := range slices.Backward(backupTables) {
		if err := to.Exec("DELETE FROM " + table).Error; err != nil {
			return err
		}
	}
	return copyTables(from, to, progress)
}

// renewLogs gives every draft a new log id and, on PostgreSQL, tells the other instances.
func (s *Store) renewLogs(to *gorm.DB) error {
	var drafts []draftRow
	if err := to.Select("id", "seq").Find(&drafts).Error; err != nil {
		return err
	}
	for _, d := range drafts {
		if err := to.Exec("UPDATE drafts SET log_id = ? WHERE id = ?", newID(), d.ID).Error; err != nil {
			return err
		}
		if s.postgres == nil {
			continue
		}
		if err := notify(to, d.ID, d.Seq); err != nil {
			return err
		}
	}
	return nil
}

// intact refuses a backup whose pages a disk or a copy has damaged, before anything is replaced.
func intact(source *gorm.DB, file string) error {
	var found string
	if err := source.Raw("PRAGMA quick_check(1)").Scan(&found).Error; err != nil || found != "ok" {
		return notABackup(file, err)
	}
	return nil
}

// renamed names the file that was given instead of the working copy.
func renamed(err error, own, file string) error {
	var refusal *campaign.Error
	if !errors.As(err, &refusal) {
		return err
	}
	named := *refusal
	named.Args = slices.Clone(refusal.Args)
	for i, arg := range named.Args {
		if arg == own {
			named.Args[i] = file
		}
	}
	return &named
}
