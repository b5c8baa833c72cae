package ui

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// findingKey is what addresses name a finding by: the same rule and words at the same place have the same key.
func findingKey(f principles.Finding) string {
	a := f.About()
	sum := sha256.Sum256([]byte(strings.Join([]string{a.Principle, a.Rule, a.Field, a.Row, a.Column, a.Excerpt}, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// findingPage is one finding: what it asks, why, a way forward, and what the group can decide about it.
type findingPage struct {
	draftPage
	Finding  findingView
	Why      string
	SelfText string
	Good     []string // examples that meet the principle
	Reasons  []option
	Reason   string // as chosen, where the form comes back
	Note     string // as typed
	Seen     string // names what the group has decided, as the page shows it
	Gone     bool   // the words have changed, so that the finding is no longer there
	Useless  bool   // the person has said that it is of no use
	Fragment bool   // only the card, for a script
}

// findingOf finds the finding that the address names in the draft as it stands.
func (s *Server) findingOf(c echo.Context) (findingPage, principles.Finding, *principles.Pack, error) {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return findingPage{}, principles.Finding{}, nil, err
	}
	pack, err := s.packOf(c.Request().Context(), of.workshop)
	if err != nil {
		return findingPage{}, principles.Finding{}, nil, err
	}
	report, words := principles.Check(d, pack), s.wordsFor(c, pack)
	i := slices.IndexFunc(report.Findings, func(f principles.Finding) bool { return findingKey(f) == c.Param("finding") })
	p := findingPage{draftPage: s.draftPage(c, of, d, "", ""), Fragment: c.FormValue("fragment") != ""}
	if i < 0 {
		p.Gone = true
		return p, principles.Finding{}, pack, nil
	}
	f := report.Findings[i]
	p.Finding = s.finding(words, p.DraftID, f)
	p.Finding.FieldTitle, p.Finding.Link = s.lib.Texts(p.Language).Field(f.Field).Title, s.placeLink(p.DraftID, d.Canvas, f.Field)
	text := words.Principle(f.Principle)
	p.Title, p.Why, p.SelfText, p.Good = text.Title, text.Why, text.SelfCheck, text.Met
	p.Seen = seen(decided(f))
	p.Useless, err = s.store.IsNotUseful(c.Request().Context(), p.DraftID, caller(c).Author(), c.Param("finding"))
	return p, f, pack, err
}

// placeOf is where a finding is: FIELD, FIELD/ROW or FIELD/ROW/COLUMN.
func placeOf(a campaign.Aside) string {
	return strings.Join(slices.DeleteFunc([]string{a.Field, a.Row, a.Column}, func(s string) bool { return s == "" }), "/")
}

// decided is what the group has decided about a finding, as a form says it.
func decided(f principles.Finding) string {
	if f.Aside == nil {
		return "take_up"
	}
	return "aside " + string(f.Aside.Reason) + " " + f.Aside.Note
}

// renderGone says that a finding is no longer there, and gives back what was typed about it.
func (s *Server) renderGone(c echo.Context, p findingPage) error {
	p.Title = p.T("aside.gone")
	p.Alert = s.sentence(c, campaign.Fail(campaign.NotFound, "",
		"This question no longer stands: the words have changed meanwhile. Go back to the draft and look at what is open now."))
	if p.Fragment {
		return s.renderPart(c, http.StatusNotFound, "finding-gone", p)
	}
	return s.render(c, http.StatusNotFound, "finding", p)
}

// placeLink is the address of a field in the draft's sections, the draft's own where no section asks for it.
func (s *Server) placeLink(draft, canvas, field string) string {
	c := s.lib.Canvas(canvas)
	for _, sec := range c.Sections {
		if slices.Contains(sectionFields(c, &sec), field) {
			return "/drafts/" + draft + "/sections/" + sec.ID + "#at-" + field
		}
	}
	return "/drafts/" + draft
}

// showFinding shows one finding with its way forward and what can be decided about it.
func (s *Server) showFinding(c echo.Context) error {
	p, f, _, err := s.findingOf(c)
	if err != nil {
		return err
	}
	if p.Gone {
		return s.renderGone(c, p)
	}
	if f.Aside != nil {
		p.Reason, p.Note = string(f.Aside.Reason), f.Aside.Note
	}
	if !p.Fragment {
		p.Notice = s.notice(c)
	}
	return s.renderFinding(c, http.StatusOK, p)
}

func (s *Server) renderFinding(c echo.Context, status int, p findingPage) error {
	for _, r := range campaign.Reasons {
		p.Reasons = append(p.Reasons, option{ID: string(r), Title: p.T("aside." + string(r)), About: p.T("aside.about." + string(r)), Chosen: string(r) == p.Reason})
	}
	if p.Fragment {
		return s.renderPart(c, status, "finding-card", p)
	}
	return s.render(c, status, "finding", p)
}

// decision is what a group decides about a finding.
type decision struct {
	Action string `form:"action" validate:"required,oneof=aside take_up not_useful useful"`
	Reason string `form:"reason" validate:"max=40"`
	Note   string `form:"note"`
	Seen   string `form:"seen"`
}

// decideFinding sets a finding aside, or takes it up again, as an edit of the draft like any other; or it counts
// that the finding was of no use to the person who asks.
func (s *Server) decideFinding(c echo.Context) error {
	p, f, pack, err := s.findingOf(c)
	if err != nil {
		return err
	}
	var r decision
	if err := readForm(c, &r); err != nil {
		return err
	}
	p.Reason, p.Note = r.Reason, r.Note
	if p.Gone {
		return s.renderGone(c, p)
	}
	if r.Action == "not_useful" || r.Action == "useful" {
		return s.countUse(c, p, f, pack, r)
	}
	a := f.About()
	edit := campaign.Edit{Kind: campaign.EditTakeUp, At: placeOf(a), Principle: a.Principle, Rule: a.Rule, Excerpt: a.Excerpt}
	notice := "aside.taken_up"
	if r.Action == "aside" {
		edit.Kind, edit.Reason, edit.Note = campaign.EditSetAside, campaign.Reason(r.Reason), strings.TrimSpace(lineFeeds(r.Note))
		notice = "aside.done"
	}
	wanted := "take_up"
	if r.Action == "aside" {
		wanted = "aside " + r.Reason + " " + edit.Note
	}
	switch {
	case wanted == decided(f): // pressed twice, or somebody else has decided the same
	case r.Seen != "" && r.Seen != p.Seen:
		p.Alert = p.T("aside.meanwhile")
		return s.renderFinding(c, http.StatusConflict, p)
	default:
		err = s.submitOne(c, edit)
	}
	if err != nil {
		e, status := asError(err)
		if status >= http.StatusInternalServerError {
			return err
		}
		p.Alert, p.Wrong = s.sentence(c, e), "note"
		if r.Action == "aside" && r.Reason == "" {
			p.Alert, p.Wrong = p.T("aside.no_reason"), "reason"
		}
		return s.renderFinding(c, status, p)
	}
	if p.Fragment {
		return c.NoContent(http.StatusNoContent)
	}
	return s.redirect(c, p.Finding.Link, p.T(notice))
}

// countUse counts, or counts no more, that the finding was of no use to the person who asks.
func (s *Server) countUse(c echo.Context, p findingPage, f principles.Finding, pack *principles.Pack, r decision) error {
	ctx, who := c.Request().Context(), caller(c).Author()
	p.Useless = r.Action == "not_useful"
	var err error
	if p.Useless {
		spoken, _, _ := strings.Cut(cmp.Or(f.Language, p.Writing), "-")
		err = s.store.AddNotUseful(ctx, campaign.NotUseful{
			DraftID: p.DraftID, Who: who, Finding: c.Param("finding"), Pack: pack.ID, Version: pack.Version,
			Principle: f.Principle, Rule: f.Rule, Language: spoken,
		})
	} else {
		err = s.store.DropNotUseful(ctx, p.DraftID, who, c.Param("finding"))
	}
	if err != nil {
		return err
	}
	if p.Fragment {
		return s.renderFinding(c, http.StatusOK, p)
	}
	notice := "not_useful.undone"
	if p.Useless {
		notice = "not_useful.done"
	}
	return s.redirect(c, p.Finding.Page, p.T(notice))
}

// submitOne makes one edit, of the draft as it stands, an entry of its log.
func (s *Server) submitOne(c echo.Context, edit campaign.Edit) error {
	head, err := s.desk.Read(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	b := campaign.Batch{Client: randomText(12), Batch: 1, Log: head.LogID, Base: head.Seq, Edits: []campaign.Edit{edit}}
	_, err = s.desk.Submit(c.Request().Context(), c.Param("id"), caller(c).Author(), b)
	return err
}
