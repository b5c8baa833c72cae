package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"workbench/campaign"
	"workbench/storage"
)

// backup writes everything into one new file, also while a workbench serves from the same place.
func backup(ctx context.Context, c *call) (int, error) {
	return withStore(ctx, c, true, func(store *storage.Store, s settings, file string) error {
		began := time.Now()
		if err := store.Backup(ctx, file, progress(c.out, time.Now)); err != nil {
			return interrupted(err, "no file was made")
		}
		if err := noted(ctx, store, began, file); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Everything in %s is in %s now. It holds codes and all words: keep it as carefully.\n", store.Path(), file)
		return nil
	})
}

// restore puts everything back from a backup. What it replaces is kept in a backup of its own first.
func restore(ctx context.Context, c *call) (int, error) {
	return withStore(ctx, c, false, func(store *storage.Store, s settings, file string) error {
		if err := os.MkdirAll(s.data, 0o700); err != nil {
			return wrong("the folder %s cannot be made, and what is replaced is kept there first. Choose another one with --data.", s.data)
		}
		began := time.Now()
		before := freeName(filepath.Join(s.data, "before-restore-"+time.Now().UTC().Format("20060102-150405")), ".workbench")
		kept, err := store.Restore(ctx, file, before, progress(c.out, time.Now))
		if err != nil {
			return interrupted(err, "nothing has changed")
		}
		copies := []string{file}
		if kept {
			copies = append(copies, before)
		}
		if err := noted(ctx, store, began, copies...); err != nil {
			return err
		}
		if kept {
			fmt.Fprintf(c.out, "What was there before is in %s. “workbench restore” brings it back.\n", before)
		}
		fmt.Fprintf(c.out, "%s holds what %s held. Pages that were open show words of theirs that came later, for review.\n", store.Path(), file)
		return nil
	})
}

// noted keeps the names of copies, for whoever closes a workshop and wants them gone.
func noted(ctx context.Context, store *storage.Store, began time.Time, files ...string) error {
	for _, file := range files {
		if err := store.NoteBackup(ctx, file, began); err != nil {
			return fmt.Errorf("the copy %s is made, and could not be noted in the list of copies: %w", file, err)
		}
	}
	return nil
}

// freeName gives a name that no file has yet.
func freeName(stem, ending string) string {
	name := stem + ending
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, ending)
	}
}

// interrupted says what an interruption left behind.
func interrupted(err error, left string) error {
	if errors.Is(err, context.Canceled) {
		return wrong("it was interrupted, and %s. Call it again for all of it.", left)
	}
	return err
}

// progress prints how far a copy has got, once a second, so that a short one prints nothing.
func progress(out io.Writer, now func() time.Time) storage.Progress {
	next := now().Add(time.Second)
	return func(done, total int64) {
		if now := now(); now.After(next) && done < total {
			next = now.Add(time.Second)
			fmt.Fprintf(out, "%d of %d rows copied (%d %%). Ctrl+C stops, and nothing is left half-done.\n", done, total, 100*done/total)
		}
	}
}

// withStore opens the database that the flags name, for a call about one file. Beside says whether a
// workbench may be serving from the same folder.
func withStore(ctx context.Context, c *call, beside bool, do func(store *storage.Store, s settings, file string) error) (int, error) {
	var s settings
	placeFlags(c.flags, &s)
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) != 1 {
		return 0, wrong("name one file.")
	}
	if err := s.place(); err != nil {
		return 0, err
	}
	store, err := storage.Open(ctx, storage.Config{Dir: s.data, DSN: s.dsn, Library: campaign.Standard(), Beside: beside})
	if err != nil {
		return 0, interrupted(err, "nothing has changed")
	}
	defer store.Close()
	return exitDone, do(store, s, c.args[0])
}
