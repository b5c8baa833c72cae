package ui

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// mostGone is the most members without a seat that a table's page offers to bring back, the latest of them.
const mostGone = 20

// tablePage is who sits at a table. Those who look after it also let people in, remove them and rename the group.
type tablePage struct {
	draftPage
	Hosts   bool
	Members []seated
	Gone    []campaign.Member // removed, the latest first
	JoinURL string
	QR      template.HTML
	Typed   string // a name as it was typed and refused, else the group's
}

// seated is a member at a table.
type seated struct {
	campaign.Member
	Here bool // has a page open
	Self bool
	May  bool // the reader may remove them
}

func (s *Server) showTable(c echo.Context) error {
	p, err := s.tablePage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "table", p)
}

func (s *Server) tablePage(c echo.Context) (tablePage, error) {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return tablePage{}, err
	}
	members, err := s.store.Members(c.Request().Context(), of.workshop.ID)
	if err != nil {
		return tablePage{}, err
	}
	p := tablePage{draftPage: s.draftPage(c, of, d, "", "room.js"), Typed: of.group.Name}
	p.Title, p.Hosts = p.T("table.title"), p.Caller.Hosts(p.DraftID)
	present := map[string]bool{}
	for _, at := range s.hub.Presence(p.DraftID) {
		present[at.Who] = true
	}
	for _, m := range members {
		switch {
		case m.GroupID != of.group.ID:
		case m.Removed:
			p.Gone = append(p.Gone, m)
		default:
			p.Members = append(p.Members, seated{m, present[m.ID], m.ID == p.Caller.ID, p.Caller.Leads() || p.Hosts && !m.Host})
		}
	}
	slices.Reverse(p.Gone)
	p.Gone = p.Gone[:min(len(p.Gone), mostGone)]
	if p.Hosts {
		p.JoinURL = s.addresses(c)[0] + "/join/" + of.group.Code
		p.QR, err = qrCode(p.JoinURL, p.T("table.qr", "Address", p.JoinURL))
	}
	return p, err
}

// changeTable does what one button of the table's page says.
func (s *Server) changeTable(c echo.Context) error {
	action, id, _ := strings.Cut(c.FormValue("action"), ":")
	var notice string
	var err error
	switch action {
	case "rename":
		notice, err = s.renameTable(c)
	case "remove", "return":
		notice, err = s.seatAtTable(c, action, id)
	default:
		err = campaign.Fail(campaign.Invalid, "action", "The page does not know the button “%s”. Load it again.", action)
	}
	if code := campaign.CodeOf(err); code == campaign.Invalid || code == campaign.Conflict || code == campaign.Forbidden {
		p, lost := s.tablePage(c)
		if lost != nil {
			return lost
		}
		if action == "rename" {
			p.Typed = c.FormValue("name")
		}
		return s.renderRefused(c, "table", &p.Page, &p, err)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/drafts/"+c.Param("id")+"/table", notice)
}

func (s *Server) renameTable(c echo.Context) (string, error) {
	_, of, _, err := s.openDraft(c)
	if err != nil {
		return "", err
	}
	var r groupRequest
	if err := readForm(c, &r); err != nil {
		return "", err
	}
	of.group.Name = strings.TrimSpace(r.Name)
	if err := s.store.UpdateGroup(c.Request().Context(), of.group); err != nil {
		return "", err
	}
	s.tellOfSettings(of.workshop.ID)
	return s.page(c, "", "").T("table.renamed", "Name", of.group.Name), nil
}

// seatAtTable takes the seat of a member of this table, or gives it back. A host cannot take that of a host.
func (s *Server) seatAtTable(c echo.Context, action, id string) (string, error) {
	ctx := c.Request().Context()
	_, of, _, err := s.openDraft(c)
	if err != nil {
		return "", err
	}
	m, err := s.store.Member(ctx, id)
	if campaign.CodeOf(err) == campaign.NotFound || err == nil && m.GroupID != of.group.ID {
		return "", campaign.Fail(campaign.Invalid, "member", "Nobody of that kind sits at this table. Here is who does now.")
	}
	if err != nil {
		return "", err
	}
	p := s.page(c, "", "")
	if action == "return" {
		if err := s.store.ReturnMember(ctx, m.ID); err != nil {
			return "", err
		}
		s.tellOfMember("joined", m, c.Param("id"))
		return p.T("table.returned", "Name", m.Name), nil
	}
	if m.Host && !caller(c).Leads() {
		return "", campaign.Fail(campaign.Forbidden, "member", "%s looks after the table as well. Only a facilitator can remove a host.", m.Name)
	}
	if err := s.store.RemoveMember(ctx, m.ID); err != nil {
		return "", err
	}
	s.hub.Disconnect(m.ID)
	s.tellOfMember("removed", m, c.Param("id"))
	return p.T("table.removed", "Name", m.Name), nil
}

// chooseHost lets a member look after their table, or ends that.
func (s *Server) chooseHost(c echo.Context) error {
	m, err := s.memberOf(c)
	if err != nil {
		return err
	}
	host := c.FormValue("host") == "yes"
	if err := s.store.SetHost(c.Request().Context(), m.ID, host); err != nil {
		return err
	}
	s.tellOfSettings(m.WorkshopID)
	said := "table.host_not"
	if host {
		said = "table.host_is"
	}
	return s.back(c, s.page(c, "", "").T(said, "Name", m.Name))
}
