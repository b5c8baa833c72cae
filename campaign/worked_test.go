package campaign

import (
	"testing"
	"time"
)

func TestCourse_KnowsTheSectionThatTheGroupsHaveBeenWorkingOn(t *testing.T) {
	now := time.Now()
	c := Course{Phases: []Phase{{ID: "a", Sections: []string{"message", "goal"}}, {ID: "talk"}, {ID: "b", Sections: []string{"channels"}}}}
	for _, step := range []struct{ do, want string }{{"", ""}, {"a", "message"}, {"talk", "message"}, {"b", "channels"}, {"end", "channels"}, {"talk", "channels"}} {
		var err error
		switch step.do {
		case "":
		case "end":
			err = c.End()
		default:
			err = c.Start(step.do, "Farah", now)
		}
		if got := c.Worked(); err != nil || got != step.want {
			t.Errorf("after %q it is %q, should be %q (%v)", step.do, got, step.want, err)
		}
	}
}
