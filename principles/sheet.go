package principles

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// sheet is one YAML file of a pack while it is read. It reads nodes and not structs, because only nodes know
// their lines.
type sheet struct {
	name string
	bad  *mistakes
}

// entry is one key of a mapping with its value.
type entry struct {
	key   string
	at    *yaml.Node
	value *yaml.Node
}

// maxFile is the most that one file of a pack may hold, in bytes.
const maxFile = 1 << 20

// openSheet reads a file and returns its one value, or nil where it has none that can be read.
func openSheet(fsys fs.FS, name string, bad *mistakes) (sheet, *yaml.Node) {
	s := sheet{name: name, bad: bad}
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		bad.add(name, 1, "there is no such file; add it")
		return s, nil
	}
	if err != nil {
		bad.add(name, 1, "the file cannot be read; check that it is a file and may be read")
		return s, nil
	}
	if len(data) > maxFile {
		bad.add(name, 1, "the file is larger than 1 MiB; split it")
		return s, nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			bad.add(name, 1, "the file is empty; write it or take it away")
		} else {
			bad.add(name, yamlLine(err), "this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it")
		}
		return s, nil
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		bad.add(name, 1, "the file holds more than one document; take out the line with --- and keep one")
		return s, nil
	}
	return s, doc.Content[0]
}

var yamlLineForm = regexp.MustCompile(`line (\d+)`)

func yamlLine(err error) int {
	if m := yamlLineForm.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 1
}

func (s sheet) fail(n *yaml.Node, format string, args ...any) {
	s.bad.add(s.name, n.Line, format, args...)
}

// entries returns the keys of a mapping in order, each once.
func (s sheet) entries(n *yaml.Node, what string) []entry {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		s.fail(n, "%s must be keys with values, written as key: value", what)
		return nil
	}
	var out []entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if j := slices.IndexFunc(out, func(e entry) bool { return e.key == k.Value }); j >= 0 {
			s.fail(k, "%s has %q twice, first on line %d; keep one", what, k.Value, out[j].at.Line)
			continue
		}
		out = append(out, entry{key: k.Value, at: k, value: n.Content[i+1]})
	}
	return out
}

// object reads a mapping that may hold only the keys named; a key that ends in ! must be there.
func (s sheet) object(n *yaml.Node, what string, allowed ...string) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	if n == nil {
		return out
	}
	var names []string
	for _, a := range allowed {
		names = append(names, strings.TrimSuffix(a, "!"))
	}
	for _, e := range s.entries(n, what) {
		if !slices.Contains(names, e.key) {
			s.fail(e.at, "%s has no key %q; the keys are %s", what, e.key, strings.Join(names, ", "))
			continue
		}
		out[e.key] = e.value
	}
	for i, a := range allowed {
		if strings.HasSuffix(a, "!") && out[names[i]] == nil && n.Kind == yaml.MappingNode {
			s.fail(n, "%s has no %s; add it", what, names[i])
		}
	}
	return out
}

// text reads one text; "" (and a mistake) where it is none or empty.
func (s sheet) text(n *yaml.Node, what string) string {
	if n == nil {
		return ""
	}
	v := strings.TrimSpace(n.Value)
	if n.Kind != yaml.ScalarNode || v == "" {
		s.fail(n, "%s must be one text that is not empty", what)
		return ""
	}
	return v
}

// list reads a list of texts, each once.
func (s sheet) list(n *yaml.Node, what string) []string {
	var out []string
	for _, item := range s.items(n, what) {
		v := s.text(item, "a member of "+what)
		if v == "" {
			continue
		}
		if slices.Contains(out, v) {
			s.fail(item, "%s has %q twice; keep one", what, v)
			continue
		}
		out = append(out, v)
	}
	return out
}

// items returns the members of a list.
func (s sheet) items(n *yaml.Node, what string) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		s.fail(n, "%s must be a list, written as [one, two] or with a dash before each", what)
		return nil
	}
	return n.Content
}

// whole reads a whole number from least to most; least where it is none.
func (s sheet) whole(n *yaml.Node, what string, least, most int) int {
	if n == nil {
		return least
	}
	v, err := strconv.Atoi(n.Value)
	if err != nil || v < least || v > most {
		s.fail(n, "%s must be a whole number from %d to %d", what, least, most)
		return least
	}
	return v
}

// truth reads true or false.
func (s sheet) truth(n *yaml.Node, what string) bool {
	if n == nil {
		return false
	}
	if n.Value != "true" && n.Value != "false" {
		s.fail(n, "%s must be true or false", what)
	}
	return n.Value == "true"
}

// oneOf reads one of the words allowed; "" where it is none of them.
func (s sheet) oneOf(n *yaml.Node, what string, allowed ...string) string {
	if n == nil {
		return ""
	}
	if !slices.Contains(allowed, n.Value) {
		s.fail(n, "%s is %q; it must be one of %s", what, n.Value, strings.Join(allowed, ", "))
		return ""
	}
	return n.Value
}
