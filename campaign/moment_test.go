package campaign

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// logOf reads a log that is held as a list, and notes the most that was asked for at a time.
func logOf(log []Entry, most *int) func(after int64, limit int) ([]Entry, error) {
	return func(after int64, limit int) ([]Entry, error) {
		*most = max(*most, limit)
		part := log[min(int(after), len(log)):]
		return part[:min(limit, len(part))], nil
	}
}

func TestRestoreEdits_BringBackEveryMomentOfALog(t *testing.T) {
	l := Standard()
	rapid.Check(t, func(t *rapid.T) {
		empty := State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{}}
		s, log := empty, []Entry(nil)
		moments := []*Draft{s.Draft("")}
		become := func(then *Draft, fields ...string) {
			edits := l.RestoreEdits(s, then, fields...)
			if len(edits) == 0 {
				return
			}
			seq := int64(len(log) + 1)
			got, err := l.Accept(s, Batch{Client: "page", Batch: seq, Base: seq - 1, Edits: edits}, nil, seq)
			if err != nil {
				t.Fatalf("%v\n%+v", err, edits)
			}
			s, log = got.State, append(log, Entry{Seq: seq, Edits: got.Edits})
			moments = append(moments, s.Draft(""))
		}
		same := func(want *Draft) {
			if have, want := string(l.EncodeFields(s.Draft(""), true)), string(l.EncodeFields(want, true)); have != want {
				t.Fatalf("got\n%s\nwant\n%s", have, want)
			}
		}
		for range 4 {
			d := drawDraft(t, "draft", true)
			become(d)
			same(d)
		}
		seq := rapid.IntRange(0, len(log)).Draw(t, "seq")
		most := 0
		state, err := l.StateAt(empty, 0, int64(seq), logOf(log, &most))
		if err != nil {
			t.Fatal(err)
		}
		then := state.Draft("")
		if have, want := string(l.EncodeFields(then, true)), string(l.EncodeFields(moments[seq], true)); have != want {
			t.Fatalf("the moment %d is\n%s\nwas\n%s", seq, have, want)
		}
		field := rapid.SampledFrom(l.Fields()).Draw(t, "field").ID
		was := s.Draft("")
		become(then, field)
		now := s.Draft("")
		for _, f := range l.Fields() {
			want := was
			if f.ID == field {
				want = then
			}
			if !Equal(now.Fields[f.ID], want.Fields[f.ID]) {
				t.Fatalf("%s was restored and %s is %+v, should be %+v", field, f.ID, now.Fields[f.ID], want.Fields[f.ID])
			}
		}
		become(then)
		same(then)
		become(was) // and undone
		same(was)
	})
}

func TestStateAt_ReadsALogInParts(t *testing.T) {
	l := Standard()
	from := State{Canvas: DefaultCanvas, Language: "en"}
	letter := func(i int) string { return string(rune('a' + i%26)) }
	var log []Entry
	for i := range 2500 {
		log = append(log, Entry{Seq: int64(i + 1), Edits: []Edit{{Kind: EditText, At: "message.core", Splices: []Splice{{To: min(i, 1), Insert: letter(i)}}}}})
	}
	for _, seq := range []int64{0, 1, 999, 1000, 1001, 2500, 9999} {
		most := 0
		s, err := l.StateAt(from, 0, seq, logOf(log, &most))
		if err != nil || most > MomentEntries {
			t.Fatalf("%d: %v, read %d at once", seq, err, most)
		}
		want := ""
		if seq > 0 {
			want = letter(int(min(seq, 2500)) - 1)
		}
		if got := s.Fields["message.core"].Value.Text; got != want {
			t.Errorf("after %d it is %q, should be %q", seq, got, want)
		}
		if further, err := l.StateAt(s, min(seq, 2500), 2500, logOf(log, &most)); err != nil || further.Fields["message.core"].Value.Text != letter(2499) {
			t.Errorf("folding on from %d gives %+v, %v", seq, further.Fields, err)
		}
	}
	broken := errors.New("broken")
	if _, err := l.StateAt(from, 0, 1, func(int64, int) ([]Entry, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("a log that cannot be read gives %v", err)
	}
}

func TestRuns_ShowWhatIsGoneAndWhatIsNew(t *testing.T) {
	for _, row := range []struct {
		name, old, new string
		want           []Run
	}{
		{"the same", "Ask first", "Ask first", []Run{{RunKept, "Ask first"}}},
		{"nothing before", "", "Ask", []Run{{RunNew, "Ask"}}},
		{"nothing after", "Ask", "", []Run{{RunGone, "Ask"}}},
		{"a Thai mark", "น้ำใจ", "นำใจ", []Run{{RunGone, "น้ำ"}, {RunNew, "นำ"}, {RunKept, "ใจ"}}},
		{"the Khmer consonant below", "ខ្មែរ", "ខ្លែរ", []Run{{RunGone, "ខ្មែ"}, {RunNew, "ខ្លែ"}, {RunKept, "រ"}}},
		{"a Khmer stack that grows", "បងកម", "បង្កម", []Run{{RunKept, "ប"}, {RunGone, "ងក"}, {RunNew, "ង្ក"}, {RunKept, "ម"}}},
	} {
		if got := Runs(row.old, row.new); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}

func TestRuns_MakeBothTextsAndPartNoStack(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("aក\u17D2ខមែ้นำ\n 😀")))
	rapid.Check(t, func(t *rapid.T) {
		old, new := text.Draw(t, "old"), text.Draw(t, "new")
		was, now := "", ""
		runs := Runs(old, new)
		for i, r := range runs {
			if r.Text == "" {
				t.Fatalf("an empty run in %v", runs)
			}
			if r.Kind != RunNew {
				was += r.Text
			}
			if r.Kind != RunGone {
				now += r.Text
			}
			if i < len(runs)-1 && r.Kind == RunKept && lastStack(r.Text) != "" {
				t.Fatalf("%q ends within a stack: %v", r.Text, runs)
			}
		}
		if was != old || now != new {
			t.Fatalf("%v makes %q and %q of %q and %q", runs, was, now, old, new)
		}
	})
}
