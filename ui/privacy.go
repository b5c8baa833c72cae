package ui

import (
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// veil makes whoever leads a nameless facilitator for this request, where it is about a workshop that keeps nothing of
// people: whatever a handler stores, it has no other name to store. Of members the store knows it already.
func (s *Server) veil(c echo.Context, r route) error {
	who, ctx := caller(c), c.Request().Context()
	if !who.Leads() {
		return nil
	}
	var mode campaign.Privacy
	var err error
	switch {
	case strings.Contains(r.path, "/drafts/:id"):
		mode, err = s.store.DraftPrivacy(ctx, c.Param("id"))
	case strings.Contains(r.path, "/workshops/:id"):
		mode, err = s.store.Privacy(ctx, c.Param("id"))
	}
	if err != nil && campaign.CodeOf(err) != campaign.NotFound { // the handler says that there is none
		return err
	}
	if mode == campaign.PrivacyNothing {
		who.Name, who.Pseudonym = campaign.FacilitatorName, campaign.FacilitatorAuthor
		c.Set(callerKey, who)
	}
	return nil
}

// privacyOptions are the modes that keep less than one, all where it is empty.
func privacyOptions(p Page, than campaign.Privacy, chosen string) []option {
	var all []option
	texts := map[campaign.Privacy][2]string{
		campaign.PrivacyNames:   {p.T("privacy.names"), p.T("privacy.names_about")},
		campaign.PrivacyAliases: {p.T("privacy.aliases"), p.T("privacy.aliases_about")},
		campaign.PrivacyNothing: {p.T("privacy.nothing"), p.T("privacy.nothing_about")},
	}
	for _, mode := range campaign.Privacies() {
		if than == "" || mode.Beyond(than) {
			all = append(all, option{ID: string(mode), Title: texts[mode][0], About: texts[mode][1], Chosen: string(mode) == chosen})
		}
	}
	return all
}

type privacyRequest struct {
	Privacy string `form:"privacy" validate:"required,max=20"`
	Sure    string `form:"sure" validate:"max=10"`
}

// savePrivacy has the workshop keep less of who people are. Open pages call everybody by the new names at once.
func (s *Server) savePrivacy(c echo.Context) error {
	var r privacyRequest
	err := readForm(c, &r)
	if err == nil && r.Sure != "yes" {
		err = campaign.Fail(campaign.Invalid, "sure", "This cannot be taken back. Tick that you are sure, and send again.")
	}
	id := c.Param("id")
	if err == nil {
		err = s.store.SetPrivacy(c.Request().Context(), id, campaign.Privacy(r.Privacy))
	}
	if err == nil {
		if err := s.callAnew(c, id); err != nil {
			return err
		}
		notice := "privacy.changed_names"
		switch campaign.Privacy(r.Privacy) {
		case campaign.PrivacyAliases:
			notice = "privacy.changed_aliases"
		case campaign.PrivacyNothing:
			notice = "privacy.changed_nothing"
		}
		return s.redirect(c, "/workshops/"+id+"/settings", s.page(c, "", "").T(notice))
	}
	w, lost := s.store.Workshop(c.Request().Context(), id)
	if lost != nil {
		return lost
	}
	p := s.workshopFormPage(c, settingsForm(w))
	p.Workshop, p.Title, p.Privacies = w, p.T("settings.title"), privacyOptions(p.Page, w.Privacy, r.Privacy)
	return s.renderRefused(c, "workshop-settings", &p.Page, &p, err)
}

// callAnew lets every open page of a workshop call people as they are called now, and the locks name nobody who is not
// named any more.
func (s *Server) callAnew(c echo.Context, workshop string) error {
	ctx := c.Request().Context()
	if err := s.veil(c, route{path: "/workshops/:id"}); err != nil {
		return err
	}
	members, err := s.store.Members(ctx, workshop)
	if err != nil {
		return err
	}
	names := make(map[string]string, len(members))
	for _, m := range members {
		names[m.ID] = m.Name
	}
	s.hub.Rename(names)
	s.tellOfSettings(workshop)
	// A new revision has the pages read what they show of people again.
	course, err := s.store.ChangeCourse(ctx, workshop, func(*campaign.Course) error { return nil })
	if err != nil {
		return err
	}
	w, err := s.store.Workshop(ctx, workshop)
	if err != nil {
		return err
	}
	if err := s.settleLocks(c, w); err != nil {
		return err
	}
	return s.tellOfCourse(workshop, course)
}

// changeAlias gives the member who asks another alias.
func (s *Server) changeAlias(c echo.Context) error {
	who := caller(c)
	if who.Role != campaign.MemberRole {
		return campaign.Fail(campaign.Forbidden, "", "Only those who sit at a table have an alias.")
	}
	m, err := s.store.NewAlias(c.Request().Context(), who.ID)
	if err != nil {
		return err
	}
	s.hub.Rename(map[string]string{m.ID: m.Name})
	s.tellOfSettings(m.WorkshopID)
	return s.redirect(c, "/drafts/"+who.DraftID, s.page(c, "", "").T("privacy.alias_changed", "Name", m.Name))
}
