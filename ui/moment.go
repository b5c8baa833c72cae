package ui

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// momentPage is a draft as it stood after an entry of its log, compared with how it stands now, or with how it stood
// after a later one.
type momentPage struct {
	draftPage
	momentView
	Later   momentView // what it is compared with
	Base    int64      // the entry that "now" is
	Field   string     // the only field that is compared, empty for all
	Only    string     // its title
	Changes []changeView
	Client  string        // what the whole draft is brought back under
	Refused []refusedView // of the last form
}

// momentView is one moment of a draft's log.
type momentView struct {
	Seq    int64
	Time   time.Time // of the entry, zero before the first
	Author string    // of the entry, empty for somebody who is not known any more
	Now    bool      // nothing has been written since
	Names  []string  // that the moment has been given
	Link   string
}

// foldTo reads the draft as it stood after the entry seq of the log, folding on from a state after the entry at.
// Long logs cost a while, so that one is folded at a time and live editing keeps its processor; on the way states are
// kept for the next time.
func (s *Server) foldTo(c echo.Context, head campaign.Head, from campaign.State, at, seq int64) (campaign.State, error) {
	return s.foldDraft(c.Request().Context(), c.Param("id"), head, from, at, seq)
}

func (s *Server) foldDraft(ctx context.Context, draft string, head campaign.Head, from campaign.State, at, seq int64) (campaign.State, error) {
	if seq == head.Seq {
		return head.State, nil
	}
	select {
	case s.folding <- struct{}{}:
		defer func() { <-s.folding }()
	case <-ctx.Done():
		return campaign.State{}, ctx.Err()
	}
	if kept, state, ok := s.folds.from(head.LogID, at, seq); ok {
		at, from = kept, state
	}
	read := func(after int64, limit int) ([]campaign.Entry, error) {
		page, err := s.desk.Entries(ctx, draft, after, limit)
		return page.Entries, err
	}
	for at < seq {
		next := s.folds.next(at, seq)
		var err error
		if from, err = s.lib.StateAt(from, at, next, read); err != nil {
			return campaign.State{}, err
		}
		s.folds.keep(head.LogID, next, from)
		at = next
	}
	return from, nil
}

// momentOf reads the moment that the address names.
func (s *Server) momentOf(c echo.Context, head campaign.Head) (int64, campaign.State, error) {
	seq, err := momentSeq(c.Param("seq"), head)
	if err != nil {
		return 0, campaign.State{}, err
	}
	then, err := s.foldTo(c, head, begun(head), 0, seq)
	return seq, then, err
}

// begun is a draft before anything was written.
func begun(head campaign.Head) campaign.State {
	return campaign.State{Canvas: head.State.Canvas, Language: head.State.Language}
}

// momentSeq reads the number of a moment.
func momentSeq(text string, head campaign.Head) (int64, error) {
	seq, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seq < 0 || seq > head.Seq {
		return 0, campaign.Fail(campaign.NotFound, "seq", "This draft has no moment “%s”. Choose one on the page of its history.", text)
	}
	return seq, nil
}

// momentViews tells what a page says of moments: when they were, after whose entry, and their names.
func (s *Server) momentViews(c echo.Context, workshop string, head campaign.Head, seqs ...int64) ([]momentView, error) {
	ctx, draft := c.Request().Context(), c.Param("id")
	names, err := s.namesOf(c, workshop)
	if err != nil {
		return nil, err
	}
	kept, err := s.store.Checkpoints(ctx, draft)
	if err != nil {
		return nil, err
	}
	var views []momentView
	for _, seq := range seqs {
		v := momentView{Seq: seq, Now: seq == head.Seq, Link: "/drafts/" + draft + "/history/" + strconv.FormatInt(seq, 10)}
		if seq > 0 {
			page, err := s.desk.Entries(ctx, draft, seq-1, 1)
			if err != nil {
				return nil, err
			}
			for _, e := range page.Entries {
				v.Time, v.Author = e.Time, names[e.Who].name
			}
		}
		for _, k := range kept {
			if k.Seq == seq {
				v.Names = append(v.Names, k.Name)
			}
		}
		views = append(views, v)
	}
	return views, nil
}

// showMoment shows the draft as it stood after an entry, field by field where it differs from how it stands now.
func (s *Server) showMoment(c echo.Context) error {
	p, err := s.momentPage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "history-moment", p)
}

func (s *Server) momentPage(c echo.Context) (momentPage, error) {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return momentPage{}, err
	}
	seq, then, err := s.momentOf(c, head)
	if err != nil {
		return momentPage{}, err
	}
	p := momentPage{draftPage: s.draftPage(c, of, d, "", "history.js"), Base: head.Seq, Client: randomText(12)}
	views, err := s.momentViews(c, of.workshop.ID, head, seq)
	if err != nil {
		return p, err
	}
	p.momentView = views[0]
	p.Title = p.T("history.moment_first")
	if seq > 0 {
		p.Title = p.T("history.moment", "When", p.When(p.Time))
	}
	p.Changes = s.changes(s.lib.Texts(p.Language), then.Draft(of.group.Name), d, "")
	return p, nil
}

// showTwoMoments shows what differs between two moments of the draft that the query names: from and to are numbers of
// entries, to the present state where it is "now" or missing, from before the first where it is missing. Of the two
// the earlier one is what the later is compared with, however they were chosen. With field that one alone is compared.
func (s *Server) showTwoMoments(c echo.Context) error {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	asked := [2]int64{0, head.Seq}
	for i, name := range []string{"from", "to"} {
		if text := c.QueryParam(name); text == "now" {
			asked[i] = head.Seq
		} else if text != "" {
			if asked[i], err = momentSeq(text, head); err != nil {
				return err
			}
		}
	}
	from, to := min(asked[0], asked[1]), max(asked[0], asked[1])
	field := c.QueryParam("field")
	if field != "" && s.lib.Field(field) == nil {
		return campaign.Fail(campaign.NotFound, "field", "There is no field “%s”. Choose one of the list on the page of the history.", field)
	}
	then, err := s.foldTo(c, head, begun(head), 0, from)
	if err != nil {
		return err
	}
	later, err := s.foldTo(c, head, then, from, to)
	if err != nil {
		return err
	}
	views, err := s.momentViews(c, of.workshop.ID, head, from, to)
	if err != nil {
		return err
	}
	p := momentPage{draftPage: s.draftPage(c, of, d, "", "history.js"), momentView: views[0], Later: views[1],
		Base: head.Seq, Field: field, Client: randomText(12)}
	p.Title = p.T("history.compare_title")
	if field != "" {
		p.Only = s.lib.Texts(p.Language).Field(field).Title
	}
	p.Changes = s.changes(s.lib.Texts(p.Language), then.Draft(of.group.Name), later.Draft(of.group.Name), field)
	return s.render(c, http.StatusOK, "history-compare", p)
}
