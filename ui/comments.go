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

// commentView is one comment or reply as a page shows it.
type commentView struct {
	campaign.Comment
	Name   string // empty for somebody who is not known any more
	Led    bool   // a facilitator said it
	Group  string // the other group whose member said it, or that it is one; empty for the group itself
	When   string
	Own    bool // the caller may reword it and take it back
	Moment time.Time
}

// threadView is a comment with its replies and where its words are now.
type threadView struct {
	commentView
	Field, Link string
	Now         string // the words as they stand, where they differ from the quotation
	Lost        bool   // they are gone
	Replies     []commentView
	Settler     string // who resolved, accepted or declined it
	For         string // whom it is assigned to
	People      []option
	Change      string // the address of the entry that an accepted suggestion became
	Old, New    string // what a suggestion for a value changes, in words
}

// Open says whether the thread is still to be dealt with.
func (t threadView) Open() bool { return t.State == campaign.CommentOpen }

// commentsView is what the panel of a section and the page of all comments share.
type commentsView struct {
	DraftID, Section, Language string
	Mine                       bool
	Open                       int
	Threads, Settled           []threadView
	Refused                    string         // why the caller cannot comment here; empty where they can
	Places                     []option       // fields to choose from for a new comment
	Count                      map[string]int // open threads, by field
	In                         map[string]int // open threads, by section
	Just                       *threadView    // a suggestion that has just been accepted, and can be taken out again
	Once                       string
	Typed                      url.Values // as it was refused
}

type commentsPage struct {
	draftPage
	Comments commentsView
	Groups   []commentGroup
	Events   string
	Fragment bool
	Asking   *askedView
}

// commentGroup is the open threads of one section.
type commentGroup struct {
	Title   string
	Threads []threadView
}

// askedView shows both texts before a suggestion is accepted whose words have changed.
type askedView struct {
	threadView
	Is, Would string
}

// commentsOf reads the comments of a draft; of one section where section is not empty.
func (s *Server) commentsOf(c echo.Context, p Page, head campaign.Head, canvas, section string) (commentsView, error) {
	ctx, draft := c.Request().Context(), c.Param("id")
	v := commentsView{DraftID: draft, Section: section, Language: p.Language, Count: map[string]int{}, In: map[string]int{}, Once: randomText(12)}
	list, err := s.store.Comments(ctx, draft)
	if err != nil {
		return v, err
	}
	now, err := s.followed(ctx, draft, head, list)
	if err != nil {
		return v, err
	}
	names, err := s.namesOf(c, head.WorkshopID)
	if err != nil {
		return v, err
	}
	reviewers, err := s.reviewersOf(c, p, head.WorkshopID, list)
	if err != nil {
		return v, err
	}
	people, err := s.assignees(ctx, head)
	if err != nil {
		return v, err
	}
	shown := head.State.Draft("")
	texts, me := s.lib.Texts(p.Language), caller(c)
	view := func(n campaign.Comment) commentView {
		w, group := names[n.Who], reviewers(n)
		if n.Unnamed && !me.Leads() && !me.Wrote(n.Who) {
			w = writer{}
		}
		return commentView{Comment: n, Name: w.name, Led: w.leads, Group: group, When: p.Clock(n.When, s.now()), Own: me.Wrote(n.Who), Moment: n.When.UTC()}
	}
	replies := map[string][]commentView{}
	for _, n := range list {
		if n.Thread != "" && (!n.Gone || me.Wrote(n.Who)) {
			replies[n.Thread] = append(replies[n.Thread], view(n))
		}
	}
	for _, n := range list {
		field, _, _ := strings.Cut(n.At, "/")
		if n.Thread != "" || n.Gone && !me.Wrote(n.Who) && len(replies[n.ID]) == 0 {
			continue
		}
		in := s.sectionAsking(canvas, field)
		if n.State == campaign.CommentOpen && !n.Gone {
			v.Count[field]++
			v.In[in]++
		}
		if section != "" && in != section {
			continue
		}
		t := threadView{commentView: view(n), Field: texts.Field(field).Title, Link: s.placeLink(draft, canvas, field), Replies: replies[n.ID], Settler: names[n.By].name, For: names[n.Assigned].name}
		_, column := s.placeOf(n.At)
		if column != nil {
			t.Field += " · " + texts.Column(field, column.ID).Title
		}
		if text, isText := s.lib.TextAt(head.State, n.At); isText && n.Quote != "" {
			words := now[n.ID].Words(text)
			t.Lost = words == "" && n.State != campaign.SuggestionTaken
			if words != n.Quote && words != "" {
				t.Now = words
			}
		} else if !s.lib.HasPlace(head.State, n.At) {
			t.Lost = true
		}
		if n.Suggests {
			t.Old, t.New = s.suggestedWords(texts, n)
		}
		if n.Entry > 0 {
			t.Change = "/drafts/" + draft + "/history/compare?" + url.Values{"from": {itoa(n.Entry - 1)}, "to": {itoa(n.Entry)}}.Encode()
		}
		for _, o := range people {
			t.People = append(t.People, option{ID: o.author, Title: o.name, Chosen: n.Assigned != "" && (n.Assigned == o.author || n.Assigned == o.id)})
		}
		if n.State == campaign.CommentOpen {
			if !n.Gone {
				v.Open++
			}
			v.Threads = append(v.Threads, t)
		} else {
			v.Settled = append(v.Settled, t)
			if n.State == campaign.SuggestionTaken && n.ID == c.QueryParam("taken") {
				v.Just = &t
			}
		}
	}
	for _, sec := range s.lib.Canvas(canvas).Sections {
		if section != "" && sec.ID != section {
			continue
		}
		for _, id := range sectionFields(s.lib.Canvas(canvas), &sec) {
			v.Places = append(v.Places, option{ID: id, Title: texts.Field(id).Title})
			f := s.lib.Field(id)
			for i, r := range shown.Fields[id].Rows {
				for _, col := range f.Columns {
					if col.Kind == campaign.Text || col.Kind == campaign.Line {
						v.Places = append(v.Places, option{ID: id + "/" + r.ID + "/" + col.ID, Title: texts.Field(id).Title + " " + itoa(int64(i+1)) + " · " + texts.Column(id, col.ID).Title})
					}
				}
			}
		}
	}
	if section != "" {
		if err := s.mayComment(c, head, v.Places[0].ID, false); err != nil {
			if campaign.CodeOf(err) != campaign.Locked {
				return v, err
			}
			v.Refused = s.sentenceOf(c, err)
		}
	}
	return v, nil
}

// suggestedWords are what a suggestion is about and what it offers instead, as people read it.
func (s *Server) suggestedWords(texts *campaign.Texts, n campaign.Comment) (was, would string) {
	f, column := s.placeOf(n.At)
	if f == nil {
		return n.Quote, n.Replacement
	}
	kind, set := f.Kind, f.OptionSet
	if column != nil {
		kind, set = column.Kind, column.OptionSet
	}
	if kind == campaign.Choice || kind == campaign.Choices {
		return optionTitles(texts, set, n.Quote), optionTitles(texts, set, n.Replacement)
	}
	return n.Quote, n.Replacement
}

func optionTitles(texts *campaign.Texts, set, ids string) string {
	var titles []string
	for _, id := range listed(ids) {
		titles = append(titles, texts.Option(set, id))
	}
	return strings.Join(titles, ", ")
}

// showComments lists what is said about a draft, by section; with fragment the panel of one section for its script.
func (s *Server) showComments(c echo.Context) error {
	p, err := s.commentsPage(c)
	if err != nil {
		return err
	}
	if p.Fragment {
		return s.renderPart(c, http.StatusOK, "comments-fragment", p)
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "comments", p)
}

func (s *Server) commentsPage(c echo.Context) (commentsPage, error) {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return commentsPage{}, err
	}
	section := c.QueryParam("fragment")
	if section != "" && s.lib.Canvas(d.Canvas).Section(section) == nil {
		return commentsPage{}, campaign.Fail(campaign.NotFound, "fragment", "This draft's canvas has no section “%s”.", section)
	}
	p := commentsPage{draftPage: s.draftPage(c, of, d, "", "room.js"), Fragment: section != "", Events: "/api/v1/drafts/" + c.Param("id") + "/events?after=" + itoa(head.Seq)}
	p.Title = p.T("comments.title")
	if p.Comments, err = s.commentsOf(c, p.Page, head, d.Canvas, section); err != nil {
		return p, err
	}
	p.Comments.Mine = c.QueryParam("for") == "me"
	threads := p.Comments.Threads
	if p.Comments.Mine {
		mine := func(t threadView) bool { return !caller(c).Wrote(t.Assigned) }
		threads = slices.DeleteFunc(slices.Clone(threads), mine)
	}
	texts := s.lib.Texts(p.Language)
	for _, sec := range append(s.lib.Canvas(d.Canvas).Sections, campaign.Section{}) {
		g := commentGroup{Title: p.T("comments.elsewhere")}
		if sec.ID != "" {
			g.Title = texts.Section(sec.ID).Title
		}
		for _, t := range threads {
			field, _, _ := strings.Cut(t.At, "/")
			if s.sectionAsking(d.Canvas, field) == sec.ID {
				g.Threads = append(g.Threads, t)
			}
		}
		if len(g.Threads) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return p, nil
}

// changeComments does what one button says: a new comment, a reply, or what becomes of one.
func (s *Server) changeComments(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	action, at, _ := strings.Cut(form.Get("action"), ":")
	l := s.messages.in(s.languageOf(c), "en")
	notice, id := "comments.said", form.Get("id")
	switch action {
	case "add", "reply", "late":
		var r newComment
		if action == "late" { // the form of a section, whose words a lock has refused
			r = newComment{At: at, Was: form.Get("was." + at), Replacement: strings.Join(form["f."+at], ","), Suggests: true, Late: true}
			notice = "comments.offered"
		} else if err = readForm(c, &r); err == nil && r.Quote == "" && !form.Has("from") {
			r.From = nil
		}
		if err == nil {
			var n campaign.Comment
			n, err = s.comment(c, r)
			id = n.ID
			if n.Thread != "" {
				id = n.Thread
			}
		}
	default:
		var asked *askedView
		notice, asked, err = s.changeComment(c, action, id, form)
		if asked != nil {
			p, lost := s.commentsPage(c)
			if lost != nil {
				return lost
			}
			p.Asking = asked
			return s.render(c, http.StatusConflict, "comments", p)
		}
	}
	if err != nil {
		if _, status := asError(err); status >= http.StatusInternalServerError || status == http.StatusNotFound {
			return err
		}
		p, lost := s.commentsPage(c)
		if lost != nil {
			return lost
		}
		p.Comments.Typed = form
		return s.renderRefused(c, "comments", &p.Page, &p, err)
	}
	to, there := "/drafts/"+c.Param("id")+"/comments", "#comment-"+id
	if back := form.Get("back"); back != "" && s.sectionKnown(back) {
		to = "/drafts/" + c.Param("id") + "/sections/" + back
	}
	if action == "accept" { // the page offers to take it out again, and says itself that it is in the draft
		return c.Redirect(http.StatusSeeOther, to+"?taken="+url.QueryEscape(id)+"#taken")
	}
	return s.redirect(c, to+there, l.T(notice))
}

// changeComment does what one button at a comment says. Where a suggestion's words have changed it gives both texts
// to be looked at first.
func (s *Server) changeComment(c echo.Context, action, id string, form url.Values) (notice string, asked *askedView, err error) {
	ctx, draft, who, now := c.Request().Context(), c.Param("id"), caller(c), s.now().UTC()
	head, err := s.desk.Read(ctx, draft)
	if err != nil {
		return "", nil, err
	}
	list, err := s.store.Comments(ctx, draft)
	if err != nil {
		return "", nil, err
	}
	i := slices.IndexFunc(list, func(n campaign.Comment) bool { return n.ID == id })
	if i < 0 {
		return "", nil, campaign.Fail(campaign.NotFound, "id", "There is no such comment any more. Load the page again.")
	}
	about := list[i].At
	if list[i].Thread != "" {
		if about, err = s.placeOfThread(ctx, draft, list[i].Thread); err != nil {
			return "", nil, err
		}
	}
	if action != "withdraw" && action != "accept" && action != "takeout" {
		if err := s.mayComment(c, head, about, list[i].Suggests); err != nil {
			return "", nil, err
		}
	}
	var entry int64
	var at campaign.Anchor
	switch action {
	case "accept":
		if entry, asked, err = s.accept(c, head, list[i], form.Get("seen")); err != nil || asked != nil {
			return "", asked, err
		}
	case "takeout":
		if at, err = s.takeOut(c, head, list[i]); err != nil {
			return "", nil, err
		}
	}
	_, err = s.store.ChangeComment(ctx, draft, id, func(n *campaign.Comment) error {
		switch action {
		case "reword":
			notice = "comments.reworded"
			return n.Reword(who, lineFeeds(form.Get("text")), now)
		case "withdraw", "return":
			notice = map[string]string{"withdraw": "comments.withdrawn", "return": "comments.returned"}[action]
			return n.TakeBack(who, action == "withdraw")
		case "resolve", "open", "decline":
			to := map[string]campaign.CommentState{"resolve": campaign.CommentResolved, "decline": campaign.SuggestionRefused}[action]
			notice = map[string]string{"resolve": "comments.resolved", "open": "comments.opened", "decline": "comments.declined"}[action]
			return n.Settle(to, who, form.Get("why"), now)
		case "assign":
			notice = "comments.assigned_done"
			if err := s.assignable(ctx, head, form.Get("assigned")); err != nil {
				return err
			}
			n.Assigned = form.Get("assigned")
			return nil
		case "accept":
			notice = "comments.accepted"
			return n.Take(entry, who, now)
		case "takeout":
			notice = "comments.taken_out"
			n.TakeOut(at)
			return nil
		}
		return campaign.Fail(campaign.Invalid, "action", "The page does not know the button “%s”. Load it again.", action)
	})
	if err == nil {
		s.tellOfComments(head, draft)
	}
	return notice, nil, err
}

// accept makes a suggestion an entry of the draft's log. Where its words have changed, and the page that was seen is
// not of these words, it gives both texts instead.
func (s *Server) accept(c echo.Context, head campaign.Head, n campaign.Comment, seen string) (int64, *askedView, error) {
	ctx, draft := c.Request().Context(), c.Param("id")
	if err := n.CanTake(); err != nil {
		return 0, nil, err
	}
	now, err := s.followed(ctx, draft, head, []campaign.Comment{n})
	if err != nil {
		return 0, nil, err
	}
	b, err := s.suggestedBatch(head, n, now[n.ID])
	if err != nil {
		return 0, nil, err
	}
	field, column := s.placeOf(n.At)
	kind := field.Kind
	if column != nil {
		kind = column.Kind
	}
	is := plain(kind, s.valueAt(head.State, n.At))
	words := is
	if text, isText := s.lib.TextAt(head.State, n.At); isText {
		words = now[n.ID].Words(text)
	}
	if words != n.Quote && seen != is+"\n"+n.ID {
		var since []campaign.Entry
		for at := b.Base; at < head.Seq; at = since[len(since)-1].Seq {
			page, err := s.desk.Entries(ctx, draft, at, 1000)
			if err != nil {
				return 0, nil, err
			}
			if since = append(since, page.Entries...); len(page.Entries) == 0 {
				break
			}
		}
		b.Taken = s.now()
		would, err := s.lib.Accept(head.State, b, slices.DeleteFunc(since, func(e campaign.Entry) bool { return e.Seq > head.Seq }), head.Seq+1)
		if err != nil {
			return 0, nil, err
		}
		p := s.page(c, "", "")
		return 0, &askedView{threadView{commentView: commentView{Comment: n}, Field: s.lib.Texts(p.Language).Field(field.ID).Title}, is, plain(kind, s.valueAt(would.State, n.At))}, nil
	}
	answer, err := s.desk.Submit(ctx, draft, caller(c).Author(), b)
	return answer.Seq, nil, err
}

// Seen names what a page showed before a suggestion was accepted.
func (a askedView) Seen() string { return a.Is + "\n" + a.ID }

// apiComments answers with what is said about a draft.
func (s *Server) apiComments(c echo.Context) error {
	head, err := s.desk.Read(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	list, err := s.store.Comments(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	now, err := s.followed(c.Request().Context(), c.Param("id"), head, list)
	if err != nil {
		return err
	}
	shown := []apiComment{}
	for _, n := range list {
		if n.Gone && !caller(c).Wrote(n.Who) {
			continue
		}
		a := apiComment{Comment: unnamed(n, caller(c))}
		if at, ok := now[n.ID]; ok && n.Quote != "" {
			a.Now = &placeNow{at.From, at.To, at.From == at.To}
		}
		shown = append(shown, a)
	}
	return c.JSON(http.StatusOK, struct {
		Log      string       `json:"log"`
		Seq      int64        `json:"seq"`
		Comments []apiComment `json:"comments"`
	}{head.LogID, head.Seq, shown})
}

// apiComment is a comment with where its passage is in the draft as it stands.
type apiComment struct {
	campaign.Comment
	Now *placeNow `json:"now,omitempty"`
}

type placeNow struct {
	From int  `json:"from"`
	To   int  `json:"to"`
	Gone bool `json:"gone"`
}

// apiAddComment keeps a comment, a reply or a suggestion.
func (s *Server) apiAddComment(c echo.Context) error {
	var r newComment
	if err := readJSON(c, &r); err != nil {
		return err
	}
	n, err := s.comment(c, r)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, apiComment{Comment: n})
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
