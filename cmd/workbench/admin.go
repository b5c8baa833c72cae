package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"workbench/campaign"
	"workbench/storage"
	"workbench/ui"
)

// admin makes an account, or gives one a new password, which is read from standard input.
func admin(ctx context.Context, c *call) (int, error) {
	var s settings
	placeFlags(c.flags, &s)
	name := c.flags.String("name", "", "the account's name")
	role := c.flags.String("role", "facilitator", "facilitator or trainer")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) != 1 || c.args[0] != "create" && c.args[0] != "reset" {
		return 0, wrong("say what to do: create or reset.")
	}
	*name = strings.TrimSpace(*name)
	if *name == "" {
		return 0, wrong("--name is missing. Say whose account it is.")
	}
	as := campaign.Role(*role)
	if as != campaign.Facilitator && as != campaign.Trainer {
		return 0, wrong("--role %s: choose facilitator or trainer.", *role)
	}
	line, err := bufio.NewReader(c.in).ReadString('\n')
	if err != nil && line == "" {
		return 0, wrong("give the password on standard input, as one line.")
	}
	hash, err := ui.HashPassword(strings.TrimRight(line, "\r\n"))
	if err != nil {
		return 0, err
	}
	if err := s.place(); err != nil {
		return 0, err
	}
	store, err := storage.Open(ctx, storage.Config{Dir: s.data, DSN: s.dsn, Library: campaign.Standard(), Beside: true})
	if err != nil {
		return 0, err
	}
	defer store.Close()
	if c.args[0] == "create" {
		if _, err := store.CreateAccount(ctx, campaign.Account{Name: *name, Role: as, PasswordHash: hash}); err != nil {
			return 0, err
		}
		fmt.Fprintf(c.out, "The %s “%s” can sign in now. (Data: %s)\n", as, *name, store.Path())
		return exitDone, nil
	}
	a, err := store.AccountByName(ctx, *name)
	if err != nil {
		return 0, wrong("there is no account “%s” in %s. Check the name and --data.", *name, store.Path())
	}
	if err := store.SetPassword(ctx, a.ID, hash); err != nil {
		return 0, err
	}
	fmt.Fprintf(c.out, "“%s” has a new password. (Data: %s)\n", a.Name, store.Path())
	return exitDone, nil
}
