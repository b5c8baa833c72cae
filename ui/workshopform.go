package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// workshopForm is the form that makes a workshop or changes one.
type workshopForm struct {
	Title    string `form:"title" validate:"required,filled,plain,max=200"`
	Place    string `form:"place" validate:"plain,max=200"`
	From     string `form:"from" validate:"omitempty,datetime=2006-01-02"`
	To       string `form:"to" validate:"omitempty,datetime=2006-01-02"`
	Language string `form:"language" validate:"omitempty,max=20"`
	Canvas   string `form:"canvas" validate:"max=60"`
	Pack     string `form:"pack" validate:"max=120"`
	WiFi     string `form:"wifi" validate:"plain,max=32"`
	WiFiKey  string `form:"wifi_key" validate:"plain,max=63"`
	Privacy  string `form:"privacy" validate:"omitempty,oneof=names aliases nothing"`
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
	Canvases  []option
	Packs     []option // to choose from in a new workshop; empty where there is one only
	Languages []option
	Countries []option
	Groups    []campaign.Group // rows of the form, empty ones at the end
	Workshop  campaign.Workshop
	Privacies []option // to choose from; in the settings those that keep less
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
	form := workshopForm{Privacy: string(campaign.PrivacyNames), Canvas: campaign.DefaultCanvas, Language: "en"}
	for _, g := range campaign.ReadyMadeGroups() {
		form.GroupNames = append(form.GroupNames, g.Name)
		form.GroupCountries = append(form.GroupCountries, g.Country)
	}
	form.GroupNames = append(form.GroupNames, make([]string, spareRows)...)
	p, err := s.newWorkshopPage(c, form)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "workshop-new", p)
}

// newWorkshopPage is the form of a new workshop, which also chooses the pack where there is more than one.
func (s *Server) newWorkshopPage(c echo.Context, form workshopForm) (workshopFormPage, error) {
	p := s.workshopFormPage(c, form)
	p.Title, p.Privacies = p.T("new.title"), privacyOptions(p.Page, "", form.Privacy)
	all, err := s.shelf.All(c.Request().Context())
	if err != nil || len(all) < 2 {
		return p, err
	}
	for i, k := range all {
		id := k.ID + "@" + k.Version
		p.Packs = append(p.Packs, option{ID: id, Title: k.ID + " " + k.Version, Chosen: id == form.Pack || i == 0 && form.Pack == ""})
	}
	return p, nil
}

// createWorkshop makes a workshop; a refused form comes back as typed.
func (s *Server) createWorkshop(c echo.Context) error {
	var form workshopForm
	err := readForm(c, &form)
	var w campaign.Workshop
	if err == nil {
		w, err = s.makeWorkshop(c.Request().Context(), form.request(), campaign.WiFi{Name: form.WiFi, Password: form.WiFiKey})
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/workshops/"+w.ID)
	}
	p, failed := s.newWorkshopPage(c, form)
	if failed != nil {
		return failed
	}
	return s.renderRefused(c, "workshop-new", &p.Page, &p, err)
}

// request turns the form into the JSON interface's request, so that both are checked alike.
func (f workshopForm) request() workshopRequest {
	r := workshopRequest{Title: strings.TrimSpace(f.Title), Place: strings.TrimSpace(f.Place), From: f.From, To: f.To, Canvas: f.Canvas, Pack: f.Pack, Language: f.Language, Privacy: f.Privacy}
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

// settingsForm is the form as the workshop is.
func settingsForm(w campaign.Workshop) workshopForm {
	return workshopForm{Title: w.Title, Place: w.Place, From: w.From, To: w.To, Language: w.Language,
		Canvas: w.Canvas, WiFi: w.WiFi.Name, WiFiKey: w.WiFi.Password, Joining: string(w.Joining)}
}

// showSettings shows the workshop's own form.
func (s *Server) showSettings(c echo.Context) error {
	w, err := s.store.Workshop(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	p := s.workshopFormPage(c, settingsForm(w))
	p.Workshop, p.Title, p.Privacies, p.Notice = w, p.T("settings.title"), privacyOptions(p.Page, w.Privacy, ""), s.notice(c)
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
	p.Workshop, p.Title, p.Privacies = w, p.T("settings.title"), privacyOptions(p.Page, w.Privacy, "")
	return s.renderRefused(c, "workshop-settings", &p.Page, &p, err)
}
