package ui

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

type workshopRequest struct {
	Title    string         `json:"title" validate:"required,filled,plain,max=200"`
	Place    string         `json:"place" validate:"plain,max=200"`
	From     string         `json:"from" validate:"omitempty,datetime=2006-01-02"`
	To       string         `json:"to" validate:"omitempty,datetime=2006-01-02"`
	Canvas   string         `json:"canvas" validate:"max=60"`
	Pack     string         `json:"pack" validate:"max=120"`
	Language string         `json:"language" validate:"omitempty,max=20,bcp47_language_tag"`
	Privacy  string         `json:"privacy" validate:"omitempty,oneof=names aliases nothing"`
	Groups   []groupRequest `json:"groups" validate:"max=60,dive"`
}

type groupRequest struct {
	Name    string `json:"name" form:"name" validate:"required,filled,plain,max=120"`
	Country string `json:"country" form:"country" validate:"omitempty,iso3166_1_alpha2"`
}

// workshop turns the request into a workshop, with what was left out filled in.
func (s *Server) workshop(r workshopRequest) (campaign.Workshop, error) {
	if err := check(r); err != nil {
		return campaign.Workshop{}, err
	}
	w := campaign.Workshop{Title: strings.TrimSpace(r.Title), Place: strings.TrimSpace(r.Place), From: r.From, To: r.To, Language: r.Language,
		Canvas: r.Canvas, Joining: campaign.JoinOpen, Privacy: campaign.Privacy(r.Privacy), Created: s.now()}
	if w.Canvas == "" {
		w.Canvas = campaign.DefaultCanvas
	}
	if s.lib.Canvas(w.Canvas) == nil {
		return w, s.unknownCanvas(w.Canvas)
	}
	if w.Language == "" {
		w.Language = "en"
	}
	if w.From != "" && w.To != "" && w.To < w.From {
		return w, campaign.Fail(campaign.Invalid, "to", "The last day lies before the first. Swap them or mend one.")
	}
	for i, g := range r.Groups {
		w.Groups = append(w.Groups, campaign.Group{Name: strings.TrimSpace(g.Name), Country: g.Country, Sign: i % 8})
	}
	return w, nil
}

// makeWorkshop makes the workshop of a request, with the pack that it names.
func (s *Server) makeWorkshop(ctx context.Context, r workshopRequest, wifi campaign.WiFi) (campaign.Workshop, error) {
	w, err := s.workshop(r)
	if err != nil {
		return w, err
	}
	use, err := s.shelf.Choose(ctx, r.Pack)
	if err != nil {
		return w, err
	}
	w.Pack, w.PackVersion, w.PackDigest, w.WiFi = use.ID, use.Version, use.Digest, wifi
	return s.store.CreateWorkshop(ctx, w)
}

func (s *Server) unknownCanvas(id string) error {
	var ids []string
	for _, c := range s.lib.Canvases() {
		ids = append(ids, c.ID)
	}
	return campaign.Fail(campaign.Invalid, "canvas", "There is no canvas “%s”. Choose one of: %s.", id, strings.Join(ids, ", "))
}

type groupBody struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Country string    `json:"country,omitempty"`
	Code    string    `json:"code,omitempty"`
	DraftID string    `json:"draft_id,omitempty"`
	Seq     *int64    `json:"seq,omitempty"`
	Updated time.Time `json:"updated,omitzero"`
}

type workshopBody struct {
	ID       string           `json:"id"`
	Title    string           `json:"title"`
	Place    string           `json:"place,omitempty"`
	From     string           `json:"from,omitempty"`
	To       string           `json:"to,omitempty"`
	Language string           `json:"language"`
	Canvas   string           `json:"canvas"`
	Pack     string           `json:"pack"`
	Version  string           `json:"pack_version,omitempty"`
	JoinCode string           `json:"join_code,omitempty"`
	Joining  campaign.Joining `json:"joining"`
	Privacy  campaign.Privacy `json:"privacy"`
	Demo     bool             `json:"demo,omitempty"`
	Groups   []groupBody      `json:"groups"`
}

// workshopFor shows a workshop as far as the caller may know of it: codes and drafts are for those who
// lead, and a member sees the names of the groups and its own draft.
func workshopFor(who campaign.Caller, w campaign.Workshop, infos []campaign.DraftInfo) workshopBody {
	b := workshopBody{ID: w.ID, Title: w.Title, Place: w.Place, From: w.From, To: w.To, Language: w.Language,
		Canvas: w.Canvas, Pack: w.Pack, Version: w.PackVersion, Joining: w.Joining, Privacy: w.Privacy, Demo: w.Demo, Groups: []groupBody{}}
	if who.Leads() {
		b.JoinCode = w.JoinCode
	}
	for _, g := range w.Groups {
		body := groupBody{ID: g.ID, Name: g.Name, Country: g.Country}
		if who.Leads() {
			body.Code = g.Code
		}
		if who.CanReadDraft(g.DraftID) {
			body.DraftID = g.DraftID
			if i := slices.IndexFunc(infos, func(d campaign.DraftInfo) bool { return d.ID == g.DraftID }); i >= 0 {
				body.Seq, body.Updated = &infos[i].Seq, infos[i].Updated
			}
		}
		b.Groups = append(b.Groups, body)
	}
	return b
}

// apiCreateWorkshop makes a workshop with its groups, codes and empty drafts.
func (s *Server) apiCreateWorkshop(c echo.Context) error {
	var r workshopRequest
	if err := readJSON(c, &r); err != nil {
		return err
	}
	w, err := s.makeWorkshop(c.Request().Context(), r, campaign.WiFi{})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, workshopFor(caller(c), w, nil))
}

// apiWorkshops lists the workshops, newest first.
func (s *Server) apiWorkshops(c echo.Context) error {
	ws, err := s.store.Workshops(c.Request().Context())
	if err != nil {
		return err
	}
	list := []workshopBody{}
	for _, w := range ws {
		list = append(list, workshopFor(caller(c), w, nil))
	}
	return c.JSON(http.StatusOK, map[string]any{"workshops": list})
}

// apiWorkshop shows one workshop.
func (s *Server) apiWorkshop(c echo.Context) error {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	infos, err := s.store.DraftInfos(ctx, w.ID)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, workshopFor(caller(c), w, infos))
}

type comparedGroup struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Country string          `json:"country,omitempty"`
	DraftID string          `json:"draft_id"`
	Seq     int64           `json:"seq"`
	Fields  json.RawMessage `json:"fields"`
}

// coveredGroup is a group in a comparison without names.
type coveredGroup struct {
	Label  string          `json:"label"`
	Fields json.RawMessage `json:"fields"`
}

// apiCompare answers with the same fields of several groups, in the format that is asked for.
func (s *Server) apiCompare(c echo.Context) error {
	switch format := c.QueryParam("format"); format {
	case "", "json":
	case "md", "html", "xlsx", "csv":
		return s.sendComparison(c, format)
	default:
		return campaign.Fail(campaign.Invalid, "format", "There is no format “%s”. Choose json, md, html, xlsx or csv.", format)
	}
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	l, err := lineupOf(c)
	if err != nil {
		return err
	}
	cmp, err := s.compare(c, l)
	if err != nil {
		return err
	}
	groups := []any{}
	for _, g := range cmp.groups {
		d := &campaign.Draft{Fields: map[string]campaign.Value{}}
		for _, f := range cmp.fields {
			if v, ok := g.draft.Fields[f]; ok {
				d.Fields[f] = v
			}
		}
		if l.blind != "" {
			groups = append(groups, coveredGroup{g.label, s.lib.EncodeFields(d, false)})
			continue
		}
		groups = append(groups, comparedGroup{g.group.ID, g.group.Name, g.group.Country, g.group.DraftID, g.info.Seq, s.lib.EncodeFields(d, true)})
	}
	return c.JSON(http.StatusOK, struct {
		Section string   `json:"section,omitempty"`
		Fields  []string `json:"fields"`
		Groups  []any    `json:"groups"`
	}{cmp.section, cmp.fields, groups})
}
