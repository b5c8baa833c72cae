package campaign

import "time"

// Dots are how many dots somebody has put on each choice, by its id. Choices without any are not in it.
type Dots map[string]int

// Total is the number of dots.
func (d Dots) Total() int {
	n := 0
	for _, k := range d {
		n += k
	}
	return n
}

// Place checks the dots of one person and leaves out the choices without any. None at all takes a vote back.
func (v *Vote) Place(dots Dots) (Dots, error) {
	if !v.Open() {
		return nil, Fail(Conflict, "", "This vote is closed, so dots stay as they were.")
	}
	placed := Dots{}
	for choice, n := range dots {
		switch {
		case !v.Has(choice):
			return nil, Fail(Invalid, "dots", "This vote has no such choice. Load the page again.")
		case n < 0 || n > v.Most:
			return nil, Fail(Invalid, "dots", "On one choice you can put 0 to %d dots.", v.Most)
		case n > 0:
			placed[choice] = n
		}
	}
	if n := placed.Total(); n > v.Dots {
		return nil, Fail(Invalid, "dots", "That makes %d dots, and you have %d. Take %d away.", n, v.Dots, n-v.Dots)
	}
	return placed, nil
}

// Close ends the vote and keeps what the dots of all people come to. Where fewer have voted than the minimum, only how
// many they were is kept. Closing again does nothing.
func (v *Vote) Close(all []Dots, now time.Time) {
	if !v.Open() {
		return
	}
	v.Closed, v.Voters, v.Counts = now, 0, map[string]int{}
	for _, dots := range all {
		if dots.Total() == 0 {
			continue
		}
		v.Voters++
		for choice, n := range dots {
			if v.Has(choice) {
				v.Counts[choice] += n
			}
		}
	}
	if v.Voters < v.least() {
		v.Counts = nil
	}
}

// least is the minimum, never below what can be chosen.
func (v *Vote) least() int { return max(v.Minimum, VoteVotersLeast) }

// CountByHand keeps what was counted in the room of people without a device, in place of what was counted before.
func (v *Vote) CountByHand(h HandCount) error {
	if h.People < 0 || h.People > VoteHandsCounted {
		return Fail(Invalid, "people", "Say how many people were counted by hand: 0 to %d.", VoteHandsCounted)
	}
	kept, total := map[string]int{}, 0
	for choice, n := range h.Counts {
		switch {
		case !v.Has(choice):
			return Fail(Invalid, "people", "This vote has no such choice. Load the page again.")
		case n < 0 || n > h.People*v.Most:
			return Fail(Invalid, choice, "With %d counted by hand, one choice has at most %d dots. Count again, or say how many people they were.", h.People, h.People*v.Most)
		case n > 0:
			kept[choice], total = n, total+n
		}
	}
	if total > h.People*v.Dots {
		return Fail(Invalid, "people", "With %d counted by hand, there are at most %d dots together, and these are %d. Count again, or say how many people they were.", h.People, h.People*v.Dots, total)
	}
	if v.Hands = (HandCount{h.People, kept}); len(kept) == 0 {
		v.Hands.Counts = nil
	}
	return nil
}

// VoteResult is what a closed vote may show.
type VoteResult struct {
	Shown   bool // enough people have voted; if not, Choices is empty
	Voters  int  // people on devices
	Covered bool // these are too few to be shown; what was counted by hand is
	Hands   int  // people counted by hand
	Choices []VoteBar
}

// VoteBar is what one choice got. Hand is part of Dots.
type VoteBar struct {
	VoteChoice
	Dots int
	Hand int
}

// Result is what may be shown of a vote, in the order of its choices. An open vote shows nothing. Dots put on devices
// count from the minimum of voters on devices on: whoever counted the hands could otherwise take those away and be
// left with what a few people chose. Hands are raised in the open; they too are shown from the minimum of people on.
func (v *Vote) Result() VoteResult {
	r := VoteResult{}
	if v.Open() {
		return r
	}
	r.Voters, r.Hands = v.Voters, v.Hands.People
	devices := v.Voters >= v.least()
	if r.Shown = devices || v.Hands.People >= v.least(); !r.Shown {
		return r
	}
	r.Covered = !devices && v.Voters > 0
	for _, c := range v.Choices {
		bar := VoteBar{VoteChoice: c, Hand: v.Hands.Counts[c.ID]}
		if bar.Dots = bar.Hand; devices {
			bar.Dots += v.Counts[c.ID]
		}
		r.Choices = append(r.Choices, bar)
	}
	return r
}
