package campaign

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var updateTitles = flag.Bool("update-titles", false, "add new titles to testdata/titles")

// A brief that was exported long ago must still be read, so a title once shipped stays: as the title, or as
// an alias of the same thing. testdata/titles holds every title that ever was, one a line.
func TestStandardTexts_EveryTitleOnceShippedIsStillRead(t *testing.T) {
	l := Standard()
	for _, language := range l.Languages() {
		file := filepath.Join("testdata", "titles", language+".txt")
		data, err := os.ReadFile(file)
		if err != nil && !*updateTitles {
			t.Fatalf("%v; run go test -run EveryTitle -update-titles", err)
		}
		shippedTitles := strings.FieldsFunc(string(data), func(r rune) bool { return r == '\n' })
		titles, read := titlesOf(l, l.Texts(language))
		if language != English { // a gap that English filled may be translated later; English is read always
			_, english := titlesOf(l, l.Texts(English))
			read = append(read, english...)
		}
		for _, line := range shippedTitles {
			if !slices.Contains(read, line) {
				t.Errorf("%s: %q is read no more; add the old title to its aliases", file, line)
			}
		}
		for _, line := range titles {
			if slices.Contains(shippedTitles, line) {
				continue
			}
			if !*updateTitles {
				t.Errorf("%s: %q is new; run go test -run EveryTitle -update-titles", file, line)
			}
			shippedTitles = append(shippedTitles, line)
		}
		if *updateTitles {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(strings.Join(shippedTitles, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// titlesOf returns each title as "what id: title", and the same with all that is read: aliases as well.
func titlesOf(l *Library, texts *Texts) (titles, read []string) {
	add := func(what, title string, aliases []string) {
		titles = append(titles, fmt.Sprintf("%s: %s", what, title))
		for _, name := range append([]string{title}, aliases...) {
			read = append(read, fmt.Sprintf("%s: %s", what, name))
		}
	}
	seen := map[string]bool{}
	for _, c := range l.Canvases() {
		for _, s := range c.Sections {
			if !seen[s.ID] {
				add("section "+s.ID, texts.Section(s.ID).Title, texts.Section(s.ID).Aliases)
			}
			seen[s.ID] = true
		}
	}
	for _, f := range l.Fields() {
		add("field "+f.ID, texts.Field(f.ID).Title, texts.Field(f.ID).Aliases)
		for _, c := range f.Columns {
			text := texts.Column(f.ID, c.ID)
			add("column "+f.ID+"/"+c.ID, text.Title, text.Aliases)
		}
	}
	for _, set := range slices.Sorted(maps.Keys(l.OptionSets())) {
		for _, o := range l.OptionSets()[set] {
			text := texts.OptionText(set, o)
			add("option "+set+"/"+o, text.Title, text.Aliases)
		}
	}
	return titles, read
}
