package principles

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
	"workbench/campaign/sheet"
)

// example is a draft that a principle's file shows, with the findings of that principle that it must give.
type example struct {
	file      string
	line      int
	principle string
	language  string
	draft     []byte // a draft file
	finds     []expected
}

// expected is a finding that must be there. Empty members are not compared, except Rule and Field.
type expected struct {
	Rule, Field, Excerpt, Column string
	Severity                     Severity
	Status                       Status
}

// String writes an expected finding as a person would look for it.
func (e expected) String() string {
	s := e.Rule + " at " + e.Field
	if e.Excerpt != "" {
		s += fmt.Sprintf(" %q", e.Excerpt)
	}
	return s
}

// shownIn is what a principle is shown by in one language.
type shownIn struct{ principle, language string }

// loadExamples reads examples/LANG.yaml: by principle a list of {fields, finds}, with base: fields that all of them
// share. The drafts are in the language of the file where they do not say otherwise. Every language that a principle
// claims needs three that pass and three that fail.
func (l *loading) loadExamples() {
	names, _ := fs.Glob(l.fsys, "examples/*.yaml")
	if first := examplesFile(l.pack.languages[0]); !slices.Contains(names, first) {
		names = append(names, first) // it is missed by name
	}
	pass, fail, at := map[shownIn]int{}, map[shownIn]int{}, map[shownIn]int{}
	for _, name := range names {
		language := strings.TrimSuffix(path.Base(name), ".yaml")
		s, n := l.files.Open(name, l.bad)
		for _, e := range s.Pairs(n, "the examples") {
			if l.pack.Principle(e.Key) == nil {
				s.Fail(e.At, "the pack has no principle %q%s; take its examples away or mend the id", e.Key, sheet.Meant(e.Key, l.ids()))
				continue
			}
			at[shownIn{e.Key, language}] = e.At.Line
			o := s.Object(e.Value, "the principle "+e.Key, "base", "drafts!")
			for _, item := range s.Items(o["drafts"], "drafts") {
				ex := readExample(s, item, o["base"], language)
				ex.principle = e.Key
				l.examples = append(l.examples, ex)
				if len(ex.finds) == 0 {
					pass[shownIn{e.Key, ex.language}]++
				} else {
					fail[shownIn{e.Key, ex.language}]++
				}
			}
		}
	}
	for i := range l.pack.principles {
		id := l.pack.principles[i].ID
		for _, language := range l.claimed(&l.pack.principles[i]) {
			if in := (shownIn{id, language}); pass[in] < 3 || fail[in] < 3 {
				l.bad.Add(examplesFile(language), at[in], "there are %d examples of %s in %s that pass and %d that fail; three of each are needed", pass[in], id, language, fail[in])
			}
		}
	}
}

func examplesFile(language string) string { return "examples/" + language + ".yaml" }

// claimed returns the languages that a principle claims to be checked in: the pack's first, and those that are
// switched on and have all the words of one of its wording rules. Rules without words hold in any language.
func (l *loading) claimed(p *Principle) []string {
	out := l.pack.languages[:1:1]
	for _, language := range l.pack.wording {
		if language == out[0] {
			continue
		}
		has := func(id string) bool {
			return slices.ContainsFunc(l.pack.words.families, func(f family) bool { return f.id == id && f.language == language })
		}
		for _, r := range p.rules {
			if w, ok := r.(*wording); ok && !slices.ContainsFunc(w.families, func(id string) bool { return !has(id) }) {
				out = append(out, language)
				break
			}
		}
	}
	return out
}

func readExample(s sheet.Sheet, n, base *yaml.Node, language string) example {
	o := s.Object(n, "an example", "about", "canvas", "language", "fields!", "finds!")
	ex := example{file: s.Name(), line: n.Line, language: language}
	canvas := campaign.DefaultCanvas
	if o["canvas"] != nil {
		canvas = s.Text(o["canvas"], "canvas")
	}
	if o["language"] != nil {
		ex.language = s.Text(o["language"], "language")
	}
	fields := map[string]json.RawMessage{}
	for _, from := range []*yaml.Node{base, o["fields"]} {
		for _, e := range s.Pairs(from, "fields") {
			if s.Plain(e.Value, "the field "+e.Key) {
				fields[e.Key] = yamlToJSON(e.Value)
			}
		}
	}
	raw := map[string]any{"format": "campaign-draft/1", "canvas": canvas, "language": ex.language, "fields": fields}
	ex.draft, _ = json.Marshal(raw)
	for _, item := range s.Items(o["finds"], "finds") {
		f := s.Object(item, "an expected finding", "rule!", "field!", "excerpt", "column", "severity", "status")
		ex.finds = append(ex.finds, expected{
			Rule: s.Text(f["rule"], "rule"), Field: s.Text(f["field"], "field"), Excerpt: s.Text(f["excerpt"], "excerpt"), Column: s.Text(f["column"], "column"),
			Severity: Severity(s.OneOf(f["severity"], "severity", "must", "should", "consider", "info")),
			Status:   Status(s.OneOf(f["status"], "status", "partly", "not_met", "review")),
		})
	}
	return ex
}

// yamlToJSON writes a YAML value as JSON. Dates stay texts.
func yamlToJSON(n *yaml.Node) json.RawMessage {
	var b bytes.Buffer
	switch n.Kind {
	case yaml.MappingNode:
		b.WriteByte('{')
		for i := 0; i+1 < len(n.Content); i += 2 {
			if i > 0 {
				b.WriteByte(',')
			}
			key, _ := json.Marshal(n.Content[i].Value)
			b.Write(key)
			b.WriteByte(':')
			b.Write(yamlToJSON(n.Content[i+1]))
		}
		b.WriteByte('}')
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, c := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(yamlToJSON(c))
		}
		b.WriteByte(']')
	default:
		if tag := n.ShortTag(); tag == "!!int" || tag == "!!float" {
			return json.RawMessage(n.Value)
		}
		text, _ := json.Marshal(n.Value)
		return text
	}
	return b.Bytes()
}

// LoadVerified is Load for a pack that somebody else has made: nothing at all may be wrong with it, as Verify says.
func LoadVerified(fsys fs.FS, lib *campaign.Library) (*Pack, error) {
	p, err := Load(fsys, lib)
	if err == nil {
		err = p.Verify()
	}
	return p, err
}

// Verify reads the whole pack strictly, also what Load leaves for later: the texts of every language, the word
// lists of languages that are switched off, the examples, and files that nothing asks for. If all can be read, it
// holds the pack against its own examples. The error joins everything that is wrong, each as "file:line: what is
// wrong and how to mend it". Findings of information count only where an example asks for them.
func (p *Pack) Verify() error {
	l, err := read(p.files, p.lib, true, nil)
	if err != nil {
		return err
	}
	bad := new(sheet.Mistakes)
	for _, ex := range l.examples {
		d, err := p.lib.ParseDraft(ex.draft)
		if err != nil {
			bad.Add(ex.file, ex.line, "the example is no draft: %s", err)
			continue
		}
		for _, m := range compare(ex.finds, Check(d, p).Of(ex.principle)) {
			bad.Add(ex.file, ex.line, "the example %s", m)
		}
	}
	return bad.Err()
}

// compare says which findings are missing and which are too many.
func compare(want []expected, got []Finding) []string {
	var out []string
	left := slices.Clone(got)
	for _, w := range want {
		i := slices.IndexFunc(left, func(f Finding) bool {
			return f.Rule == w.Rule && f.Field == w.Field && (w.Excerpt == "" || f.Excerpt == w.Excerpt) && (w.Column == "" || f.Column == w.Column) &&
				(w.Severity == "" || f.Severity == w.Severity) && (w.Status == "" || f.Status == w.Status)
		})
		if i < 0 {
			out = append(out, "does not give the finding "+w.String())
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, f := range left {
		if f.Severity != Info {
			out = append(out, "gives a finding that it does not name: "+strings.TrimSpace(expected{Rule: f.Rule, Field: f.Field, Excerpt: f.Excerpt}.String()))
		}
	}
	return out
}
