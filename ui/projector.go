package ui

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// How much one projected page holds, in type that is read from the back of a room.
const (
	projectedGroups = 8 // with two lines to each
	projectedFields = 4 // of a number or a choice; what is written in words takes the room of two
)

type projectorPage struct {
	comparePage
	Heading    string // the section's title
	Number, Of int    // of the page
	Prev, Next string // addresses, empty at the ends
}

// Lines is how many lines of each value the page has room for.
func (p projectorPage) Lines() int { return max(2, min(4, 8-len(p.Groups))) }

// span is a stretch of a list.
type span struct{ from, to int }

// evenly parts n things into as few spans as hold at most a number of them, all of nearly the same length.
func evenly(n, most int) []span {
	pages := max(1, (n+most-1)/most)
	var spans []span
	for i := range pages {
		spans = append(spans, span{n * i / pages, n * (i + 1) / pages})
	}
	return spans
}

// fieldPages parts fields into pages.
func (s *Server) fieldPages(fields []string) []span {
	var spans []span
	room := 0
	for i, id := range fields {
		takes := 2
		switch s.lib.Field(id).Kind {
		case campaign.Amount, campaign.Date, campaign.Choice, campaign.Choices:
			takes = 1
		}
		if room < takes {
			spans, room = append(spans, span{i, i}), projectedFields
		}
		spans[len(spans)-1].to, room = i+1, room-takes
	}
	return spans
}

// showProjector shows a page of the matrix for the wall: the first fields of all groups, then the next ones.
func (s *Server) showProjector(c echo.Context) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	base, cmp, err := s.compareBase(c, "projector")
	if err != nil {
		return err
	}
	p := projectorPage{comparePage: comparePage{compareBase: base}}
	p.Projected, p.Script = true, s.assets.address["projector.js"]
	if p.Heading = s.lib.Texts(p.Language).Section(cmp.section).Title; cmp.section == "" {
		p.Heading = p.T("compare.title")
	}
	if p.At != "" {
		p.Heading += " · " + p.At
	}
	groups, fields := evenly(len(cmp.groups), projectedGroups), s.fieldPages(cmp.fields)
	p.Of = max(1, len(groups)*len(fields))
	if p.Number, err = strconv.Atoi(c.QueryParam("page")); err != nil || p.Number < 1 || p.Number > p.Of {
		p.Number = 1
	}
	if p.Number > 1 {
		p.Prev = p.To("projector", "page", strconv.Itoa(p.Number-1))
	}
	if p.Number < p.Of {
		p.Next = p.To("projector", "page", strconv.Itoa(p.Number+1))
	}
	if len(fields) > 0 {
		g, f := groups[(p.Number-1)%len(groups)], fields[(p.Number-1)/len(groups)]
		cmp.groups, cmp.fields = cmp.groups[g.from:g.to], cmp.fields[f.from:f.to]
	}
	pack, _ := s.packOf(c.Request().Context(), cmp.workshop) // without one there are no signs
	s.fillComparison(&p.comparePage, cmp, pack)
	return s.render(c, http.StatusOK, "projector", p)
}
