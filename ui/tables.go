package ui

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// back answers a small form on the workshop's page: with the page again, and what happened.
func (s *Server) back(c echo.Context, notice string) error {
	return s.redirect(c, "/workshops/"+c.Param("id"), notice)
}

// addGroup adds a table; a refused name comes back as typed.
func (s *Server) addGroup(c echo.Context) error {
	var r groupRequest
	err := readForm(c, &r)
	var w campaign.Workshop
	if err == nil {
		w, err = s.store.Workshop(c.Request().Context(), c.Param("id"))
	}
	var g campaign.Group
	if err == nil {
		g, err = s.store.AddGroup(c.Request().Context(), w.ID, campaign.Group{Name: strings.TrimSpace(r.Name), Country: r.Country, Sign: len(w.Groups) % 8})
	}
	if err != nil {
		return s.refuseGroup(c, "", r, err)
	}
	w.Groups = append(w.Groups, g)
	if err := s.settleLocks(c, w); err != nil {
		return err
	}
	return s.back(c, s.page(c, "", "").T("workshop.group_added", "Name", g.Name))
}

// saveGroup renames a table or changes its country; a refused name comes back as typed.
func (s *Server) saveGroup(c echo.Context) error {
	var r groupRequest
	wrong := readForm(c, &r)
	g, err := s.groupOf(c, c.Param("group"))
	if err != nil {
		return err
	}
	if wrong == nil {
		g.Name, g.Country = strings.TrimSpace(r.Name), r.Country
		wrong = s.store.UpdateGroup(c.Request().Context(), g)
	}
	if wrong != nil {
		return s.refuseGroup(c, g.ID, r, wrong)
	}
	return s.back(c, s.page(c, "", "").T("workshop.group_saved", "Name", g.Name))
}

// refuseGroup shows the room again with what was typed for a group, or for a new one where id is empty.
func (s *Server) refuseGroup(c echo.Context, id string, typed groupRequest, refused error) error {
	p, err := s.workshopPage(c)
	if err != nil {
		return err
	}
	p.Typed = &typedGroup{id, typed}
	return s.renderRefused(c, "workshop", &p.Page, &p, refused)
}

// groupOf finds a group of the workshop :id.
func (s *Server) groupOf(c echo.Context, id string) (campaign.Group, error) {
	w, err := s.store.Workshop(c.Request().Context(), c.Param("id"))
	if err != nil {
		return campaign.Group{}, err
	}
	if i := slices.IndexFunc(w.Groups, func(g campaign.Group) bool { return g.ID == id }); i >= 0 {
		return w.Groups[i], nil
	}
	return campaign.Group{}, campaign.Fail(campaign.NotFound, "group", "This workshop has no such group. Go back and choose one of its groups.")
}

// rotateCode gives the workshop or one of its groups a new code; the old one ends at once.
func (s *Server) rotateCode(c echo.Context) error {
	group := c.FormValue("group")
	if group != "" {
		if _, err := s.groupOf(c, group); err != nil {
			return err
		}
	}
	code, err := s.store.RotateCode(c.Request().Context(), c.Param("id"), group)
	if err != nil {
		return err
	}
	s.tellOfSettings(c.Param("id"))
	return s.back(c, s.page(c, "", "").T("workshop.code_rotated", "Code", code))
}

// memberOf finds a member of the workshop :id.
func (s *Server) memberOf(c echo.Context) (campaign.Member, error) {
	m, err := s.store.Member(c.Request().Context(), c.Param("member"))
	if err != nil || m.WorkshopID != c.Param("id") {
		return m, campaign.Fail(campaign.NotFound, "member", "Nobody of that kind sits in this workshop. Load the page again to see who is here.").Because(err)
	}
	return m, nil
}

// moveMember gives a member a seat at another table. Open pages of the old table end at once.
func (s *Server) moveMember(c echo.Context) error {
	m, err := s.memberOf(c)
	if err != nil {
		return err
	}
	g, err := s.groupOf(c, c.FormValue("group"))
	if err != nil {
		return err
	}
	left, err := s.store.GroupDraft(c.Request().Context(), m.GroupID)
	if err != nil {
		return err
	}
	if err := s.store.MoveMember(c.Request().Context(), m.ID, g.ID); err != nil {
		return err
	}
	s.hub.Disconnect(m.ID)
	m.GroupID = g.ID
	s.tellOfMember("moved", m, left, g.DraftID)
	return s.back(c, s.page(c, "", "").T("workshop.member_moved", "Name", m.Name, "Group", g.Name))
}

// removeMember ends a member's seat: token and streams at once.
func (s *Server) removeMember(c echo.Context) error {
	m, err := s.memberOf(c)
	if err != nil {
		return err
	}
	draft, err := s.store.GroupDraft(c.Request().Context(), m.GroupID)
	if err != nil {
		return err
	}
	if err := s.store.RemoveMember(c.Request().Context(), m.ID); err != nil {
		return err
	}
	s.hub.Disconnect(m.ID)
	s.tellOfMember("removed", m, draft)
	return s.back(c, s.page(c, "", "").T("workshop.member_removed", "Name", m.Name))
}
