package storage

import (
	"context"
	"time"

	"workbench/campaign"
)

// watchEvery is how often accounts are looked at. What was signed in with an old password has to end within a
// second.
const watchEvery = 400 * time.Millisecond

// WatchAccounts calls ended with the id of each account that has got another password or is gone, whichever
// process did it, until ctx ends or the store is closed. Accounts are few, and one short read asks for all.
func (s *Store) WatchAccounts(ctx context.Context, ended func(id string)) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	var known map[string]string // the hash of the password by id; nil before the first look
	for {
		if accounts, err := s.Accounts(ctx); err == nil {
			known = s.compareAccounts(known, accounts, ended)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.closing:
			return
		case <-tick.C:
		}
	}
}

// compareAccounts tells what differs, and returns what is known from now on.
func (s *Store) compareAccounts(known map[string]string, accounts []campaign.Account, ended func(id string)) map[string]string {
	now := make(map[string]string, len(accounts))
	for _, a := range accounts {
		now[a.ID] = a.PasswordHash
	}
	var over []string
	for id, hash := range known {
		if now[id] != hash {
			over = append(over, id)
		}
	}
	if len(over) > 0 || known == nil {
		s.kept.changed() // another process may have done it, also before the first look
	}
	for _, id := range over {
		ended(id)
	}
	return now
}
