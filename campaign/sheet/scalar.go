package sheet

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// spoken are the plain words that one or another YAML reader takes for something else than text.
var spoken = []string{"yes", "no", "on", "off", "y", "n", "true", "false", "null", "~"}

// Text reads one text, without the blanks around it. It is "" where there is no node and where the text is a
// mistake: it is empty, it is no single text, or it is unquoted and YAML may read it as something else.
func (s Sheet) Text(n *yaml.Node, what string) string {
	return s.scalar(n, func() string { return what }, true)
}

// Word is Text where only a text can be meant, as in a list of words or for a date: no, 12 and 2026-11-23
// need no quotes there.
func (s Sheet) Word(n *yaml.Node, what string) string {
	return s.scalar(n, func() string { return what }, false)
}

// scalar reads one text. What it is called is only put together for a mistake.
func (s Sheet) scalar(n *yaml.Node, what func() string, strict bool) string {
	if n == nil {
		return ""
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		s.anchored(n, what())
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		s.Fail(n, "%s must be one text", what())
		return ""
	}
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if strict && !quoted && n.Value != "" && !surelyText(n) && (n.ShortTag() != "!!str" || isSpoken(n.Value)) {
		s.Fail(n, "%s is written %s, which YAML does not read as text; put it in quotes: %q", what(), n.Value, n.Value)
		return ""
	}
	value := strings.TrimSpace(n.Value)
	if value == "" {
		s.Fail(n, "%s is empty; write it", what())
	}
	return value
}

// surelyText says whether an unquoted value can be nothing but a text: what YAML reads as something else begins with
// no letter or is a short word.
func surelyText(n *yaml.Node) bool {
	c := n.Value[0]
	return n.Tag == "" && len(n.Value) > 5 && (c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf)
}

func isSpoken(s string) bool { return len(s) <= 5 && slices.Contains(spoken, strings.ToLower(s)) }

// Whole reads a whole number from least to most; of says of what, "" for no unit. Where it is none, or there
// is no node, it gives least and false.
func (s Sheet) Whole(n *yaml.Node, what, of string, least, most int) (int, bool) {
	if n == nil {
		return least, false
	}
	if n.Kind == yaml.ScalarNode && n.Anchor == "" {
		if v, err := strconv.Atoi(n.Value); err == nil && v >= least && v <= most {
			return v, true
		}
	}
	if of != "" {
		of = " of " + of
	}
	s.Fail(n, "%s must be a whole number%s from %d to %d", what, of, least, most)
	return least, false
}

// Truth reads true or false; false where there is no node.
func (s Sheet) Truth(n *yaml.Node, what string) bool {
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.Anchor != "" || n.Value != "true" && n.Value != "false" {
		s.Fail(n, "%s must be true or false", what)
		return false
	}
	return n.Value == "true"
}

// OneOf reads one of the words allowed; "" where it is none of them or there is no node.
func (s Sheet) OneOf(n *yaml.Node, what string, allowed ...string) string {
	if n == nil || s.anchored(n, what) {
		return ""
	}
	at := slices.Index(allowed, n.Value)
	if n.Kind != yaml.ScalarNode || at < 0 {
		s.Fail(n, "%s is %q; it must be one of %s", what, n.Value, strings.Join(allowed, ", "))
		return ""
	}
	return allowed[at] // and not a part of the file, which would hold all of it
}
