package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// eachTemplate calls f with every template's name and text.
func eachTemplate(t *testing.T, f func(name, text string)) {
	t.Helper()
	err := fs.WalkDir(templateFiles, "templates", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := templateFiles.ReadFile(p)
		f(p, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// englishMessages returns the ids of the English catalogue, and whether each has plural forms.
func englishMessages(t *testing.T) map[string]bool {
	t.Helper()
	files, err := fs.Glob(localeFiles, "locales/*en.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no English messages", err)
	}
	ids := map[string]bool{}
	for _, f := range files {
		b, err := localeFiles.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := yaml.Unmarshal(b, &m); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for id, text := range m {
			if _, twice := ids[id]; twice {
				t.Errorf("%s: %s stands in the catalogue twice", f, id)
			}
			_, plural := text.(map[string]any)
			ids[id] = plural
		}
	}
	return ids
}

func TestMessages_EveryIDInTemplatesAndGoIsInTheCatalogue(t *testing.T) {
	ids := englishMessages(t)
	use := regexp.MustCompile(`\.([TN])\s*\(?"([a-z][a-z0-9_.-]*)"([^)}\s]?)`)
	used := map[string]bool{}
	check := func(name, text string) {
		for _, m := range use.FindAllStringSubmatch(text, -1) {
			method, id := m[1], m[2]
			if strings.HasSuffix(id, ".") { // the rest is put behind it at run time
				for known := range ids {
					used[known] = used[known] || strings.HasPrefix(known, id)
				}
				continue
			}
			used[id] = true
			plural, known := ids[id]
			if !known {
				t.Errorf("%s uses %q, which the catalogue does not have", name, id)
			} else if plural != (method == "N") {
				t.Errorf("%s uses %q by .%s: the forms of N have a number, those of T none", name, id, method)
			}
		}
	}
	eachTemplate(t, check)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		check(f, string(b))
		source.Write(b)
	}
	eachTemplate(t, func(_, text string) { source.WriteString(text) })
	prefix := regexp.MustCompile(`"([a-z]+\.)(?:%s)?"`) // ids put together at run time
	for _, m := range prefix.FindAllStringSubmatch(source.String(), -1) {
		for known := range ids {
			used[known] = used[known] || strings.HasPrefix(known, m[1])
		}
	}
	for id := range ids {
		if !used[id] && !strings.Contains(source.String(), `"`+id+`"`) {
			t.Errorf("the catalogue has %q, which nothing uses", id)
		}
	}
}
