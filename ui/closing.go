package ui

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// closedNews tells open pages that their workshop has been closed for good.
const closedNews = "closed"

type closingPage struct {
	Page
	Workshop campaign.Workshop
	People   int
	Backups  []campaign.BackupMade // in which it still stands who wrote what, the latest first
	Shared   bool                  // the database is a server's, which keeps a log of its own
	Waits    bool                  // the files may still hold what was deleted
}

// showClosing says what closing the workshop for good does, or what is left of it where that was done.
func (s *Server) showClosing(c echo.Context) error {
	p, err := s.closingPage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "closing", p)
}

func (s *Server) closingPage(c echo.Context) (closingPage, error) {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, c.Param("id"))
	if err == nil {
		err = w.CanClose()
	}
	if err != nil {
		return closingPage{}, err
	}
	p := closingPage{Page: s.page(c, "", ""), Workshop: w, Shared: s.store.Shared()}
	p.Title = p.T("closing.title")
	if w.Ended() {
		p.Title = p.T("closing.title_done")
	}
	for _, g := range w.Groups {
		p.People += len(g.Members)
	}
	all, err := s.store.BackupsMade(ctx)
	if err != nil {
		return p, err
	}
	for _, b := range all {
		if !b.At.Before(w.Created) && (!w.Ended() || b.At.Before(w.Closed.Add(time.Minute))) {
			p.Backups = append(p.Backups, b)
		}
	}
	clean, err := s.store.Scrubbed(ctx)
	p.Waits = w.Ended() && !clean
	return p, err
}

type closingRequest struct {
	Sure string `form:"sure" validate:"max=10"`
}

// closeWorkshop closes the workshop for good. Of one that is closed it cleans the files, where that is still to be done.
func (s *Server) closeWorkshop(c echo.Context) error {
	p, err := s.closingPage(c)
	if err != nil {
		return err
	}
	var r closingRequest
	err = readForm(c, &r)
	if err == nil && r.Sure != "yes" && !p.Workshop.Ended() {
		err = campaign.Fail(campaign.Invalid, "sure", "This cannot be taken back. Tick that you are sure, and send again.")
	}
	if err == nil {
		err = s.endWorkshop(c, p.Workshop)
	}
	if err != nil {
		return s.renderRefused(c, "closing", &p.Page, &p, err)
	}
	return s.redirect(c, "/workshops/"+p.Workshop.ID+"/closing", p.T("closing.done"))
}

// endWorkshop closes a workshop in the database, ends what its members have open, and has memory and files forget them. It
// goes on where the page that asked for it goes away: half of it would be no closing.
func (s *Server) endWorkshop(c echo.Context, w campaign.Workshop) error {
	if member := s.sessions.GetString(c.Request().Context(), sessionMember); member != "" {
		m, err := s.store.Member(c.Request().Context(), member)
		if err == nil && m.WorkshopID == w.ID { // whoever closes may sit at a table too
			s.sessions.Remove(c.Request().Context(), sessionMember)
			if err := s.sessions.RenewToken(c.Request().Context()); err != nil {
				return err
			}
		}
	}
	ctx := context.WithoutCancel(c.Request().Context())
	members, err := s.store.CloseWorkshop(ctx, w.ID, s.now())
	if err != nil {
		return err
	}
	s.hub.Tell(live.News{What: closedNews, Workshop: w.ID})
	for _, id := range members {
		s.hub.Disconnect(id)
	}
	for _, g := range w.Groups { // under a new log id, what memory held of the draft goes
		if _, err := s.desk.Read(ctx, g.DraftID); err != nil {
			return err
		}
	}
	if err := s.store.EndSessions(ctx, members); err != nil {
		return err
	}
	return s.store.Scrub(ctx)
}
