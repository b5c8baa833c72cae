package ui

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// The number of moments that one page follows a draft over.
const (
	leastMoments = 2
	mostMoments  = 6
)

// overTimePage follows a draft field by field over moments that were chosen.
type overTimePage struct {
	draftPage
	Choices []momentChoice
	Moments []momentView // those chosen, the earliest first; fewer than leastMoments where too few were
	Fields  []fieldOverTime
	Problem string
}

// momentChoice is a moment that can be chosen: the beginning, one with a name, or now.
type momentChoice struct {
	Value     string
	Automatic bool
	Chosen    bool
	momentView
}

// fieldOverTime is a field that changed, with each step that changed it.
type fieldOverTime struct {
	ID, Title string
	Steps     []stepView
}

// stepView is what changed in a field between two moments next to each other.
type stepView struct {
	From, To string
	changeView
}

// Called is what a moment is called: its names, or when it was.
func (p overTimePage) Called(m momentView) string {
	switch {
	case len(m.Names) > 0:
		return m.Names[0]
	case m.Now:
		return p.T("history.now")
	case m.Seq == 0:
		return p.T("history.begin")
	}
	return p.When(m.Time)
}

// CalledChoice is Called for a moment that can be chosen.
func (p overTimePage) CalledChoice(m momentChoice) string { return p.Called(m.momentView) }

// showOverTime shows what changed in a draft, field by field, between the moments that ?at= names: numbers of entries, and
// "now". Without any it offers the moments that have a name.
func (s *Server) showOverTime(c echo.Context) error {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	p := overTimePage{draftPage: s.draftPage(c, of, d, "", "history.js")}
	p.Title = p.T("beside.time_title")
	var seqs []int64
	asked := c.QueryParams()["at"]
	for _, text := range asked {
		seq := head.Seq
		if text != "now" {
			if seq, err = momentSeq(text, head); err != nil {
				return err
			}
		}
		seqs = append(seqs, seq)
	}
	slices.Sort(seqs)
	seqs = slices.Compact(seqs)
	if p.Choices, err = s.momentChoices(c, of.workshop.ID, head, seqs); err != nil {
		return err
	}
	if len(seqs) < leastMoments || len(seqs) > mostMoments {
		if len(asked) > 0 {
			p.Problem = p.T("beside.time_choose", "Least", leastMoments, "Most", mostMoments)
		}
		return s.render(c, http.StatusOK, "history-time", p)
	}
	if p.Moments, err = s.momentViews(c, of.workshop.ID, head, seqs...); err != nil {
		return err
	}
	texts, state, at := s.lib.Texts(p.Language), begun(head), int64(0)
	var was *campaign.Draft
	fields := map[string][]stepView{}
	for i, seq := range seqs {
		if state, err = s.foldTo(c, head, state, at, seq); err != nil {
			return err
		}
		is := state.Draft(of.group.Name)
		if i > 0 {
			for _, v := range s.changes(texts, was, is, "") {
				fields[v.ID] = append(fields[v.ID], stepView{p.Called(p.Moments[i-1]), p.Called(p.Moments[i]), v})
			}
		}
		was, at = is, seq
	}
	for _, f := range s.lib.Fields() {
		if steps := fields[f.ID]; len(steps) > 0 {
			p.Fields = append(p.Fields, fieldOverTime{f.ID, steps[0].Title, steps})
		}
	}
	return s.render(c, http.StatusOK, "history-time", p)
}

// momentChoices offers the moments of a draft, the earliest first, with those chosen that were asked for. Where none was,
// the last two with a name and the present one are.
func (s *Server) momentChoices(c echo.Context, workshop string, head campaign.Head, chosen []int64) ([]momentChoice, error) {
	kept, err := s.store.Checkpoints(c.Request().Context(), c.Param("id"))
	if err != nil {
		return nil, err
	}
	seqs, automatic := []int64{0, head.Seq}, map[int64]bool{}
	for _, k := range kept {
		seqs = append(seqs, k.Seq)
		automatic[k.Seq] = automatic[k.Seq] || k.Kind == campaign.CheckpointAutomatic
	}
	seqs = append(seqs, chosen...)
	slices.Sort(seqs)
	seqs = slices.Compact(seqs)
	views, err := s.momentViews(c, workshop, head, seqs...)
	if err != nil {
		return nil, err
	}
	if len(chosen) == 0 {
		chosen = seqs[max(0, len(seqs)-3):]
	}
	var all []momentChoice
	for _, v := range views {
		choice := momentChoice{Value: strconv.FormatInt(v.Seq, 10), momentView: v, Automatic: automatic[v.Seq], Chosen: slices.Contains(chosen, v.Seq)}
		if v.Now {
			choice.Value = "now"
		}
		all = append(all, choice)
	}
	return all, nil
}
