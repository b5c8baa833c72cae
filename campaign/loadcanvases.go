package campaign

import (
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

// loadCanvases reads canvases.yaml into the library, after the vocabulary.
func (l *Library) loadCanvases(fsys fs.FS, bad *sheet.Mistakes) {
	s, root := sheet.Open(fsys, "canvases.yaml", bad)
	if root == nil || len(l.fields) == 0 { // without a vocabulary every field would be a mistake
		return
	}
	top := s.Keys(root, "the file", "canvases")
	if top["canvases"] == nil {
		s.Fail(root, "there are no canvases; add the key canvases")
	}
	lines := map[string]int{}
	for _, n := range s.Items(top["canvases"], "canvases") {
		c, ok := l.loadCanvas(s, n)
		if !ok {
			continue
		}
		if first, twice := lines[c.ID]; twice {
			s.Fail(n, "the canvas %s is there twice, first on line %d; give one of them another id", c.ID, first)
			continue
		}
		lines[c.ID] = n.Line
		l.canvases = append(l.canvases, c)
	}
}

func (l *Library) loadCanvas(s sheet.Sheet, n *yaml.Node) (Canvas, bool) {
	var c Canvas
	keys, id, ok := identified(s, n, "canvas", "id", "minutes", "sections")
	if !ok {
		return c, false
	}
	if !canvasForm.MatchString(id) {
		s.Fail(keys["id"], "the canvas id %q must be small letters, digits and hyphens", id)
	}
	c.ID = id
	if keys["minutes"] == nil {
		s.Fail(n, "the canvas %s has no minutes; add the workshop time suggested", id)
	} else if v, ok := minutes(s, keys["minutes"], "the time of the canvas "+id); ok {
		c.Minutes = v
	}
	if keys["sections"] == nil || keys["sections"].Kind == yaml.SequenceNode && len(keys["sections"].Content) == 0 {
		s.Fail(n, "the canvas %s has no sections; add at least one", id)
	}
	lines, asked, sum := map[string]int{}, map[string]string{}, 0
	for _, sn := range s.Items(keys["sections"], "the sections of "+id) {
		sec, ok := l.loadSection(s, sn, id, asked)
		if !ok {
			continue
		}
		if first, twice := lines[sec.ID]; twice {
			s.Fail(sn, "the canvas %s has the section %s twice, first on line %d; give one of them another id", id, sec.ID, first)
			continue
		}
		lines[sec.ID] = sn.Line
		sum += sec.Minutes
		c.Sections = append(c.Sections, sec)
	}
	if c.Minutes > 0 && sum > c.Minutes {
		s.Fail(keys["minutes"], "the sections of %s take %d minutes together, more than the %d of the canvas; change one of the two", id, sum, c.Minutes)
	}
	return c, true
}

// loadSection reads one section. asked says which section of the canvas has asked for a field already.
func (l *Library) loadSection(s sheet.Sheet, n *yaml.Node, canvas string, asked map[string]string) (Section, bool) {
	var sec Section
	keys, id, ok := identified(s, n, "section", "id", "minutes", "fields", "core")
	if !ok {
		return sec, false
	}
	if !idForm.MatchString(id) {
		s.Fail(keys["id"], "the section id %q must be small letters, digits and underscores", id)
	}
	sec.ID = id
	if keys["minutes"] == nil {
		s.Fail(n, "the section %s of %s has no minutes; add the workshop time suggested", id, canvas)
	} else if v, ok := minutes(s, keys["minutes"], "the time of the section "+id); ok {
		sec.Minutes = v
	}
	for _, f := range s.Texts(keys["fields"], "the fields of the section "+id) {
		switch {
		case l.Field(f.Key) == nil:
			s.Fail(f.At, "the section %s of %s asks for %s, which is not in the vocabulary%s", id, canvas, f.Key, sheet.Meant(f.Key, l.ids))
		case f.Key == TitleField:
			s.Fail(f.At, "%s stands above the sections of every canvas; take it out of the section %s", TitleField, id)
		case asked[f.Key] != "":
			s.Fail(f.At, "the canvas %s asks for %s twice, first in the section %s; keep one", canvas, f.Key, asked[f.Key])
		default:
			asked[f.Key] = id
			sec.Fields = append(sec.Fields, f.Key)
		}
	}
	if keys["fields"] == nil || keys["fields"].Kind == yaml.SequenceNode && len(keys["fields"].Content) == 0 {
		s.Fail(n, "the section %s of %s asks for no fields; add at least one", id, canvas)
	}
	for _, f := range s.Texts(keys["core"], "the core of the section "+id) {
		if !slices.Contains(sec.Fields, f.Key) {
			s.Fail(f.At, "%s is core in the section %s of %s, but not among its fields%s; add it to the fields or take it out of the core", f.Key, id, canvas, sheet.Meant(f.Key, sec.Fields))
			continue
		}
		sec.Core = append(sec.Core, f.Key)
	}
	return sec, true
}

// identified reads a mapping that has an id.
func identified(s sheet.Sheet, n *yaml.Node, what string, allowed ...string) (map[string]*yaml.Node, string, bool) {
	keys := s.Keys(n, "a "+what, allowed...)
	if n.Kind != yaml.MappingNode {
		return nil, "", false
	}
	if keys["id"] == nil {
		s.Fail(n, "this %s has no id; add one", what)
		return nil, "", false
	}
	id := s.Text(keys["id"], "the id of a "+what)
	return keys, id, id != ""
}

// minutes reads a whole number of minutes, at most a day.
func minutes(s sheet.Sheet, n *yaml.Node, what string) (int, bool) {
	return s.Whole(n, what, "minutes", 1, 24*60)
}
