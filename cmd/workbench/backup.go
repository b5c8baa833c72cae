package main

import (
	"context"
	"fmt"

	"workbench/campaign"
	"workbench/storage"
)

// backup writes everything into one new file.
func backup(ctx context.Context, c *call) (int, error) {
	return withStore(ctx, c, func(store *storage.Store, file string) error {
		if err := store.Backup(ctx, file); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Everything in %s is in %s now. It holds codes and all words: keep it as carefully.\n", store.Path(), file)
		return nil
	})
}

// restore puts everything back from a backup.
func restore(ctx context.Context, c *call) (int, error) {
	return withStore(ctx, c, func(store *storage.Store, file string) error {
		if err := store.Restore(ctx, file); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "%s holds what %s held. Pages that were open show words of theirs that came later, for review.\n", store.Path(), file)
		return nil
	})
}

// withStore opens the database that the flags name, for a call about one file.
func withStore(ctx context.Context, c *call, do func(store *storage.Store, file string) error) (int, error) {
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
	store, err := storage.Open(ctx, storage.Config{Dir: s.data, DSN: s.dsn, Library: campaign.Standard()})
	if err != nil {
		return 0, err
	}
	defer store.Close()
	return exitDone, do(store, c.args[0])
}
