package brief

import (
	_ "embed"
	"html"
	"strings"

	"workbench/campaign"
)

//go:embed page.css
var pageStyle string

// Page writes a brief as one HTML file that prints well: the title as its heading, the sections, the annex on
// a page of its own. It holds its own style, no script and nothing from outside.
func Page(lib *campaign.Library, doc Document) []byte {
	o := newOutline(lib, doc.Draft, doc.headings(lib))
	h := &htmlWriter{texts: o.texts, draft: doc.Draft.Language}
	title, shown := doc.Draft.Text(campaign.TitleField), ""
	if title == "" {
		shown, title = `<h1 class="brief-empty">`, o.words.Untitled
	} else {
		shown = "<h1" + h.user() + ">"
	}
	h.raw("<!doctype html>\n", `<html lang="`, attribute(doc.headings(lib)), `">`, "\n<head>\n", `<meta charset="utf-8">`, "\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`, "\n",
		"<title>", html.EscapeString(title), "</title>\n<style>\n", pageStyle, "</style>\n</head>\n<body>\n",
		`<main class="brief">`, "\n<header>\n", shown, html.EscapeString(title), "</h1>\n")
	h.facts(o.words, &doc)
	h.raw("</header>\n")
	h.body(o)
	h.annex(newAnnex(lib, &doc, o))
	h.raw("</main>\n</body>\n</html>\n")
	return []byte(h.b.String())
}

// facts writes what surrounds the draft: group, workshop, the day of the last edit.
func (h *htmlWriter) facts(w *words, doc *Document) {
	var facts []string
	for _, f := range [][2]string{{w.Group, doc.Draft.Group}, {w.Workshop, doc.Workshop}, {w.Edited, doc.date()}} {
		if f[1] != "" {
			facts = append(facts, "<span>"+html.EscapeString(f[0])+`: <bdi>`+html.EscapeString(f[1])+"</bdi></span>")
		}
	}
	if len(facts) > 0 {
		h.raw(`<p class="brief-facts">`, strings.Join(facts, " · "), "</p>\n")
	}
}
