package campaign

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var said = time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)

func TestNewComment_IsCheckedAndCleaned(t *testing.T) {
	on := func(c Comment) Comment { c.At = "message.core"; return c }
	for name, c := range map[string]struct {
		give  Comment
		field string
	}{
		"empty":              {on(Comment{Text: " \n "}), "text"},
		"long":               {on(Comment{Text: strings.Repeat("ឃ្លា", CommentText+1)}), "text"},
		"unknown place":      {Comment{At: "message.cor", Text: "x"}, "message.cor"},
		"same words":         {on(Comment{Suggests: true, Replacement: "a", Anchor: Anchor{To: 1, Quote: "a"}}), "replacement"},
		"passage out of fit": {on(Comment{Text: "x", Anchor: Anchor{From: 3, To: 4, Quote: "abc"}}), "quote"},
		"long passage":       {on(Comment{Text: "x", Anchor: Anchor{To: CommentQuote + 1, Quote: strings.Repeat("a", CommentQuote+1)}}), "quote"},
		"suggested rows":     {Comment{At: "channels.list", Suggests: true, Replacement: "x"}, "channels.list"},
		"empty reply":        {Comment{Thread: "c"}, "text"},
	} {
		_, err := Standard().NewComment(c.give)
		if e, ok := err.(*Error); !ok || e.Code != Invalid || e.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, err := Standard().NewComment(on(Comment{Text: " ดี \r\nมาก ", Replacement: "not one"}))
	if err != nil || got.Text != "ดี \nมาก" || got.Replacement != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := Standard().NewComment(Comment{At: "channels.list/row-1/why", Suggests: true, Replacement: "ឆ្ងាញ់"}); err != nil {
		t.Error(err)
	}
}

func TestComment_IsChangedByItsAuthorAlone(t *testing.T) {
	c := Comment{ID: "c", Text: "one", Who: "a"}
	author, other := Caller{ID: "a"}, Caller{ID: "b", Role: Facilitator}
	for _, err := range []error{c.Reword(other, "two", said), c.TakeBack(other, true)} {
		if CodeOf(err) != Forbidden {
			t.Errorf("another: %v", err)
		}
	}
	if err := c.Reword(author, "", said); CodeOf(err) != Invalid || c.Text != "one" {
		t.Errorf("%q, %v", c.Text, err)
	}
	if err := c.Reword(author, "two", said); err != nil || c.Text != "two" || !c.Edited.Equal(said) {
		t.Errorf("%+v, %v", c, err)
	}
	for _, gone := range []bool{true, false} {
		if err := c.TakeBack(author, gone); err != nil || c.Gone != gone {
			t.Errorf("%+v, %v", c, err)
		}
	}
}

func TestComment_IsSettledAndOpenedAgain(t *testing.T) {
	who := Caller{ID: "b"}
	c := Comment{ID: "c", Text: "one", Who: "a"}
	for _, to := range []CommentState{CommentResolved, CommentOpen} {
		if err := c.Settle(to, who, "", said); err != nil || c.State != to || c.By != "b" {
			t.Errorf("%+v, %v", c, err)
		}
	}
	if err := c.Settle(SuggestionRefused, who, "", said); CodeOf(err) != Invalid {
		t.Errorf("a comment was declined: %v", err)
	}
	if err := c.Settle(SuggestionTaken, who, "", said); CodeOf(err) != Invalid {
		t.Errorf("accepted without an entry: %v", err)
	}
	c.Suggests = true
	if err := c.Settle(SuggestionRefused, who, " too long ", said); err != nil || c.Why != "too long" {
		t.Errorf("%+v, %v", c, err)
	}
	if err := c.CanTake(); CodeOf(err) != Conflict {
		t.Errorf("a declined one can be accepted: %v", err)
	}
	c.State = CommentOpen
	if err := c.Take(7, who, said); err != nil || c.Entry != 7 {
		t.Errorf("%+v, %v", c, err)
	}
	if err := c.Take(8, Caller{ID: "x"}, said); err != nil || c.Entry != 7 || c.By != "b" {
		t.Errorf("taken twice: %+v, %v", c, err)
	}
	for _, err := range []error{c.CanTake(), c.Settle(CommentOpen, who, "", said), c.TakeBack(Caller{ID: "a"}, true)} {
		if CodeOf(err) != Conflict {
			t.Errorf("after it was accepted: %v", err)
		}
	}
}

func TestCommentLock_FollowsWhatThePhaseAllows(t *testing.T) {
	for members, locked := range map[May]bool{MayWrite: false, MayComment: false, MayRead: true} {
		var c Course
		if err := c.Add(Phase{Title: "Look", Sections: []string{"message"}, Minutes: 5, Members: members}); err != nil {
			t.Fatal(err)
		}
		if err := c.Start("p1", "Farah", said); err != nil {
			t.Fatal(err)
		}
		if lock := c.CommentLock("message"); (lock != nil) != locked {
			t.Errorf("%s: %+v", members, lock)
		}
	}
}

func TestAnchor_FollowsItsWords(t *testing.T) {
	const thai, khmer = "เรากินข้าวด้วยกัน", "យើងញ៉ាំបាយជាមួយគ្នា"
	for _, c := range []struct{ name, text, quote, now, words string }{
		{"words before it", thai, "ข้าว", "วันนี้" + thai, "ข้าว"},
		{"words at its start", thai, "ข้าว", "เรากินๆข้าวด้วยกัน", "ข้าว"},
		{"words within", khmer, "ញ៉ាំបាយ", "យើងញ៉ាំX បាយជាមួយគ្នា", "ញ៉ាំX បាយ"},
		{"some of its words gone", khmer, "ញ៉ាំបាយ", "យើងបាយជាមួយគ្នា", "បាយ"},
		{"all gone", thai, "ข้าว", "เรากินด้วยกัน", ""},
	} {
		from := ByteToUTF16(c.text, strings.Index(c.text, c.quote))
		a := Anchor{Seq: 3, From: from, To: from + UTF16Len(c.quote), Quote: c.quote}
		entries := []Entry{
			{Seq: 3, Edits: []Edit{{Kind: EditText, At: "message.core", Splices: []Splice{{0, 1, ""}}}}}, // it counts after this one
			{Seq: 4, Edits: []Edit{{Kind: EditText, At: "call.action", Splices: []Splice{{0, 0, "elsewhere"}}}}},
			{Seq: 5, Edits: []Edit{{Kind: EditText, At: "message.core", Splices: DiffText(c.text, c.now)}}},
		}
		got := a.Follow("message.core", entries).Find(c.now)
		if got.Seq != 5 || got.Words(c.now) != c.words {
			t.Errorf("%s: %+v stands on %q", c.name, got, got.Words(c.now))
		}
		if back := got.Find(c.text); c.words == "" && back.Words(c.text) != c.quote {
			t.Errorf("%s: the words came back, and it stands on %q", c.name, back.Words(c.text))
		}
	}
}

func TestLateWords_AreThePassageThatChanged(t *testing.T) {
	for _, c := range []struct{ was, now, quote, replacement string }{
		{"", "ใหม่", "", "ใหม่"},
		{"we eat", "we eat together", "", " together"},
		{"we eat together", "we eat", " together", ""},
		{"កខគ", "កឃគ", "ខ", "ឃ"},
		{"same", "same", "", ""},
	} {
		a, replacement := LateWords(c.was, c.now)
		if a.Quote != c.quote || replacement != c.replacement {
			t.Errorf("%q to %q: %+v, %q", c.was, c.now, a, replacement)
		}
		if got, err := ApplySplices(c.was, a.Splices(replacement)); err != nil || got != c.now {
			t.Errorf("%q to %q gives %q, %v", c.was, c.now, got, err)
		}
	}
}

// TestAcceptedSuggestion_RemovesNothingThatOthersInserted has others write X while a suggestion waits: every X that
// they left is there when it has been accepted, and the new words are.
func TestAcceptedSuggestion_RemovesNothingThatOthersInserted(t *testing.T) {
	lib := Standard()
	words := rapid.StringOfN(rapid.RuneFrom([]rune("abกข្")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		text := words.Draw(t, "text")
		n := UTF16Len(text)
		from := rapid.IntRange(0, n).Draw(t, "from")
		a := Anchor{Seq: 1, From: from, To: rapid.IntRange(from, n).Draw(t, "to")}
		a.Quote = a.Words(text)
		s := State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{"message.core": {Value: Value{Text: text}}}}
		var since []Entry
		now := text
		for seq := int64(2); seq < 2+int64(rapid.IntRange(0, 4).Draw(t, "entries")); seq++ {
			at := rapid.IntRange(0, UTF16Len(now)).Draw(t, "at")
			e := Edit{Kind: EditText, At: "message.core", Splices: []Splice{{at, rapid.IntRange(at, UTF16Len(now)).Draw(t, "gone"), "X"}}}
			next, changed, err := lib.Apply(s, []Edit{e}, seq)
			if err != nil || len(changed) == 0 {
				t.Fatalf("%v, %v", changed, err)
			}
			s, now = next, next.Fields["message.core"].Value.Text
			since = append(since, Entry{Seq: seq, Edits: []Edit{e}})
		}
		replacement := words.Draw(t, "replacement")
		b := Batch{Client: "c", Batch: 1, Base: 1, Edits: []Edit{{Kind: EditText, At: "message.core", Splices: a.Splices(replacement)}}}
		if len(b.Edits[0].Splices) == 0 {
			return
		}
		got, err := lib.Accept(s, b, since, int64(len(since))+2)
		if err != nil {
			t.Fatal(err)
		}
		if after := got.State.Fields["message.core"].Value.Text; strings.Count(after, "X") != strings.Count(now, "X") {
			t.Fatalf("%q became %q", now, after)
		}
	})
}
