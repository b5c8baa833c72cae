package campaign

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// textsReader reads one file of texts and fills its gaps from English. English itself must have no gap.
type textsReader struct {
	source
	lib     *Library
	english *Texts // nil while English itself is read
	out     *Texts
}

// loadTexts reads texts/LANGUAGE.yaml.
func (l *Library) loadTexts(fsys fs.FS, language string, english *Texts, bad *mistakes) *Texts {
	s, root := open(fsys, "texts/"+language+".yaml", bad)
	t := &Texts{
		language: language, name: language,
		canvases: map[string]CanvasText{}, sections: map[string]SectionText{},
		fields: map[string]FieldText{}, columns: map[string]map[string]ColumnText{},
		options: map[string]map[string]OptionText{}, countries: map[string]string{},
	}
	if root == nil {
		return t
	}
	r := textsReader{source: s, lib: l, english: english, out: t}
	top := s.keys(root, "the texts", "name", "canvases", "sections", "fields", "options", "countries")
	if top["name"] == nil {
		s.fail(root, "the texts have no name; add the language's own name for itself, such as name: Bahasa Melayu")
	} else if name, ok := s.text(top["name"], "the name of the language"); ok {
		t.name = name
	}
	r.canvases(root, top["canvases"])
	r.sections(root, top["sections"])
	r.fields(root, top["fields"])
	r.options(root, top["options"])
	r.countries(root, top["countries"])
	return t
}

// byID reads a mapping whose keys must be known ids. A key that English lacks is reported.
func (r *textsReader) byID(root, n *yaml.Node, what string, ids []string) map[string]pair {
	out := map[string]pair{}
	for _, p := range r.pairs(n, "the texts of "+what) {
		if !slices.Contains(ids, p.key) {
			r.fail(p.at, "there is no %q among %s%s; take its texts out or mend the id", p.key, what, meant(p.key, ids))
			continue
		}
		out[p.key] = p
	}
	at := n
	if at == nil {
		at = root
	}
	for _, id := range ids {
		if _, ok := out[id]; !ok && r.english == nil {
			r.fail(at, "%s has no texts among %s; add them, since English fills the gaps of every other language", id, what)
		}
	}
	return out
}

func (r *textsReader) canvases(root, n *yaml.Node) {
	var ids []string
	for _, c := range r.lib.canvases {
		ids = append(ids, c.ID)
	}
	nodes := r.byID(root, n, "the canvases", ids)
	titles := newTitles(r.source, "canvases")
	for _, id := range ids {
		var text CanvasText
		if r.english != nil {
			text = r.english.canvases[id]
		}
		if p, ok := nodes[id]; ok {
			keys := r.keys(p.value, "the canvas "+id, "title", "about", "aliases")
			r.title(p, keys, id, &text.Title, &text.Aliases)
			r.need(p, keys, id, "about", &text.About)
		}
		titles.add(id, text.Title, text.Aliases, nodes[id].at)
		r.out.canvases[id] = text
	}
}

func (r *textsReader) sections(root, n *yaml.Node) {
	var ids []string
	for _, c := range r.lib.canvases {
		for _, s := range c.Sections {
			if !slices.Contains(ids, s.ID) {
				ids = append(ids, s.ID)
			}
		}
	}
	nodes := r.byID(root, n, "the sections", ids)
	titles := newTitles(r.source, "sections")
	for _, id := range ids {
		var text SectionText
		if r.english != nil {
			text = r.english.sections[id]
		}
		if p, ok := nodes[id]; ok {
			keys := r.keys(p.value, "the section "+id, "title", "purpose", "aliases")
			r.title(p, keys, id, &text.Title, &text.Aliases)
			r.need(p, keys, id, "purpose", &text.Purpose)
		}
		titles.add(id, text.Title, text.Aliases, nodes[id].at)
		r.out.sections[id] = text
	}
}

func (r *textsReader) fields(root, n *yaml.Node) {
	nodes := r.byID(root, n, "the fields", r.lib.ids)
	titles := newTitles(r.source, "fields")
	for i := range r.lib.fields {
		f := &r.lib.fields[i]
		var text FieldText
		var columns *yaml.Node
		if r.english != nil {
			text = r.english.fields[f.ID]
		}
		p, ok := nodes[f.ID]
		if ok {
			allowed := []string{"title", "hint", "good", "weak", "starters", "aliases"}
			if f.Kind == Rows {
				allowed = append(allowed, "columns")
			}
			keys := r.keys(p.value, "the field "+f.ID, allowed...)
			r.title(p, keys, f.ID, &text.Title, &text.Aliases)
			r.need(p, keys, f.ID, "hint", &text.Hint)
			r.need(p, keys, f.ID, "good", &text.Good)
			r.need(p, keys, f.ID, "weak", &text.Weak)
			r.needList(p, keys, f.ID, "starters", &text.Starters)
			columns = keys["columns"]
		}
		titles.add(f.ID, text.Title, text.Aliases, p.at)
		r.out.fields[f.ID] = text
		if f.Kind == Rows && (ok || r.english != nil) {
			r.columns(p.at, columns, f)
		}
	}
}

func (r *textsReader) columns(at, n *yaml.Node, f *Field) {
	var ids []string
	for _, c := range f.Columns {
		ids = append(ids, c.ID)
	}
	nodes := r.byID(at, n, "the columns of "+f.ID, ids)
	titles := newTitles(r.source, "columns of "+f.ID)
	out := map[string]ColumnText{}
	for _, id := range ids {
		var text ColumnText
		if r.english != nil {
			text = r.english.columns[f.ID][id]
		}
		if p, ok := nodes[id]; ok {
			name := f.ID + "/" + id
			keys := r.keys(p.value, "the column "+name, "title", "hint", "aliases")
			r.title(p, keys, name, &text.Title, &text.Aliases)
			r.need(p, keys, name, "hint", &text.Hint)
		}
		titles.add(id, text.Title, text.Aliases, nodes[id].at)
		out[id] = text
	}
	r.out.columns[f.ID] = out
}

func (r *textsReader) options(root, n *yaml.Node) {
	sets := slices.Sorted(maps.Keys(r.lib.options))
	nodes := r.byID(root, n, "the lists of options", sets)
	for _, set := range sets {
		p, ok := nodes[set]
		if !ok && r.english == nil {
			continue // reported
		}
		ids := r.lib.options[set]
		members := map[string]pair{}
		if ok {
			members = r.byID(p.at, p.value, "the options of "+set, ids)
		}
		titles := newTitles(r.source, "options of "+set)
		for _, id := range ids {
			titles.reserve(id) // an option is read by its title or by its id
		}
		out := map[string]OptionText{}
		for _, id := range ids {
			var text OptionText
			if r.english != nil {
				text = r.english.options[set][id]
			}
			if m, ok := members[id]; ok {
				r.option(m, set+"/"+id, &text)
			}
			titles.add(id, text.Title, text.Aliases, members[id].at)
			out[id] = text
		}
		r.out.options[set] = out
	}
}

// option reads the title of an option, written as one text or, where it has aliases, as keys.
func (r *textsReader) option(p pair, name string, text *OptionText) {
	if p.value.Kind == yaml.MappingNode {
		keys := r.keys(p.value, "the option "+name, "title", "aliases")
		r.title(p, keys, name, &text.Title, &text.Aliases)
	} else if title, ok := r.text(p.value, "the title of "+name); ok {
		r.held(p.value, name, title)
		text.Title = title
	}
	if strings.ContainsAny(text.Title, ",;") {
		r.fail(p.value, "the title of %s holds a comma or semicolon, which stand between options; leave it out", name)
	}
}

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

func (r *textsReader) countries(root, n *yaml.Node) {
	if r.english != nil {
		maps.Copy(r.out.countries, r.english.countries)
	}
	for _, p := range r.pairs(n, "the countries") {
		if !countryForm.MatchString(p.key) {
			r.fail(p.at, "the country %q must be the two capital letters of ISO 3166, such as KH", p.key)
			continue
		}
		if name, ok := r.text(p.value, "the name of "+p.key); ok {
			r.held(p.value, p.key, name)
			r.out.countries[p.key] = name
		}
	}
	if r.english != nil {
		return
	}
	at := n
	if at == nil {
		at = root
	}
	for _, code := range Countries() {
		if r.out.countries[code] == "" {
			r.fail(at, "the country %s has no name; add it", code)
		}
	}
}

// title reads a title and its aliases.
func (r *textsReader) title(p pair, keys map[string]*yaml.Node, name string, title *string, aliases *[]string) {
	if p.value.Kind != yaml.MappingNode {
		return // reported
	}
	r.need(p, keys, name, "title", title)
	if n := keys["title"]; n != nil && n.Kind == yaml.ScalarNode {
		r.held(n, name, *title)
	}
	for _, a := range r.texts(keys["aliases"], "the aliases of "+name) {
		r.held(a.at, name, a.key)
		if !slices.Contains(*aliases, a.key) {
			*aliases = append(slices.Clip(*aliases), a.key)
		}
	}
}

// need reads one text. In another language than English it may be left out.
func (r *textsReader) need(p pair, keys map[string]*yaml.Node, name, key string, into *string) {
	if p.value.Kind != yaml.MappingNode {
		return // reported
	}
	n := keys[key]
	if n == nil {
		if r.english == nil {
			r.fail(p.at, "%s has no %s; add it, since English fills the gaps of every other language", name, key)
		}
		return
	}
	if v, ok := r.text(n, "the "+key+" of "+name); ok {
		*into = v
	}
}

// needList reads a list of texts that English must have.
func (r *textsReader) needList(p pair, keys map[string]*yaml.Node, name, key string, into *[]string) {
	if p.value.Kind != yaml.MappingNode {
		return // reported
	}
	n := keys[key]
	if n == nil || n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		if r.english == nil {
			r.fail(p.at, "%s has no %s; add one or two, since English fills the gaps of every other language", name, key)
		}
		return
	}
	var list []string
	for _, v := range r.texts(n, "the "+key+" of "+name) {
		list = append(list, v.key)
	}
	if len(list) > 0 {
		*into = list
	}
}
