package storage

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

// TestWatchAccounts_HearsOfAnotherProcess changes accounts at a second store on the same folder, as a command of the
// shell does, and demands that the serving one says so and reads them anew.
func TestWatchAccounts_HearsOfAnotherProcess(t *testing.T) {
	c := newFolder(t)
	serving := open(t, c)
	account := func(name string) string {
		a, err := serving.CreateAccount(ctx, campaign.Account{Name: name, Role: campaign.Facilitator, PasswordHash: "old"})
		must(t, err)
		_, err = serving.Account(ctx, a.ID) // has been asked for before
		must(t, err)
		return a.ID
	}
	changed, gone, same := account("changed"), account("gone"), account("same")
	ended := make(chan string, 10)
	limited, cancel := context.WithCancel(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { serving.WatchAccounts(limited, func(id string) { ended <- id }) })
	defer watching.Wait()
	defer cancel()

	c.Beside = true
	guest := open(t, c)
	// The first look may come after a change, so changes are made until one is heard.
	for n := 0; ; n++ {
		must(t, guest.SetPassword(ctx, changed, string(rune('a'+n%26))))
		select {
		case id := <-ended:
			if id != changed {
				t.Fatalf("heard of %s", id)
			}
		case <-time.After(watchEvery):
			continue
		}
		break
	}
	must(t, guest.write.Exec("DELETE FROM accounts WHERE id = ?", gone).Error)
	must(t, guest.SetPassword(ctx, changed, "new"))
	for heard := []string{}; !slices.Contains(heard, gone) || !slices.Contains(heard, changed); {
		select {
		case id := <-ended:
			if id == same {
				t.Fatal("heard of an account that nobody has touched")
			}
			heard = append(heard, id)
			// By the time that it is told, the serving store reads what is true.
			if a, err := serving.Account(ctx, id); id == gone && campaign.CodeOf(err) != campaign.NotFound || id == changed && a.PasswordHash == "old" {
				t.Errorf("%s is read as %+v, %v", id, a, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("heard of %v", heard)
		}
	}
	must(t, guest.Backup(ctx, filepath.Join(t.TempDir(), "file"), nil))
}

// What was read before the first look may have been changed by another process since, and nothing else would tell.
func TestWatchAccounts_TheFirstLookForgetsWhatWasReadBefore(t *testing.T) {
	c := newFolder(t)
	serving := open(t, c)
	a, err := serving.CreateAccount(ctx, campaign.Account{Name: "a", Role: campaign.Facilitator, PasswordHash: "old"})
	must(t, err)
	_, err = serving.Account(ctx, a.ID)
	must(t, err)
	c.Beside = true
	must(t, open(t, c).SetPassword(ctx, a.ID, "new"))
	all, err := serving.Accounts(ctx)
	must(t, err)
	serving.compareAccounts(nil, all, func(string) { t.Error("nothing was known before") })
	if got, err := serving.Account(ctx, a.ID); err != nil || got.PasswordHash != "new" {
		t.Errorf("%+v, %v", got, err)
	}
}
