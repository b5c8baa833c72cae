package principles

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
)

// settings are the settings of one rule as written in a principle's file. Each getter says what is wrong, at
// its line; done says which settings nobody asked for.
type settings struct {
	sheet
	node   *yaml.Node
	values map[string]*yaml.Node
	keys   map[string]*yaml.Node
	asked  []string
	lib    *campaign.Library
	words  *words
	family map[string]bool
	used   *[]string // fields that the rule looks at
}

func newSettings(s sheet, n *yaml.Node) *settings {
	out := &settings{sheet: s, node: n, values: map[string]*yaml.Node{}, keys: map[string]*yaml.Node{}}
	for _, e := range s.entries(n, "the rule") {
		out.values[e.key], out.keys[e.key] = e.value, e.at
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
		s.fail(s.node, "the rule has no %s; add it", key)
	}
	return n
}

// field reads FIELD or FIELD/COLUMN.
func (s *settings) field(n *yaml.Node, what string) (field, column string) {
	written := s.text(n, what)
	if written == "" {
		return "", ""
	}
	field, column, _ = strings.Cut(written, "/")
	f := s.lib.Field(field)
	switch {
	case f == nil && s.lib.ClosestField(field) != "":
		s.fail(n, "there is no field %q; perhaps %s is meant", field, s.lib.ClosestField(field))
	case f == nil:
		s.fail(n, "there is no field %q; take one from the vocabulary", field)
	case column != "" && f.Column(column) == nil:
		s.fail(n, "the field %s has no column %q", field, column)
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
	for _, item := range s.items(n, key) {
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
			s.fail(n, "%s names %s twice; keep one", key, p.field)
		}
	}
	if len(out) == 0 && len(n.Content) == 0 {
		s.fail(n, "%s names no field; name one", key)
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
	for _, item := range s.items(n, key) {
		if !s.family[item.Value] {
			s.fail(item, "there is no family of words %q; add words/LANG/%s.yaml", item.Value, item.Value)
			continue
		}
		out = append(out, item.Value)
	}
	if len(n.Content) == 0 && n.Kind == yaml.SequenceNode {
		s.fail(n, "%s names no family; name one", key)
	}
	return out
}

// wordList reads the name of a word list.
func (s *settings) wordList(key string) string {
	n := s.need(key)
	if n == nil {
		return ""
	}
	if _, ok := s.words.classOf[n.Value]; !ok {
		s.fail(n, "there is no word list %q; add words/LANG/lists/%s.yaml", n.Value, n.Value)
		return ""
	}
	return n.Value
}

// number reads a whole number that may be left out.
func (s *settings) number(key string, otherwise, least, most int) int {
	n := s.get(key)
	if n == nil {
		return otherwise
	}
	return s.whole(n, key, least, most)
}

// done says which settings the kind does not have.
func (s *settings) done(kind string) {
	for key, at := range s.keys {
		if !slices.Contains(s.asked, key) {
			s.fail(at, "a rule of kind %s has no setting %q; its settings are %s", kind, key, strings.Join(s.asked, ", "))
		}
	}
}
