package principles

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
	"workbench/campaign/sheet"
)

// settings are the settings of one rule as written in a principle's file. Each getter says what is wrong, at
// its line; done says which settings nobody asked for.
type settings struct {
	sheet.Sheet
	node   *yaml.Node
	values map[string]*yaml.Node
	keys   map[string]*yaml.Node
	asked  []string
	lib    *campaign.Library
	words  *words
	family map[string]bool
	used   *[]string // fields that the rule looks at
	heard  []string  // families of words that it asks about
}

func newSettings(s sheet.Sheet, n *yaml.Node) *settings {
	out := &settings{Sheet: s, node: n, values: map[string]*yaml.Node{}, keys: map[string]*yaml.Node{}}
	for _, e := range s.Pairs(n, "the rule") {
		out.values[e.Key], out.keys[e.Key] = e.Value, e.At
	}
	return out
}

func (s *settings) get(key string) *yaml.Node {
	s.asked = append(s.asked, key)
	return s.values[key]
}

// need is get for a setting that has to be there.
func (s *settings) need(key string) *yaml.Node {
	n := s.get(key)
	if n == nil {
		s.Fail(s.node, "the rule has no %s; add it", key)
	}
	return n
}

// field reads FIELD or FIELD/COLUMN.
func (s *settings) field(n *yaml.Node, what string) (field, column string) {
	written := s.Text(n, what)
	if written == "" {
		return "", ""
	}
	field, column, _ = strings.Cut(written, "/")
	f := s.lib.Field(field)
	switch {
	case f == nil && s.lib.ClosestField(field) != "":
		s.Fail(n, "there is no field %q; perhaps %s is meant", field, s.lib.ClosestField(field))
	case f == nil:
		s.Fail(n, "there is no field %q; take one from the vocabulary", field)
	case column != "" && f.Column(column) == nil:
		s.Fail(n, "the field %s has no column %q", field, column)
	default:
		if !slices.Contains(*s.used, field) {
			*s.used = append(*s.used, field)
		}
		return field, column
	}
	return "", ""
}

// places reads a list of fields, or "public" for every public field with words, or "analysis", or both.
func (s *settings) places(key string) []place {
	n := s.need(key)
	if n == nil {
		return nil
	}
	var out []place
	for _, item := range s.Items(n, key) {
		if item.Value == "public" || item.Value == "analysis" {
			for _, f := range s.lib.Fields() {
				if string(f.Voice) == item.Value {
					out = append(out, place{field: f.ID})
					if item.Value == "public" && !slices.Contains(*s.used, f.ID) {
						*s.used = append(*s.used, f.ID)
					}
				}
			}
			continue
		}
		if f, c := s.field(item, "a member of "+key); f != "" {
			out = append(out, place{field: f, column: c})
		}
	}
	for i, p := range out {
		if slices.ContainsFunc(out[:i], func(q place) bool {
			return q.field == p.field && (q.column == p.column || q.column == "" || p.column == "")
		}) {
			s.Fail(n, "%s names %s twice; keep one", key, p.field)
		}
	}
	if len(out) == 0 && len(n.Content) == 0 {
		s.Fail(n, "%s names no field; name one", key)
	}
	return out
}

// place is a field, or one column of it.
type place struct{ field, column string }

func (s *settings) families(key string) []string {
	n := s.need(key)
	if n == nil {
		return nil
	}
	var out []string
	for _, item := range s.Items(n, key) {
		id := s.Text(item, "a member of "+key)
		switch {
		case id == "":
		case !s.family[id]:
			s.Fail(item, "there is no family of words %q; add words/LANG/%s.yaml", id, id)
		default:
			out = append(out, id)
			s.heard = append(s.heard, id)
		}
	}
	if len(n.Content) == 0 && n.Kind == yaml.SequenceNode {
		s.Fail(n, "%s names no family; name one", key)
	}
	return out
}

// wordList reads the name of a word list.
func (s *settings) wordList(key string) string {
	n := s.need(key)
	name := s.Text(n, key)
	if name == "" {
		return ""
	}
	if _, ok := s.words.classOf[name]; !ok {
		s.Fail(n, "there is no word list %q; add it to words/LANG/%s", name, listFile)
		return ""
	}
	return name
}

// number reads a whole number that may be left out.
func (s *settings) number(key string, otherwise, least, most int) int {
	n := s.get(key)
	if n == nil {
		return otherwise
	}
	v, _ := s.Whole(n, key, "", least, most)
	return v
}

// done says which settings the kind does not have.
func (s *settings) done(kind string) {
	for key, at := range s.keys {
		if !slices.Contains(s.asked, key) {
			s.Fail(at, "a rule of kind %s has no setting %q; its settings are %s", kind, key, strings.Join(s.asked, ", "))
		}
	}
}
