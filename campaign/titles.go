package campaign

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

// held says what a title must not hold to be a heading and the head of a table, and to be read back.
func (r *textsReader) held(n *yaml.Node, name, title string) {
	const marks = "|*_#<>[]`\\~:\n"
	switch {
	case strings.ContainsAny(title, marks):
		r.Fail(n, "the title %q of %s holds one of | * _ # < > [ ] ` \\ ~ : or a line break, which mean something in Markdown; leave it out", title, name)
	case title != "" && title[0] >= '0' && title[0] <= '9':
		r.Fail(n, "the title %q of %s begins with a digit, which Markdown may take for a list; begin with a word", title, name)
	case strings.HasPrefix(title, "-") || strings.HasPrefix(title, "+") || strings.HasPrefix(title, "="):
		r.Fail(n, "the title %q of %s begins with a mark, which Markdown may take for a list; begin with a word", title, name)
	}
}

// titles holds that no two members of one scope share a title or an alias, whatever their case.
type titles struct {
	sheet.Sheet
	scope string
	owner map[string]string     // folded title to id
	at    map[string]*yaml.Node // id to where its texts are; nil where English stands in
}

func newTitles(s sheet.Sheet, scope string) *titles {
	return &titles{Sheet: s, scope: scope, owner: map[string]string{}, at: map[string]*yaml.Node{}}
}

// reserve keeps an id from being the title of another member.
func (t *titles) reserve(id string) { t.owner[foldTitle(id)] = id }

func (t *titles) add(id, title string, aliases []string, at *yaml.Node) {
	t.at[id] = at
	for _, name := range append([]string{title}, aliases...) {
		key := foldTitle(name)
		if key == "" {
			continue
		}
		first, taken := t.owner[key]
		if !taken {
			t.owner[key] = id
			continue
		}
		if first == id {
			continue
		}
		if at == nil {
			at = t.at[first]
		}
		if at != nil {
			t.Fail(at, "%q names both %s and %s; among the %s every title, alias and option id is unique; change one", name, first, id, t.scope)
		}
	}
}

func foldTitle(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
