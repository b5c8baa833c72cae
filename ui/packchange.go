package ui

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// packChange is what another pack would change for a workshop.
type packChange struct {
	To             string // ID@VERSION
	Name           string
	Added, Removed []string // titles of principles
	Reweighed      []reweighed
	Lost           []string // settings and words that do not fit the other pack
	Now, Then      int      // findings open in the workshop's drafts
	Known          bool     // Now could be counted
}

type reweighed struct {
	Title     string
	Was, Then principles.Severity
}

// Same says whether nothing of all this changes; the words and rules inside may.
func (p packChange) Same() bool { return len(p.Added)+len(p.Removed)+len(p.Reweighed)+len(p.Lost) == 0 }

// packChange compares what a workshop is checked by with another pack, which takes over the settings that fit it.
func (s *Server) packChange(c echo.Context, p workshopPrinciplesPage, to string) (*packChange, error) {
	ctx := c.Request().Context()
	use, err := s.shelf.Choose(ctx, to)
	if err != nil {
		return nil, err
	}
	next, err := s.shelf.base(ctx, use, false)
	if err != nil {
		return nil, err
	}
	words := s.wordsFor(c, next)
	change := &packChange{To: use.ID + "@" + use.Version, Name: use.ID + " " + use.Version}
	local, err := principles.ParseLocal([]byte(p.Workshop.PackSettings))
	if err != nil {
		local = principles.Local{}
	}
	fits, lost := next.Fit(local)
	for _, w := range lost.Words {
		change.Lost = append(change.Lost, "“"+w.Phrase+"”")
	}
	if p.Pack != nil {
		was, before := p.Pack.Base(), s.wordsFor(c, p.Pack)
		for _, pr := range was.Principles() {
			now := next.Principle(pr.ID)
			switch {
			case now == nil:
				change.Removed = append(change.Removed, before.Principle(pr.ID).Title)
				if _, weighed := lost.Severity[pr.ID]; weighed || slices.Contains(lost.Off, pr.ID) {
					change.Lost = append(change.Lost, before.Principle(pr.ID).Title)
				}
			case now.Severity != pr.Severity:
				change.Reweighed = append(change.Reweighed, reweighed{words.Principle(pr.ID).Title, pr.Severity, now.Severity})
			}
		}
		for _, pr := range next.Principles() {
			if was.Principle(pr.ID) == nil {
				change.Added = append(change.Added, words.Principle(pr.ID).Title)
			}
		}
	}
	then, err := next.With(fits)
	if err != nil {
		return nil, err
	}
	_, groups, err := s.groupDrafts(c, p.Workshop.ID)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if p.Pack != nil {
			change.Known = true
			change.Now += openFindings(principles.Check(g.draft, p.Pack))
		}
		change.Then += openFindings(principles.Check(g.draft, then))
	}
	return change, nil
}

// openFindings counts what a group has still to look at.
func openFindings(r *principles.Report) int {
	todo, n := todoPrinciples(r), 0
	for _, f := range r.Findings {
		if waits(todo, f) {
			n++
		}
	}
	return n
}

type packForm struct {
	Pack string `form:"pack" validate:"required,max=120"`
	Seen string `form:"seen"`
}

// changeWorkshopPack gives a workshop another pack. Settings that fit it are taken over.
func (s *Server) changeWorkshopPack(c echo.Context) error {
	ctx := c.Request().Context()
	p, local, err := s.workshopPrinciples(c)
	if err != nil {
		return err
	}
	var form packForm
	err = readForm(c, &form)
	var use campaign.PackUse
	if err == nil {
		err = s.changedMeanwhile(form.Seen, p.Seen)
	}
	if err == nil {
		use, err = s.shelf.Choose(ctx, form.Pack)
	}
	var next *principles.Pack
	if err == nil {
		next, err = s.shelf.base(ctx, use, true)
	}
	if err == nil {
		fits, _ := next.Fit(local)
		use.Settings = string(fits.JSON())
		err = s.setPack(ctx, p.Workshop, use)
	}
	if err == nil {
		return s.redirect(c, "/workshops/"+p.Workshop.ID+"/principles", p.T("checked_by.changed", "Name", use.ID+" "+use.Version))
	}
	if e, status := asError(err); status < http.StatusInternalServerError && e.Code == campaign.Conflict && form.Pack != "" {
		p.Change, _ = s.packChange(c, p, form.Pack) // as it would be now
	}
	return s.renderRefused(c, "workshop-principles", &p.Page, &p, err)
}
