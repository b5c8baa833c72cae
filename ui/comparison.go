package ui

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// comparison is the same fields of several groups of one workshop, for the JSON interface and the pages.
type comparison struct {
	workshop campaign.Workshop
	section  string // the section that was asked for, empty where fields were
	fields   []string
	groups   []groupDraft // in the workshop's order
	lacking  int          // groups that have no such moment as was asked for
}

// groupDraft is a group with its draft as it stands.
type groupDraft struct {
	group campaign.Group
	info  campaign.DraftInfo
	draft *campaign.Draft // with names covered where the comparison has none
	full  *campaign.Draft // as it is
	label string          // what the group is called: its name, or a letter where names are covered
	key   string          // what an address calls it: its id, or the letter
}

// groupDrafts reads all groups of a workshop with their drafts, in the workshop's order.
func (s *Server) groupDrafts(c echo.Context, workshopID string) (campaign.Workshop, []groupDraft, error) {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, workshopID)
	if err != nil {
		return w, nil, err
	}
	infos, err := s.store.DraftInfos(ctx, w.ID)
	if err != nil {
		return w, nil, err
	}
	states, err := s.store.DraftStates(ctx, w.ID)
	if err != nil {
		return w, nil, err
	}
	var all []groupDraft
	for _, g := range w.Groups {
		gd := groupDraft{group: g, draft: states[g.DraftID].Draft(g.Name), label: g.Name, key: g.ID}
		gd.full = gd.draft
		if i := slices.IndexFunc(infos, func(d campaign.DraftInfo) bool { return d.ID == g.DraftID }); i >= 0 {
			gd.info = infos[i]
		}
		all = append(all, gd)
	}
	return w, all, nil
}

// compare reads what the query asks for: ?section=ID or ?fields=A,B, and ?groups=ID,ID (all without it).
// A section is one of the workshop's canvas. Without either it is the canvas's first section. The groups stand, and
// are called, as the lineup says.
func (s *Server) compare(c echo.Context, l lineup) (comparison, error) {
	w, all, err := s.groupDrafts(c, c.Param("id"))
	if err != nil {
		return comparison{}, err
	}
	cmp := comparison{workshop: w, section: c.QueryParam("section")}
	if cmp.lacking, err = s.asOf(c, all, l.at); err != nil {
		return comparison{}, err
	}
	canvas := s.lib.Canvas(w.Canvas)
	if fields := listed(c.QueryParam("fields")); len(fields) > 0 {
		for _, f := range fields {
			if s.lib.Field(f) == nil {
				return cmp, campaign.Fail(campaign.Invalid, f, "There is no field “%s”.%s", f, s.didYouMean(f))
			}
		}
		cmp.section, cmp.fields = "", fields
	} else {
		if cmp.section == "" && canvas.Section(l.worked) != nil {
			cmp.section = l.worked
		}
		if cmp.section == "" {
			cmp.section = canvas.Sections[0].ID
		}
		section := canvas.Section(cmp.section)
		if section == nil {
			return cmp, campaign.Fail(campaign.Invalid, "section", "The workshop's canvas has no section “%s”.", cmp.section)
		}
		cmp.fields = section.Fields
	}
	cmp.fields = l.shown(cmp.fields)
	if all, err = s.lineUp(c, w, all, l, cmp.fields); err != nil {
		return cmp, err
	}
	wanted := listed(strings.Join(c.QueryParams()["groups"], ","))
	for _, id := range wanted {
		if !slices.ContainsFunc(all, func(g groupDraft) bool { return g.key == id }) {
			return cmp, campaign.Fail(campaign.Invalid, "groups", "This workshop has no group “%s”.", id)
		}
	}
	for _, g := range all {
		if len(wanted) == 0 || slices.Contains(wanted, g.key) {
			cmp.groups = append(cmp.groups, g)
		}
	}
	return cmp, nil
}

func (s *Server) didYouMean(field string) string {
	if near := s.lib.ClosestField(field); near != "" {
		return " Did you mean “" + near + "”?"
	}
	return ""
}

// listed splits a comma-separated value into its parts, trimmed, leaving out empty ones.
func listed(value string) []string {
	var parts []string
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
