package principles

import "testing"

func TestShareEnd_TellsSharesOfPeopleFromPricesAndDates(t *testing.T) {
	for _, c := range []struct {
		text, share string
	}{
		{"83% of families", "83%"},
		{"83 % agree", "83 %"},
		{"83 percent agree", "83 percent"},
		{"7.5 per cent", "7.5 per cent"},
		{"9 out of 10 fishers", "9 out of 10"},
		{"3 in every 4 fishers", "3 in every 4"},
		{"100 % of us", ""},
		{"20% off today", ""},
		{"30% less salt", ""},
		{"4 in 2027 and", ""},
		{"12 in 10 boats", ""},
		{"4 in 5 days", ""},
		{"4 in 5 crews", "4 in 5"},
		{"40 families", ""},
	} {
		to := 0
		for to < len(c.text) && (digit(c.text[to]) || c.text[to] == '.') {
			to++
		}
		got := c.text[:shareEnd([]byte(c.text), 0, to)]
		if got != c.share {
			t.Errorf("%q: the share is %q, want %q", c.text, got, c.share)
		}
	}
}

func TestLineStart_PicturesAndBulletsAreNoWords(t *testing.T) {
	for text, want := range map[string]bool{
		"🌊 myth: a":   true,
		"• myth: a":   true,
		"- myth: a":   true,
		"the myth: a": false,
		"é myth: a":   false,
		"ไป myth: a":  false,
	} {
		s := scan{text: []byte(text)}
		at := len(text) - len("myth: a")
		if got := s.lineStart(at); got != want {
			t.Errorf("%q: at the beginning of its line is %v, want %v", text, got, want)
		}
	}
}
