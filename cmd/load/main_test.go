package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestParse_PresetsAndRefusals(t *testing.T) {
	file := filepath.Join(t.TempDir(), "account")
	if err := os.WriteFile(file, []byte("Aisyah\nsecret words\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	none := func(string) string { return "" }
	o, err := parse([]string{"--facilitator", file, "--one-field", "--rate", "3"}, none, io.Discard)
	if err != nil || o.groups != 1 || o.members != 100 || o.rate != 3 || o.facilitator != (account{name: "Aisyah", password: "secret words"}) {
		t.Errorf("%+v, %v", o, err)
	}
	o, err = parse([]string{"--code", "ABCDEF, GHJKLM", "--field", "message.story"}, func(name string) string { return name }, io.Discard)
	if err != nil || len(o.codes) != 2 || len(o.fields) != 1 || o.members != 5 || o.facilitator.token != "WORKBENCH_LOAD_TOKEN" {
		t.Errorf("%+v, %v", o, err)
	}
	o, err = parse([]string{"--code", "ABCDEF", "--url", "http://a/,http://b", "--pid", "7, 8"}, none, io.Discard)
	if err != nil || !slices.Equal(o.urls, []string{"http://a", "http://b"}) || !slices.Equal(o.pids, []int{7, 8}) {
		t.Errorf("%+v, %v", o, err)
	}
	for args, want := range map[string]string{
		"":                                        "give --code",
		"--code ABCDEF --readers 2":               "give --facilitator",
		"--code ABCDEF --rate 0":                  "above 0",
		"--code ABCDEF --members 0":               "above 0",
		"--code ABCDEF --url ,":                   "give --url",
		"--code ABCDEF --pid 1,x":                 "is no process",
		"--code ABCDEF --field audience.age_from": "is no text field",
		"--facilitator " + file + "x":             "accountx",
	} {
		if _, err := parse(strings.Fields(args), none, io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
	}
}
