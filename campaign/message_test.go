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
	for _, m := range []Message{{ID: "t", Timer: true}, {ID: "f", Field: "message.core"}, {ID: "r", Room: "all"}} {
		if err := c.Say(m); err != nil || !m.Brings() {
			t.Errorf("%+v: %v", m, err)
		}
		c.Unsay(m.ID)
	}
	for name, m := range map[string]Message{"about a field, and nothing said": {ID: "x", Group: "a", Field: "message.core"}, "empty": {ID: "x", Text: "  "}, "long": {ID: "x", Text: strings.Repeat("ก", MessageText+1)}, "two lines": {ID: "x", Text: "a\nb"}} {
		if err := c.Say(m); CodeOf(err) != Invalid || to("b") != "3" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range 30 {
		if err := c.Say(Message{ID: fmt.Sprint("n", i), Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	if to("b") != "n10n11n12n13n14n15n16n17n18n19n20n21n22n23n24n25n26n27n28n29" || !strings.HasPrefix(to("a"), "2n10") {
		t.Errorf("to all %s are kept, for one group %s", to("b"), to("a"))
	}
	for i := range 2 * MessagesEach {
		for _, group := range []string{"a", "b"} {
			if err := c.Say(Message{ID: fmt.Sprint(group, i), Group: group, Field: "message.core", Text: "x"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := strings.ReplaceAll(to("a"), "n", " n"); !strings.HasSuffix(got, " n29a8a9a10a11a12a13a14a15") || len(c.Messages) != MessageCount+2*MessagesEach {
		t.Errorf("of many to single groups %s are kept, %d in all", got, len(c.Messages))
	}
}
