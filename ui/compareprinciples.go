package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// openAll opens every group of principles.
const openAll = "all"

type comparePrinciplesPage struct {
	compareBase
	Lang   string // of the principles' titles
	Groups []comparedColumn
	Rows   []principleRow
	Open   string // the group of principles that is opened, or openAll
}

// principleRow is a group of principles, or one of them.
type principleRow struct {
	ID, Title string
	Single    bool
	Opened    bool
	Cells     []principleCell // one a group, in the order of Groups
}

// principleCell says how many principles stand how, or how the one does. Link leads to what was found, empty where names
// are covered.
type principleCell struct {
	Marks []statusCount
	Link  string
}

type statusCount struct {
	Sign, Word, Class string
	Count             int // 0 for a single principle
}

// comparedStatuses are in the order in which a cell says them: what asks for something first.
var comparedStatuses = []statusCount{
	{Sign: "○", Word: "status.not_met", Class: "o"}, {Sign: "◐", Word: "status.partly", Class: "o"}, {Sign: "◇", Word: "status.review", Class: "q"},
	{Sign: "●", Word: "status.met", Class: "m"}, {Sign: "–", Word: "status.todo"}, {Sign: "–", Word: "status.not_asked"}, {Sign: "–", Word: "status.not_applicable"},
}

// showComparePrinciples shows how every group stands to the principles: the groups of principles first, and those that
// are opened one by one.
func (s *Server) showComparePrinciples(c echo.Context) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	base, cmp, err := s.compareBase(c, "principles")
	if err != nil {
		return err
	}
	p := comparePrinciplesPage{compareBase: base}
	if err := s.fillStanding(c, &p, cmp, c.QueryParam("open")); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "compare-principles", p)
}

// fillStanding fills how each group stands: the groups of principles, and the principles of the one that is opened.
func (s *Server) fillStanding(c echo.Context, p *comparePrinciplesPage, cmp comparison, open string) error {
	pack, err := s.packOf(c.Request().Context(), cmp.workshop)
	if err != nil {
		return err
	}
	words := s.wordsFor(c, pack)
	p.Lang, p.Open = words.Language, open
	reports := make([]*principles.Report, len(cmp.groups))
	for i, g := range cmp.groups {
		reports[i] = s.reportNow(pack, cmp.workshop, g.info, g.full)
		p.Groups = append(p.Groups, p.column(g))
	}
	for _, group := range pack.Groups() {
		row := principleRow{ID: group.ID, Title: words.Group(group.ID), Opened: p.Open == group.ID || p.Open == openAll}
		var single []principleRow
		for i, g := range cmp.groups {
			row.Cells = append(row.Cells, countedCell(reports[i], group.ID, p.link(g, "/findings")))
		}
		for _, id := range group.Principles {
			if !row.Opened || pack.Principle(id) == nil { // switched off
				continue
			}
			one := principleRow{ID: id, Title: words.Principle(id).Title, Single: true}
			for i, g := range cmp.groups {
				one.Cells = append(one.Cells, p.singleCell(g, reports[i], id))
			}
			single = append(single, one)
		}
		p.Rows = append(append(p.Rows, row), single...)
	}
	return nil
}

// link leads into a group's draft, nowhere where names are covered.
func (p compareBase) link(g groupDraft, to string) string {
	if p.Blind {
		return ""
	}
	return "/drafts/" + g.group.DraftID + to
}

// countedCell counts the principles of a group by status.
func countedCell(r *principles.Report, group, link string) principleCell {
	counts := map[string]int{}
	for _, j := range r.Principles {
		if j.Group == group {
			counts[principleItem{Status: j.Status, Todo: j.Todo}.Word()]++
		}
	}
	cell := principleCell{Link: link}
	for _, status := range comparedStatuses {
		if status.Count = counts[status.Word]; status.Count > 0 {
			cell.Marks = append(cell.Marks, status)
		}
	}
	return cell
}

// singleCell leads to the one thing that was found, or to the principle as it stands in the draft.
func (p compareBase) singleCell(g groupDraft, r *principles.Report, id string) principleCell {
	cell := principleCell{Link: p.link(g, "/principles/"+id)}
	judged, _ := r.Judged(id)
	word := principleItem{Status: judged.Status, Todo: judged.Todo}.Word()
	for _, status := range comparedStatuses {
		if status.Word == word {
			cell.Marks = []statusCount{status}
		}
	}
	var found []principles.Finding
	for _, f := range r.Findings {
		if f.Principle == id && f.Open() && !judged.Todo {
			found = append(found, f)
		}
	}
	if len(found) == 1 {
		cell.Link = p.link(g, "/findings/"+findingKey(found[0]))
	}
	return cell
}

// coverPage shows what all groups together reach.
type coverPage struct {
	compareBase
	Groups   int
	Channels []coverGroup // online, broadcast, in person, other
	Ages     []ageBar
	Sectors  []coverBar
}

type coverGroup struct {
	Title string
	Bars  []coverBar
}

// coverBar is an option that groups have: how many of all, and which.
type coverBar struct {
	Title, Who string
	Count, Of  int
}

// ageBar is the ages of a group's audience, in years. Known is false where the group has not said.
type ageBar struct {
	Group    comparedColumn
	From, To int
	Known    bool
}

// Width is the length of the bar; one year is the least.
func (b ageBar) Width() int { return max(1, b.To-b.From) }

// showCoverage shows the channels, ages and partners' sectors of all groups as pictures with their tables.
func (s *Server) showCoverage(c echo.Context) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	base, cmp, err := s.compareBase(c, "coverage")
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "compare-coverage", s.coverPage(base, cmp))
}

func (s *Server) coverPage(base compareBase, cmp comparison) coverPage {
	p := coverPage{compareBase: base, Groups: len(cmp.groups)}
	texts := s.lib.Texts(p.Language)
	drafts := make([]*campaign.Draft, len(cmp.groups))
	for i, g := range cmp.groups {
		drafts[i] = g.full
	}
	bar := func(set string, covered campaign.Covered) coverBar {
		b := coverBar{Title: texts.Option(set, covered.Option), Count: len(covered.By), Of: len(drafts)}
		for n, i := range covered.By {
			if n > 0 {
				b.Who += ", "
			}
			b.Who += cmp.groups[i].label
		}
		return b
	}
	channels := s.lib.Cover("channels.list", "channel", drafts)
	for _, reach := range campaign.Reaches {
		group := coverGroup{Title: p.T("reached." + string(reach))}
		for _, covered := range channels {
			if campaign.ReachOf(covered.Option) == reach {
				group.Bars = append(group.Bars, bar("channel", covered))
			}
		}
		if len(group.Bars) > 0 || reach != campaign.OtherWay {
			p.Channels = append(p.Channels, group)
		}
	}
	for _, covered := range s.lib.Cover("partners.list", "sector", drafts) {
		p.Sectors = append(p.Sectors, bar("sector", covered))
	}
	for _, g := range cmp.groups {
		b := ageBar{Group: p.column(g)}
		if from, to := g.full.Fields["audience.age_from"].Number, g.full.Fields["audience.age_to"].Number; from != nil && to != nil && *from >= 0 && *to >= *from {
			b.From, b.To, b.Known = int(min(*from/100, 1000)), int(min(*to/100, 1000)), true
		}
		p.Ages = append(p.Ages, b)
	}
	return p
}
