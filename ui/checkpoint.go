package ui

import (
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// checkpointView is a moment that has a name.
type checkpointView struct {
	Name, Link string
	Who        string // who named it, empty for somebody who is not known any more
	When       time.Time
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
	return s.store.AddCheckpoint(ctx, campaign.Checkpoint{DraftID: c.Param("id"), Seq: seq, Name: strings.TrimSpace(r.Name), Who: caller(c).ID, At: s.now().UTC()})
}

// checkpoints lists the named moments of a draft.
func (s *Server) checkpoints(c echo.Context, names map[string]writer) ([]checkpointView, error) {
	list, err := s.store.Checkpoints(c.Request().Context(), c.Param("id"))
	var views []checkpointView
	for _, k := range list {
		views = append(views, checkpointView{k.Name, "/drafts/" + k.DraftID + "/history/" + strconv.FormatInt(k.Seq, 10), names[k.Who].name, k.At})
	}
	return views, err
}
