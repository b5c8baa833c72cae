package campaign

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// source is one YAML file of the library while it is read. It reads nodes and not structs, because only
// nodes know their lines, and it is stricter than YAML: what YAML would quietly turn into a truth value,
// a number or nothing has to be quoted.
type source struct {
	name string
	bad  *mistakes
}

// pair is one key of a mapping with its value.
type pair struct {
	key   string
	at    *yaml.Node // the key itself, for its line
	value *yaml.Node
}

// open reads a file and returns its one mapping, or nil where it has none.
func open(fsys fs.FS, name string, bad *mistakes) (source, *yaml.Node) {
	s := source{name: name, bad: bad}
	bad.files = append(bad.files, name)
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		bad.add(name, 1, "there is no such file; add it")
		return s, nil
	}
	if err != nil {
		bad.add(name, 1, "the file cannot be read; check that it is a file and may be read")
		return s, nil
	}
	if !utf8.Valid(data) {
		at := 0
		for at < len(data) {
			c, n := utf8.DecodeRune(data[at:])
			if c == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		bad.add(name, lineAt(data, at), "this line is not written in UTF-8; save the file as UTF-8")
		return s, nil
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	err = decoder.Decode(&doc)
	if errors.Is(err, io.EOF) {
		bad.add(name, 1, "the file is empty")
		return s, nil
	}
	if err == nil {
		err = decoder.Decode(&second)
	}
	switch {
	case err == nil:
		bad.add(name, second.Line, "the file holds a second document; take out the line with --- and keep one")
		return s, nil
	case !errors.Is(err, io.EOF):
		bad.add(name, syntaxLine(err, data), "this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it")
		return s, nil
	}
	if len(doc.Content) == 0 {
		bad.add(name, 1, "the file is empty")
		return s, nil
	}
	return s, doc.Content[0]
}

var (
	yamlLine   = regexp.MustCompile(`line (\d+)`)
	yamlAnchor = regexp.MustCompile(`unknown anchor '(.*)'`)
)

// syntaxLine finds the line in a message of the YAML reader, which has no other way to tell it. Its scanner
// counts lines from one and its parser from zero; only the parser's messages say what it expected.
func syntaxLine(err error, data []byte) int {
	line := 1
	if err == nil {
		return line
	}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		if strings.Contains(err.Error(), "did not find expected") {
			line++
		}
	} else if m := yamlAnchor.FindStringSubmatch(err.Error()); m != nil {
		line = lineAt(data, bytes.Index(data, []byte("*"+m[1])))
	}
	return max(1, min(line, lineAt(data, len(bytes.TrimRight(data, "\n")))))
}

// lineAt is the line that holds a byte, counted from one.
func lineAt(data []byte, at int) int { return bytes.Count(data[:max(0, at)], []byte("\n")) + 1 }

func (s source) fail(n *yaml.Node, format string, args ...any) {
	s.bad.add(s.name, n.Line, format, args...)
}

// pairs returns the keys of a mapping in order, each once.
func (s source) pairs(n *yaml.Node, what string) []pair {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		s.fail(n, "%s must be keys with values, written as key: value", what)
		return nil
	}
	var out []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, ok := s.text(n.Content[i], "a key of "+what)
		if !ok {
			continue
		}
		if first := slices.IndexFunc(out, func(p pair) bool { return p.key == key }); first >= 0 {
			s.fail(n.Content[i], "in %s the key %q is there twice, first on line %d; keep one", what, key, out[first].at.Line)
			continue
		}
		out = append(out, pair{key: key, at: n.Content[i], value: n.Content[i+1]})
	}
	return out
}

// keys reads a mapping that may hold only the keys named. A key that is not there gives nil.
func (s source) keys(n *yaml.Node, what string, allowed ...string) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	for _, p := range s.pairs(n, what) {
		if !slices.Contains(allowed, p.key) {
			s.fail(p.at, "in %s there is no key %q%s; the keys are %s", what, p.key, meant(p.key, allowed), strings.Join(allowed, ", "))
			continue
		}
		out[p.key] = p.value
	}
	return out
}

// items returns the members of a list.
func (s source) items(n *yaml.Node, what string) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		s.fail(n, "%s must be a list, written as [one, two] or with a dash before each", what)
		return nil
	}
	return n.Content
}

// spoken are the plain words that one or another YAML reader takes for something else than text.
var spoken = []string{"yes", "no", "on", "off", "y", "n", "true", "false", "null", "~"}

// text reads one text. The text is never empty.
func (s source) text(n *yaml.Node, what string) (string, bool) {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		s.fail(n, "%s uses a YAML anchor or alias; write the value out", what)
		return "", false
	case n.Kind != yaml.ScalarNode:
		s.fail(n, "%s must be one text", what)
		return "", false
	}
	plain := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	if plain && n.Value != "" && (n.ShortTag() != "!!str" || slices.Contains(spoken, strings.ToLower(n.Value))) {
		s.fail(n, "%s is written %s, which YAML does not read as text; put it in quotes: %q", what, n.Value, n.Value)
		return "", false
	}
	value := strings.TrimSpace(n.Value)
	if value == "" {
		s.fail(n, "%s is empty; write it", what)
		return "", false
	}
	return value, true
}

// texts reads a list of texts, each with its node.
func (s source) texts(n *yaml.Node, what string) []pair {
	var out []pair
	for _, item := range s.items(n, what) {
		value, ok := s.text(item, "a member of "+what)
		if !ok {
			continue
		}
		if first := slices.IndexFunc(out, func(p pair) bool { return p.key == value }); first >= 0 {
			s.fail(item, "%q is twice in %s; keep one", value, what)
			continue
		}
		out = append(out, pair{key: value, at: item})
	}
	return out
}

// minutes reads a whole number of minutes, at most a day.
func (s source) minutes(n *yaml.Node, what string) int {
	if n.Kind == yaml.ScalarNode {
		if v, err := strconv.Atoi(n.Value); err == nil && v >= 1 && v <= 24*60 {
			return v
		}
	}
	s.fail(n, "%s must be a whole number of minutes from 1 to 1440", what)
	return 0
}

// meant is "; did you mean X?" without the question: words to put after an unknown id, or nothing.
func meant(id string, known []string) string {
	if c := closest(id, known); c != "" {
		return " (perhaps " + c + " is meant)"
	}
	return ""
}
