package brief

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"workbench/campaign"
)

// Comment is what somebody says about a place of a draft, with the replies to it.
type Comment struct {
	campaign.Comment
	Name    string // its author, as the workshop shows people; empty for somebody who may not be named
	Led     bool   // a facilitator said it
	Replies []Comment
}

// saidOf lists the comments of a document by the fields that they are about, in the order of the brief.
func saidOf(lib *campaign.Library, doc *Document, o *outline) []note {
	place := map[string]int{}
	for _, s := range o.sections {
		for _, e := range s.fields {
			place[e.field.ID] = len(place) + 1
		}
	}
	last := func(c Comment) int { return cmp.Or(place[fieldOf(c.At)], len(place)+1) }
	list := slices.Clone(doc.Comments)
	slices.SortStableFunc(list, func(a, b Comment) int { return last(a) - last(b) })
	var notes []note
	for _, c := range list {
		n := note{title: placeOf(lib, doc.Draft, o, c.At), weight: o.words.Comment, excerpt: quote(o.words, valueOf(lib, o, c.At, c.Quote))}
		if c.Suggests {
			n.weight, n.says = o.words.Suggestion, []string{o.words.Nothing}
			if c.Replacement != "" {
				n.says[0] = fill(o.words.Instead, "words", oneLine(valueOf(lib, o, c.At, c.Replacement)))
			}
		}
		for _, said := range append([]Comment{c}, c.Replies...) {
			name := cmp.Or(said.Name, o.words.Somebody)
			if said.Led {
				name = fill(o.words.Led, "name", name)
			}
			n.says = append(n.says, fill(o.words.SaidBy, "name", name, "text", said.Text))
		}
		notes = append(notes, n)
	}
	return notes
}

func fieldOf(at string) string {
	field, _, _ := strings.Cut(at, "/")
	return field
}

// placeOf names a field, or a cell by its row's number and its column.
func placeOf(lib *campaign.Library, d *campaign.Draft, o *outline, at string) string {
	field, cell, _ := strings.Cut(at, "/")
	if lib.Field(field) == nil {
		return field
	}
	title := o.texts.Field(field).Title
	row, column, _ := strings.Cut(cell, "/")
	i := slices.IndexFunc(d.Fields[field].Rows, func(r campaign.Row) bool { return r.ID == row })
	switch {
	case column == "":
		return title
	case i < 0: // the row is deleted
		return title + " · " + o.texts.Column(field, column).Title
	}
	return strings.TrimSuffix(fill(o.words.InRow, "field", title, "row", strconv.Itoa(i+1), "column", o.texts.Column(field, column).Title), ":")
}

// valueOf is a value as people read it: what is chosen from a list is kept by its ids.
func valueOf(lib *campaign.Library, o *outline, at, value string) string {
	parts := strings.Split(at, "/")
	f := lib.Field(parts[0])
	if f == nil {
		return value
	}
	kind, set := f.Kind, f.OptionSet
	if len(parts) == 3 {
		column := f.Column(parts[2])
		if column == nil {
			return value
		}
		kind, set = column.Kind, column.OptionSet
	}
	if kind != campaign.Choice && kind != campaign.Choices || value == "" {
		return value
	}
	var titles []string
	for id := range strings.SplitSeq(value, ",") {
		titles = append(titles, o.texts.Option(set, id))
	}
	return strings.Join(titles, ", ")
}
