package campaign

import (
	"slices"
	"testing"
	"time"
)

var nine = time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)

func after(minutes float64) time.Time {
	return nine.Add(time.Duration(minutes * float64(time.Minute)))
}

// planned is a course of three phases of 10, 20 and 30 minutes.
func planned() Course {
	return Course{Phases: []Phase{
		{"a", "Context", []string{"context"}, 10, MayWrite, false}, {"b", "Message", []string{"message"}, 20, MayWrite, false}, {"c", "Gallery", []string{"context", "message"}, 30, MayRead, false},
	}}
}

func TestCourse_TimerIsTheWallClocks(t *testing.T) {
	type step struct {
		at float64
		do func(c *Course, now time.Time) error
	}
	start := step{0, func(c *Course, now time.Time) error { return c.Start("a", "Farah", now) }}
	pause := func(at float64) step {
		return step{at, func(c *Course, now time.Time) error { return c.Pause(now) }}
	}
	resume := func(at float64) step {
		return step{at, func(c *Course, now time.Time) error { return c.Resume(now) }}
	}
	extend := func(at float64, group string, more int) step {
		return step{at, func(c *Course, now time.Time) error { return c.Extend(group, more, now) }}
	}
	for name, c := range map[string]struct {
		steps       []step
		at          float64
		left, left1 float64 // minutes, of all and of the group g
	}{
		"none runs":               {nil, 1, 0, 0},
		"it runs":                 {[]step{start}, 4, 6, 6},
		"it is up":                {[]step{start}, 11, 0, 0},
		"asleep for hours":        {[]step{start}, 300, 0, 0},
		"five more for all":       {[]step{start, extend(4, "", 5)}, 4, 11, 11},
		"five more after the end": {[]step{start, extend(13, "", 5)}, 13, 5, 5},
		"five more for one":       {[]step{start, extend(4, "g", 5)}, 4, 6, 11},
		"for one, after the end":  {[]step{start, extend(13, "g", 5)}, 14, 0, 4},
		"for one and for all":     {[]step{start, extend(4, "g", 5), extend(5, "", 5)}, 5, 10, 15},
		"paused":                  {[]step{start, pause(4)}, 100, 6, 6},
		"paused twice":            {[]step{start, pause(4), pause(7)}, 9, 6, 6},
		"resumed":                 {[]step{start, pause(4), resume(50)}, 52, 4, 4},
		"resumed without a pause": {[]step{start, resume(5)}, 6, 4, 4},
		"extended while paused":   {[]step{start, pause(4), extend(60, "", 5), resume(61)}, 62, 10, 10},
		"the clock was set back":  {[]step{start, pause(4), resume(2)}, 4, 6, 6},
		"started again":           {[]step{start, extend(1, "g", 5), {8, func(c *Course, now time.Time) error { return c.Start("b", "Noor", now) }}}, 9, 19, 19},
		"ended":                   {[]step{start, {2, func(c *Course, _ time.Time) error { return c.End() }}}, 3, 0, 0},
	} {
		course := planned()
		for _, s := range c.steps {
			if err := s.do(&course, after(s.at)); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if got := course.Left("", after(c.at)).Minutes(); got != c.left {
			t.Errorf("%s: all have %v minutes left, should have %v", name, got, c.left)
		}
		if got := course.Left("g", after(c.at)).Minutes(); got != c.left1 {
			t.Errorf("%s: the group has %v minutes left, should have %v", name, got, c.left1)
		}
	}
}

func TestCourse_WhatCannotBeDoneSaysWhyAndChangesNothing(t *testing.T) {
	running := planned()
	if err := running.Start("b", "Farah", nine); err != nil {
		t.Fatal(err)
	}
	with := func(change func(p *Phase)) func(c *Course) error {
		return func(c *Course) error {
			plan := slices.Clone(c.Phases)
			change(&plan[1])
			return c.Plan(plan)
		}
	}
	for name, c := range map[string]struct {
		course Course
		do     func(c *Course) error
		code   Code
	}{
		"no such phase":        {planned(), func(c *Course) error { return c.Start("z", "", nine) }, Invalid},
		"end of nothing":       {planned(), func(c *Course) error { return c.End() }, Conflict},
		"pause of nothing":     {planned(), func(c *Course) error { return c.Pause(nine) }, Conflict},
		"more of nothing":      {planned(), func(c *Course) error { return c.Extend("", 5, nine) }, Conflict},
		"no minutes more":      {running, func(c *Course) error { return c.Extend("", 0, nine) }, Invalid},
		"far too many":         {running, func(c *Course) error { return c.Extend("g", 601, nine) }, Invalid},
		"remove what runs":     {running, func(c *Course) error { return c.Remove("b") }, Conflict},
		"without a title":      {planned(), with(func(p *Phase) { p.Title = "  " }), Invalid},
		"a title of two lines": {planned(), with(func(p *Phase) { p.Title = "a\nb" }), Invalid},
		"no minutes":           {planned(), with(func(p *Phase) { p.Minutes = 0 }), Invalid},
		"no such permission":   {planned(), with(func(p *Phase) { p.Members = "all" }), Invalid},
		"one id twice":         {planned(), with(func(p *Phase) { p.ID = "a" }), Invalid},
	} {
		before := c.course
		if err := c.do(&c.course); CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if !slices.EqualFunc(before.Phases, c.course.Phases, func(a, b Phase) bool { return a.ID == b.ID && a.Title == b.Title }) || before.Phase != c.course.Phase || before.Ends != c.course.Ends {
			t.Errorf("%s: it changed the course to %+v", name, c.course)
		}
	}
}

func TestCourse_PlanIsChangedWhileItRuns(t *testing.T) {
	c := planned()
	ids := func() (s string) {
		for _, p := range c.Phases {
			s += p.ID + " "
		}
		return s
	}
	for _, step := range []struct {
		do   error
		want string
	}{
		{c.Start("b", "Farah", nine), "a b c "},
		{c.Move("a", -1), "a b c "}, {c.Move("c", 1), "a b c "}, {c.Move("z", 1), "a b c "},
	} {
		if step.do != nil || ids() != step.want {
			t.Errorf("%v: %s", step.do, ids())
		}
	}
	if err := c.Move("c", -1); err != nil || ids() != "a c b " || c.Number() != 3 || c.After() != nil || c.Before().ID != "c" {
		t.Errorf("%v: %s, %+v", err, ids(), c)
	}
	if err := c.Add(Phase{Title: " ฟัง ", Minutes: 5, Members: MayComment}); err != nil || ids() != "a c b p4 " || c.Phases[3].Title != "ฟัง" || c.After().ID != "p4" {
		t.Errorf("%v: %s, %+v", err, ids(), c)
	}
	if err := c.Remove("a"); err != nil || ids() != "c b p4 " {
		t.Errorf("%v: %s", err, ids())
	}
	if err := c.Add(Phase{Title: "x", Minutes: 5, Members: MayWrite}); err != nil || ids() != "c b p4 p5 " {
		t.Errorf("%v: %s", err, ids())
	}
	for len(c.Phases) < PhaseCount {
		if err := c.Add(Phase{Title: "x", Minutes: 5, Members: MayWrite}); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Add(Phase{Title: "x", Minutes: 5, Members: MayWrite}); CodeOf(err) != Invalid {
		t.Errorf("one too many: %v", err)
	}
}

func TestPhasesOf_EverySectionOfACanvasWithItsMinutes(t *testing.T) {
	for _, canvas := range Standard().Canvases() {
		plan := PhasesOf(&canvas, func(s string) string { return "The " + s })
		total := 0
		for i, p := range plan {
			total += p.Minutes
			if s := canvas.Sections[i]; p.Title != "The "+s.ID || p.Minutes != s.Minutes || !slices.Equal(p.Sections, []string{s.ID}) || p.Members != MayWrite {
				t.Errorf("%s: %+v", canvas.ID, p)
			}
		}
		c := Course{}
		if err := c.Plan(plan); err != nil || len(plan) != len(canvas.Sections) || total != canvas.Minutes {
			t.Errorf("%s: %d phases of %d minutes, %v", canvas.ID, len(plan), total, err)
		}
	}
}
