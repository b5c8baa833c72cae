package campaign

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Limits of votes.
const (
	VoteCount        = 30  // votes that a workshop keeps
	VoteOpen         = 3   // of them open at the same time
	VoteQuestion     = 200 // characters of a question
	VoteChoices      = 40  // choices of a vote
	VoteChoiceText   = 240 // characters of a choice
	VoteDots         = 5   // dots that each person has at most
	VoteVoters       = 5   // who must have voted before anything is shown, unless another number is chosen
	VoteVotersLeast  = 3   // the least that can be chosen
	VoteVotersMost   = 20
	VoteHandsCounted = 500 // people who are counted by hand at most
)

// Vote is a question that each person answers by putting dots on choices. While it is open nobody sees where the dots
// are, each person but their own. A closed vote holds counts, and nothing of who chose what.
type Vote struct {
	ID       string
	Workshop string
	Revision int64 // counts what was stored
	Question string
	Choices  []VoteChoice
	Dots     int // that each person has
	Most     int // of them on one choice
	Minimum  int // people who must have voted before anything is shown
	By       string
	Opened   time.Time
	Closed   time.Time      // zero: open
	Voters   int            // people who put dots on something, of a closed vote
	Counts   map[string]int // dots by choice, of a closed vote; nothing under the minimum
	Hands    HandCount
}

// VoteChoice is one of the things to choose from.
type VoteChoice struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Language string `json:"language,omitempty"` // of the text, where it is a group's
	Group    string `json:"group,omitempty"`    // the id of the group that wrote it
}

// HandCount is what was counted by hand, of people without a device.
type HandCount struct {
	People int            `json:"people,omitempty"`
	Counts map[string]int `json:"counts,omitempty"` // dots by choice
}

// Open says whether dots can be put.
func (v Vote) Open() bool { return v.Closed.IsZero() }

// Has says whether a choice is there.
func (v *Vote) Has(choice string) bool {
	return slices.ContainsFunc(v.Choices, func(c VoteChoice) bool { return c.ID == choice })
}

// Ask checks a vote as it is asked, trims its texts and gives the choices their ids.
func (v *Vote) Ask() error {
	question, err := CleanText(Line, strings.TrimSpace(v.Question))
	switch {
	case err != nil:
		return inField("question", err)
	case question == "":
		return Fail(Invalid, "question", "The question is empty. Write what people should choose by, such as “Which message would you pass on?”")
	case Graphemes(question) > VoteQuestion:
		return Fail(Invalid, "question", "The question is too long to be read from a wall. Keep it to %d characters.", VoteQuestion)
	case v.Dots < 1 || v.Dots > VoteDots:
		return Fail(Invalid, "dots", "Each person has 1 to %d dots. Choose a number between.", VoteDots)
	case v.Most < 1 || v.Most > v.Dots:
		return Fail(Invalid, "most", "On one choice a person may put 1 to %d of their dots. Choose a number between.", v.Dots)
	case v.Minimum < VoteVotersLeast || v.Minimum > VoteVotersMost:
		return Fail(Invalid, "least", "Results are shown from %d to %d voters on. Choose a number between.", VoteVotersLeast, VoteVotersMost)
	}
	v.Question = question
	var choices []VoteChoice
	for _, c := range v.Choices {
		if c.Text, err = CleanText(Line, strings.TrimSpace(c.Text)); err != nil {
			return inField("choices", err)
		}
		if c.Text == "" {
			continue
		}
		if n := Graphemes(c.Text); n > VoteChoiceText {
			return Fail(Invalid, "choices", "The choice “%s…” has %d characters, and a choice has at most %d. Shorten it.", FirstGraphemes(c.Text, 30), n, VoteChoiceText)
		}
		if slices.ContainsFunc(choices, func(o VoteChoice) bool { return o.Text == c.Text && c.Group == "" }) {
			return Fail(Invalid, "choices", "The choice “%s” is there twice. Keep one.", FirstGraphemes(c.Text, 30))
		}
		c.ID = "c" + strconv.Itoa(len(choices)+1)
		choices = append(choices, c)
	}
	switch {
	case len(choices) < 2:
		return Fail(Invalid, "choices", "A vote needs two choices at least. Write each on a line of its own, or take a field in which two groups have written.")
	case len(choices) > VoteChoices:
		return Fail(Invalid, "choices", "A vote has at most %d choices, and these are %d. Take some out.", VoteChoices, len(choices))
	}
	v.Choices = choices
	return nil
}

// FirstGraphemes are the first characters of a text, as people count them.
func FirstGraphemes(s string, n int) string {
	end := 0
	for c := graphemes.FromString(s); n > 0 && c.Next(); n-- {
		end = c.End()
	}
	return s[:end]
}
