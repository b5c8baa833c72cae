package brief

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"workbench/campaign"
	"workbench/principles"
)

// annex is what stands after the campaign: how it stands to the principles. Import ends where it begins.
type annex struct {
	words     *words
	about     string
	standings []standing
	open      []note // for the group to mend
	people    []note // for people to decide
	asides    []note // set aside by the group
	answers   []note // what the group says of itself
	said      []note // what is open of what people say to each other
	sources   []principles.Source
}

// standing is how the campaign stands to one principle.
type standing struct {
	title, weight, status string
	state                 principles.Status
}

// note is one line of what is open or was set aside.
type note struct {
	title   string // of the principle
	weight  string
	where   string // the field, row and column, ending in a colon
	excerpt string // the words themselves, in quotation marks
	says    []string
}

func newAnnex(lib *campaign.Library, doc *Document, o *outline) *annex {
	w := o.words
	a := &annex{words: w, about: w.Unchecked, said: saidOf(lib, doc, o)}
	if doc.Report == nil {
		return a
	}
	name := doc.Report.Pack.ID
	var texts principles.PackTexts
	if doc.Pack != nil {
		texts = doc.Pack.Texts(doc.headings(lib))
		if doc.Pack.Title != "" {
			name = doc.Pack.Title
		}
	}
	a.about = fill(w.About, "pack", name, "version", doc.Report.Pack.Version)
	for _, j := range doc.Report.Principles {
		a.standings = append(a.standings, standing{
			title: titleOf(texts, j.ID), weight: w.Severities[string(j.Severity)],
			status: w.Statuses[string(j.Status)], state: j.Status,
		})
	}
	for _, f := range doc.Report.Findings {
		f = texts.Tell(f) // in the language of the headings
		n := note{
			title: titleOf(texts, f.Principle), weight: w.Severities[string(f.Severity)],
			where: whereOf(lib, doc.Draft, o, f), excerpt: quote(w, f.Excerpt), says: []string{f.Message},
		}
		if f.Suggestion != "" {
			n.says = append(n.says, fill(w.Try, "suggestion", f.Suggestion))
		}
		if f.Aside != nil {
			n.weight, n.says = "", []string{f.Message, asideLine(w, f.Aside)}
			a.asides = append(a.asides, n)
		} else if f.Status == principles.Review {
			a.people = append(a.people, n)
		} else {
			a.open = append(a.open, n)
		}
	}
	for _, j := range doc.Report.Principles {
		if j.SelfCheck != nil {
			a.answers = append(a.answers, note{
				title: titleOf(texts, j.ID), weight: w.Answers[string(j.SelfCheck.Answer)],
				where: texts.Principle(j.ID).SelfCheck, says: []string{j.SelfCheck.Evidence},
			})
		}
	}
	a.addSources(doc)
	return a
}

// asideLine says why a group set a finding aside.
func asideLine(w *words, a *campaign.Aside) string {
	reason := w.Reasons[string(a.Reason)]
	if a.Note != "" {
		reason = fill(w.WithNote, "reason", reason, "note", a.Note)
	}
	return fill(w.Reason, "reason", reason)
}

// addSources lists what the principles that were asked for stand on, each once, in the order of the catalogue.
func (a *annex) addSources(doc *Document) {
	if doc.Pack == nil {
		return
	}
	var keys []string
	for _, j := range doc.Report.Principles {
		if p := doc.Pack.Principle(j.ID); p != nil && j.Status != principles.NotAsked {
			for _, k := range p.Sources {
				if !slices.Contains(keys, k) {
					keys = append(keys, k)
				}
			}
		}
	}
	for _, k := range keys {
		if s := doc.Pack.Source(k); s.Title != "" {
			a.sources = append(a.sources, s)
		}
	}
}

func titleOf(t principles.PackTexts, id string) string {
	if title := t.Principle(id).Title; title != "" {
		return title
	}
	return id
}

// whereOf says which field a finding concerns, and the row by its number and the column where it is a cell.
func whereOf(lib *campaign.Library, d *campaign.Draft, o *outline, f principles.Finding) string {
	if f.Field == "" || lib.Field(f.Field) == nil {
		return ""
	}
	field := o.texts.Field(f.Field).Title
	if !f.Row.Set || f.Column == "" {
		return fill(o.words.InField, "field", field)
	}
	row := f.Row.Index
	if f.Row.ID != "" {
		row = slices.IndexFunc(d.Fields[f.Field].Rows, func(r campaign.Row) bool { return r.ID == f.Row.ID })
	}
	return fill(o.words.InRow, "field", field, "row", strconv.Itoa(row+1), "column", o.texts.Column(f.Field, f.Column).Title)
}

// quote puts an excerpt on one line, in quotation marks.
func quote(w *words, excerpt string) string {
	if excerpt == "" {
		return ""
	}
	return fill(w.Quoted, "excerpt", strings.Join(strings.Fields(excerpt), " "))
}

func writeAnnex(b *strings.Builder, a *annex) {
	w := a.words
	writeHeading(b, 2, w.Annex.Title)
	writeParagraph(b, a.about)
	if len(a.standings) > 0 {
		writeHeading(b, 3, w.Principles)
		b.WriteString("\n| " + escape(w.Principle, inCell, false) + " | " + escape(w.Weight, inCell, false) +
			" | " + escape(w.Status, inCell, false) + " |\n| --- | --- | --- |\n")
		for _, s := range a.standings {
			b.WriteString("| " + escape(s.title, inCell, false) + " | " + escape(s.weight, inCell, false) +
				" | " + escape(s.status, inCell, false) + " |\n")
		}
		writeHeading(b, 3, w.Open)
		if len(a.open) == 0 {
			writeParagraph(b, w.NothingOpen)
		}
		writeNotes(b, a.open)
	}
	if len(a.people) > 0 {
		writeHeading(b, 3, w.PeopleDecide)
		writeNotes(b, a.people)
	}
	if len(a.asides) > 0 {
		writeHeading(b, 3, w.SetAside)
		writeNotes(b, a.asides)
	}
	if len(a.answers) > 0 {
		writeHeading(b, 3, w.SelfCheck)
		writeNotes(b, a.answers)
	}
	if len(a.said) > 0 {
		writeHeading(b, 3, w.Said)
		writeNotes(b, a.said)
	}
	if len(a.sources) > 0 {
		writeHeading(b, 3, w.Sources)
		b.WriteByte('\n')
		for _, s := range a.sources {
			b.WriteString("- " + escape(citation(s), atLineStart, false))
			if address.MatchString(s.URL) {
				b.WriteString(" <" + s.URL + ">")
			}
			b.WriteByte('\n')
		}
	}
}

// address is what may stand between angle brackets as a link.
var address = regexp.MustCompile(`^https?://[^\s<>\\]+$`)

// citation names a source in a sentence.
func citation(s principles.Source) string {
	parts := []string{s.Title}
	if s.Publisher != "" {
		parts = append(parts, s.Publisher)
	}
	if s.Year != 0 {
		parts = append(parts, strconv.Itoa(s.Year))
	}
	return strings.Join(parts, ", ") + "."
}

func writeParagraph(b *strings.Builder, text string) {
	b.WriteString("\n" + escape(oneLine(text), atLineStart, false) + "\n")
}

func writeNotes(b *strings.Builder, notes []note) {
	if len(notes) > 0 {
		b.WriteByte('\n')
	}
	for _, n := range notes {
		b.WriteString("- **" + escape(n.title, inLine, false) + "**")
		if n.weight != "" {
			b.WriteString(" (" + escape(n.weight, inLine, false) + ")")
		}
		b.WriteString("\\\n  " + escape(n.line(), atLineStart, false) + "\n")
	}
}

// line returns what the note says, on one line.
func (n note) line() string {
	var parts []string
	for _, s := range append([]string{n.where, n.excerpt}, n.says...) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return oneLine(strings.Join(parts, " "))
}

// oneLine puts a space in the place of every run of white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
