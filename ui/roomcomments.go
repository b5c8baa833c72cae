package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// otherGroup stands in the JSON interface for a group that is not named.
const otherGroup = "other"

// roomSay is the form of a new comment about what another group wrote.
type roomSay struct {
	Places  []option // what can be commented on; none where the caller cannot
	Refused string   // why
	Open    bool
	Once    string
	Typed   url.Values
}

// unnamed leaves out who said something of another group's draft while groups read one another without names. Its
// author and those who lead see it as it is.
func unnamed(n campaign.Comment, who campaign.Caller) campaign.Comment {
	if n.Unnamed && !who.Leads() && !who.Wrote(n.Who) {
		n.Who, n.Reviewer = "", otherGroup
	}
	return n
}

// reviewersOf tells from which other group a comment is; nothing for what is said within the group, or by those who lead.
func (s *Server) reviewersOf(c echo.Context, p Page, workshop string, list []campaign.Comment) (func(campaign.Comment) string, error) {
	names := map[string]string{}
	if slices.ContainsFunc(list, func(n campaign.Comment) bool { return n.Reviewer != "" }) {
		w, err := s.store.Workshop(c.Request().Context(), workshop)
		if err != nil {
			return nil, err
		}
		for _, g := range w.Groups {
			names[g.ID] = g.Name
		}
	}
	return func(n campaign.Comment) string {
		switch name, ok := names[n.Reviewer]; {
		case n.Reviewer == "":
			return ""
		case ok && (!n.Unnamed || p.Caller.Leads()):
			return name
		}
		return p.T("review.another")
	}, nil
}

// fillReview adds to a group's revealed sections what is said about them, as far as the caller may know it, and the form
// for saying more.
func (s *Server) fillReview(c echo.Context, p *roomPage, of *reviewed, all []groupDraft) error {
	ctx := c.Request().Context()
	var err error
	if of.course, err = s.store.Course(ctx, c.Param("id")); err != nil {
		return err
	}
	if p.Blind {
		if of.cover, err = s.coverOf(c, p.full, all); err != nil {
			return err
		}
	}
	list, err := s.store.Comments(ctx, of.group.group.DraftID)
	if err != nil {
		return err
	}
	names, err := s.namesOf(c, c.Param("id"))
	if err != nil {
		return err
	}
	group, err := s.reviewersOf(c, p.Page, c.Param("id"), list)
	if err != nil {
		return err
	}
	texts, me, own := s.lib.Texts(p.Language), p.Caller, s.ownGroup(p.full, p.Caller)
	view := func(n campaign.Comment) commentView {
		v := commentView{Comment: n, Name: names[n.Who].name, Led: names[n.Who].leads, Group: group(n), When: p.Clock(n.When, s.now()), Own: me.Wrote(n.Who), Moment: n.When.UTC()}
		if of.cover != nil {
			v.Text, v.Quote, v.Replacement, v.Why = of.cover(n.Text), of.cover(n.Quote), of.cover(n.Replacement), of.cover(n.Why)
			switch {
			case v.Led:
				v.Name, v.Led = campaign.FacilitatorName, false
			case n.Reviewer != "":
				v.Name, v.Group = "", p.T("review.another")
			default:
				v.Name, v.Group = "", p.T("review.this")
			}
		}
		return v
	}
	threads := map[string]*threadView{}
	for _, n := range list {
		if n.Thread != "" {
			if t := threads[n.Thread]; t != nil && (!n.Gone || me.Wrote(n.Who)) {
				t.Replies = append(t.Replies, view(n))
			}
			continue
		}
		if mayFollow(n, me, own, of.group.group.ID) && (!n.Gone || me.Wrote(n.Who)) {
			field, _, _ := strings.Cut(n.At, "/")
			t := &threadView{commentView: view(n), Field: texts.Field(field).Title}
			if t.Suggests {
				t.Old, t.New = s.suggestedWords(texts, t.Comment)
			}
			threads[n.ID] = t
		}
	}
	for i := range p.Read {
		for j := range p.Read[i].Fields {
			f := &p.Read[i].Fields[j]
			for _, n := range list {
				if field, _, _ := strings.Cut(n.At, "/"); field == f.ID && threads[n.ID] != nil {
					f.Threads = append(f.Threads, *threads[n.ID])
				}
			}
		}
	}
	s.fillSay(c, p, of)
	return nil
}

// fillSay offers the places that can be commented on: fields, and the cells of rows where a group has its name.
func (s *Server) fillSay(c echo.Context, p *roomPage, of *reviewed) {
	p.Say.Once, p.Say.Open = randomText(12), c.QueryParam("at") != ""
	p.Say.Typed = url.Values{"quote": {c.QueryParam("quote")}}
	texts := s.lib.Texts(p.Language)
	for _, id := range of.fields {
		if err := s.mayReview(c, of, id); err != nil {
			p.Say.Refused = s.sentenceOf(c, err)
			continue
		}
		p.Say.Places = append(p.Say.Places, option{ID: id, Title: texts.Field(id).Title, Chosen: id == c.QueryParam("at")})
		f := s.lib.Field(id)
		for i, r := range of.group.draft.Fields[id].Rows {
			for _, col := range f.Columns {
				if r.ID != "" && typed(col.Kind) {
					p.Say.Places = append(p.Say.Places, option{ID: id + "/" + r.ID + "/" + col.ID, Title: texts.Field(id).Title + " " + itoa(int64(i+1)) + " · " + texts.Column(id, col.ID).Title})
				}
			}
		}
	}
	if len(p.Say.Places) > 0 {
		p.Say.Refused = ""
	}
}

// mayFollow says whether somebody learns of a thread from the page of a group: what groups say to one another is for the
// group that it is about, the group that says it, and those who lead; what a group says to itself is for nobody here.
func mayFollow(n campaign.Comment, who campaign.Caller, own, of string) bool {
	return who.Wrote(n.Who) || n.Reviewer != "" && (who.Leads() || own == of || own == n.Reviewer)
}

// ownGroup is the id of the caller's group in a workshop, empty for those who lead.
func (s *Server) ownGroup(w campaign.Workshop, who campaign.Caller) string {
	for _, g := range w.Groups {
		if g.DraftID == who.DraftID && !who.Leads() {
			return g.ID
		}
	}
	return ""
}

// mayReview refuses to comment on a field that is not shown, as if there were none, and where the phase is for reading.
func (s *Server) mayReview(c echo.Context, of *reviewed, field string) error {
	if !slices.Contains(of.fields, field) {
		return nothingHere()
	}
	section := s.sectionAsking(of.group.draft.Canvas, field)
	if caller(c).Leads() || section == "" {
		return nil
	}
	lock := of.course.ReviewLock(section)
	if lock == nil {
		return nil
	}
	p := s.page(c, "", "")
	lock.At = p.Clock(lock.Since, s.now())
	return lock.Refusal(s.lib.Texts(p.Language).Section(section).Title)
}

// sayInRoom keeps what somebody says about another group's revealed section, a reply to it, or takes back one's own.
func (s *Server) sayInRoom(c echo.Context) error {
	p, of, err := s.roomGroup(c)
	if err != nil {
		return err
	}
	form, err := formValues(c)
	if err != nil {
		return err
	}
	own, notice, id := s.ownGroup(p.full, p.Caller), "comments.said", form.Get("id")
	if thread := form.Get("thread") + id; thread != "" {
		if !p.follows(thread) {
			return nothingHere()
		}
	}
	switch action := form.Get("action"); action {
	case "add", "reply":
		r := newComment{ID: form.Get("once"), Thread: form.Get("thread"), At: form.Get("at"), Text: form.Get("text"), Quote: form.Get("quote"), Suggests: form.Has("suggests"), Replacement: form.Get("replacement")}
		if err = check(&r); err == nil && r.Thread == "" {
			err = s.mayAnchor(c, &p, &of, r)
		}
		if err != nil {
			break
		}
		var n campaign.Comment
		n, err = s.commentOn(c, of.group.group.DraftID, r, func(_ campaign.Head, at string, n *campaign.Comment) error {
			field, _, _ := strings.Cut(at, "/")
			n.Reviewer, n.Unnamed = own, own != "" && p.Blind
			return s.mayReview(c, &of, field)
		})
		if id = n.ID; n.Thread != "" {
			id = n.Thread
		}
	case "withdraw", "return":
		notice = map[string]string{"withdraw": "comments.withdrawn", "return": "comments.returned"}[action]
		_, err = s.store.ChangeComment(c.Request().Context(), of.group.group.DraftID, id, func(n *campaign.Comment) error {
			return n.TakeBack(p.Caller, action == "withdraw")
		})
		if err == nil {
			s.tellOfComments(campaign.Head{WorkshopID: p.full.ID, GroupID: of.group.group.ID}, of.group.group.DraftID)
		}
	default:
		err = campaign.Fail(campaign.Invalid, "action", "The page does not know the button “%s”. Load it again.", action)
	}
	if err != nil {
		if _, status := asError(err); status == http.StatusNotFound {
			return nothingHere()
		}
		p.Say.Typed, p.Say.Open = form, form.Get("action") == "add"
		for i := range p.Say.Places {
			p.Say.Places[i].Chosen = p.Say.Places[i].ID == form.Get("at")
		}
		return s.renderRefused(c, "room", &p.Page, &p, err)
	}
	return s.redirect(c, "/workshops/"+p.full.ID+"/room/"+of.group.key+"#comment-"+id, p.T(notice))
}

// mayAnchor refuses places that the page does not offer, before anything is looked up there. Where names are covered it
// refuses words that are not to be read on the page, so that nobody can try which names stand there.
func (s *Server) mayAnchor(c echo.Context, p *roomPage, of *reviewed, r newComment) error {
	field, cell, _ := strings.Cut(r.At, "/")
	if err := s.mayReview(c, of, field); err != nil {
		return err
	}
	if !slices.ContainsFunc(p.Say.Places, func(o option) bool { return o.ID == r.At }) {
		return nothingHere()
	}
	if of.cover == nil || cell != "" || !typed(s.lib.Field(field).Kind) {
		return nil
	}
	shown := of.group.draft.Fields[field].Text
	switch {
	case !strings.Contains(shown, lineFeeds(r.Quote)):
		return campaign.Fail(campaign.Invalid, "quote", "The words “%s” do not stand in this field now. Copy them from the field, or leave them out.", r.Quote)
	case r.Suggests && r.Quote == "" && shown != of.group.full.Fields[field].Text:
		return campaign.Fail(campaign.Invalid, "quote", "Names are covered in this field. Say which of the words that you can read should be others.")
	}
	return nil
}

// follows says whether the page shows a comment or a reply.
func (p *roomPage) follows(id string) bool {
	for _, section := range p.Read {
		for _, f := range section.Fields {
			for _, t := range f.Threads {
				if t.ID == id || slices.ContainsFunc(t.Replies, func(r commentView) bool { return r.ID == id }) {
					return true
				}
			}
		}
	}
	return false
}
