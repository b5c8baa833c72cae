package campaign

import (
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"
)

// loadCanvases reads canvases.yaml into the library, after the vocabulary.
func (l *Library) loadCanvases(fsys fs.FS, bad *mistakes) {
	s, root := open(fsys, "canvases.yaml", bad)
	if root == nil || len(l.fields) == 0 { // without a vocabulary every field would be a mistake
		return
	}
	top := s.keys(root, "the file", "canvases")
	if top["canvases"] == nil {
		s.fail(root, "there are no canvases; add the key canvases")
	}
	lines := map[string]int{}
	for _, n := range s.items(top["canvases"], "canvases") {
		c, ok := l.loadCanvas(s, n)
		if !ok {
			continue
		}
		if first, twice := lines[c.ID]; twice {
			s.fail(n, "the canvas %s is there twice, first on line %d; give one of them another id", c.ID, first)
			continue
		}
		lines[c.ID] = n.Line
		l.canvases = append(l.canvases, c)
	}
}

func (l *Library) loadCanvas(s source, n *yaml.Node) (Canvas, bool) {
	var c Canvas
	keys, id, ok := s.identified(n, "canvas", "id", "minutes", "sections")
	if !ok {
		return c, false
	}
	if !canvasForm.MatchString(id) {
		s.fail(keys["id"], "the canvas id %q must be small letters, digits and hyphens", id)
	}
	c.ID = id
	if keys["minutes"] == nil {
		s.fail(n, "the canvas %s has no minutes; add the workshop time suggested", id)
	} else {
		c.Minutes = s.minutes(keys["minutes"], "the time of the canvas "+id)
	}
	if keys["sections"] == nil || keys["sections"].Kind == yaml.SequenceNode && len(keys["sections"].Content) == 0 {
		s.fail(n, "the canvas %s has no sections; add at least one", id)
	}
	lines, asked, sum := map[string]int{}, map[string]string{}, 0
	for _, sn := range s.items(keys["sections"], "the sections of "+id) {
		sec, ok := l.loadSection(s, sn, id, asked)
		if !ok {
			continue
		}
		if first, twice := lines[sec.ID]; twice {
			s.fail(sn, "the canvas %s has the section %s twice, first on line %d; give one of them another id", id, sec.ID, first)
			continue
		}
		lines[sec.ID] = sn.Line
		sum += sec.Minutes
		c.Sections = append(c.Sections, sec)
	}
	if c.Minutes > 0 && sum > c.Minutes {
		s.fail(keys["minutes"], "the sections of %s take %d minutes together, more than the %d of the canvas; change one of the two", id, sum, c.Minutes)
	}
	return c, true
}

// loadSection reads one section. asked says which section of the canvas has asked for a field already.
func (l *Library) loadSection(s source, n *yaml.Node, canvas string, asked map[string]string) (Section, bool) {
	var sec Section
	keys, id, ok := s.identified(n, "section", "id", "minutes", "fields", "core")
	if !ok {
		return sec, false
	}
	if !idForm.MatchString(id) {
		s.fail(keys["id"], "the section id %q must be small letters, digits and underscores", id)
	}
	sec.ID = id
	if keys["minutes"] == nil {
		s.fail(n, "the section %s of %s has no minutes; add the workshop time suggested", id, canvas)
	} else {
		sec.Minutes = s.minutes(keys["minutes"], "the time of the section "+id)
	}
	for _, f := range s.texts(keys["fields"], "the fields of the section "+id) {
		switch {
		case l.Field(f.key) == nil:
			s.fail(f.at, "the section %s of %s asks for %s, which is not in the vocabulary%s", id, canvas, f.key, meant(f.key, l.ids))
		case f.key == TitleField:
			s.fail(f.at, "%s stands above the sections of every canvas; take it out of the section %s", TitleField, id)
		case asked[f.key] != "":
			s.fail(f.at, "the canvas %s asks for %s twice, first in the section %s; keep one", canvas, f.key, asked[f.key])
		default:
			asked[f.key] = id
			sec.Fields = append(sec.Fields, f.key)
		}
	}
	if keys["fields"] == nil || keys["fields"].Kind == yaml.SequenceNode && len(keys["fields"].Content) == 0 {
		s.fail(n, "the section %s of %s asks for no fields; add at least one", id, canvas)
	}
	for _, f := range s.texts(keys["core"], "the core of the section "+id) {
		if !slices.Contains(sec.Fields, f.key) {
			s.fail(f.at, "%s is core in the section %s of %s, but not among its fields%s; add it to the fields or take it out of the core", f.key, id, canvas, meant(f.key, sec.Fields))
			continue
		}
		sec.Core = append(sec.Core, f.key)
	}
	return sec, true
}

// identified reads a mapping that has an id.
func (s source) identified(n *yaml.Node, what string, allowed ...string) (map[string]*yaml.Node, string, bool) {
	keys := s.keys(n, "a "+what, allowed...)
	if n.Kind != yaml.MappingNode {
		return nil, "", false
	}
	if keys["id"] == nil {
		s.fail(n, "this %s has no id; add one", what)
		return nil, "", false
	}
	id, ok := s.text(keys["id"], "the id of a "+what)
	return keys, id, ok
}
