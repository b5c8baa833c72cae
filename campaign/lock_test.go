package campaign

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

// locking is a draft whose message was locked at nine by the entry 3 of its log.
func locking(t *testing.T) (State, []Entry) {
	t.Helper()
	l := Standard()
	s := State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{}}
	var log []Entry
	for i, edits := range [][]Edit{
		{{Kind: EditText, At: "message.core", Splices: []Splice{{Insert: "Eat"}}}},
		{{Kind: EditSet, At: "audience.age_from", Value: json.RawMessage("18")}},
		s.LockEdits([]Lock{{Section: "message", Since: nine, By: "Farah", At: "09:00", Why: LockedByHand}}),
	} {
		client := "page"
		if i == 2 {
			client = ServerClient
		}
		got, err := l.Accept(s, Batch{Client: client, Batch: int64(i + 1), Base: int64(i), Edits: edits}, nil, int64(i+1))
		if err != nil {
			t.Fatal(err)
		}
		s, log = got.State, append(log, Entry{Seq: int64(i + 1), Edits: got.Edits})
	}
	return s, log
}

func TestAccept_LockRefusesWhatWasMadeAfterItAndTakesWhatIsLate(t *testing.T) {
	s, log := locking(t)
	text := Edit{Kind: EditText, At: "message.core", Splices: []Splice{{Insert: "We "}}}
	row := Edit{Kind: EditInsertRow, At: "message.supports", Row: "r"}
	for name, c := range map[string]struct {
		edits  []Edit
		base   int64
		after  time.Duration
		client string
		code   Code
	}{
		"after the lock":                {[]Edit{text}, 3, time.Second, "page", Locked},
		"before the lock, at once":      {[]Edit{text}, 2, time.Second, "page", ""},
		"before the lock, in time":      {[]Edit{text}, 1, 60 * time.Second, "page", ""},
		"before the lock, too late":     {[]Edit{text}, 2, 61 * time.Second, "page", Locked},
		"a row, after the lock":         {[]Edit{row}, 3, 0, "page", Locked},
		"a row, too late":               {[]Edit{row}, 0, time.Hour, "page", Locked},
		"another section":               {[]Edit{{Kind: EditSet, At: "audience.age_to", Value: json.RawMessage("30")}}, 3, time.Hour, "page", ""},
		"the title above all":           {[]Edit{{Kind: EditText, At: TitleField, Splices: []Splice{{Insert: "x"}}}}, 3, time.Hour, "page", ""},
		"with a principle's name on it": {[]Edit{{Kind: EditText, At: "message.core", Splices: text.Splices, Principle: "msg-plain"}}, 3, 0, "page", Locked},
		"one of two, and none is done":  {[]Edit{{Kind: EditSet, At: "audience.age_to", Value: json.RawMessage("30")}, text}, 3, time.Hour, "page", Locked},
		"what is said of a finding":     {[]Edit{{Kind: EditSetAside, At: "message.core", Principle: "msg-plain", Rule: "jargon", Reason: Agreed}}, 3, time.Hour, "page", ""},
		"a page that locks":             {[]Edit{{Kind: EditLock, At: "audience", Value: json.RawMessage("{}")}}, 3, 0, "page", Invalid},
		"a page that opens":             {[]Edit{{Kind: EditUnlock, At: "message"}}, 3, 0, "page", Invalid},
		"no such section":               {[]Edit{{Kind: EditUnlock, At: "nothing"}}, 3, 0, ServerClient, Invalid},
	} {
		got, err := Standard().Accept(s, Batch{Client: c.client, Batch: 9, Base: c.base, Edits: c.edits, Taken: nine.Add(c.after)}, log[c.base:], 4)
		if CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if c.code == Locked {
			e := err.(*Error)
			for _, word := range []string{"Message", "Farah", "09:00", "until"} {
				if !strings.Contains(e.Error(), word) {
					t.Errorf("%s: %q does not say %q", name, e, word)
				}
			}
			if e.Field != c.edits[len(c.edits)-1].At {
				t.Errorf("%s: names %q", name, e.Field)
			}
		} else if err == nil && name == "before the lock, at once" && got.State.Draft("").Text("message.core") != "We Eat" {
			t.Errorf("%s: %q", name, got.State.Draft("").Text("message.core"))
		}
	}
}

func TestLocks_AreReplayedKeptAndOpened(t *testing.T) {
	l := Standard()
	s, log := locking(t)
	replayed, err := l.StateAt(State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{}}, 0, 3, func(after int64, limit int) ([]Entry, error) { return log[after:], nil })
	if err != nil || !reflect.DeepEqual(replayed.Locks, s.Locks) || s.Lock("message").Seq != 3 {
		t.Errorf("replayed %+v, %v", replayed.Locks, err)
	}
	data, there, err := l.EncodePart(s, partLocks)
	kept := State{Fields: map[string]FieldState{}}
	if err != nil || !there || l.DecodePart(&kept, partLocks, data) != nil || !reflect.DeepEqual(kept.Locks, s.Locks) {
		t.Errorf("kept %s as %+v", data, kept.Locks)
	}
	if edits := s.LockEdits(s.Locks); len(edits) > 0 {
		t.Errorf("what is as wanted becomes %+v", edits)
	}
	// Locked for another reason, it has been locked since the first.
	later := Lock{Section: "message", Since: nine.Add(time.Hour), By: "Noor", At: "10:00", Why: LockedByPhase, Phase: "Gallery"}
	again, err := l.Accept(s, Batch{Client: ServerClient, Batch: 4, Base: 3, Edits: s.LockEdits([]Lock{later})}, nil, 4)
	if got := again.State.Lock("message"); err != nil || got.Why != LockedByPhase || got.Seq != 3 || !got.Since.Equal(nine) {
		t.Errorf("%+v, %v", got, err)
	}
	opened, err := l.Accept(s, Batch{Client: ServerClient, Batch: 4, Base: 3, Edits: s.LockEdits(nil)}, nil, 4)
	if err != nil || opened.State.Locks != nil || s.Lock("message") == nil {
		t.Errorf("opened %+v, %v", opened.State.Locks, err)
	}
	if _, there, _ := l.EncodePart(opened.State, partLocks); there {
		t.Error("locks are kept where there are none")
	}
}

func TestCourse_SaysWhatAGroupMayDoAndWhy(t *testing.T) {
	c := planned() // context, message, and a gallery of both to read
	c.Phases = append(c.Phases, Phase{"d", "Channels", []string{"channels"}, 10, MayWrite, false})
	steps := []struct {
		name string
		do   func() error
		want string // of context, message, channels, partners
	}{
		{"before the first", func() error { c.Closed = true; return nil }, "write write write write"},
		{"the first runs", func() error { return c.Start("a", "Farah", nine) }, "write read/ahead read/ahead write"},
		{"one is opened", func() error { return c.OpenSection("channels") }, "write read/ahead write write"},
		{"one is locked", func() error { c.LockSection("context", "Noor", nine); return nil }, "read/hand read/ahead write write"},
		{"the next runs", func() error { return c.Start("b", "Farah", nine) }, "read/hand write write write"},
		{"it is opened again", func() error { return c.OpenSection("context") }, "write write write write"},
		{"they read", func() error { return c.Start("c", "Farah", nine) }, "read/phase read/phase write write"},
		{"all may write ahead", func() error { c.Closed, c.Opened = false, nil; return c.Start("a", "Farah", nine) }, "write write write write"},
		{"nothing runs", func() error { c.Closed = true; return c.End() }, "write write write write"},
	}
	for _, s := range steps {
		if err := s.do(); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		var got []string
		for _, section := range []string{"context", "message", "channels", "partners"} {
			may, lock := c.May(section)
			word := string(may)
			if lock != nil {
				word += "/" + string(lock.Why)
				lock.At = "09:00"
				said := lock.Refusal("Context").Error()
				if !strings.Contains(said, "Context") || !strings.Contains(said, lock.By) || !strings.Contains(said, lock.Phase) {
					t.Errorf("%s: %s says %q", s.name, section, said)
				}
			}
			got = append(got, word)
		}
		if g := strings.Join(got, " "); g != s.want {
			t.Errorf("%s: %s, should be %s", s.name, g, s.want)
		}
	}
	if err := c.Start("c", "Farah", nine); err != nil {
		t.Fatal(err)
	}
	if err := c.OpenSection("message"); CodeOf(err) != Conflict {
		t.Errorf("opening what the phase only reads: %v", err)
	}
}
