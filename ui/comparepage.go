package ui

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// compareBase is what the views of a comparison share: the matrix, two to four drafts, principles, pictures.
type compareBase struct {
	Page
	Room     string // the workshop's id
	Workshop string // its title, empty where names are covered
	View     string
	Sections []option
	Section  string
	Blind    bool
	Places   bool
	ByName   bool
	At       string // the name of the moment that the drafts are shown at, empty for now
	Lacking  int    // groups that have no such moment
	state    url.Values
}

// comparePaths are the addresses of the views, behind the workshop's.
var comparePaths = map[string]string{
	"matrix": "/compare", "principles": "/compare/principles", "coverage": "/compare/coverage", "projector": "/compare/projector", "time": "/compare/time", "standing": "/compare/principles/projector",
	"md": "/compare.md", "html": "/compare.html", "xlsx": "/compare.xlsx", "csv": "/compare.csv",
}

// To is the address of a view of this very comparison, with the parameters that are named set, or left out where
// empty. Names and values alternate.
func (p compareBase) To(view string, pairs ...string) string {
	q := url.Values{}
	for name, values := range p.state {
		q[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Del(pairs[i])
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	to := "/workshops/" + p.Room + comparePaths[view]
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	return to
}

// Kept are the parameters that a form of this page sends along, but for the groups that it asks for.
func (p compareBase) Kept() map[string]string {
	kept := map[string]string{}
	for name := range p.state {
		if name != "groups" {
			kept[name] = p.state.Get(name)
		}
	}
	return kept
}

// compareBase fills what the views share, and reads the comparison that the address asks for.
func (s *Server) compareBase(c echo.Context, view string) (compareBase, comparison, error) {
	l, err := lineupOf(c)
	if err != nil {
		return compareBase{}, comparison{}, err
	}
	if c.QueryParam("section") == "" {
		if course, err := s.store.Course(c.Request().Context(), c.Param("id")); err == nil { // one can compare without knowing
			l.worked = course.Worked(s.now())
		}
	}
	cmp, err := s.compare(c, l)
	if err != nil {
		return compareBase{}, cmp, err
	}
	p := compareBase{Page: s.page(c, "", ""), Room: cmp.workshop.ID, View: view, Section: cmp.section, Blind: l.blind != "", Places: l.places, ByName: l.byName, At: l.at, Lacking: cmp.lacking, state: url.Values{}}
	p.Title = p.T("compare.title")
	if !p.Blind {
		p.Workshop = cmp.workshop.Title
	}
	for _, name := range []string{"section", "fields", "groups", "blind", "places", "order", "at"} {
		if v := c.QueryParams()[name]; strings.Join(v, "") != "" {
			p.state[name] = v
		}
	}
	if cmp.section != "" { // stays, also when the workshop goes on to another one
		p.state.Set("section", cmp.section)
	}
	texts := s.lib.Texts(p.Language)
	for _, sec := range s.lib.Canvas(cmp.workshop.Canvas).Sections {
		p.Sections = append(p.Sections, option{ID: sec.ID, Title: texts.Section(sec.ID).Title, Chosen: sec.ID == cmp.section})
	}
	return p, cmp, nil
}

// comparedColumn is a group in a comparison. Sign is empty where names are covered.
type comparedColumn struct {
	Label  string
	Key    string
	Named  bool // Label is a name, with a sign
	Sign   int
	Title  string // the campaign's
	Lang   string // of the draft
	Open   int    // findings in these fields
	Chosen bool
}

func (p compareBase) column(g groupDraft) comparedColumn {
	col := comparedColumn{Label: g.label, Key: g.key, Named: !p.Blind, Title: g.draft.Text(campaign.TitleField), Lang: g.draft.Language}
	if col.Named {
		col.Sign = g.group.Sign
	}
	return col
}

type comparePage struct {
	compareBase
	Fields  []comparedField
	Groups  []comparedColumn
	Beside  bool // two to four groups next to each other; otherwise the matrix
	Problem string
}

type comparedField struct {
	ID, Title string
	Cells     []comparedCell // one a group, in the order of Groups
	Common    []commonView
}

type comparedCell struct {
	shownValue
	Language string
	Mark     fieldMark
	Parts    []sharedPart   // of texts, side by side
	Rows     [][]sharedCell // of rows, side by side
}

// fieldMark is how a field stands as far as a machine can tell: a sign, a word for it and a colour.
type fieldMark struct{ Sign, Word, Class string }

// markOf is the most pressing of the findings in a field that wait for the group. A field that nobody has written in
// is not open but empty.
func markOf(r *principles.Report, todo map[string]bool, field string, empty bool) fieldMark {
	status := principles.Met
	for _, f := range r.Findings {
		if f.Field != field || !waits(todo, f) {
			continue
		}
		if f.Status == principles.NotMet || status == principles.Met || status == principles.Review {
			status = f.Status
		}
	}
	switch {
	case status == principles.NotMet:
		return fieldMark{"○", "status.not_met", "o"}
	case status == principles.Partly:
		return fieldMark{"◐", "status.partly", "o"}
	case status == principles.Review:
		return fieldMark{"◇", "status.review", "q"}
	case empty || r.Format == "":
		return fieldMark{}
	}
	return fieldMark{"●", "compare.nothing_open", "m"}
}

// The number of drafts that can be read next to each other.
const (
	leastBeside = 2
	mostBeside  = 4
)

// showCompare shows a section's fields for all groups as a matrix, or two to four groups side by side.
func (s *Server) showCompare(c echo.Context) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	base, cmp, err := s.compareBase(c, "matrix")
	if err != nil {
		return err
	}
	p := comparePage{compareBase: base}
	if len(p.state["groups"]) > 0 {
		p.Beside = len(cmp.groups) >= leastBeside && len(cmp.groups) <= mostBeside
		if !p.Beside {
			p.Problem = p.T("compare.choose", "Least", leastBeside, "Most", mostBeside)
			// What was chosen stays chosen, among all.
			if cmp, p.Groups, err = s.allOf(c, p.compareBase, cmp); err != nil {
				return err
			}
		}
	}
	pack, err := s.packOf(c.Request().Context(), cmp.workshop)
	p.Alert = s.sentenceOf(c, err)
	s.fillComparison(&p, cmp, pack)
	return s.render(c, http.StatusOK, "compare", p)
}

// allOf is the comparison with all groups, those that were asked for chosen.
func (s *Server) allOf(c echo.Context, p compareBase, was comparison) (comparison, []comparedColumn, error) {
	w, all, err := s.groupDrafts(c, was.workshop.ID)
	if err != nil {
		return was, nil, err
	}
	l, err := lineupOf(c)
	if err != nil {
		return was, nil, err
	}
	if _, err = s.asOf(c, all, l.at); err != nil {
		return was, nil, err
	}
	if all, err = s.lineUp(c, w, all, l, was.fields); err != nil {
		return was, nil, err
	}
	var columns []comparedColumn
	for _, g := range all {
		col := p.column(g)
		for _, chosen := range was.groups {
			col.Chosen = col.Chosen || chosen.key == g.key
		}
		columns = append(columns, col)
	}
	was.groups = all
	return was, columns, nil
}

// fillComparison fills the fields and the groups. Columns that are there already stay.
func (s *Server) fillComparison(p *comparePage, cmp comparison, pack *principles.Pack) {
	texts := s.lib.Texts(p.Language)
	reports, todo := make([]*principles.Report, len(cmp.groups)), make([]map[string]bool, len(cmp.groups))
	for i, g := range cmp.groups {
		reports[i] = s.reportNow(pack, cmp.workshop, g.info, g.full)
		todo[i] = todoPrinciples(reports[i])
		if len(p.Groups) == i {
			p.Groups = append(p.Groups, p.column(g))
		}
		for _, f := range reports[i].Findings {
			for _, id := range cmp.fields {
				if f.Field == id && waits(todo[i], f) {
					p.Groups[i].Open++
				}
			}
		}
	}
	for _, id := range cmp.fields {
		field := s.lib.Field(id)
		row := comparedField{ID: id, Title: texts.Field(id).Title}
		for i, g := range cmp.groups {
			v := g.draft.Fields[id]
			row.Cells = append(row.Cells, comparedCell{shownValue: s.show(texts, field, v), Language: g.draft.Language, Mark: markOf(reports[i], todo[i], id, v.Empty())})
		}
		if p.Beside {
			s.shareOut(p, texts, field, &row, cmp)
		}
		p.Fields = append(p.Fields, row)
	}
}
