package campaign

import (
	"slices"
	"strings"
	"time"
)

// Limits of what people say to each other about a draft.
const (
	CommentText  = 1000 // characters of a comment or a reply
	CommentQuote = 2000 // characters of a passage that a comment is about
	CommentCount = 500  // comments and replies of a draft, those taken back included
)

// Comment is what somebody says about a place of a draft, or a reply to it. One with Suggests offers other words, or
// another value, for the place.
//
// Methods change the comment in place and leave it as it was where they return an error.
type Comment struct {
	ID     string    `json:"id"`
	Thread string    `json:"thread,omitempty"` // the id of the comment that it is a reply to; empty for the first
	At     string    `json:"at,omitempty"`     // FIELD or FIELD/ROW/COLUMN; empty for a reply
	Text   string    `json:"text,omitempty"`   // may be empty for a suggestion
	Who    string    `json:"who"`              // its author, as Caller.Author has it
	When   time.Time `json:"when"`
	Edited time.Time `json:"edited,omitzero"`
	Gone   bool      `json:"gone,omitempty"` // its author has taken it back, and can bring it again

	Anchor
	Suggests    bool   `json:"suggests,omitempty"`
	Replacement string `json:"replacement,omitempty"` // for the quoted words, or a value as a form holds it

	State    CommentState `json:"state,omitempty"`
	By       string       `json:"by,omitempty"` // who brought it there
	Settled  time.Time    `json:"settled,omitzero"`
	Why      string       `json:"why,omitempty"`      // a word with a suggestion that was declined
	Entry    int64        `json:"entry,omitempty"`    // the seq of the entry that an accepted suggestion became
	Times    int64        `json:"times,omitempty"`    // how often it was accepted and taken out of the draft again
	Assigned string       `json:"assigned,omitempty"` // whom it is for, as Caller.Author has them

	Reviewer string `json:"reviewer,omitempty"` // the id of the group whose member says it where a section is revealed to all groups
	Unnamed  bool   `json:"unnamed,omitempty"`  // the groups read one another without names then, and its author is not named
}

// CommentState is where a thread stands.
type CommentState string

// Where a thread stands.
const (
	CommentOpen       CommentState = ""
	CommentResolved   CommentState = "resolved"
	SuggestionTaken   CommentState = "accepted"
	SuggestionRefused CommentState = "declined"
)

// NewComment checks a comment and cleans its words. A comment about a passage quotes it; a suggestion for a text may
// stand between two letters and quote nothing.
func (l *Library) NewComment(c Comment) (Comment, error) {
	text, err := cleanSaid(c.Text)
	if err != nil {
		return c, err
	}
	c.Text = text
	if c.Thread != "" {
		c.At, c.Anchor, c.Suggests, c.Replacement, c.Assigned = "", Anchor{}, false, "", ""
		return c, needWords(c)
	}
	p, err := l.place(c.At)
	if err != nil {
		return c, err
	}
	if c.Suggests {
		kind, _, err := p.value()
		if err != nil {
			return c, err
		}
		if c.Replacement, err = CleanText(kind, c.Replacement); err != nil {
			return c, inField("replacement", err)
		}
		if c.Replacement == c.Quote {
			return c, Fail(Invalid, "replacement", "These are the words that stand there now. Write what should stand there instead.")
		}
	} else {
		c.Replacement = ""
		if Graphemes(c.Quote) > CommentQuote {
			return c, Fail(Invalid, "quote", "The passage is longer than %d characters. Choose fewer words, or comment on the whole field.", CommentQuote)
		}
	}
	if c.From < 0 || c.To < c.From || c.To-c.From != UTF16Len(c.Quote) && p.isText() {
		return c, Fail(Invalid, "quote", "The passage does not fit its quotation. Load the page again and choose the words anew.")
	}
	return c, needWords(c)
}

func (p place) isText() bool {
	kind, _, err := p.value()
	return err == nil && (kind == Line || kind == Text)
}

func needWords(c Comment) error {
	if c.Text == "" && !c.Suggests {
		return Fail(Invalid, "text", "The comment is empty. Write what the others should read.")
	}
	return nil
}

// cleanSaid is a comment's text without spaces at its ends.
func cleanSaid(text string) (string, error) {
	text, err := CleanText(Text, strings.TrimSpace(text))
	if err != nil {
		return "", inField("text", err)
	}
	if Graphemes(text) > CommentText {
		return "", Fail(Invalid, "text", "The comment is too long to be read beside a field. Keep it to %d characters.", CommentText)
	}
	return text, nil
}

// Reword gives the comment other words. Only its author may.
func (c *Comment) Reword(who Caller, text string, now time.Time) error {
	if err := c.own(who); err != nil {
		return err
	}
	text, err := cleanSaid(text)
	if err != nil {
		return err
	}
	next := *c
	if next.Text = text; text != c.Text {
		next.Edited = now
	}
	if err := needWords(next); err != nil {
		return err
	}
	*c = next
	return nil
}

// TakeBack hides the comment, or with back false shows it again. Only its author may.
func (c *Comment) TakeBack(who Caller, back bool) error {
	if err := c.own(who); err != nil {
		return err
	}
	if c.State == SuggestionTaken && back {
		return Fail(Conflict, "", "This suggestion is in the draft already. Undo it in the draft's history instead.")
	}
	c.Gone = back
	return nil
}

func (c *Comment) own(who Caller) error {
	if !who.Wrote(c.Who) {
		return Fail(Forbidden, "", "Only who wrote this comment can change it. Reply to it instead.")
	}
	return nil
}

// Settle closes a thread, or opens it again with CommentOpen. A suggestion that was accepted stays accepted.
func (c *Comment) Settle(to CommentState, who Caller, why string, now time.Time) error {
	why, err := CleanText(Line, strings.TrimSpace(why))
	switch {
	case err != nil:
		return inField("why", err)
	case Graphemes(why) > CommentText:
		return Fail(Invalid, "why", "The reason is too long. Keep it to %d characters.", CommentText)
	case c.Thread != "" || c.Gone:
		return Fail(Conflict, "", "There is no such comment any more. Here is how things stand.")
	case !slices.Contains([]CommentState{CommentOpen, CommentResolved, SuggestionRefused}, to) || to == SuggestionRefused && !c.Suggests:
		return Fail(Invalid, "action", "A comment is open or resolved; a suggestion can be declined too.")
	case c.State == SuggestionTaken:
		return Fail(Conflict, "", "Somebody has accepted this suggestion meanwhile. Undo it in the draft's history instead.")
	}
	if c.State == to {
		return nil
	}
	c.State, c.By, c.Settled, c.Why = to, who.Author(), now, why
	return nil
}

// Take notes that a suggestion became an entry of the log. One that somebody has declined at the same moment is taken
// all the same: the log says so. Taken twice it is taken as at first.
func (c *Comment) Take(entry int64, who Caller, now time.Time) error {
	if c.State == SuggestionTaken {
		return nil
	}
	c.State, c.By, c.Settled, c.Why, c.Entry = SuggestionTaken, who.Author(), now, "", entry
	return nil
}

// TakeOut notes that what an accepted suggestion did is taken out of the draft again: it is open then, about the words at
// the anchor. One that is open already is left as it is.
func (c *Comment) TakeOut(at Anchor) {
	if c.State != SuggestionTaken {
		return
	}
	c.State, c.By, c.Settled, c.Entry, c.Anchor = CommentOpen, "", time.Time{}, 0, at
	c.Times++
}

// CanTakeOut says why a suggestion cannot be taken out of the draft; nil where it can.
func (c *Comment) CanTakeOut() error {
	if c.State != SuggestionTaken {
		return Fail(Conflict, "", "Somebody has taken this suggestion out of the draft meanwhile. Here is how things stand.")
	}
	return nil
}

// CanTake says why a suggestion cannot be accepted; nil where it can.
func (c *Comment) CanTake() error {
	if !c.Suggests || c.Gone || c.State != CommentOpen {
		return Fail(Conflict, "", "This suggestion is not open any more. Here is how things stand.")
	}
	return nil
}

// ReviewLock is the lock that keeps other groups from commenting on a revealed section now, nil where they may: only a
// phase in which people read keeps them from it. What a group can no longer write is what others look at.
func (c *Course) ReviewLock(section string) *Lock {
	if may, lock := c.May(section); may == MayRead && lock.Why == LockedByPhase {
		return lock
	}
	return nil
}

// CommentLock is the lock that keeps a group from commenting on a section now, nil where it may: in a phase of
// commenting it may comment on what it cannot write.
func (c *Course) CommentLock(section string) *Lock {
	if may, lock := c.May(section); may == MayRead {
		return lock
	}
	return nil
}
