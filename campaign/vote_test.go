package campaign

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func asked(choices ...string) Vote {
	v := Vote{Question: "Which one?", Dots: 3, Most: 2, Minimum: 5}
	for _, text := range choices {
		v.Choices = append(v.Choices, VoteChoice{Text: text})
	}
	return v
}

func TestVote_AskedIsCheckedAndItsChoicesGetIDs(t *testing.T) {
	with := func(change func(v *Vote)) Vote {
		v := asked("a", "b")
		change(&v)
		return v
	}
	many := make([]string, VoteChoices+1)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	for name, c := range map[string]struct {
		vote  Vote
		field string
	}{
		"as it should be":      {asked(" a", "", "b"), ""},
		"no question":          {with(func(v *Vote) { v.Question = " " }), "question"},
		"a long question":      {with(func(v *Vote) { v.Question = strings.Repeat("ก", VoteQuestion+1) }), "question"},
		"a question of lines":  {with(func(v *Vote) { v.Question = "a\nb" }), "question"},
		"no dots":              {with(func(v *Vote) { v.Dots = 0 }), "dots"},
		"too many dots":        {with(func(v *Vote) { v.Dots = 6 }), "dots"},
		"more on one than all": {with(func(v *Vote) { v.Most = 4 }), "most"},
		"none on one":          {with(func(v *Vote) { v.Most = 0 }), "most"},
		"a minimum of two":     {with(func(v *Vote) { v.Minimum = 2 }), "least"},
		"one choice":           {asked("a"), "choices"},
		"twice the same":       {asked("a", "a"), "choices"},
		"too many":             {asked(many...), "choices"},
		"a long choice":        {asked("a", strings.Repeat("ក្ម", VoteChoiceText+1)), "choices"},
	} {
		err := c.vote.Ask()
		if e, _ := err.(*Error); (e == nil) != (c.field == "") || e != nil && e.Field != c.field {
			t.Errorf("%s: %v, should name %q", name, err, c.field)
		}
	}
	v := asked(" a", "", "b")
	if err := v.Ask(); err != nil || !reflect.DeepEqual(v.Choices, []VoteChoice{{ID: "c1", Text: "a"}, {ID: "c2", Text: "b"}}) {
		t.Errorf("%+v, %v", v.Choices, err)
	}
}

func TestVote_DotsArePlacedWithinBounds(t *testing.T) {
	v := asked("a", "b", "c")
	if err := v.Ask(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		dots Dots
		want Dots
		bad  bool
	}{
		"all":             {Dots{"c1": 2, "c2": 1, "c3": 0}, Dots{"c1": 2, "c2": 1}, false},
		"not all":         {Dots{"c3": 1}, Dots{"c3": 1}, false},
		"taken back":      {Dots{"c1": 0}, Dots{}, false},
		"too many on one": {Dots{"c1": 3}, nil, true},
		"too many":        {Dots{"c1": 2, "c2": 2}, nil, true},
		"less than none":  {Dots{"c1": -1, "c2": 2}, nil, true},
		"of no choice":    {Dots{"c9": 1}, nil, true},
	} {
		got, err := v.Place(c.dots)
		if (err != nil) != c.bad || !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	v.Close(nil, nine)
	if _, err := v.Place(Dots{"c1": 1}); CodeOf(err) != Conflict {
		t.Errorf("when it is closed: %v", err)
	}
}

func TestVote_ShowsNothingUnderTheMinimum(t *testing.T) {
	one := Dots{"c1": 2, "c2": 1}
	for name, c := range map[string]struct {
		voters, hands  int
		shown, covered bool
		first          int // dots of the first choice
	}{
		"nobody":                      {0, 0, false, false, 0},
		"too few":                     {4, 0, false, false, 0},
		"enough":                      {5, 0, true, false, 10},
		"too few by hand":             {0, 4, false, false, 0},
		"by hand alone":               {0, 5, true, false, 4},
		"both too few":                {4, 4, false, false, 0},
		"devices too few among hands": {2, 9, true, true, 4},
		"hands too few among devices": {6, 2, true, false, 16},
	} {
		v := asked("a", "b")
		if err := v.Ask(); err != nil {
			t.Fatal(err)
		}
		if r := v.Result(); r.Shown || r.Choices != nil || r.Voters != 0 {
			t.Errorf("an open vote shows %+v", r)
		}
		all := []Dots{{}, {"c2": 0}} // who took their dots back has not voted
		for range c.voters {
			all = append(all, one)
		}
		if c.hands > 0 {
			if err := v.CountByHand(HandCount{c.hands, map[string]int{"c1": 4, "c2": 0}}); err != nil {
				t.Fatal(err)
			}
		}
		v.Close(all, nine)
		v.Close([]Dots{one, one, one, one, one, one, one}, after(1)) // closing again does nothing
		r := v.Result()
		if r.Shown != c.shown || r.Covered != c.covered || r.Voters != c.voters || r.Hands != c.hands || r.Shown != (len(r.Choices) == 2) {
			t.Errorf("%s: %+v", name, r)
			continue
		}
		if c.shown && (r.Choices[0].Dots != c.first || r.Choices[0].ID != "c1") {
			t.Errorf("%s: %+v", name, r.Choices)
		}
		if c.voters < 5 && v.Counts != nil {
			t.Errorf("%s: what %d people chose is kept: %v", name, c.voters, v.Counts)
		}
	}
}

func TestVote_CountsEveryDotOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := asked("a", "b", "c", "d")
		if err := v.Ask(); err != nil {
			t.Fatal(err)
		}
		var all []Dots
		want, voters := map[string]int{}, 0
		for range rapid.IntRange(0, 12).Draw(t, "people") {
			typed := Dots{}
			for _, c := range v.Choices {
				typed[c.ID] = rapid.IntRange(0, 3).Draw(t, c.ID)
			}
			placed, err := v.Place(typed)
			if err != nil {
				continue
			}
			if placed.Total() > v.Dots {
				t.Fatalf("%v was taken", placed)
			}
			all = append(all, placed)
			if placed.Total() > 0 {
				voters++
			}
			for choice, n := range placed {
				want[choice] += n
			}
		}
		v.Close(all, nine)
		r := v.Result()
		if r.Shown != (voters >= v.Minimum) || r.Voters != voters {
			t.Fatalf("%d voters: %+v", voters, r)
		}
		for _, bar := range r.Choices {
			if bar.Dots != want[bar.ID] || bar.Hand != 0 {
				t.Fatalf("%+v, should have %d", bar, want[bar.ID])
			}
		}
	})
}

func TestVote_CountsByHandMustBePossible(t *testing.T) {
	for name, c := range map[string]struct {
		hand  HandCount
		field string
	}{
		"possible":         {HandCount{3, map[string]int{"c1": 6, "c2": 3}}, ""},
		"taken back":       {HandCount{}, ""},
		"too many on one":  {HandCount{3, map[string]int{"c1": 7}}, "c1"},
		"too many":         {HandCount{3, map[string]int{"c1": 5, "c2": 5}}, "people"},
		"of nobody":        {HandCount{0, map[string]int{"c1": 1}}, "c1"},
		"of too many":      {HandCount{VoteHandsCounted + 1, nil}, "people"},
		"of no choice":     {HandCount{3, map[string]int{"c7": 1}}, "people"},
		"less than nobody": {HandCount{-1, nil}, "people"},
	} {
		v := asked("a", "b")
		if err := v.Ask(); err != nil {
			t.Fatal(err)
		}
		err := v.CountByHand(c.hand)
		if e, _ := err.(*Error); (e == nil) != (c.field == "") || e != nil && e.Field != c.field {
			t.Errorf("%s: %v, should name %q", name, err, c.field)
		}
		if err != nil && v.Hands.People != 0 {
			t.Errorf("%s: it was refused and kept", name)
		}
	}
}

func TestCourse_CallsOpenVotesAndTheLatestClosedForAWhile(t *testing.T) {
	var c Course
	open, first, second := Vote{ID: "o"}, Vote{ID: "1", Closed: nine}, Vote{ID: "2", Closed: after(5)}
	for _, v := range []*Vote{&open, &first, {ID: "2"}, &second} {
		c.CallVote(v)
	}
	ids := func(calls []VoteCall) (all string) {
		for _, call := range calls {
			all += call.ID
		}
		return all
	}
	if got := ids(c.VotesCalled(after(6))); got != "o2" {
		t.Errorf("called are %s", got)
	}
	if got := ids(c.VotesCalled(after(36))); got != "o" {
		t.Errorf("after a while %s", got)
	}
	if c.UncallVote("o"); ids(c.Votes) != "2" {
		t.Errorf("taken back: %+v", c.Votes)
	}
}

func TestFirstGraphemes_CutsWherePeopleDo(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "abc"}, {"ស្ម័គ្រ", 1, "ស្ម័"}, {"👩‍👩‍👧x", 1, "👩‍👩‍👧"}, {"a", 0, ""}} {
		if got := FirstGraphemes(c.text, c.n); got != c.want {
			t.Errorf("%q, %d: %q, want %q", c.text, c.n, got, c.want)
		}
	}
}
