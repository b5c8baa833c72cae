package campaign

import (
	"slices"
	"time"
)

// VoteCall is what every page of a workshop may say of a vote: that there is one, and that it is closed.
type VoteCall struct {
	ID       string    `json:"id"`
	Question string    `json:"question"`
	Closed   time.Time `json:"closed,omitzero"`
}

// VoteCalled is how long pages lead to the result of a vote after it was closed.
const VoteCalled = 30 * time.Minute

// CallVote lets the groups' pages lead to a vote as it is now. Of closed ones the latest alone stays called.
func (c *Course) CallVote(v *Vote) {
	calls := slices.DeleteFunc(slices.Clone(c.Votes), func(o VoteCall) bool {
		return o.ID == v.ID || !v.Closed.IsZero() && !o.Closed.IsZero()
	})
	c.Votes = append(calls, VoteCall{v.ID, v.Question, v.Closed})
}

// UncallVote takes that back.
func (c *Course) UncallVote(id string) {
	c.Votes = slices.DeleteFunc(slices.Clone(c.Votes), func(o VoteCall) bool { return o.ID == id })
}

// VotesCalled are the votes that pages lead to now: those that are open, and the latest that was closed a while ago.
func (c *Course) VotesCalled(now time.Time) []VoteCall {
	return slices.DeleteFunc(slices.Clone(c.Votes), func(o VoteCall) bool {
		return !o.Closed.IsZero() && now.Sub(o.Closed) > VoteCalled
	})
}
