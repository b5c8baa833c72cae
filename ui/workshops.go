package ui

import (
	"html/template"
	"net/http"

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
	Typed     *typedGroup // what was typed for a group and refused
	KeepTyped string      // a name for a checkpoint of all groups that was refused
}

// typedGroup is a refused form of the group with the id, or of a new one where it is empty.
type typedGroup struct {
	ID string
	groupRequest
}

// NameOf and CountryOf are what a group's form holds: what was typed and refused, or what is.
func (p workshopPage) NameOf(g campaign.Group) string {
	if p.Typed != nil && p.Typed.ID == g.ID {
		return p.Typed.Name
	}
	return g.Name
}

// CountryOf is NameOf for the country.
func (p workshopPage) CountryOf(g campaign.Group) string {
	if p.Typed != nil && p.Typed.ID == g.ID {
		return p.Typed.Country
	}
	return g.Country
}

// Refused says whether the form of the group with the id, empty for a new one, was refused.
func (p workshopPage) Refused(id string) bool { return p.Typed != nil && p.Typed.ID == id }

// NewGroup is the form of a group to be added.
func (p workshopPage) NewGroup() campaign.Group { return campaign.Group{} }

// showWorkshop shows what goes on the projector while people come in, and the groups with their members.
func (s *Server) showWorkshop(c echo.Context) error {
	p, err := s.workshopPage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "workshop", p)
}

func (s *Server) workshopPage(c echo.Context) (workshopPage, error) {
	w, err := s.workshopWithMembers(c)
	if err != nil {
		return workshopPage{}, err
	}
	p := workshopPage{Page: s.page(c, w.Title, "room.js"), Workshop: w, Addresses: s.addresses(c), Arrived: s.arrivals.arrived()}
	p.JoinURL = p.Addresses[0] + "/join/" + w.JoinCode
	if p.QR, err = qrCode(p.JoinURL, p.T("workshop.qr", "Address", p.JoinURL)); err != nil {
		return p, err
	}
	if w.WiFi.Name != "" {
		if p.WiFiQR, err = qrCode(wifiText(w.WiFi), p.T("workshop.wifi_qr", "Name", w.WiFi.Name)); err != nil {
			return p, err
		}
	}
	for _, g := range w.Groups {
		p.People += len(g.Members)
	}
	for _, code := range campaign.Countries() {
		p.Countries = append(p.Countries, option{ID: code, Title: s.lib.Texts(p.Language).Country(code)})
	}
	return p, nil
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
		for _, m := range members {
			if m.GroupID == w.Groups[i].ID && !m.Removed {
				w.Groups[i].Members = append(w.Groups[i].Members, m)
			}
		}
	}
	return w, nil
}
