package testdata_test

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
	"workbench/principles"
)

// asks returns what the wording rules of a pack ask about above information, one line a finding, and what they say for
// information only. That something is missing, vague or too long is the plan's affair and neither.
func asks(d *campaign.Draft, p *principles.Pack) (loud, quiet []string) {
	wording := wordingRules()
	for _, f := range principles.Check(d, p).Findings {
		if !f.Span || !wording[f.Principle+"/"+f.Rule] {
			continue
		}
		line := fmt.Sprintf("%s %s/%s %s %q (%s)", f.Severity, f.Principle, f.Rule, f.Field, f.Excerpt, f.Language)
		if f.Severity == principles.Info {
			quiet = append(quiet, line)
		} else {
			loud = append(loud, line)
		}
	}
	return loud, quiet
}

// wordingRules are the rules of the standard pack that ask about words wherever they stand, as "principle/rule".
var wordingRules = sync.OnceValue(func() map[string]bool {
	rules := map[string]bool{}
	for _, p := range principles.Standard().Principles() {
		data, err := fs.ReadFile(principles.StandardFiles(), "principles/"+p.ID+".yaml")
		if err != nil {
			panic(err) // the pack that ships has the files that it was read from
		}
		var file struct{ Rules []struct{ ID, Kind string } }
		if err := yaml.Unmarshal(data, &file); err != nil {
			panic(err)
		}
		for _, r := range file.Rules {
			if r.Kind == "wording" || r.Kind == "positive-first" {
				rules[p.ID+"/"+r.ID] = true
			}
		}
	}
	return rules
})

// everyLanguage is the standard pack with the word lists of Khmer switched on too, as a trainer may have it.
var everyLanguage = sync.OnceValues(func() (*principles.Pack, error) {
	files := principles.StandardFiles()
	over := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		over[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		return nil, err
	}
	var head map[string]any
	if err := yaml.Unmarshal(over["pack.yaml"].Data, &head); err != nil {
		return nil, err
	}
	only, _ := head["structure"].([]any)
	on, _ := head["wording"].([]any)
	head["wording"] = append(on, only...)
	delete(head, "structure")
	data, err := yaml.Marshal(head)
	if err != nil {
		return nil, err
	}
	over["pack.yaml"] = &fstest.MapFile{Data: data}
	return principles.Load(over, campaign.Standard())
})

// packs are those that innocent words are held against: the one that ships, and the one with all word lists on.
func packs(t *testing.T) map[string]*principles.Pack {
	t.Helper()
	all, err := everyLanguage()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*principles.Pack{"standard": principles.Standard(), "every language": all}
}

// readFile reads a YAML file of this folder and refuses keys that it does not know.
func readFile(t *testing.T, name string, into any) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil && err != io.EOF {
		t.Fatalf("%s: %v", name, err)
	}
}

// readText reads a text file of this folder.
func readText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}

// logged prints what was found for information only, each line once.
func logged(t *testing.T, lines []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, line := range lines {
		if !seen[line] {
			seen[line] = true
			t.Log(line)
		}
	}
}
