package main

import (
	"context"
	"fmt"
	"os"

	"workbench/campaign"
	"workbench/principles"
)

// checkPack checks a folder of principles as the tests check the one built in: its files, its texts, and
// that every example finds what it says.
func checkPack(_ context.Context, c *call) (int, error) {
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) != 2 || c.args[0] != "check" {
		return 0, wrong("say what to do and where: check DIR.")
	}
	dir := c.args[1]
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return 0, wrong("%s: there is no such folder. Name the folder that holds pack.yaml.", dir)
	}
	pack, err := principles.Load(os.DirFS(dir), campaign.Standard())
	if err == nil {
		err = pack.Verify()
	}
	if err != nil {
		fmt.Fprintln(c.out, err) // all of it: one line each, with file and line
		return 0, wrong("%s: %s", dir, err)
	}
	fmt.Fprintf(c.out, "%s: %s %s, %d principles, nothing wrong.\n", dir, pack.ID, pack.Version, len(pack.Principles()))
	return exitDone, nil
}
