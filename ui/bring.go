package ui

import (
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// Kinds of places that people can be brought to, as a form names them: KIND:ID, or toTimer alone.
const (
	toSection = "section"
	toField   = "field"
	toRoom    = "room" // what is revealed; its id is the group's key, or allOfRoom
	toTimer   = "timer"
)

// allOfRoom stands for what is revealed of all groups.
const allOfRoom = "all"

// placesTo is a part of the list of places that people can be brought to.
type placesTo struct {
	Title  string
	Places []option
}

// bringTo lists the places: the sections of the workshop's canvas with their fields; the timer; and what is revealed.
func (s *Server) bringTo(p Page, w campaign.Workshop, course *campaign.Course, typed url.Values) []placesTo {
	texts, canvas := s.lib.Texts(p.Language), s.lib.Canvas(w.Canvas)
	var list []placesTo
	place := func(to *placesTo, kind, id, title string) {
		value := kind + ":" + id
		if kind == toTimer {
			value = kind
		}
		to.Places = append(to.Places, option{ID: value, Title: title, Chosen: typed.Get("place") == value})
	}
	other := placesTo{Title: p.T("say.elsewhere")}
	place(&other, toTimer, "", p.T("timer.title"))
	if len(course.Revealed) > 0 {
		place(&other, toRoom, allOfRoom, p.T("room.title"))
		for _, g := range w.Groups {
			if course.Unnamed == "" { // without names a page is chosen by its letter there
				place(&other, toRoom, g.ID, p.T("say.group", "Group", g.Name))
			}
		}
	}
	list = append(list, other)
	for i := range canvas.Sections {
		section := &canvas.Sections[i]
		part := placesTo{Title: texts.Section(section.ID).Title}
		place(&part, toSection, section.ID, p.T("say.whole", "Title", part.Title))
		for _, id := range sectionFields(canvas, section) {
			place(&part, toField, id, texts.Field(id).Title)
		}
		list = append(list, part)
	}
	return list
}

// bring puts the place that a form names into a message.
func (ch *courseChange) bring(m *campaign.Message, c *campaign.Course, place string) error {
	kind, id, _ := strings.Cut(place, ":")
	canvas := ch.s.lib.Canvas(ch.w.Canvas)
	switch {
	case place == "":
	case place == toTimer:
		m.Timer = true
	case kind == toSection && canvas.Section(id) != nil:
		m.Section = id
	case kind == toField && ch.s.sectionAsking(ch.w.Canvas, id) != "":
		m.Field = id
	case kind == toRoom && len(c.Revealed) > 0 && (id == allOfRoom || c.Unnamed != "" && isLetters(id) || c.Unnamed == "" && ch.groupOf(id) != nil):
		m.Room = id
	default:
		return campaign.Fail(campaign.Invalid, "place", "People cannot be brought there any more. Choose a place of the list.")
	}
	return nil
}

func (ch *courseChange) groupOf(id string) *campaign.Group {
	if i := slices.IndexFunc(ch.w.Groups, func(g campaign.Group) bool { return g.ID == id }); i >= 0 {
		return &ch.w.Groups[i]
	}
	return nil
}

// isLetters says whether a key is one of those that stand for groups without names.
func isLetters(key string) bool {
	return key != "" && len(key) <= 3 && strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// come says where a message asks people to come, and the address of that; draft and canvas are those of the group that
// reads it, empty for those who lead. Where it asks for nothing, or for what cannot be read any more, the address is empty.
func (s *Server) come(p Page, w campaign.Workshop, course campaign.Course, m campaign.Message, draft, canvas string) (sentence, address string) {
	texts, at := s.lib.Texts(p.Language), "/workshops/"+w.ID
	switch {
	case m.Timer:
		return p.T("say.come_timer"), at + "/timer"
	case m.Room != "" && len(course.Revealed) > 0:
		i := slices.IndexFunc(w.Groups, func(g campaign.Group) bool { return g.ID == m.Room })
		switch {
		case course.Unnamed == "" && i >= 0:
			return p.T("say.come_group", "Group", w.Groups[i].Name), at + "/room/" + m.Room
		case course.Unnamed != "" && isLetters(m.Room):
			return p.T("say.come_group", "Group", m.Room), at + "/room/" + m.Room
		}
		return p.T("say.come_room"), at + "/room"
	case m.Section != "":
		return p.T("say.come", "Title", texts.Section(m.Section).Title), "/drafts/" + draft + "/sections/" + m.Section
	case m.Field != "" && m.Group == "":
		return p.T("say.come", "Title", texts.Field(m.Field).Title), s.placeLink(draft, canvas, m.Field)
	}
	return "", ""
}

// besideDraft is what a page that is not of the draft shows a member all the same: which phase runs, and what is said.
// For those who lead it is empty.
type besideDraft struct {
	DraftID  string
	Open     string // always empty: no section is open
	Course   courseView
	Messages []roomMessage
}

func (s *Server) besideDraft(c echo.Context, p Page, w campaign.Workshop, course campaign.Course) (besideDraft, error) {
	i := slices.IndexFunc(w.Groups, func(g campaign.Group) bool { return g.DraftID == p.Caller.DraftID })
	if p.Caller.Leads() || i < 0 {
		return besideDraft{}, nil
	}
	b := besideDraft{DraftID: p.Caller.DraftID, Course: s.courseView(p, w.Groups[i].ID, course)}
	head, err := s.desk.Read(c.Request().Context(), b.DraftID)
	if err == nil {
		b.Messages = s.roomMessages(c, p, whose{w, w.Groups[i]}, head.State.Canvas, course)
	}
	return b, err
}
