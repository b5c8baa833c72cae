package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"

	"workbench/principles"
)

// printVersion prints what this program is.
func printVersion(_ context.Context, c *call) (int, error) {
	asJSON := c.flags.Bool("json", false, "as JSON")
	if err := c.parse(); err != nil {
		return 0, err
	}
	pack := principles.Standard()
	if !*asJSON {
		fmt.Fprintf(c.out, "workbench %s (pack %s %s, %s, %s/%s)\n", version, pack.ID, pack.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return exitDone, nil
	}
	return exitDone, json.NewEncoder(c.out).Encode(map[string]any{
		"version": version, "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH,
		"pack": map[string]string{"id": pack.ID, "version": pack.Version},
	})
}
