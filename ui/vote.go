package ui

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// votePage is one vote: to put dots on, to be led, or with its result.
type votePage struct {
	Page
	Workshop campaign.Workshop
	Vote     campaign.Vote
	Choices  []voteChoice
	Result   campaign.VoteResult
	Most     int // dots of the longest bar, at least 1
	Own      int // dots that the caller has put
	Voters   int // so far, of an open vote; for those who lead
	Hands    int
	Sure     string // what is to be confirmed: close or delete
}

// voteChoice is a choice with what stands beside it.
type voteChoice struct {
	campaign.VoteBar
	Sign  int    // of the group that wrote it
	By    string // what that group is called, empty where it is nobody's
	Own   int    // dots that the caller has put on it
	Typed string // as the form has it
	Steps []int  // 0 to as many dots as one choice takes
}

// Marks are as many dots as there are, to be seen; a ring for none.
func (p votePage) Marks(n int) string {
	if n == 0 {
		return "○"
	}
	return strings.Repeat("●", n)
}

// Led says whether the caller leads the vote and puts no dots.
func (p votePage) Led() bool { return p.Caller.Leads() }

// showVote shows a vote to everybody in the workshop.
func (s *Server) showVote(c echo.Context) error {
	p, err := s.votePage(c)
	if err != nil {
		return err
	}
	if p.Notice = s.notice(c); p.Led() {
		p.Sure = c.QueryParam("sure")
	}
	return s.render(c, http.StatusOK, "vote", p)
}

// showVoteProjector shows a vote in large type: the question and choices while it is open, then the result.
func (s *Server) showVoteProjector(c echo.Context) error {
	p, err := s.votePage(c)
	if err != nil {
		return err
	}
	p.Projected = true
	return s.render(c, http.StatusOK, "vote-projector", p)
}

func (s *Server) votePage(c echo.Context) (votePage, error) {
	ctx, p := c.Request().Context(), votePage{Page: s.page(c, "", "room.js"), Most: 1}
	var err error
	if p.Vote, err = s.store.Vote(ctx, c.Param("id"), c.Param("vote")); err != nil {
		return p, err
	}
	if p.Workshop, err = s.store.Workshop(ctx, p.Vote.Workshop); err != nil {
		return p, err
	}
	p.Title, p.Result, p.Hands = p.Vote.Question, p.Vote.Result(), p.Vote.Hands.People
	own := campaign.Dots{}
	if p.Vote.Open() && p.Led() {
		if p.Voters, err = s.store.Voters(ctx, p.Vote.ID); err != nil {
			return p, err
		}
	} else if p.Vote.Open() {
		if own, err = s.store.OwnDots(ctx, p.Vote.ID, caller(c).Author()); err != nil {
			return p, err
		}
	}
	steps := make([]int, p.Vote.Most+1)
	for i := range steps {
		steps[i] = i
	}
	for i, choice := range p.Vote.Choices {
		v := voteChoice{VoteBar: campaign.VoteBar{VoteChoice: choice}, Own: own[choice.ID], Typed: strconv.Itoa(own[choice.ID]), Steps: steps}
		if p.Led() {
			v.Typed = strconv.Itoa(p.Vote.Hands.Counts[choice.ID])
		}
		if p.Result.Shown {
			v.VoteBar = p.Result.Choices[i]
		}
		for _, g := range p.Workshop.Groups {
			if g.ID == choice.Group {
				v.By, v.Sign = g.Name, g.Sign
			}
		}
		p.Most, p.Own, p.Choices = max(p.Most, v.Dots), p.Own+v.Own, append(p.Choices, v)
	}
	return p, nil
}

// counted reads a number for each choice of the form; nothing is 0.
func (p *votePage) counted(form url.Values) (map[string]int, error) {
	counts := map[string]int{}
	for i := range p.Choices {
		v := &p.Choices[i]
		v.Typed = strings.TrimSpace(form.Get("on." + v.ID))
		n, err := strconv.Atoi(v.Typed)
		if err != nil && v.Typed != "" {
			return nil, campaign.Fail(campaign.Invalid, v.ID, "“%s” is no number of dots. Write a whole number, or nothing.", campaign.FirstGraphemes(v.Typed, 20))
		}
		if v.Own = n; n != 0 {
			counts[v.ID] = n
		}
	}
	return counts, nil
}

// placeDots keeps the dots of whoever asks, in place of those they put before.
func (s *Server) placeDots(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	p, err := s.votePage(c)
	if err != nil {
		return err
	}
	if p.Led() {
		return campaign.Fail(campaign.Forbidden, "", "Who leads a vote puts no dots. Count people without a device by hand instead.")
	}
	dots, err := p.counted(form)
	if err == nil {
		_, err = s.store.PlaceDots(c.Request().Context(), p.Workshop.ID, p.Vote.ID, caller(c).Author(), dots)
	}
	if err != nil {
		return s.renderRefused(c, "vote", &p.Page, &p, err)
	}
	// Those who lead hear that something has come, and not of whom.
	s.hub.Tell(live.News{What: "dots", Workshop: p.Workshop.ID, Member: p.Vote.ID})
	return s.redirect(c, votePath(p.Workshop.ID, p.Vote.ID), p.T("votes.placed"))
}

// leadVote closes a vote, counts hands, or deletes it.
func (s *Server) leadVote(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	p, err := s.votePage(c)
	if err != nil {
		return err
	}
	ctx, at := c.Request().Context(), votePath(p.Workshop.ID, p.Vote.ID)
	switch form.Get("action") {
	case "close":
		v, err := s.store.CloseVote(ctx, p.Workshop.ID, p.Vote.ID, s.now().UTC())
		if err == nil {
			err = s.callVote(c, v.Workshop, func(course *campaign.Course) { course.CallVote(&v) })
		}
		if err != nil {
			return err
		}
		return s.redirect(c, at, p.T("votes.closed_done"))
	case "hands":
		p.Hands, err = strconv.Atoi(strings.TrimSpace(form.Get("people")))
		if err != nil {
			p.Hands = -1 // refused with the right words
		}
		counts, err := p.counted(form)
		if err == nil {
			err = s.store.CountVoteByHand(ctx, p.Workshop.ID, p.Vote.ID, campaign.HandCount{People: p.Hands, Counts: counts})
		}
		if err != nil {
			return s.renderRefused(c, "vote", &p.Page, &p, err)
		}
		s.tellOfSettings(p.Workshop.ID)
		return s.redirect(c, at, p.T("votes.hands_done"))
	case "delete":
		if err := s.store.DeleteVote(ctx, p.Workshop.ID, p.Vote.ID); err != nil {
			return err
		}
		if err := s.callVote(c, p.Workshop.ID, func(course *campaign.Course) { course.UncallVote(p.Vote.ID) }); err != nil {
			return err
		}
		return s.redirect(c, "/workshops/"+p.Workshop.ID+"/votes", p.T("votes.deleted"))
	}
	return campaign.Fail(campaign.Invalid, "action", "The page does not know the button “%s”. Load it again.", form.Get("action"))
}
