package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"workbench/campaign"
	"workbench/principles"
)

// checkPack checks a pack of principles, a folder or a zip, as the tests check the one built in: its files, its
// texts, and that every example finds what it says.
func checkPack(_ context.Context, c *call) (int, error) {
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) != 2 || c.args[0] != "check" {
		return 0, wrong("say what to do and where: check DIR, or check ZIP.")
	}
	name := c.args[1]
	files, err := packFiles(name)
	if err != nil {
		return 0, wrong("%s: %s", name, err)
	}
	pack, err := principles.LoadVerified(files, campaign.Standard())
	if err != nil {
		fmt.Fprintln(c.out, err) // all of it: one line each, with file and line
		return 0, wrong("%s: %s", name, err)
	}
	many := "principles"
	if len(pack.Principles()) == 1 {
		many = "principle"
	}
	fmt.Fprintf(c.out, "%s: %s %s, %d %s, nothing wrong.\n", name, pack.ID, pack.Version, len(pack.Principles()), many)
	return exitDone, nil
}

// packFiles opens the files of a pack: a folder, or a zip.
func packFiles(name string) (fs.FS, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, errors.New("there is no such folder and no such zip. Name the folder that holds pack.yaml, or a zip of it.")
	case info.IsDir():
		return os.DirFS(name), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, errors.New("this file cannot be read. Check that it may be.")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, principles.MaxZip+1)) // more is refused as too large
	if err != nil {
		return nil, errors.New("this file cannot be read to its end. Check its disk.")
	}
	return principles.OpenZip(data)
}
