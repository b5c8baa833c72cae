package ui

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// How much a projected page of principles holds.
const (
	projectedTables   = 5 // groups, as columns
	projectedChapters = 6 // groups of principles
	projectedSingles  = 4 // principles of one group, whose titles are longer
)

// principlesProjectorPage is a page of how the groups stand, for the wall: the groups of principles or, where one is
// opened, its principles.
type principlesProjectorPage struct {
	comparePrinciplesPage
	Heading    string // the title of the group of principles that is opened, empty for none
	Number, Of int    // of the page
	Prev, Next string // addresses, empty at the ends
	Up         string
	Legend     []statusCount
}

// showPrinciplesProjector shows how every group stands to the principles, in type for the back of a room.
func (s *Server) showPrinciplesProjector(c echo.Context) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	base, cmp, err := s.compareBase(c, "standing")
	if err != nil {
		return err
	}
	p := principlesProjectorPage{comparePrinciplesPage: comparePrinciplesPage{compareBase: base}}
	p.Projected, p.Script = true, s.assets.address["projector.js"]
	open := c.QueryParam("open")
	if open == openAll {
		open = ""
	}
	groups := evenly(len(cmp.groups), projectedTables)
	if p.Number, err = strconv.Atoi(c.QueryParam("page")); err != nil || p.Number < 1 {
		p.Number = 1
	}
	tables := groups[(p.Number-1)%len(groups)]
	all := cmp.groups
	cmp.groups = all[tables.from:tables.to]
	if err := s.fillStanding(c, &p.comparePrinciplesPage, cmp, open); err != nil {
		return err
	}
	var rows []principleRow
	for _, row := range p.Rows {
		if row.Opened {
			p.Heading = row.Title
		}
		if row.Single == (open != "") {
			rows = append(rows, row)
		}
	}
	if open != "" && p.Heading == "" {
		return campaign.Fail(campaign.NotFound, "open", "There is no group of principles “%s”. Go back and choose one of the list.", open)
	}
	most := projectedChapters
	p.Up, p.Title = p.To("principles"), p.T("compare.view_principles")
	if open != "" {
		most, p.Up = projectedSingles, p.To("standing")
	}
	chapters := evenly(len(rows), most)
	if p.Of = len(groups) * len(chapters); p.Number > p.Of {
		return c.Redirect(http.StatusSeeOther, p.To("standing", "open", open))
	}
	chapter := chapters[(p.Number-1)/len(groups)]
	p.Rows = rows[chapter.from:chapter.to]
	if p.Number > 1 {
		p.Prev = p.To("standing", "open", open, "page", strconv.Itoa(p.Number-1))
	}
	if p.Number < p.Of {
		p.Next = p.To("standing", "open", open, "page", strconv.Itoa(p.Number+1))
	}
	p.Legend = comparedStatuses[:4]
	return s.render(c, http.StatusOK, "principles-projector", p)
}

// Telling are the marks of a cell that say something from afar: what a machine found out, or else a dash.
func (p principlesProjectorPage) Telling(cell principleCell) []statusCount {
	var marks []statusCount
	for _, m := range cell.Marks {
		if m.Sign != "–" {
			marks = append(marks, m)
		}
	}
	if len(marks) == 0 && len(cell.Marks) > 0 {
		marks = []statusCount{{Sign: "–", Word: cell.Marks[0].Word}}
	}
	return marks
}
