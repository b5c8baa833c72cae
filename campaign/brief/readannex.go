package brief

import (
	"slices"
	"strings"
)

// inAnnex reads a region of the annex, whose heading has the level annex, and says whether the region is one.
// The annex is made from the campaign, so nothing of it is read; what somebody added to it is kept aside. It
// ends at a section, at "Also kept" and at any other heading of its own level that it does not have itself.
func (r *reader) inAnnex(g region, annex int, section string) bool {
	switch {
	case r.isAnnex(g.title) && section == "" || r.isAnnexPart(g.title):
		r.annexText(g)
		return true
	case g.level <= annex || r.isKept(g.title):
		return false
	}
	r.unplaced(g.line, g.title, strings.Join(append([]string{g.raw}, g.lines...), "\n"),
		"“%s” stands in the annex, which is made anew with each brief; the text under it was kept aside.", clip(g.title))
	return true
}

func (r *reader) isAnnexPart(title string) bool {
	key := fold(title)
	return slices.ContainsFunc(r.titles, func(t languageTitles) bool {
		w := t.words
		return slices.ContainsFunc([]string{w.Principles, w.Open, w.PeopleDecide, w.SetAside, w.SelfCheck, w.Said, w.Sources}, func(s string) bool { return fold(s) == key })
	})
}

// annexText keeps aside what somebody wrote into the annex: paragraphs that are not its own. The first one
// under its heading says what the principles are; below that it holds tables and lists.
func (r *reader) annexText(g region) {
	own := 0
	if r.isAnnex(g.title) {
		own = 1
	}
	for i := 0; i < len(g.lines); {
		from := i
		for i++; i < len(g.lines) && strings.TrimSpace(g.lines[i-1]) != "" && strings.TrimSpace(g.lines[i]) != ""; i++ {
		}
		block := g.lines[from:i]
		first := strings.TrimSpace(block[0])
		_, _, item := readMarker(first)
		switch {
		case first == "" || item || strings.HasPrefix(first, "|") || strings.HasPrefix(block[0], "  ") || r.nothingOpen(readLine(block)):
		case own > 0:
			own--
		default:
			r.unplaced(g.from+from, g.title, strings.Join(block, "\n"),
				"The annex is made anew with each brief; the text added to “%s” was kept aside.", clip(g.title))
		}
	}
}

func (r *reader) nothingOpen(text string) bool {
	return slices.ContainsFunc(r.titles, func(t languageTitles) bool { return fold(t.words.NothingOpen) == fold(text) })
}
