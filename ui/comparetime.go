package ui

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// compareTimePage leads to the moments that groups share, and to those of each group.
type compareTimePage struct {
	compareBase
	Shared []sharedMoment // the latest first
	Groups []groupMoments // none where names are covered
}

// sharedMoment is a name that moments of several groups have, as at the end of a phase.
type sharedMoment struct {
	Name   string
	When   time.Time // when the first of them was named
	Groups int
}

// groupMoments is a group with the number of its moments that have a name.
type groupMoments struct {
	Group campaign.Group
	Named int
}

// showCompareTime shows which moments the groups have in common.
func (s *Server) showCompareTime(c echo.Context) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	base, cmp, err := s.compareBase(c, "time")
	if err != nil {
		return err
	}
	p := compareTimePage{compareBase: base}
	moments, err := s.groupCheckpoints(c.Request().Context(), cmp.workshop)
	if err != nil {
		return err
	}
	p.Shared = sharedMoments(cmp.workshop, moments, p.Blind)
	for _, g := range cmp.workshop.Groups {
		if !p.Blind {
			p.Groups = append(p.Groups, groupMoments{g, len(moments[g.DraftID])})
		}
	}
	return s.render(c, http.StatusOK, "compare-time", p)
}

// groupCheckpoints reads the checkpoints of all groups, by draft.
func (s *Server) groupCheckpoints(ctx context.Context, w campaign.Workshop) (map[string][]campaign.Checkpoint, error) {
	all := map[string][]campaign.Checkpoint{}
	for _, g := range w.Groups {
		list, err := s.store.Checkpoints(ctx, g.DraftID)
		if err != nil {
			return nil, err
		}
		all[g.DraftID] = list
	}
	return all, nil
}

// sharedMoments lists the names that checkpoints of at least two groups have, or that were kept of all groups at once.
// Where names are covered it is the latter alone: what people have called their moments may tell who they are.
func sharedMoments(w campaign.Workshop, of map[string][]campaign.Checkpoint, blind bool) []sharedMoment {
	var shared []sharedMoment
	once := map[string]bool{} // kept of all groups at once
	for _, g := range w.Groups {
		counted := map[string]bool{}
		for _, k := range of[g.DraftID] {
			once[k.Name] = once[k.Name] || k.Kind == campaign.CheckpointAutomatic
			i := slices.IndexFunc(shared, func(m sharedMoment) bool { return m.Name == k.Name })
			if i < 0 {
				i, shared = len(shared), append(shared, sharedMoment{Name: k.Name, When: k.At})
			}
			if k.At.Before(shared[i].When) {
				shared[i].When = k.At
			}
			if !counted[k.Name] {
				counted[k.Name] = true
				shared[i].Groups++
			}
		}
	}
	shared = slices.DeleteFunc(shared, func(m sharedMoment) bool { return !once[m.Name] && (blind || m.Groups < 2) })
	slices.SortStableFunc(shared, func(a, b sharedMoment) int { return b.When.Compare(a.When) })
	return shared
}

// asOf puts the drafts back to how they stood at the moment of that name, the latest of them where a group has several.
// A group without one has an empty draft; how many those are is returned. Without a name all stays as it is.
func (s *Server) asOf(c echo.Context, all []groupDraft, name string) (lacking int, err error) {
	if name == "" {
		return 0, nil
	}
	ctx := c.Request().Context()
	for i := range all {
		g := &all[i]
		list, err := s.store.Checkpoints(ctx, g.group.DraftID)
		if err != nil {
			return 0, err
		}
		head, err := s.desk.Read(ctx, g.group.DraftID)
		if err != nil {
			return 0, err
		}
		state, at := begun(head), slices.IndexFunc(list, func(k campaign.Checkpoint) bool { return k.Name == name })
		g.info.ID += "@" // reports of then are kept beside those of now
		if g.info.Seq = 0; at < 0 {
			lacking++
		} else {
			g.info.Seq = list[at].Seq
			if state, err = s.foldDraft(ctx, g.group.DraftID, head, state, 0, list[at].Seq); err != nil {
				return 0, err
			}
		}
		g.draft = state.Draft(g.group.Name)
		g.full = g.draft
	}
	if lacking == len(all) && lacking > 0 {
		return lacking, campaign.Fail(campaign.Invalid, "at", "No group has a moment called “%s”. Choose one of the list of moments that groups share.", name)
	}
	return lacking, nil
}
