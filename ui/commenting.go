package ui

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// anchorsKept is about how many places are remembered before all are looked up anew.
const anchorsKept = 20_000

// anchors remembers where passages stand, so that a log is followed once and not for each reader.
type anchors struct {
	mu    sync.Mutex
	known map[string]campaign.Anchor // by the comment's id
}

// followed are a draft's comments with each anchor carried to the draft as it stands.
func (s *Server) followed(ctx context.Context, draft string, head campaign.Head, list []campaign.Comment) (map[string]campaign.Anchor, error) {
	now := make(map[string]campaign.Anchor, len(list))
	from := head.Seq
	s.anchors.mu.Lock()
	for _, c := range list {
		if c.At == "" || c.Gone || c.State == campaign.SuggestionTaken {
			continue
		}
		a := c.Anchor
		if known, ok := s.anchors.known[c.ID]; ok && known.Log == head.LogID && known.Seq >= a.Seq && known.Seq <= head.Seq {
			a = known
		}
		if now[c.ID] = a; a.Log == head.LogID {
			from = min(from, a.Seq)
		}
	}
	s.anchors.mu.Unlock()
	at := make(map[string]string, len(list))
	for _, c := range list {
		at[c.ID] = c.At
	}
	for from < head.Seq {
		page, err := s.desk.Entries(ctx, draft, from, live.MaxEntries)
		if err != nil {
			return nil, err
		}
		entries := slices.DeleteFunc(page.Entries, func(e campaign.Entry) bool { return e.Seq > head.Seq })
		if len(entries) == 0 {
			break
		}
		for id, a := range now {
			if a.Log == head.LogID {
				now[id] = a.Follow(at[id], entries)
			}
		}
		from = entries[len(entries)-1].Seq
	}
	s.anchors.mu.Lock()
	defer s.anchors.mu.Unlock()
	if s.anchors.known == nil || len(s.anchors.known) > anchorsKept {
		s.anchors.known = map[string]campaign.Anchor{}
	}
	for id, a := range now {
		if a.Log == head.LogID {
			s.anchors.known[id] = a
		} else {
			a.To = a.From // another history: only its words can lead there
		}
		if text, ok := s.lib.TextAt(head.State, at[id]); ok {
			a = a.Find(text)
		}
		now[id] = a
	}
	return now, nil
}

// mayComment refuses a member who may only read the section of a place now, saying who, why and until when. Words that
// came too late for a lock may be offered all the same.
func (s *Server) mayComment(c echo.Context, head campaign.Head, at string, late bool) error {
	field, _, _ := strings.Cut(at, "/")
	section := s.sectionAsking(head.State.Canvas, field)
	if caller(c).Leads() || section == "" || late && head.State.Lock(section) != nil {
		return nil
	}
	course, err := s.store.Course(c.Request().Context(), head.WorkshopID)
	if err != nil {
		return err
	}
	lock := course.CommentLock(section)
	if lock == nil {
		return nil
	}
	p := s.page(c, "", "")
	lock.At = p.Clock(lock.Since, s.now())
	return lock.Refusal(s.lib.Texts(p.Language).Section(section).Title)
}

// sectionAsking is the section of a canvas whose page has a field, empty where none does.
func (s *Server) sectionAsking(canvas, field string) string {
	c := s.lib.Canvas(canvas)
	for i := range c.Sections {
		if slices.Contains(sectionFields(c, &c.Sections[i]), field) {
			return c.Sections[i].ID
		}
	}
	return ""
}

// newComment is what somebody wants to say, from a form or from the JSON interface.
type newComment struct {
	ID          string `json:"id" form:"once" validate:"max=40"` // sent again it counts once
	Thread      string `json:"thread" form:"thread" validate:"max=64"`
	At          string `json:"at" form:"at" validate:"max=200"`
	Text        string `json:"text" form:"text"`
	From        *int   `json:"from" form:"from"`
	To          *int   `json:"to" form:"to"`
	Seq         *int64 `json:"seq" form:"seq"`
	Quote       string `json:"quote" form:"quote"`
	Suggests    bool   `json:"suggests" form:"suggests"`
	Replacement string `json:"replacement" form:"replacement"`
	Assigned    string `json:"assigned" form:"assigned" validate:"max=64"`
	Late        bool   `json:"late" form:"-"` // words that a lock refused: Was became Replacement
	Was         string `json:"was" form:"-"`
}

// comment keeps what somebody says of the draft that the address names.
func (s *Server) comment(c echo.Context, r newComment) (campaign.Comment, error) {
	return s.commentOn(c, c.Param("id"), r, func(head campaign.Head, at string, _ *campaign.Comment) error {
		return s.mayComment(c, head, at, r.Late)
	})
}

// commentOn keeps what somebody says of a draft, and tells its pages. may refuses what may not be said about a place, or
// notes what is kept with it.
func (s *Server) commentOn(c echo.Context, draft string, r newComment, may func(head campaign.Head, at string, n *campaign.Comment) error) (campaign.Comment, error) {
	ctx := c.Request().Context()
	head, err := s.desk.Read(ctx, draft)
	if err != nil {
		return campaign.Comment{}, err
	}
	n := campaign.Comment{ID: r.ID, Thread: r.Thread, At: r.At, Text: lineFeeds(r.Text), Who: caller(c).Author(), When: s.now().UTC(), Suggests: r.Suggests, Replacement: lineFeeds(r.Replacement), Assigned: r.Assigned}
	if n.ID == "" {
		n.ID = randomText(12)
	}
	if !campaign.ValidClient(n.ID) {
		return n, campaign.Fail(campaign.Invalid, "id", "The comment's id is 1 to %d plain letters and digits. Leave it out, or make a random one.", 40)
	}
	about := r.At
	if r.Thread != "" {
		if about, err = s.placeOfThread(ctx, draft, r.Thread); err != nil {
			return n, err
		}
	} else if err = s.anchor(c, head, r, &n); err != nil {
		return n, err
	}
	if err := may(head, about, &n); err != nil {
		return n, err
	}
	if n, err = s.lib.NewComment(n); err != nil {
		return n, err
	}
	if err := s.assignable(ctx, head, n.Assigned); err != nil {
		return n, err
	}
	if err := s.store.AddComment(ctx, draft, n); err != nil {
		return n, err
	}
	s.tellOfComments(head, draft)
	return n, nil
}

func (s *Server) placeOfThread(ctx context.Context, draft, thread string) (string, error) {
	list, err := s.store.Comments(ctx, draft)
	if err != nil {
		return "", err
	}
	if i := slices.IndexFunc(list, func(o campaign.Comment) bool { return o.ID == thread && !o.Gone }); i >= 0 {
		return list[i].At, nil
	}
	return "", campaign.Fail(campaign.NotFound, "thread", "There is no such comment any more. Load the page again.")
}

// anchor finds the passage that a comment is about. A suggestion for a value quotes the value as it was.
func (s *Server) anchor(c echo.Context, head campaign.Head, r newComment, n *campaign.Comment) error {
	field, column := s.placeOf(r.At)
	if field == nil && s.lib.Field(r.At) == nil || !s.lib.HasPlace(head.State, r.At) {
		return campaign.Fail(campaign.Invalid, "at", "The draft has no place “%s” now. Load the page again and choose a field.", r.At)
	}
	n.Log, n.Seq = head.LogID, head.Seq
	text, isText := s.lib.TextAt(head.State, r.At)
	quote := lineFeeds(r.Quote)
	switch {
	case !isText:
		n.Quote = ""
		if r.Suggests && field != nil {
			kind := field.Kind
			if column != nil {
				kind = column.Kind
			}
			n.Quote = plain(kind, s.valueAt(head.State, r.At))
			if _, err := s.formEdit(field.ID, columnID(column), kind, r.At, n.Quote, n.Replacement); err != nil {
				return err
			}
		}
		return nil
	case r.Late:
		var seq int64
		if r.Seq == nil || *r.Seq < 0 || *r.Seq > head.Seq {
			seq = head.Seq
		} else {
			seq = *r.Seq
		}
		n.Anchor, n.Replacement = campaign.LateWords(lineFeeds(r.Was), n.Replacement)
		n.Log, n.Seq = head.LogID, seq
		then, err := s.foldTo(c, head, begun(head), 0, seq)
		if err != nil {
			return err
		}
		if was, _ := s.lib.TextAt(then, r.At); was != lineFeeds(r.Was) {
			return campaign.Fail(campaign.Conflict, "was", "The field reads otherwise by now. Look at it, and make a suggestion of your words there.")
		}
		return nil
	case r.From != nil && r.To != nil && r.Seq != nil:
		if *r.Seq < 0 || *r.Seq > head.Seq {
			return campaign.Fail(campaign.Conflict, "seq", "The draft has %d entries, and the passage was chosen after %d. Read the draft again and choose the words anew.", head.Seq, *r.Seq)
		}
		then, err := s.foldTo(c, head, begun(head), 0, *r.Seq)
		if err != nil {
			return err
		}
		was, _ := s.lib.TextAt(then, r.At)
		a := campaign.Anchor{Log: head.LogID, Seq: *r.Seq, From: *r.From, To: *r.To, Quote: quote}
		if a.From < 0 || a.To < a.From || a.To > campaign.UTF16Len(was) || a.Words(was) != quote {
			return campaign.Fail(campaign.Invalid, "quote", "These words did not stand there after entry %d. Read the draft again and choose the words anew.", *r.Seq)
		}
		n.Anchor = a
		return nil
	case quote == "":
		if r.Suggests {
			n.Quote, n.To = text, campaign.UTF16Len(text)
		}
		return nil
	}
	near := 0
	if r.From != nil {
		near = *r.From
	}
	i := nearest(text, quote, near)
	if i < 0 {
		return campaign.Fail(campaign.Invalid, "quote", "The words “%s” do not stand in this field now. Copy them from the field, or leave them out.", quote)
	}
	n.From, n.Quote = i, quote
	n.To = i + campaign.UTF16Len(quote)
	return nil
}

// nearest is where words stand in a text closest to a place, in UTF-16 units; -1 where they stand nowhere.
func nearest(text, words string, near int) int {
	best := -1
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return best
		}
		at := campaign.ByteToUTF16(text, from+i)
		if best >= 0 && at-near >= near-best && at > near {
			return best
		}
		best = at
		from += i + max(1, len(words))
	}
}

func columnID(c *campaign.Column) string {
	if c == nil {
		return ""
	}
	return c.ID
}

// valueAt is the value of a field or a cell.
func (s *Server) valueAt(state campaign.State, at string) campaign.Value {
	parts := strings.Split(at, "/")
	f := state.Fields[parts[0]]
	if len(parts) < 3 {
		return f.Value
	}
	for _, r := range f.Rows {
		if r.ID == parts[1] {
			return r.Cells[parts[2]]
		}
	}
	return campaign.Value{}
}

// assignable refuses to assign a comment to somebody who is neither of the group nor a facilitator.
func (s *Server) assignable(ctx context.Context, head campaign.Head, who string) error {
	if who == "" {
		return nil
	}
	people, err := s.assignees(ctx, head)
	if err == nil && !slices.ContainsFunc(people, func(o assignee) bool { return o.author == who }) {
		err = campaign.Fail(campaign.Invalid, "assigned", "A comment is for a member of the group or a facilitator. Choose one of the list.")
	}
	return err
}

// assignee is somebody whom a comment can be for.
type assignee struct{ author, id, name string }

// assignees are those whom a comment can be for: the group's members and those who lead, who are all one where the
// workshop keeps nothing of people.
func (s *Server) assignees(ctx context.Context, head campaign.Head) ([]assignee, error) {
	members, err := s.store.Members(ctx, head.WorkshopID)
	if err != nil {
		return nil, err
	}
	mode, err := s.store.Privacy(ctx, head.WorkshopID)
	if err != nil {
		return nil, err
	}
	var list []assignee
	for _, m := range members {
		if m.GroupID == head.GroupID && !m.Removed {
			who := campaign.Caller{ID: m.ID, Pseudonym: m.Pseudonym}
			list = append(list, assignee{who.Author(), m.ID, m.Name})
		}
	}
	if mode == campaign.PrivacyNothing {
		return append(list, assignee{campaign.FacilitatorAuthor, campaign.FacilitatorAuthor, campaign.FacilitatorName}), nil
	}
	accounts, err := s.store.Accounts(ctx)
	for _, a := range accounts {
		list = append(list, assignee{a.ID, a.ID, a.Name})
	}
	return list, err
}

// tellOfComments lets the pages of one draft, and those who lead, know that its comments have changed.
func (s *Server) tellOfComments(head campaign.Head, draft string) {
	s.hub.Tell(live.News{What: "comments", Workshop: head.WorkshopID, Group: head.GroupID, Drafts: []string{draft}})
}

// suggestedBatch turns a suggestion into a batch at its own base, so that it is rebased over what came since and removes
// nothing that others wrote meanwhile.
func (s *Server) suggestedBatch(head campaign.Head, n campaign.Comment, now campaign.Anchor) (campaign.Batch, error) {
	b := campaign.Batch{Client: "suggestion-" + n.ID, Batch: 2*n.Times + 1, Log: head.LogID, Base: n.Seq}
	field, column := s.placeOf(n.At)
	if field == nil || !s.lib.HasPlace(head.State, n.At) {
		return b, campaign.Fail(campaign.Conflict, "", "The row that this suggestion is about is deleted. Bring it back first, or decline the suggestion.")
	}
	kind := field.Kind
	if column != nil {
		kind = column.Kind
	}
	if _, isText := s.lib.TextAt(head.State, n.At); !isText {
		edit, err := s.formEdit(field.ID, columnID(column), kind, n.At, n.Quote, n.Replacement)
		if err != nil {
			return b, err
		}
		b.Base, b.Edits = head.Seq, []campaign.Edit{*edit}
		return b, nil
	}
	a := n.Anchor
	if a.Log != head.LogID { // a backup was restored since: only the words themselves lead there
		if text, _ := s.lib.TextAt(head.State, n.At); now.Words(text) != n.Quote {
			return b, campaign.Fail(campaign.Conflict, "", "The draft was restored from a backup, and the words that this suggestion is about are not in it. Copy the suggested words to where you want them.")
		}
		a, b.Base = now, head.Seq
	}
	b.Edits = []campaign.Edit{{Kind: campaign.EditText, At: n.At, Splices: a.Splices(n.Replacement)}}
	return b, nil
}
