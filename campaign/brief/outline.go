package brief

import (
	"workbench/campaign"
)

// outline is the tree that every format of a brief is made from: the title, the sections of the canvas with
// all their fields, and the fields outside the canvas that hold something.
type outline struct {
	texts    *campaign.Texts
	words    *words
	title    entry
	sections []chapter
	kept     []entry
}

// chapter is one section of the canvas.
type chapter struct {
	id, title string
	fields    []entry
}

// entry is one field with its title and its value; the value is nothing where the field is empty.
type entry struct {
	field *campaign.Field
	title string
	value campaign.Value
}

// newOutline arranges a draft by its canvas. A draft on a canvas that the library lacks has all of its fields
// under "Also kept".
func newOutline(lib *campaign.Library, d *campaign.Draft, language string) *outline {
	t := lib.Texts(language)
	o := &outline{texts: t, words: wordsIn(language)}
	o.title = newEntry(t, lib.Field(campaign.TitleField), d)
	canvas := lib.Canvas(d.Canvas)
	if canvas != nil {
		for _, s := range canvas.Sections {
			c := chapter{id: s.ID, title: t.Section(s.ID).Title}
			for _, id := range s.Fields {
				c.fields = append(c.fields, newEntry(t, lib.Field(id), d))
			}
			o.sections = append(o.sections, c)
		}
	}
	for _, f := range lib.Fields() {
		if f.ID == campaign.TitleField || canvas != nil && canvas.Has(f.ID) {
			continue
		}
		if e := newEntry(t, lib.Field(f.ID), d); !e.empty() {
			o.kept = append(o.kept, e)
		}
	}
	nameApart(lib, t, o.kept)
	return o
}

func newEntry(t *campaign.Texts, f *campaign.Field, d *campaign.Draft) entry {
	v := d.Fields[f.ID]
	if f.Kind == campaign.Rows {
		v.Rows = filled(v.Rows)
	}
	return entry{field: f, title: t.Field(f.ID).Title, value: v}
}

func (e entry) empty() bool { return e.value.Empty() }

// filled returns the rows that hold anything.
func filled(rows []campaign.Row) []campaign.Row {
	var out []campaign.Row
	for _, r := range rows {
		for _, v := range r.Cells {
			if !v.Empty() {
				out = append(out, r)
				break
			}
		}
	}
	return out
}

// nameApart puts the field's id behind titles that another field of the vocabulary shares: titles are unique
// in a section only, and "Also kept" has fields of all sections.
func nameApart(lib *campaign.Library, t *campaign.Texts, entries []entry) {
	if len(entries) == 0 {
		return
	}
	owners := map[string]map[string]bool{}
	for _, f := range lib.Fields() {
		text := t.Field(f.ID)
		for _, name := range append([]string{text.Title}, text.Aliases...) {
			key := fold(name)
			if owners[key] == nil {
				owners[key] = map[string]bool{}
			}
			owners[key][f.ID] = true
		}
	}
	for i := range entries {
		if e := &entries[i]; len(owners[fold(e.title)]) > 1 {
			e.title += " (" + e.field.ID + ")"
		}
	}
}
