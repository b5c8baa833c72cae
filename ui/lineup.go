package ui

import (
	"cmp"
	"crypto/sha256"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// lineup is how the groups of a comparison stand and are called: in the workshop's order under their names, by the
// alphabet, or shuffled under letters with nothing that tells whose a draft is.
type lineup struct {
	blind  string // the seed of the shuffle, empty where names are shown
	places bool   // fields about places are shown without names too
	byName bool
	at     string // the name of a moment that groups share, empty for the drafts as they stand
	worked string // the section that is meant where none is asked for, empty for the canvas's first
}

// newBlind asks for a seed.
const newBlind = "new"

var validSeed = regexp.MustCompile(`^[A-Za-z0-9_-]{8,40}$`)

// placeFields tell which country a draft is from, or name an office.
var placeFields = []string{"context.place", "audience.place", "channels.currency", "plan.contact"}

// lineupOf reads ?blind=SEED, ?places=1, ?order=name and ?at=NAME.
func lineupOf(c echo.Context) (lineup, error) {
	l := lineup{blind: c.QueryParam("blind"), places: c.QueryParam("places") == "1", byName: c.QueryParam("order") == "name", at: c.QueryParam("at")}
	if l.blind != "" && l.blind != newBlind && !validSeed.MatchString(l.blind) {
		return l, campaign.Fail(campaign.Invalid, "blind", "This is no comparison without names. Go back to the comparison and cover the names again.")
	}
	return l, nil
}

// seeded sends the one who asks for a comparison without names to one with a seed of its own, so that its address
// always shows the same order.
func (s *Server) seeded(c echo.Context) error {
	q := c.QueryParams()
	q.Del("groups") // ids, which may not stand in the address
	q.Del("order")
	q.Set("blind", randomText(9))
	return c.Redirect(http.StatusSeeOther, c.Request().URL.Path+"?"+q.Encode())
}

// lineUp puts the groups in order and gives them what they are called. Where names are covered, their drafts are left
// with the named fields and the title.
func (s *Server) lineUp(c echo.Context, w campaign.Workshop, all []groupDraft, l lineup, fields []string) ([]groupDraft, error) {
	if l.byName {
		slices.SortStableFunc(all, func(a, b groupDraft) int {
			return cmp.Compare(strings.ToLower(a.group.Name), strings.ToLower(b.group.Name))
		})
	}
	if l.blind == "" {
		return all, nil
	}
	cover, err := s.coverOf(c, w, all)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b groupDraft) int {
		return slices.Compare(shuffled(l.blind, a.group.ID), shuffled(l.blind, b.group.ID))
	})
	for i := range all {
		all[i].label, all[i].key = letters(i), letters(i)
		all[i].draft = s.covered(all[i].draft, cover, fields)
	}
	return all, nil
}

// coverOf covers the names of a workshop's place, groups, countries and people in what people typed.
func (s *Server) coverOf(c echo.Context, w campaign.Workshop, all []groupDraft) (func(string) string, error) {
	names := []string{w.Place}
	for _, g := range all {
		names = append(names, g.group.Name)
		for _, language := range s.lib.Languages() {
			names = append(names, s.lib.Texts(language).Country(g.group.Country))
		}
	}
	members, err := s.store.Members(c.Request().Context(), w.ID)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		names = append(names, m.Name)
	}
	return campaign.CoverNames(names), nil
}

func shuffled(seed, id string) []byte {
	sum := sha256.Sum256([]byte(seed + " " + id))
	return sum[:]
}

// letters counts A, B … Z, AA, AB.
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + string(rune('A'+i%26))
}

// shown leaves out the fields that tell where a draft is from, where names are covered.
func (l lineup) shown(fields []string) []string {
	if l.blind == "" || l.places {
		return fields
	}
	return without(fields, placeFields)
}

// covered is a draft's fields and its title with names covered in all that people typed.
func (s *Server) covered(d *campaign.Draft, cover func(string) string, fields []string) *campaign.Draft {
	copied := *d
	copied.Group, copied.Fields = "", map[string]campaign.Value{}
	for _, id := range append(slices.Clone(fields), campaign.TitleField) {
		f, v := s.lib.Field(id), d.Fields[id]
		if typed(f.Kind) {
			v.Text = cover(v.Text)
		}
		var rows []campaign.Row
		for _, row := range v.Rows {
			r := campaign.Row{Cells: map[string]campaign.Value{}}
			for column, cell := range row.Cells {
				if col := f.Column(column); col != nil && typed(col.Kind) {
					cell.Text = cover(cell.Text)
				}
				r.Cells[column] = cell
			}
			rows = append(rows, r)
		}
		v.Rows = rows
		if !v.Empty() {
			copied.Fields[id] = v
		}
	}
	return &copied
}
