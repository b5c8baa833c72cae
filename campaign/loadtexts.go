package campaign

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

// textsReader reads one file of texts and fills its gaps from English. English itself must have no gap.
type textsReader struct {
	sheet.Sheet
	lib     *Library
	english *Texts // nil while English itself is read
	out     *Texts
}

// loadTexts reads texts/LANGUAGE.yaml.
func (l *Library) loadTexts(fsys fs.FS, language string, english *Texts, bad *sheet.Mistakes) *Texts {
	s, root := sheet.Open(fsys, "texts/"+language+".yaml", bad)
	t := &Texts{
		language: language, name: language,
		canvases: map[string]CanvasText{}, sections: map[string]SectionText{},
		fields: map[string]FieldText{}, columns: map[string]map[string]ColumnText{},
		options: map[string]map[string]OptionText{}, countries: map[string]string{},
	}
	if root == nil {
		return t
	}
	r := textsReader{Sheet: s, lib: l, english: english, out: t}
	top := s.Keys(root, "the texts", "name", "canvases", "sections", "fields", "options", "countries")
	if top["name"] == nil {
		s.Fail(root, "the texts have no name; add the language's own name for itself, such as name: Bahasa Melayu")
	} else if name := s.Text(top["name"], "the name of the language"); name != "" {
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
func (r *textsReader) byID(root, n *yaml.Node, what string, ids []string) map[string]sheet.Pair {
	out := map[string]sheet.Pair{}
	for _, p := range r.Pairs(n, "the texts of "+what) {
		if !slices.Contains(ids, p.Key) {
			r.Fail(p.At, "there is no %q among %s%s; take its texts out or mend the id", p.Key, what, sheet.Meant(p.Key, ids))
			continue
		}
		out[p.Key] = p
	}
	at := n
	if at == nil {
		at = root
	}
	for _, id := range ids {
		if _, ok := out[id]; !ok && r.english == nil {
			r.Fail(at, "%s has no texts among %s; add them, since English fills the gaps of every other language", id, what)
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
	titles := newTitles(r.Sheet, "canvases")
	for _, id := range ids {
		var text CanvasText
		if r.english != nil {
			text = r.english.canvases[id]
		}
		if p, ok := nodes[id]; ok {
			keys := r.Keys(p.Value, "the canvas "+id, "title", "about", "aliases")
			r.title(p, keys, id, &text.Title, &text.Aliases)
			r.need(p, keys, id, "about", &text.About)
		}
		titles.add(id, text.Title, text.Aliases, nodes[id].At)
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
	titles := newTitles(r.Sheet, "sections")
	for _, id := range ids {
		var text SectionText
		if r.english != nil {
			text = r.english.sections[id]
		}
		if p, ok := nodes[id]; ok {
			keys := r.Keys(p.Value, "the section "+id, "title", "purpose", "aliases")
			r.title(p, keys, id, &text.Title, &text.Aliases)
			r.need(p, keys, id, "purpose", &text.Purpose)
		}
		titles.add(id, text.Title, text.Aliases, nodes[id].At)
		r.out.sections[id] = text
	}
}

func (r *textsReader) fields(root, n *yaml.Node) {
	nodes := r.byID(root, n, "the fields", r.lib.ids)
	titles := newTitles(r.Sheet, "fields")
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
			keys := r.Keys(p.Value, "the field "+f.ID, allowed...)
			r.title(p, keys, f.ID, &text.Title, &text.Aliases)
			r.need(p, keys, f.ID, "hint", &text.Hint)
			r.need(p, keys, f.ID, "good", &text.Good)
			r.need(p, keys, f.ID, "weak", &text.Weak)
			r.needList(p, keys, f.ID, "starters", &text.Starters)
			columns = keys["columns"]
		}
		titles.add(f.ID, text.Title, text.Aliases, p.At)
		r.out.fields[f.ID] = text
		if f.Kind == Rows && (ok || r.english != nil) {
			r.columns(p.At, columns, f)
		}
	}
}

func (r *textsReader) columns(at, n *yaml.Node, f *Field) {
	var ids []string
	for _, c := range f.Columns {
		ids = append(ids, c.ID)
	}
	nodes := r.byID(at, n, "the columns of "+f.ID, ids)
	titles := newTitles(r.Sheet, "columns of "+f.ID)
	out := map[string]ColumnText{}
	for _, id := range ids {
		var text ColumnText
		if r.english != nil {
			text = r.english.columns[f.ID][id]
		}
		if p, ok := nodes[id]; ok {
			name := f.ID + "/" + id
			keys := r.Keys(p.Value, "the column "+name, "title", "hint", "aliases")
			r.title(p, keys, name, &text.Title, &text.Aliases)
			r.need(p, keys, name, "hint", &text.Hint)
		}
		titles.add(id, text.Title, text.Aliases, nodes[id].At)
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
		members := map[string]sheet.Pair{}
		if ok {
			members = r.byID(p.At, p.Value, "the options of "+set, ids)
		}
		titles := newTitles(r.Sheet, "options of "+set)
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
			titles.add(id, text.Title, text.Aliases, members[id].At)
			out[id] = text
		}
		r.out.options[set] = out
	}
}

// option reads the title of an option, written as one text or, where it has aliases, as keys.
func (r *textsReader) option(p sheet.Pair, name string, text *OptionText) {
	if p.Value.Kind == yaml.MappingNode {
		keys := r.Keys(p.Value, "the option "+name, "title", "aliases")
		r.title(p, keys, name, &text.Title, &text.Aliases)
	} else if title := r.Text(p.Value, "the title of "+name); title != "" {
		r.held(p.Value, name, title)
		text.Title = title
	}
	if strings.ContainsAny(text.Title, ",;") {
		r.Fail(p.Value, "the title of %s holds a comma or semicolon, which stand between options; leave it out", name)
	}
}

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

func (r *textsReader) countries(root, n *yaml.Node) {
	if r.english != nil {
		maps.Copy(r.out.countries, r.english.countries)
	}
	for _, p := range r.Pairs(n, "the countries") {
		if !countryForm.MatchString(p.Key) {
			r.Fail(p.At, "the country %q must be the two capital letters of ISO 3166, such as KH", p.Key)
			continue
		}
		if name := r.Text(p.Value, "the name of "+p.Key); name != "" {
			r.held(p.Value, p.Key, name)
			r.out.countries[p.Key] = name
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
			r.Fail(at, "the country %s has no name; add it", code)
		}
	}
}

// title reads a title and its aliases.
func (r *textsReader) title(p sheet.Pair, keys map[string]*yaml.Node, name string, title *string, aliases *[]string) {
	if p.Value.Kind != yaml.MappingNode {
		return // reported
	}
	r.need(p, keys, name, "title", title)
	if n := keys["title"]; n != nil && n.Kind == yaml.ScalarNode {
		r.held(n, name, *title)
	}
	for _, a := range r.Texts(keys["aliases"], "the aliases of "+name) {
		r.held(a.At, name, a.Key)
		if !slices.Contains(*aliases, a.Key) {
			*aliases = append(slices.Clip(*aliases), a.Key)
		}
	}
}

// need reads one text. In another language than English it may be left out.
func (r *textsReader) need(p sheet.Pair, keys map[string]*yaml.Node, name, key string, into *string) {
	if p.Value.Kind != yaml.MappingNode {
		return // reported
	}
	n := keys[key]
	if n == nil {
		if r.english == nil {
			r.Fail(p.At, "%s has no %s; add it, since English fills the gaps of every other language", name, key)
		}
		return
	}
	if v := r.Text(n, "the "+key+" of "+name); v != "" {
		*into = v
	}
}

// needList reads a list of texts that English must have.
func (r *textsReader) needList(p sheet.Pair, keys map[string]*yaml.Node, name, key string, into *[]string) {
	if p.Value.Kind != yaml.MappingNode {
		return // reported
	}
	n := keys[key]
	if n == nil || n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		if r.english == nil {
			r.Fail(p.At, "%s has no %s; add one or two, since English fills the gaps of every other language", name, key)
		}
		return
	}
	if list := r.List(n, "the "+key+" of "+name); len(list) > 0 {
		*into = list
	}
}
