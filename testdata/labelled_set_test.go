package testdata_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
	"workbench/principles"
)

// baseFile is the draft that sentences are put into; it is itself no set.
const baseFile = "en-base.yaml"

// set is a file of labelled sentences and drafts.
type set struct {
	Language  string     `yaml:"language"` // of every sentence and draft that names none; empty: English
	About     []string   `yaml:"about"`    // the principles that are counted; empty: all
	Sentences []sentence `yaml:"sentences"`
	Drafts    []whole    `yaml:"drafts"`
}

// sentence is a wording put into one field of the base draft. Find names the principles that must speak up; an
// empty one says that nothing may be found. May names principles about which people can differ: they are not
// counted.
type sentence struct {
	Language string         `yaml:"language"`
	In       string         `yaml:"in"`
	Set      map[string]any `yaml:"set"` // whole fields that change with it; null empties one
	Put      string         `yaml:"put"`
	Find     expectations   `yaml:"find"`
	May      []string       `yaml:"may"`
}

// expectations maps a principle to the severity and status that it must speak with; empty leaves them open.
type expectations map[string]string

// UnmarshalYAML reads a map, or a list of principles of which nothing but that they speak is expected.
func (e *expectations) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		return n.Decode((*map[string]string)(e))
	}
	var ids []string
	if err := n.Decode(&ids); err != nil {
		return err
	}
	*e = expectations{}
	for _, id := range ids {
		(*e)[id] = ""
	}
	return nil
}

// whole is a draft with the status, or the statuses that can be defended, of every principle it speaks about.
type whole struct {
	Language string              `yaml:"language"`
	Name     string              `yaml:"name"`
	Canvas   string              `yaml:"canvas"`
	Fields   map[string]any      `yaml:"fields"`
	Expect   map[string]statuses `yaml:"expect"`
}

// statuses is one status or a list of them.
type statuses []principles.Status

// UnmarshalYAML reads a word or a list of words.
func (s *statuses) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*s = statuses{principles.Status(n.Value)}
		return nil
	}
	return n.Decode((*[]principles.Status)(s))
}

// sets returns the names of the labelled files, sorted: those that are only measured, or all the others.
func sets(t *testing.T, held bool) []string {
	t.Helper()
	paths, err := filepath.Glob("labelled/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		name := filepath.Base(path)
		if name != baseFile && strings.Contains(name, "-held") == held {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		t.Fatal("there is no labelled file")
	}
	return names
}

// readLabelled reads a labelled file and refuses keys that it does not know: a misspelt "find" would pass for
// an innocent sentence.
func readLabelled(t *testing.T, name string, into any) {
	t.Helper()
	file, err := os.Open("labelled/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// draftLanguage is the language that a draft can be written in for a label: "mixed" is none of them.
func draftLanguage(label string) string {
	if slices.Contains(campaign.Standard().Languages(), label) {
		return label
	}
	return "en"
}

func draftOf(t *testing.T, language, canvas string, fields map[string]any) *campaign.Draft {
	t.Helper()
	data, err := json.Marshal(map[string]any{"format": "campaign-draft/1", "canvas": canvas, "language": draftLanguage(language), "fields": fields})
	if err != nil {
		t.Fatal(err)
	}
	draft, err := campaign.Standard().ParseDraft(data)
	if err != nil {
		t.Fatalf("%v in %.300v", err, fields)
	}
	return draft
}

// place returns the base's fields with the sentence in its field; in a column, in the first row of the table.
func place(t *testing.T, base map[string]any, s sentence) map[string]any {
	t.Helper()
	fields := maps.Clone(base)
	for id, v := range s.Set {
		if fields[id] = v; v == nil {
			delete(fields, id)
		}
	}
	if s.In == "" {
		return fields
	}
	if f := campaign.Standard().Field(s.In); f != nil {
		fields[s.In] = s.Put
		return fields
	}
	dot := strings.LastIndex(s.In, ".")
	field, column := s.In[:dot], s.In[dot+1:]
	rows, ok := fields[field].([]any)
	if !ok || len(rows) == 0 {
		t.Fatalf("the base has no row in %s", field)
	}
	rows = slices.Clone(rows)
	row := maps.Clone(rows[0].(map[string]any))
	row[column] = s.Put
	rows[0] = row
	fields[field] = rows
	return fields
}

// where names a sentence in one line of notes, shortened where it is long.
func (s sentence) where() string {
	line := fmt.Sprintf("%s: %q", s.In, s.Put)
	if s.In == "" {
		line = fmt.Sprintf("%q", fmt.Sprint(s.Set))
	}
	if letters := []rune(line); len(letters) > 160 {
		return string(letters[:159]) + "…"
	}
	return line
}
