package brief

import (
	"html"
	"strings"

	"workbench/campaign"
	"workbench/principles"
)

// HTML writes a brief as a fragment for a page: an article whose headings start at h2, with nothing from
// people but escaped text, dir="auto" on it, no style and no script. Empty fields are left out.
func HTML(lib *campaign.Library, doc Document) []byte {
	o := newOutline(lib, doc.Draft, doc.headings(lib))
	h := &htmlWriter{texts: o.texts, draft: doc.Draft.Language}
	h.raw(`<article class="brief" lang="`, attribute(doc.headings(lib)), `">`, "\n")
	title := doc.Draft.Text(campaign.TitleField)
	if title == "" {
		h.raw(`<p class="brief-title brief-empty">`, html.EscapeString(o.words.Untitled), "</p>\n")
	} else {
		h.raw(`<p class="brief-title"`, h.user(), `>`, html.EscapeString(title), "</p>\n")
	}
	h.body(o)
	h.annex(newAnnex(lib, &doc, o))
	h.raw("</article>\n")
	return []byte(h.b.String())
}

// htmlWriter writes the tree of a brief as HTML.
type htmlWriter struct {
	b     strings.Builder
	texts *campaign.Texts
	draft string // the language that the group writes in
}

func (h *htmlWriter) raw(parts ...string) {
	for _, p := range parts {
		h.b.WriteString(p)
	}
}

// user returns the attributes of an element that holds what people typed.
func (h *htmlWriter) user() string { return ` lang="` + attribute(h.draft) + `" dir="auto"` }

func attribute(s string) string { return html.EscapeString(s) }

// body writes the sections that hold anything, and the fields outside the canvas.
func (h *htmlWriter) body(o *outline) {
	for _, s := range o.sections {
		h.chapter(s.title, s.fields)
	}
	h.chapter(o.words.AlsoKept.Title, o.kept)
}

func (h *htmlWriter) chapter(title string, entries []entry) {
	written := false
	for _, e := range entries {
		if e.empty() {
			continue
		}
		if !written {
			h.raw("<section>\n<h2>", html.EscapeString(title), "</h2>\n")
			written = true
		}
		class := "brief-field"
		if e.field.Kind == campaign.Rows {
			class += " brief-wide"
		}
		h.raw(`<div class="`, class, `"><h3>`, html.EscapeString(e.title), "</h3>\n")
		h.value(e)
		h.raw("</div>\n")
	}
	if written {
		h.raw("</section>\n")
	}
}

func (h *htmlWriter) value(e entry) {
	switch f := e.field; f.Kind {
	case campaign.Text:
		h.raw("<div", h.user(), ">")
		h.prose(e.value.Text)
		h.raw("</div>\n")
	case campaign.Choices:
		h.raw(`<ul class="brief-choices">`)
		for _, id := range e.value.Choices {
			h.raw("<li>", html.EscapeString(h.texts.Option(f.OptionSet, id)), "</li>")
		}
		h.raw("</ul>\n")
	case campaign.Rows:
		h.table(f, e.value.Rows)
	case campaign.Line:
		h.raw("<p", h.user(), ">", html.EscapeString(e.value.Text), "</p>\n")
	default:
		h.raw("<p>", html.EscapeString(plain(h.texts, f.Kind, f.OptionSet, e.value)), "</p>\n")
	}
}

// table writes rows with the columns that any row fills.
func (h *htmlWriter) table(f *campaign.Field, rows []campaign.Row) {
	var columns []campaign.Column
	for _, c := range f.Columns {
		for _, r := range rows {
			if !r.Cells[c.ID].Empty() {
				columns = append(columns, c)
				break
			}
		}
	}
	h.raw(`<table tabindex="0"><thead><tr>`) // it scrolls on a phone, by keyboard too
	for _, c := range columns {
		h.raw(`<th scope="col">`, html.EscapeString(h.texts.Column(f.ID, c.ID).Title), "</th>")
	}
	h.raw("</tr></thead>\n<tbody>")
	for _, r := range rows {
		h.raw("<tr>")
		for _, c := range columns {
			switch v := r.Cells[c.ID]; c.Kind {
			case campaign.Text:
				h.raw("<td", h.user(), ">")
				h.prose(v.Text)
			case campaign.Line:
				h.raw("<td", h.user(), ">", html.EscapeString(v.Text))
			case campaign.Choice:
				h.raw("<td>", html.EscapeString(plain(h.texts, c.Kind, c.OptionSet, v)))
			default:
				h.raw(`<td class="brief-short">`, html.EscapeString(plain(h.texts, c.Kind, c.OptionSet, v)))
			}
			h.raw("</td>")
		}
		h.raw("</tr>\n")
	}
	h.raw("</tbody></table>\n")
}

// prose writes a text: its paragraphs and lists, its emphasis, its line breaks.
func (h *htmlWriter) prose(text string) {
	if text == "" {
		return
	}
	var open []string // the closing tags of the lists that are open, innermost last
	inParagraph := false
	endParagraph := func() {
		if inParagraph {
			h.raw("</p>")
			inParagraph = false
		}
	}
	var depths []int
	closeTo := func(keep int) {
		for len(open) > keep {
			h.raw("</li>", open[len(open)-1])
			open, depths = open[:len(open)-1], depths[:len(depths)-1]
		}
	}
	continues := false // the line belongs to the paragraph or item of the line before
	for _, l := range prose(text) {
		switch {
		case l.marker != "":
			endParagraph()
			tag, end := "<ul>", "</ul>"
			if l.marker != "- " {
				tag, end = "<ol>", "</ol>"
			}
			for len(depths) > 0 && depths[len(depths)-1] > l.indent {
				closeTo(len(open) - 1)
			}
			if n := len(depths); n > 0 && depths[n-1] == l.indent {
				if open[n-1] == end {
					h.raw("</li>")
				} else {
					closeTo(n - 1)
				}
			}
			if n := len(depths); n == 0 || depths[n-1] < l.indent {
				h.raw(tag)
				open, depths = append(open, end), append(depths, l.indent)
			}
			h.raw("<li>")
		case continues:
			h.raw("<br>")
		default:
			endParagraph()
			closeTo(0)
			h.raw("<p>")
			inParagraph = true
		}
		h.line(l.text)
		continues = !l.blank
	}
	endParagraph()
	closeTo(0)
}

// line writes one line of a text with its emphasis.
func (h *htmlWriter) line(s string) {
	kept := emphasis(s)
	var open []int
	from := 0
	for i := 0; i < len(s); {
		if kept == nil || !kept[i] {
			i++
			continue
		}
		h.raw(html.EscapeString(s[from:i]))
		n := 1
		for i+n < len(s) && kept[i+n] {
			n++
		}
		if k := len(open) - 1; k >= 0 && open[k] == n {
			h.raw([]string{"", "</em>", "</strong>", "</strong></em>"}[n])
			open = open[:k]
		} else {
			h.raw([]string{"", "<em>", "<strong>", "<em><strong>"}[n])
			open = append(open, n)
		}
		i += n
		from = i
	}
	h.raw(html.EscapeString(s[from:]))
}

func (h *htmlWriter) annex(a *annex) {
	w := a.words
	h.raw(`<section class="brief-annex">`, "\n<h2>", html.EscapeString(w.Annex.Title), "</h2>\n<p>", html.EscapeString(oneLine(a.about)), "</p>\n")
	if len(a.standings) > 0 {
		h.raw("<h3>", html.EscapeString(w.Principles), "</h3>\n", `<table tabindex="0"><thead><tr><th scope="col">`, html.EscapeString(w.Principle),
			`</th><th scope="col">`, html.EscapeString(w.Weight), `</th><th scope="col">`, html.EscapeString(w.Status), "</th></tr></thead>\n<tbody>")
		for _, s := range a.standings {
			h.raw(`<tr><td>`, html.EscapeString(s.title), "</td><td>", html.EscapeString(s.weight), `</td><td class="brief-status" data-status="`,
				attribute(string(s.state)), `">`, html.EscapeString(s.status), "</td></tr>\n")
		}
		h.raw("</tbody></table>\n<h3>", html.EscapeString(w.Open), "</h3>\n")
		if len(a.open) == 0 {
			h.raw("<p>", html.EscapeString(w.NothingOpen), "</p>\n")
		}
		h.notes(a.open)
	}
	h.titledNotes(w.PeopleDecide, a.people)
	h.titledNotes(w.SetAside, a.asides)
	h.titledNotes(w.SelfCheck, a.answers)
	h.titledNotes(w.Said, a.said)
	if len(a.sources) > 0 {
		h.raw("<h3>", html.EscapeString(w.Sources), "</h3>\n", `<ul class="brief-sources">`, "\n")
		for _, s := range a.sources {
			h.source(s)
		}
		h.raw("</ul>\n")
	}
	h.raw("</section>\n")
}

func (h *htmlWriter) source(s principles.Source) {
	h.raw("<li>", html.EscapeString(citation(s)))
	if address.MatchString(s.URL) {
		h.raw(` <a href="`, attribute(s.URL), `" rel="noreferrer">`, html.EscapeString(s.URL), "</a>")
	}
	h.raw("</li>\n")
}

func (h *htmlWriter) titledNotes(title string, notes []note) {
	if len(notes) > 0 {
		h.raw("<h3>", html.EscapeString(title), "</h3>\n")
		h.notes(notes)
	}
}

func (h *htmlWriter) notes(notes []note) {
	if len(notes) == 0 {
		return
	}
	h.raw(`<ul class="brief-notes">`, "\n")
	for _, n := range notes {
		h.raw("<li><strong>", html.EscapeString(n.title), "</strong>")
		if n.weight != "" {
			h.raw(" (", html.EscapeString(n.weight), ")")
		}
		h.raw("<br>")
		if n.where != "" {
			h.raw(`<span dir="auto">`, html.EscapeString(n.where), "</span>")
		}
		if n.excerpt != "" {
			h.raw(" <span", h.user(), ">", html.EscapeString(n.excerpt), "</span>")
		}
		for _, s := range n.says {
			h.raw(` <span dir="auto">`, html.EscapeString(oneLine(s)), "</span>")
		}
		h.raw("</li>\n")
	}
	h.raw("</ul>\n")
}
