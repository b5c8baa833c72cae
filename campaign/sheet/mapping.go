package sheet

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Pair is one key of a mapping with its value, or one text of a list, which has no value.
type Pair struct {
	Key   string
	At    *yaml.Node // the key or text itself, for its line
	Value *yaml.Node
}

// Pairs returns the keys of a mapping in order, each once. No node gives none.
func (s Sheet) Pairs(n *yaml.Node, what string) []Pair {
	if n == nil || s.anchored(n, what) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		s.Fail(n, "%s must be keys with values, written as key: value", what)
		return nil
	}
	out := make([]Pair, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := s.scalar(n.Content[i], func() string { return "a key of " + what }, true)
		if key == "" {
			continue
		}
		if first := slices.IndexFunc(out, func(p Pair) bool { return p.Key == key }); first >= 0 {
			s.Fail(n.Content[i], "in %s the key %q is there twice, first on line %d; keep one", what, key, out[first].At.Line)
			continue
		}
		out = append(out, Pair{Key: key, At: n.Content[i], Value: n.Content[i+1]})
	}
	return out
}

// Keys reads a mapping that may hold only the keys named. A key that is not there gives nil.
func (s Sheet) Keys(n *yaml.Node, what string, allowed ...string) map[string]*yaml.Node {
	return s.known(n, what, "in "+what+" there is", allowed)
}

// Object is Keys for a mapping that has keys which must be there: those end in "!".
func (s Sheet) Object(n *yaml.Node, what string, allowed ...string) map[string]*yaml.Node {
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = strings.TrimSuffix(a, "!")
	}
	out := s.known(n, what, what+" has", names)
	for i, a := range allowed {
		if names[i] != a && out[names[i]] == nil && n != nil && n.Kind == yaml.MappingNode {
			s.Fail(n, "%s has no %s; add it", what, names[i])
		}
	}
	return out
}

// known reads a mapping with the keys allowed; has begins the sentence about another.
func (s Sheet) known(n *yaml.Node, what, has string, allowed []string) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	for _, p := range s.Pairs(n, what) {
		if !slices.Contains(allowed, p.Key) {
			s.Fail(p.At, "%s no key %q%s; the keys are %s", has, p.Key, Meant(p.Key, allowed), strings.Join(allowed, ", "))
			continue
		}
		out[p.Key] = p.Value
	}
	return out
}

// Items returns the members of a list. No node gives none.
func (s Sheet) Items(n *yaml.Node, what string) []*yaml.Node {
	if n == nil || s.anchored(n, what) {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		s.Fail(n, "%s must be a list, written as [one, two] or with a dash before each", what)
		return nil
	}
	return n.Content
}

// Texts reads a list of texts, each once, with their nodes.
func (s Sheet) Texts(n *yaml.Node, what string) []Pair {
	var out []Pair
	for _, item := range s.Items(n, what) {
		value := s.scalar(item, func() string { return "a member of " + what }, true)
		if value == "" {
			continue
		}
		if slices.ContainsFunc(out, func(p Pair) bool { return p.Key == value }) {
			s.Fail(item, "%q is twice in %s; keep one", value, what)
			continue
		}
		out = append(out, Pair{Key: value, At: item})
	}
	return out
}

// List is Texts without the nodes.
func (s Sheet) List(n *yaml.Node, what string) []string {
	var out []string
	for _, p := range s.Texts(n, what) {
		out = append(out, p.Key)
	}
	return out
}

// Plain says whether a value and everything inside it does without anchors and aliases, for a reader that
// takes the nodes as they are. The first one found is a mistake.
func (s Sheet) Plain(n *yaml.Node, what string) bool {
	if s.anchored(n, what) {
		return false
	}
	for _, c := range n.Content {
		if !s.Plain(c, what) {
			return false
		}
	}
	return true
}

// anchored notes an anchor or an alias, and says whether there is one.
func (s Sheet) anchored(n *yaml.Node, what string) bool {
	if n.Kind != yaml.AliasNode && n.Anchor == "" {
		return false
	}
	s.Fail(n, "%s uses a YAML anchor or alias; write the value out", what)
	return true
}
