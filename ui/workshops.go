package ui

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

type workshopsPage struct {
	Page
	Workshops []campaign.Workshop
}

// showWorkshops lists the workshops, newest first.
func (s *Server) showWorkshops(c echo.Context) error {
	ws, err := s.store.Workshops(c.Request().Context())
	if err != nil {
		return err
	}
	p := workshopsPage{Page: s.page(c, "", ""), Workshops: ws}
	p.Title, p.Notice = p.T("workshops.title"), s.notice(c)
	return s.render(c, http.StatusOK, "workshops", p)
}

// workshopForm is the form that makes a workshop or changes one. Groups are lines "Name" or
// "Name, XX" with the country's two letters.
type workshopForm struct {
	Title    string `form:"title" validate:"required,filled,plain,max=200"`
	Place    string `form:"place" validate:"plain,max=200"`
	From     string `form:"from" validate:"omitempty,datetime=2006-01-02"`
	To       string `form:"to" validate:"omitempty,datetime=2006-01-02"`
	Language string `form:"language" validate:"omitempty,max=20"`
	Canvas   string `form:"canvas" validate:"max=60"`
	WiFi     string `form:"wifi" validate:"plain,max=32"`
	WiFiKey  string `form:"wifi_key" validate:"plain,max=63"`
	Joining  string `form:"joining" validate:"omitempty,oneof=open by_group_code closed"`
	// Two lists side by side, one entry a group; rows without a name are left out.
	GroupNames     []string `form:"group_name"`
	GroupCountries []string `form:"group_country"`
}

type option struct {
	ID, Title, About string
	Minutes          int
	Chosen           bool
}

type workshopFormPage struct {
	Page
	Form      workshopForm
	Wrong     string
	Canvases  []option
	Languages []option
	Countries []option
	Groups    []campaign.Group // rows of the form, empty ones at the end
	Workshop  campaign.Workshop
}

func (s *Server) workshopFormPage(c echo.Context, form workshopForm) workshopFormPage {
	p := workshopFormPage{Page: s.page(c, "", ""), Form: form}
	texts := s.lib.Texts(p.Language)
	for _, canvas := range s.lib.Canvases() {
		t := texts.Canvas(canvas.ID)
		p.Canvases = append(p.Canvases, option{canvas.ID, t.Title, t.About, canvas.Minutes, canvas.ID == form.Canvas})
	}
	for _, id := range s.lib.OptionSets()["language"] {
		if id != "other" {
			p.Languages = append(p.Languages, option{ID: id, Title: texts.Option("language", id), Chosen: id == form.Language})
		}
	}
	for _, code := range campaign.Countries() {
		p.Countries = append(p.Countries, option{ID: code, Title: texts.Country(code)})
	}
	for i, name := range form.GroupNames {
		g := campaign.Group{Name: name, Sign: i % 8}
		if i < len(form.GroupCountries) {
			g.Country = form.GroupCountries[i]
		}
		p.Groups = append(p.Groups, g)
	}
	return p
}

// spareRows is how many empty rows the form has for further groups, since it must work without scripts.
const spareRows = 4

// newWorkshop shows the form with a sensible ready-made list of groups.
func (s *Server) newWorkshop(c echo.Context) error {
	form := workshopForm{Canvas: campaign.DefaultCanvas, Language: "en"}
	for _, g := range campaign.ReadyMadeGroups() {
		form.GroupNames = append(form.GroupNames, g.Name)
		form.GroupCountries = append(form.GroupCountries, g.Country)
	}
	form.GroupNames = append(form.GroupNames, make([]string, spareRows)...)
	p := s.workshopFormPage(c, form)
	p.Title = p.T("new.title")
	return s.render(c, http.StatusOK, "workshop-new", p)
}

// createWorkshop makes a workshop; a refused form comes back as typed.
func (s *Server) createWorkshop(c echo.Context) error {
	var form workshopForm
	err := readForm(c, &form)
	var w campaign.Workshop
	if err == nil {
		w, err = s.workshop(form.request())
	}
	if err == nil {
		w.WiFi = campaign.WiFi{Name: form.WiFi, Password: form.WiFiKey}
		w, err = s.store.CreateWorkshop(c.Request().Context(), w)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/workshops/"+w.ID)
	}
	e, status := asError(err)
	if status >= http.StatusInternalServerError {
		return err
	}
	p := s.workshopFormPage(c, form)
	p.Title, p.Alert, p.Wrong = p.T("new.title"), s.sentence(c, e), e.Field
	return s.render(c, status, "workshop-new", p)
}

// request turns the form into the JSON interface's request, so that both are checked alike.
func (f workshopForm) request() workshopRequest {
	r := workshopRequest{Title: strings.TrimSpace(f.Title), Place: strings.TrimSpace(f.Place), From: f.From, To: f.To, Canvas: f.Canvas, Language: f.Language}
	for i, name := range f.GroupNames {
		if strings.TrimSpace(name) == "" {
			continue
		}
		g := groupRequest{Name: name}
		if i < len(f.GroupCountries) {
			g.Country = f.GroupCountries[i]
		}
		r.Groups = append(r.Groups, g)
	}
	return r
}

type workshopPage struct {
	Page
	Workshop  campaign.Workshop
	Addresses []string
	JoinURL   string
	QR        template.HTML
	WiFiQR    template.HTML
	Arrived   bool
	Countries []option
	People    int
}

// showWorkshop shows what goes on the projector while people come in, and the groups with their members.
func (s *Server) showWorkshop(c echo.Context) error {
	w, err := s.workshopWithMembers(c)
	if err != nil {
		return err
	}
	p := workshopPage{Page: s.page(c, w.Title, "room.js"), Workshop: w, Addresses: s.addresses(c), Arrived: s.arrivals.arrived()}
	p.Notice = s.notice(c)
	p.JoinURL = p.Addresses[0] + "/join/" + w.JoinCode
	if p.QR, err = qrCode(p.JoinURL, p.T("workshop.qr", "Address", p.JoinURL)); err != nil {
		return err
	}
	if w.WiFi.Name != "" {
		if p.WiFiQR, err = qrCode(wifiText(w.WiFi), p.T("workshop.wifi_qr", "Name", w.WiFi.Name)); err != nil {
			return err
		}
	}
	for _, g := range w.Groups {
		p.People += len(g.Members)
	}
	for _, code := range campaign.Countries() {
		p.Countries = append(p.Countries, option{ID: code, Title: s.lib.Texts(p.Language).Country(code)})
	}
	return s.render(c, http.StatusOK, "workshop", p)
}

// workshopWithMembers reads the workshop :id with those who sit at each table now.
func (s *Server) workshopWithMembers(c echo.Context) (campaign.Workshop, error) {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, c.Param("id"))
	if err != nil {
		return w, err
	}
	members, err := s.store.Members(ctx, w.ID)
	if err != nil {
		return w, err
	}
	for i := range w.Groups {
		w.Groups[i].Members = nil
		for _, m := range members {
			if m.GroupID == w.Groups[i].ID && !m.Removed {
				w.Groups[i].Members = append(w.Groups[i].Members, m)
			}
		}
	}
	return w, nil
}

// showSettings shows the workshop's own form.
func (s *Server) showSettings(c echo.Context) error {
	w, err := s.store.Workshop(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	p := s.workshopFormPage(c, workshopForm{Title: w.Title, Place: w.Place, From: w.From, To: w.To, Language: w.Language,
		Canvas: w.Canvas, WiFi: w.WiFi.Name, WiFiKey: w.WiFi.Password, Joining: string(w.Joining)})
	p.Workshop, p.Title = w, p.T("settings.title")
	return s.render(c, http.StatusOK, "workshop-settings", p)
}

// saveSettings changes the workshop. Another canvas holds for groups that are added later; each draft is
// moved on its own page.
func (s *Server) saveSettings(c echo.Context) error {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	var form workshopForm
	err = readForm(c, &form)
	var changed campaign.Workshop
	if err == nil {
		changed, err = s.workshop(form.request())
	}
	if err == nil {
		w.Title, w.Place, w.From, w.To, w.Language, w.Canvas = changed.Title, changed.Place, changed.From, changed.To, changed.Language, changed.Canvas
		w.WiFi = campaign.WiFi{Name: form.WiFi, Password: form.WiFiKey}
		if form.Joining != "" {
			w.Joining = campaign.Joining(form.Joining)
		}
		err = s.store.UpdateWorkshop(ctx, w)
	}
	p := s.workshopFormPage(c, form)
	if err == nil {
		s.tellOfSettings(w.ID)
		return s.redirect(c, "/workshops/"+w.ID, p.T("settings.saved"))
	}
	e, status := asError(err)
	if status >= http.StatusInternalServerError {
		return err
	}
	p.Workshop, p.Title, p.Alert, p.Wrong = w, p.T("settings.title"), s.sentence(c, e), e.Field
	return s.render(c, status, "workshop-settings", p)
}

// back answers a small form on the workshop's page: with the page again, and what happened.
func (s *Server) back(c echo.Context, notice string) error {
	return s.redirect(c, "/workshops/"+c.Param("id"), notice)
}

// addGroup adds a table.
func (s *Server) addGroup(c echo.Context) error {
	var r groupRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	w, err := s.store.Workshop(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	g, err := s.store.AddGroup(c.Request().Context(), w.ID, campaign.Group{Name: strings.TrimSpace(r.Name), Country: r.Country, Sign: len(w.Groups) % 8})
	if err != nil {
		return err
	}
	return s.back(c, s.page(c, "", "").T("workshop.group_added", "Name", g.Name))
}

// saveGroup renames a table or changes its country.
func (s *Server) saveGroup(c echo.Context) error {
	var r groupRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	g, err := s.groupOf(c, c.Param("group"))
	if err != nil {
		return err
	}
	g.Name, g.Country = strings.TrimSpace(r.Name), r.Country
	if err := s.store.UpdateGroup(c.Request().Context(), g); err != nil {
		return err
	}
	return s.back(c, s.page(c, "", "").T("workshop.group_saved", "Name", g.Name))
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
