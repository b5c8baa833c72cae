package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// historyPage tells who wrote what in a draft and when.
type historyPage struct {
	draftPage
	Groups []historyView
	Fields []option // to look at one alone
	Field  string   // the one that is looked at
	Before int64    // the history that is shown goes before this entry, 0 for the newest
	Older  string   // the address of the page that goes on

	Compare compareForm

	Checkpoints []checkpointView
	Typed       string         // a name that was refused
	TypedSeq    string         // of the moment that it was for, empty for the present one
	Renaming    bool           // what was refused is another name for a moment that has one
	Removed     checkpointView // a name that has just been removed and can be kept again
}

// compareForm is how a page offers to compare two moments.
type compareForm struct {
	From int64 // the one that is chosen at first; the other is the present
	Ends bool  // the page goes back to the beginning, before anything was written
}

// historyView is what one person did within some minutes.
type historyView struct {
	Name      string // empty for somebody who is not known any more
	Led       bool   // a facilitator did it
	When      time.Time
	Fields    []historyField
	Self      bool
	Locks     bool
	Canvas    string // title
	Entries   int
	Seq       int64  // of the last entry
	Suggested string // whose suggestion they accepted, empty for none
	Moment    string // the address of the draft as it stood afterwards
	Changed   string // the address of what is different afterwards
}

// historyField is a field that was written in.
type historyField struct{ Title, Link string }

// When writes a moment in the time of the place where the workbench runs, which is the room's.
func (p Page) When(t time.Time) string {
	t = t.Local()
	return p.T("history.when", "Day", p.Day(t.Format(time.DateOnly)), "Time", t.Format("15:04"))
}

// Clock writes the time of a day, as When does, with the day where it is not the day of now.
func (p Page) Clock(t, now time.Time) string {
	if t.Local().Format(time.DateOnly) != now.Local().Format(time.DateOnly) {
		return p.When(t)
	}
	return t.Local().Format("15:04")
}

// showHistory shows who wrote what in the draft, newest first.
func (s *Server) showHistory(c echo.Context) error {
	p, err := s.historyPage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "history", p)
}

func (s *Server) historyPage(c echo.Context) (historyPage, error) {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return historyPage{}, err
	}
	before, err := wholeNumber(c, "before", 0)
	if err != nil {
		return historyPage{}, err
	}
	p := historyPage{draftPage: s.draftPage(c, of, d, "", ""), Field: c.QueryParam("field"), Before: before}
	p.Title = p.T("history.title")
	if p.Field != "" && s.lib.Field(p.Field) == nil {
		return p, campaign.Fail(campaign.NotFound, "field", "There is no field “%s”. Choose one of the list on the page of the history.", p.Field)
	}
	if before == 0 || before > head.Seq {
		before = head.Seq + 1
	}
	part, err := s.readHistory(c.Request().Context(), p.DraftID, before, p.Field)
	if err != nil {
		return p, err
	}
	names, err := s.namesOf(c, of.workshop.ID)
	if err != nil {
		return p, err
	}
	texts, base := s.lib.Texts(p.Language), "/drafts/"+p.DraftID+"/history"
	said, err := s.store.Comments(c.Request().Context(), p.DraftID)
	if err != nil {
		return p, err
	}
	for _, g := range part.Groups {
		who := names[g.Who]
		changed := url.Values{"from": {strconv.FormatInt(g.First.Seq-1, 10)}, "to": {strconv.FormatInt(g.Last.Seq, 10)}}
		if p.Field != "" {
			changed.Set("field", p.Field)
		}
		v := historyView{Name: who.name, Led: who.leads, When: g.Last.Time, Self: g.Self, Locks: g.Locks, Entries: g.Entries, Seq: g.Last.Seq,
			Moment: base + "/" + strconv.FormatInt(g.Last.Seq, 10), Changed: base + "/compare?" + changed.Encode()}
		for _, n := range said {
			name := names[n.Who].name
			if n.Unnamed && !p.Caller.Leads() {
				name = p.T("review.another")
			}
			if n.Entry >= g.First.Seq && n.Entry <= g.Last.Seq && n.By == g.Who && !strings.Contains(v.Suggested, name) {
				v.Suggested = strings.TrimPrefix(v.Suggested+", "+name, ", ")
			}
		}
		for _, id := range g.Fields {
			v.Fields = append(v.Fields, historyField{texts.Field(id).Title, base + "?field=" + url.QueryEscape(id)})
		}
		if g.Canvas != "" {
			v.Canvas = texts.Canvas(g.Canvas).Title
		}
		p.Groups = append(p.Groups, v)
	}
	p.Fields = s.historyFields(texts, d, p.Field)
	if part.Next > 0 {
		query := url.Values{"before": {strconv.FormatInt(part.Next, 10)}}
		if p.Field != "" {
			query.Set("field", p.Field)
		}
		p.Older = base + "?" + query.Encode()
	}
	p.Compare.Ends = part.Next == 0
	if len(p.Groups) > 1 && p.Before == 0 {
		p.Compare.From = p.Groups[1].Seq
	} else if len(p.Groups) > 0 && p.Before > 0 {
		p.Compare.From = p.Groups[0].Seq
	}
	p.Removed = removedHere(c, head)
	p.Checkpoints, err = s.checkpoints(c, names)
	return p, err
}

// historyFields offers the fields of the draft's canvas in its order, and behind them those that hold something
// beside it.
func (s *Server) historyFields(texts *campaign.Texts, d *campaign.Draft, chosen string) []option {
	canvas := s.lib.Canvas(d.Canvas)
	var ids []string
	for i := range canvas.Sections {
		ids = append(ids, sectionFields(canvas, &canvas.Sections[i])...)
	}
	for _, f := range s.lib.Fields() {
		if _, filled := d.Fields[f.ID]; (filled || f.ID == chosen) && !slices.Contains(ids, f.ID) {
			ids = append(ids, f.ID)
		}
	}
	var all []option
	for _, id := range ids {
		all = append(all, option{ID: id, Title: texts.Field(id).Title, Chosen: id == chosen})
	}
	return all
}

// writer is somebody who may write in a draft.
type writer struct {
	name  string
	leads bool
}

// personsKnown is how many people of a draft are called by their letters in a workshop that was closed: A to ZZ.
const personsKnown = 26 + 26*26

// namesOf finds everybody who may have written in a workshop's drafts, those who left included.
func (s *Server) namesOf(c echo.Context, workshop string) (map[string]writer, error) {
	members, err := s.store.Members(c.Request().Context(), workshop)
	if err != nil {
		return nil, err
	}
	accounts, err := s.store.Accounts(c.Request().Context())
	if err != nil {
		return nil, err
	}
	mode, err := s.store.Privacy(c.Request().Context(), workshop)
	if err != nil {
		return nil, err
	}
	names := make(map[string]writer, 2*len(members)+len(accounts)+1)
	for _, m := range members {
		names[m.ID] = writer{name: m.Name}
		if m.Pseudonym != "" {
			names[m.Pseudonym] = writer{name: m.Name}
		}
	}
	for _, a := range accounts {
		names[a.ID] = writer{a.Name, true}
		if mode == campaign.PrivacyNothing {
			names[a.ID] = writer{campaign.FacilitatorName, true}
		}
	}
	names[campaign.FacilitatorAuthor] = writer{campaign.FacilitatorName, true}
	if mode == campaign.PrivacyNothing && len(members) == 0 { // closed for good
		for n := range personsKnown {
			author := campaign.PersonAuthor(n)
			name, _ := campaign.PersonName(author)
			names[author] = writer{name: name}
		}
	}
	return names, nil
}
