package campaign

import (
	"testing"
	"time"
)

func TestCourse_KnowsTheSectionThatTheGroupsHaveBeenWorkingOn(t *testing.T) {
	now := time.Now()
	c := Course{Phases: []Phase{{ID: "a", Minutes: 20, Sections: []string{"message", "goal"}}, {ID: "talk", Minutes: 20}, {ID: "b", Minutes: 3, Sections: []string{"channels"}}}}
	for _, step := range []struct {
		do, want string
		pass     time.Duration
	}{
		{"", "", 0},
		{"a", "message", 0},
		{"", "message", 10 * time.Minute},
		{"talk", "message", 0},
		{"b", "channels", 0},             // what ended is about none
		{"a", "channels", time.Minute},   // talked over, though the next one runs
		{"", "message", 5 * time.Minute}, // and then it is about the one that runs
		{"b", "message", 0},
		{"", "channels", 3 * time.Minute}, // its time is up before that
		{"a", "channels", 0},
		{"b", "channels", time.Second}, // the next one was begun too early
		{"end", "channels", 0},
		{"talk", "channels", 0},
	} {
		var err error
		switch step.do {
		case "":
		case "end":
			err = c.End()
		default:
			err = c.Start(step.do, "Farah", now)
		}
		now = now.Add(step.pass)
		if got := c.Worked(now); err != nil || got != step.want {
			t.Errorf("after %q and %v it is %q, should be %q (%v)", step.do, step.pass, got, step.want, err)
		}
	}
}
