package campaign

import "testing"

func TestCourse_RevealsUntilItIsHidden(t *testing.T) {
	c := planned()
	c.Reveal([]string{"message", "context"}, "Farah", nine)
	c.Reveal([]string{"message"}, "Noor", nine.Add(1))
	if !c.Reveals("message") || !c.Reveals("context") || c.Reveals("audience") || len(c.Revealed) != 2 || c.Shown["message"].By != "Farah" {
		t.Fatalf("%+v", c)
	}
	c.Unnamed = "seed"
	c.Hide("message")
	if c.Reveals("message") || !c.Reveals("context") || c.Unnamed == "" || len(c.Shown) != 1 {
		t.Errorf("one hidden: %+v", c)
	}
	c.Hide("context")
	if len(c.Revealed) != 0 || len(c.Shown) != 0 || c.Unnamed != "" {
		t.Errorf("all hidden: %+v", c)
	}
}

func TestCourse_APhaseMayRevealItsSectionsWhenItBegins(t *testing.T) {
	c := planned()
	c.Phases[1].Reveal = true
	for id, want := range map[string]bool{"a": false, "b": true} {
		course := c
		if err := course.Start(id, "Farah", nine); err != nil || course.Reveals("message") != want {
			t.Errorf("phase %s: %v, %v", id, course.Revealed, err)
		}
	}
}

func TestCourse_WithoutNamesItIsNotSaidWhoRevealed(t *testing.T) {
	c := planned()
	c.Reveal([]string{"message"}, "Farah", nine)
	was := c
	c.Veil()
	if c.Shown["message"].By != FacilitatorName || !c.Shown["message"].At.Equal(nine) || was.Shown["message"].By != "Farah" {
		t.Errorf("%+v, before %+v", c.Shown, was.Shown)
	}
}
