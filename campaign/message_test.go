package campaign

import (
	"fmt"
	"strings"
	"testing"
)

func TestMessages_ReachTheirGroupAndAreKeptOnce(t *testing.T) {
	c := Course{}
	for _, m := range []Message{{ID: "1", Text: " ทุกคน "}, {ID: "2", Group: "a", Text: "One"}, {ID: "3", Section: "message"}, {ID: "2", Group: "a", Text: "One"}} {
		if err := c.Say(m); err != nil {
			t.Fatal(err)
		}
	}
	to := func(group string) (ids string) {
		for _, m := range c.MessagesTo(group) {
			ids += m.ID
		}
		return ids
	}
	if to("a") != "123" || to("b") != "13" || c.Messages[0].Text != "ทุกคน" {
		t.Errorf("%s, %s: %+v", to("a"), to("b"), c.Messages)
	}
	c.Unsay("1")
	c.Unsay("1")
	if to("b") != "3" {
		t.Error(to("b"))
	}
	for name, m := range map[string]Message{"empty": {ID: "x", Text: "  "}, "long": {ID: "x", Text: strings.Repeat("ก", MessageText+1)}, "two lines": {ID: "x", Text: "a\nb"}} {
		if err := c.Say(m); CodeOf(err) != Invalid || to("b") != "3" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range 30 {
		if err := c.Say(Message{ID: fmt.Sprint("n", i), Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.Messages) != MessageCount || c.Messages[MessageCount-1].ID != "n29" {
		t.Errorf("%d are kept", len(c.Messages))
	}
}
