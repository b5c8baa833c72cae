package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

type codePage struct {
	Page
	Code string
}

// showStart is the front door: workshops for those who lead, the code for everybody else.
func (s *Server) showStart(c echo.Context) error {
	if caller(c).Leads() {
		return c.Redirect(http.StatusSeeOther, "/workshops")
	}
	p := codePage{Page: s.page(c, "", "")}
	p.Title, p.Notice = p.T("start.title"), s.notice(c)
	return s.render(c, http.StatusOK, "start", p)
}

type joinPage struct {
	Page
	Code     string
	Workshop campaign.Workshop // without an id while no code has been given
	Groups   []campaign.Group
	One      bool   // the code opens one group only
	Chosen   string // the group of a refused form
	Name     string
	Closed   string // why nobody comes in
}

// showJoin asks for the code, or with one (from a QR or the form) for a table and a name.
func (s *Server) showJoin(c echo.Context) error {
	code := c.Param("code")
	if code == "" {
		code = strings.TrimSpace(c.QueryParam("code"))
	}
	if code == "" {
		return s.renderJoin(c, joinPage{}, nil)
	}
	j, err := s.openCode(c, code)
	if err != nil {
		return s.renderJoin(c, joinPage{Code: code}, err)
	}
	return s.renderJoin(c, s.joinChoices(c, j, joinPage{Code: code}), nil)
}

// joinChoices fills in what the code opens, and how many sit at each table.
func (s *Server) joinChoices(c echo.Context, j joinable, p joinPage) joinPage {
	p.Workshop, p.One = j.workshop, j.group != ""
	members, err := s.store.Members(c.Request().Context(), j.workshop.ID)
	if err != nil {
		members = nil // the tables can be chosen without knowing who sits there
	}
	for _, g := range j.workshop.Groups {
		if p.One && g.ID != j.group {
			continue
		}
		for _, m := range members {
			if m.GroupID == g.ID && !m.Removed {
				g.Members = append(g.Members, m)
			}
		}
		p.Groups = append(p.Groups, g)
	}
	l := s.messages.in(s.languageOf(c), "en")
	switch {
	case j.workshop.Ended():
		p.Closed = l.T("closing.join")
	case j.workshop.Joining == campaign.JoinClosed:
		p.Closed = l.T("join.closed_about")
	case j.workshop.Joining == campaign.JoinByGroupCode && !p.One:
		p.Closed = l.T("join.group_code_about")
	}
	return p
}

// renderJoin shows the page; refused is why the last form was, in which case it comes back as typed.
func (s *Server) renderJoin(c echo.Context, p joinPage, refused error) error {
	p.Page = s.page(c, "", "")
	p.Title = p.T("join.title")
	if refused != nil {
		return s.renderRefused(c, "join", &p.Page, &p, refused)
	}
	return s.render(c, http.StatusOK, "join", p)
}

// join takes a seat and goes to the group's draft. Every join makes a new member; seat codes bring back.
func (s *Server) join(c echo.Context) error {
	var r joinRequest
	if err := readForm(c, &r); err != nil {
		return s.renderJoin(c, joinPage{Code: r.Code}, err)
	}
	j, err := s.openCode(c, r.Code)
	if err != nil {
		return s.renderJoin(c, joinPage{Code: r.Code}, err)
	}
	m, draft, err := s.takeSeat(c, j, r.GroupID, r.Name)
	if err != nil {
		return s.renderJoin(c, s.joinChoices(c, j, joinPage{Code: r.Code, Chosen: r.GroupID, Name: r.Name}), err)
	}
	if err := s.signIn(c, sessionMember, m.ID); err != nil {
		return err
	}
	l := s.messages.in(s.languageOf(c), "en")
	return s.redirect(c, "/drafts/"+draft, l.T("join.welcome", "Name", m.Name, "Code", m.SeatCode))
}

type seatPage struct {
	Page
	Code, Seat string
}

// showSeat asks for the two codes that bring one back to one's seat.
func (s *Server) showSeat(c echo.Context) error {
	return s.renderSeat(c, seatPage{Code: c.QueryParam("code")}, nil)
}

func (s *Server) renderSeat(c echo.Context, p seatPage, refused error) error {
	p.Page = s.page(c, "", "")
	p.Title = p.T("seat.title")
	if refused != nil {
		return s.renderRefused(c, "seat", &p.Page, &p, refused)
	}
	return s.render(c, http.StatusOK, "seat", p)
}

// returnToSeat brings somebody back, on any device.
func (s *Server) returnToSeat(c echo.Context) error {
	var r joinRequest
	if err := readForm(c, &r); err != nil {
		return s.renderSeat(c, seatPage{Code: r.Code, Seat: r.SeatCode}, err)
	}
	j, err := s.openCode(c, r.Code)
	var m campaign.Member
	var draft string
	if err == nil {
		m, draft, err = s.findSeat(c, j, r.SeatCode)
	}
	if err != nil {
		return s.renderSeat(c, seatPage{Code: r.Code, Seat: r.SeatCode}, err)
	}
	if err := s.signIn(c, sessionMember, m.ID); err != nil {
		return err
	}
	l := s.messages.in(s.languageOf(c), "en")
	return s.redirect(c, "/drafts/"+draft, l.T("seat.back", "Name", m.Name))
}
