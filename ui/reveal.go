package ui

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// roomPage is what groups may read of one another: the revealed sections of all groups, or all of them of one group.
type roomPage struct {
	Page
	besideDraft
	Workshop campaign.Workshop // without a title where names are covered
	full     campaign.Workshop // as it is, for what is not shown
	Events   string            // whose news the page follows
	Once     string            // what makes a message sent twice one
	Blind    bool
	As       string // the time at which this was read
	Sections []option
	Section  string
	Fields   []roomField
	Groups   []roomGroup
	Group    *roomGroup // whose sections are read, nil for all groups'
	Read     []roomSection
	Say      roomSay
}

type roomGroup struct {
	Label, Key, Language string
	Named                bool
	Sign                 int
}

type roomField struct {
	ID, Title string
	Threads   []threadView
	Cells     []roomCell // one a group, in the order of Groups
}

type roomCell struct {
	shownValue
	Language string
}

// roomSection is a section of one group, to read.
type roomSection struct {
	Title  string
	Fields []roomField
}

// nothingHere is what those hear who may not know whether there is something.
func nothingHere() error {
	return campaign.Fail(campaign.NotFound, "", "There is nothing at this address, or it belongs to another group.")
}

// showRoom shows a revealed section of all groups, field by field.
func (s *Server) showRoom(c echo.Context) error {
	p, groups, fields, err := s.roomPage(c)
	if err != nil {
		return err
	}
	texts := s.lib.Texts(p.Language)
	for _, id := range fields[p.Section] {
		p.Fields = append(p.Fields, s.roomField(texts, id, groups...))
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "room", p)
}

// showRoomGroup shows the revealed sections of one group, to read.
func (s *Server) showRoomGroup(c echo.Context) error {
	p, _, err := s.roomGroup(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "room", p)
}

// Place is what a form calls this page, to bring people here.
func (p roomPage) Place() string {
	if p.Group != nil {
		return toRoom + ":" + p.Group.Key
	}
	return toRoom + ":" + allOfRoom
}

// reviewed is a group's revealed sections, and what may be said about them.
type reviewed struct {
	group  groupDraft
	course campaign.Course
	fields []string            // those that are shown
	cover  func(string) string // covers names in what people typed, nil where names are shown
}

// roomGroup reads what is revealed of the group that the address names, with what others say about it.
func (s *Server) roomGroup(c echo.Context) (p roomPage, of reviewed, err error) {
	p, groups, fields, err := s.roomPage(c)
	if err != nil {
		return p, of, err
	}
	at := slices.IndexFunc(groups, func(g groupDraft) bool { return g.key == c.Param("group") })
	if at < 0 || len(p.Sections) == 0 {
		return p, of, nothingHere()
	}
	of.group = groups[at]
	p.Group = &p.Groups[at]
	texts := s.lib.Texts(p.Language)
	for _, section := range p.Sections {
		read := roomSection{Title: section.Title}
		of.fields = append(of.fields, fields[section.ID]...)
		for _, id := range fields[section.ID] {
			read.Fields = append(read.Fields, s.roomField(texts, id, groups[at]))
		}
		p.Read = append(p.Read, read)
	}
	return p, of, s.fillReview(c, &p, &of, groups)
}

func (s *Server) roomField(texts *campaign.Texts, id string, groups ...groupDraft) roomField {
	f := roomField{ID: id, Title: texts.Field(id).Title}
	for _, g := range groups {
		f.Cells = append(f.Cells, roomCell{s.show(texts, s.lib.Field(id), g.draft.Fields[id]), g.draft.Language})
	}
	return f
}

// roomPage reads what is revealed now: the groups in the order in which they stand, and the fields of each revealed
// section. Nothing else of a draft goes into it. Members know of no such page before something is revealed.
func (s *Server) roomPage(c echo.Context) (p roomPage, groups []groupDraft, fields map[string][]string, err error) {
	course, err := s.store.Course(c.Request().Context(), c.Param("id"))
	if err == nil && len(course.Revealed) == 0 && !caller(c).Leads() {
		err = nothingHere()
	}
	if err != nil {
		return p, nil, nil, err
	}
	w, all, err := s.groupDrafts(c, c.Param("id"))
	if err != nil {
		return p, nil, nil, err
	}
	p = roomPage{full: w, Page: s.page(c, "", "room.js"), Workshop: w, Events: "/api/v1/workshops/" + w.ID + "/events", Blind: course.Unnamed != "", As: s.now().Local().Format("15:04"), Once: randomText(12)}
	p.Title, p.Section = p.T("room.title"), c.QueryParam("section")
	if p.besideDraft, err = s.besideDraft(c, p.Page, w, course); err != nil {
		return p, nil, nil, err
	}
	if p.DraftID != "" {
		p.Events = "/api/v1/drafts/" + p.DraftID + "/events"
	}
	l, texts, shown := lineup{blind: course.Unnamed}, s.lib.Texts(p.Language), []string{}
	fields = map[string][]string{}
	for _, section := range s.lib.Canvas(w.Canvas).Sections {
		if course.Reveals(section.ID) {
			fields[section.ID] = l.shown(section.Fields)
			shown = append(shown, fields[section.ID]...)
			p.Sections = append(p.Sections, option{ID: section.ID, Title: texts.Section(section.ID).Title, Chosen: section.ID == p.Section})
		}
	}
	if fields[p.Section] == nil && len(p.Sections) > 0 {
		p.Section, p.Sections[0].Chosen = p.Sections[0].ID, true
	}
	if groups, err = s.lineUp(c, w, all, l, shown); err != nil {
		return p, nil, nil, err
	}
	if p.Blind {
		p.Workshop.Title = ""
	}
	for _, g := range groups {
		v := roomGroup{Label: g.label, Key: g.key, Language: g.draft.Language, Named: !p.Blind}
		if v.Named {
			v.Sign = g.group.Sign
		}
		p.Groups = append(p.Groups, v)
	}
	return p, groups, fields, nil
}

// revealing lets all groups read a section of one another, or ends that.
func (ch *courseChange) revealing(c *campaign.Course) error {
	if ch.s.lib.Canvas(ch.w.Canvas).Section(ch.id) == nil {
		return campaign.Fail(campaign.Invalid, "section", "The canvas has no section “%s”. Load the page again.", ch.id)
	}
	title := ch.s.lib.Texts(ch.page.Language).Section(ch.id).Title
	if ch.action == "hide" {
		c.Hide(ch.id)
		ch.notice = ch.page.T("reveal.hidden", "Title", title)
		return nil
	}
	c.Reveal([]string{ch.id}, ch.page.Caller.Name, ch.s.now().UTC())
	switch {
	case !ch.form.Has("unnamed"):
		c.Unnamed = ""
	case c.Unnamed == "":
		c.Unnamed = randomText(12)
	}
	ch.notice = ch.page.T("reveal.done", "Title", title)
	return nil
}
