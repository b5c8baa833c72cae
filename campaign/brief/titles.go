package brief

import (
	"maps"
	"regexp"
	"slices"

	"workbench/campaign"
)

// languageTitles is what one language calls things, folded, for finding them by their titles.
type languageTitles struct {
	texts       *campaign.Texts
	words       *words
	sections    map[string][]string
	fields      map[string][]string
	kept, annex map[string]bool
}

// allTitles returns the titles of every language, those named first in front.
func allTitles(lib *campaign.Library, first ...string) []languageTitles {
	var order []string
	ours := slices.Sorted(maps.Keys(catalogue()))
	for _, l := range slices.Concat(first, lib.Languages(), ours) {
		if !slices.Contains(order, l) && (slices.Contains(lib.Languages(), l) || slices.Contains(ours, l)) {
			order = append(order, l)
		}
	}
	var out []languageTitles
	for _, l := range order {
		t := languageTitles{
			texts: lib.Texts(l), words: wordsIn(l), sections: map[string][]string{}, fields: map[string][]string{},
			kept: map[string]bool{}, annex: map[string]bool{},
		}
		for _, c := range lib.Canvases() {
			for _, s := range c.Sections {
				text := t.texts.Section(s.ID)
				add(t.sections, s.ID, text.Title, text.Aliases)
			}
		}
		for _, f := range lib.Fields() {
			text := t.texts.Field(f.ID)
			add(t.fields, f.ID, text.Title, text.Aliases)
		}
		for _, n := range slices.Concat(t.words.AlsoKept.Aliases, []string{t.words.AlsoKept.Title}) {
			t.kept[fold(n)] = true
		}
		for _, n := range slices.Concat(t.words.Annex.Aliases, []string{t.words.Annex.Title}) {
			t.annex[fold(n)] = true
		}
		out = append(out, t)
	}
	return out
}

func add(m map[string][]string, id, title string, aliases []string) {
	for _, name := range append([]string{title}, aliases...) {
		if key := fold(name); !slices.Contains(m[key], id) {
			m[key] = append(m[key], id)
		}
	}
}

func (r *reader) isKept(title string) bool {
	return slices.ContainsFunc(r.titles, func(t languageTitles) bool { return t.kept[fold(title)] })
}

func (r *reader) isAnnex(title string) bool {
	return slices.ContainsFunc(r.titles, func(t languageTitles) bool { return t.annex[fold(title)] })
}

// isTitle says whether a heading means anything to an import.
func (r *reader) isTitle(title string) bool {
	titles := r.titles
	if titles == nil {
		titles = allTitles(r.lib)
		r.titles = titles
	}
	key := fold(title)
	return r.isKept(title) || r.isAnnex(title) || slices.ContainsFunc(titles, func(t languageTitles) bool {
		return len(t.sections[key])+len(t.fields[key]) > 0
	})
}

// section returns the id of the section of a canvas that has the title, or "".
func (r *reader) section(c *campaign.Canvas, title string) string {
	key := fold(title)
	for _, t := range r.titles {
		for _, id := range t.sections[key] {
			if c.Section(id) != nil {
				return id
			}
		}
	}
	if c.Section(key) != nil {
		return key
	}
	return ""
}

// withID is a heading that names the field's id behind the title.
var withID = regexp.MustCompile(`^.*\(([a-z]+\.[a-z_]+)\)$`)

// field returns the id of the field that has the title: one of the section, else the only one of the canvas
// that has it, else the only one of the vocabulary; "" where there is none or more than one.
func (r *reader) field(c *campaign.Canvas, s *campaign.Section, title string) string {
	key := fold(title)
	if m := withID.FindStringSubmatch(key); m != nil && r.lib.Field(m[1]) != nil {
		return m[1]
	}
	if r.lib.Field(key) != nil {
		return key
	}
	within := []func(string) bool{
		func(id string) bool { return s != nil && slices.Contains(s.Fields, id) },
		func(id string) bool { return id == campaign.TitleField },
		c.Has,
		func(string) bool { return true },
	}
	if s == nil { // under "Also kept", or above the sections
		within[2] = func(id string) bool { return !c.Has(id) }
	}
	for _, in := range within {
		for _, t := range r.titles {
			found := ""
			for _, id := range t.fields[key] {
				switch {
				case !in(id):
				case found == "":
					found = id
				default:
					return ""
				}
			}
			if found != "" {
				return found
			}
		}
	}
	return ""
}

// option returns the id of the option that a label or an id names, or "".
func (r *reader) option(set string, options []string, label string) string {
	if r.options == nil {
		r.options = map[string]map[string]string{}
	}
	byLabel := r.options[set]
	if byLabel == nil {
		byLabel = r.labelled(set, options)
		r.options[set] = byLabel
	}
	if id := byLabel[fold(label)]; id != "" {
		return id
	}
	return byLabel[fold(plainEmphasis(label))]
}

// labelled returns the ids of a list by all that names them. Of two that share a name the earlier language
// wins; an id goes before the labels of all languages but the first.
func (r *reader) labelled(set string, options []string) map[string]string {
	out := map[string]string{}
	name := func(label, id string) {
		if _, taken := out[fold(label)]; !taken {
			out[fold(label)] = id
		}
	}
	for i, t := range r.titles {
		for _, id := range options {
			text := t.texts.OptionText(set, id)
			name(text.Title, id)
			for _, alias := range text.Aliases {
				name(alias, id)
			}
		}
		if i == 0 {
			for _, id := range options {
				name(id, id)
			}
		}
	}
	return out
}

// column returns the column of a rows field that a title or an id names, or nil.
func (r *reader) column(f *campaign.Field, title string) *campaign.Column {
	key := fold(title)
	for _, t := range r.titles {
		for i := range f.Columns {
			text := t.texts.Column(f.ID, f.Columns[i].ID)
			if fold(text.Title) == key || slices.ContainsFunc(text.Aliases, func(a string) bool { return fold(a) == key }) {
				return &f.Columns[i]
			}
		}
	}
	return f.Column(key)
}
