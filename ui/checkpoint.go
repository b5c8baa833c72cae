package ui

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// checkpointView is a moment that has a name.
type checkpointView struct {
	Name, Link string
	Seq        int64
	Who        string // who named it, empty for somebody who is not known any more
	When       time.Time
	Automatic  bool   // it was kept of all groups at once
	Changeable bool   // the caller may rename and remove it
	Typed      string // a new name that was refused
}

type checkpointRequest struct {
	Name string `form:"name" validate:"required,filled,plain,max=80"` // campaign.CheckpointName
	Seq  string `form:"seq" validate:"max=20"`                        // empty for the draft as it stands
}

// saveCheckpoint gives a moment of the draft a name, the present one where none is given. A refused name comes back
// as typed.
func (s *Server) saveCheckpoint(c echo.Context) error {
	var r checkpointRequest
	err := readForm(c, &r)
	if err == nil {
		err = s.addCheckpoint(c, r)
	}
	name := strings.TrimSpace(r.Name)
	if err != nil {
		p, lost := s.historyPage(c)
		if lost != nil {
			return lost
		}
		p.Typed, p.TypedSeq = r.Name, r.Seq
		return s.renderRefused(c, "history", &p.Page, &p, err)
	}
	l := s.messages.in(s.languageOf(c), "en")
	return s.redirect(c, "/drafts/"+c.Param("id")+"/history", l.T("history.named", "Name", name))
}

func (s *Server) addCheckpoint(c echo.Context, r checkpointRequest) error {
	ctx := c.Request().Context()
	head, err := s.desk.Read(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	seq := head.Seq
	if r.Seq != "" {
		if seq, err = strconv.ParseInt(r.Seq, 10, 64); err != nil || seq < 0 || seq > head.Seq {
			return campaign.Fail(campaign.Invalid, "seq", "This draft has no moment “%s”. Choose one on the page of its history.", r.Seq)
		}
	}
	return s.store.AddCheckpoint(ctx, campaign.Checkpoint{DraftID: c.Param("id"), Seq: seq, Name: strings.TrimSpace(r.Name), Who: caller(c).Author(), At: s.now().UTC()})
}

// checkpointChange names a checkpoint, and what it is to be called.
type checkpointChange struct {
	Seq int64  `form:"seq"`
	Was string `form:"was" validate:"required,max=1000"`
	To  string `form:"to" validate:"plain,max=80"` // campaign.CheckpointName
}

// changeable finds the checkpoint that a form is about. Who may not change it is told so, and who could not see it
// does not come this far.
func (s *Server) changeable(c echo.Context, r checkpointChange) (campaign.Checkpoint, error) {
	list, err := s.store.Checkpoints(c.Request().Context(), c.Param("id"))
	if err != nil {
		return campaign.Checkpoint{}, err
	}
	i := slices.IndexFunc(list, func(k campaign.Checkpoint) bool { return k.Seq == r.Seq && k.Name == r.Was })
	if i < 0 {
		return campaign.Checkpoint{}, campaign.Fail(campaign.NotFound, "was", "The name “%s” is not kept any more. Load the page of the history again.", r.Was)
	}
	if !list[i].CanChange(caller(c)) {
		return list[i], campaign.Fail(campaign.Forbidden, "was", "Only who gave the name “%s”, or a facilitator, can change it.", r.Was)
	}
	return list[i], nil
}

// renameCheckpoint gives a checkpoint another name. A refused one comes back as typed.
func (s *Server) renameCheckpoint(c echo.Context) error {
	var r checkpointChange
	err := readForm(c, &r)
	to := strings.TrimSpace(r.To)
	if err == nil && to == "" {
		err = campaign.Fail(campaign.Invalid, "to", "The new name is missing. Fill it in and send again.")
	}
	if err == nil {
		if _, err = s.changeable(c, r); err == nil {
			err = s.store.RenameCheckpoint(c.Request().Context(), c.Param("id"), r.Seq, r.Was, to)
		}
	}
	if code := campaign.CodeOf(err); code == campaign.Invalid || code == campaign.Conflict {
		p, lost := s.historyPage(c)
		if lost != nil {
			return lost
		}
		for i, k := range p.Checkpoints {
			if k.Seq == r.Seq && k.Name == r.Was {
				p.Checkpoints[i].Typed = r.To
			}
		}
		p.Renaming = true
		return s.renderRefused(c, "history", &p.Page, &p, err)
	}
	if err != nil {
		return err
	}
	l := s.messages.in(s.languageOf(c), "en")
	return s.redirect(c, "/drafts/"+c.Param("id")+"/history", l.T("history.renamed", "Name", to))
}

// removeCheckpoint takes a name away, and offers to keep it again. Pressed twice it counts once.
func (s *Server) removeCheckpoint(c echo.Context) error {
	var r checkpointChange
	if err := readForm(c, &r); err != nil {
		return err
	}
	path := "/drafts/" + c.Param("id") + "/history"
	_, err := s.changeable(c, r)
	if campaign.CodeOf(err) == campaign.NotFound {
		return s.redirect(c, path, "")
	}
	if err == nil {
		err = s.store.RemoveCheckpoint(c.Request().Context(), c.Param("id"), r.Seq, r.Was)
	}
	if err != nil {
		return err
	}
	l := s.messages.in(s.languageOf(c), "en")
	again := url.Values{"again": {r.Was}, "seq": {strconv.FormatInt(r.Seq, 10)}}
	return s.redirect(c, path+"?"+again.Encode(), l.T("history.unnamed", "Name", r.Was))
}

// removedHere is the checkpoint that the page offers to keep again; without a name where nothing was removed.
func removedHere(c echo.Context, head campaign.Head) checkpointView {
	seq, err := strconv.ParseInt(c.QueryParam("seq"), 10, 64)
	name := c.QueryParam("again")
	if err != nil || seq < 0 || seq > head.Seq || len([]rune(name)) > campaign.CheckpointName || !plainLine(name) {
		return checkpointView{}
	}
	return checkpointView{Name: name, Seq: seq}
}

// checkpoints lists the named moments of a draft.
func (s *Server) checkpoints(c echo.Context, names map[string]writer) ([]checkpointView, error) {
	list, err := s.store.Checkpoints(c.Request().Context(), c.Param("id"))
	var views []checkpointView
	for _, k := range list {
		views = append(views, checkpointView{
			Name: k.Name, Link: "/drafts/" + k.DraftID + "/history/" + strconv.FormatInt(k.Seq, 10), Seq: k.Seq, Who: names[k.Who].name,
			When: k.At, Automatic: k.Kind == campaign.CheckpointAutomatic, Changeable: k.CanChange(caller(c)),
		})
	}
	return views, err
}

type keepAllRequest struct {
	Name string `form:"name" validate:"plain,max=80"` // campaign.CheckpointName; empty for the day and the time
}

// keepAllGroups keeps a checkpoint of every group's draft as it stands.
func (s *Server) keepAllGroups(c echo.Context) error {
	var r keepAllRequest
	var drafts int
	err := readForm(c, &r)
	p := s.page(c, "", "")
	name := strings.TrimSpace(r.Name)
	if name == "" {
		name = p.T("keep_all.named", "When", p.When(s.now()))
	}
	if err == nil {
		drafts, err = s.keepAll(c.Request().Context(), c.Param("id"), name, caller(c).Author())
	}
	if code := campaign.CodeOf(err); code == campaign.Invalid {
		w, lost := s.workshopPage(c)
		if lost != nil {
			return lost
		}
		w.KeepTyped = r.Name
		return s.renderRefused(c, "workshop", &w.Page, &w, err)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/workshops/"+c.Param("id"), p.N("keep_all.done", drafts, "Name", name))
}

// keepAll keeps an automatic checkpoint of every draft of a workshop, under a name, and returns how many those are.
func (s *Server) keepAll(ctx context.Context, workshop, name, who string) (drafts int, err error) {
	return s.store.AddCheckpoints(ctx, workshop, name, who, s.now().UTC())
}
