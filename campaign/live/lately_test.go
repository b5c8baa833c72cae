package live

import (
	"testing"
	"testing/synctest"
	"time"

	"workbench/campaign"
)

func TestLately_CountsWhatIsWrittenUntilALongPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := NewMemoryLog()
		log.Create(draft, empty("log-1"))
		d := NewDesk(campaign.Standard(), log, NewHub(), time.Now)
		defer d.Close()
		defer d.Hub().Close()
		lately := func() Lately {
			t.Helper()
			got, err := d.Lately(t.Context(), draft, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got := lately(); got.Written != 0 || !got.Since.IsZero() {
			t.Errorf("nobody has written, and it says %+v", got)
		}
		began := time.Now()
		submit(t, d, batch("a", 1, 0, typed(0, "ขอบคุณ"))) // five characters of six code points
		time.Sleep(30 * time.Minute)
		submit(t, d, batch("a", 2, 1, typed(0, "ab")))
		if got := lately(); got.Written != 7 || !got.Since.Equal(began) || got.Seq != 2 {
			t.Errorf("%d since %v at %d", got.Written, got.Since, got.Seq)
		}
		time.Sleep(sessionPause)
		if got := lately(); got.Written != 0 {
			t.Errorf("after the pause %d", got.Written)
		}
		submit(t, d, batch("a", 3, 2, typed(0, "c")))
		if got := lately(); got.Written != 1 || !got.Since.Equal(time.Now()) {
			t.Errorf("in the next session %d since %v", got.Written, got.Since)
		}
	})
}

func TestLately_CountsWhatIsWrittenSinceAMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := NewMemoryLog()
		log.Create(draft, empty("log-1"))
		open := func() *Desk {
			d := NewDesk(campaign.Standard(), log, NewHub(), time.Now)
			t.Cleanup(d.Close)
			t.Cleanup(d.Hub().Close)
			return d
		}
		d := open()
		began := time.Now()
		for i := range int64(12) { // 10 characters a quarter of an hour
			submit(t, d, batch("a", i+1, i, typed(0, "ขอบคุณ abcd")))
			time.Sleep(15 * time.Minute)
		}
		each := campaign.Graphemes("ขอบคุณ abcd")
		for _, row := range []struct {
			after time.Duration
			want  int
		}{{0, 12}, {time.Minute, 11}, {15 * time.Minute, 11}, {150 * time.Minute, 2}, {166 * time.Minute, 0}} {
			got, err := d.Lately(t.Context(), draft, began.Add(row.after))
			if err != nil || got.Written != row.want*each || !got.Since.Equal(began.Add(row.after)) {
				t.Errorf("from %v on: %d since %v, %v; want %d", row.after, got.Written, got.Since, err, row.want*each)
			}
		}

		again := open() // the program was started anew: it says since when it knows
		got, err := again.Lately(t.Context(), draft, began)
		if err != nil || got.Written != 0 || !got.Since.Equal(time.Now()) {
			t.Errorf("after a start %d since %v, %v", got.Written, got.Since, err)
		}
	})
}

func TestPen_KeepsABoundedTimeOfStretches(t *testing.T) {
	at, p := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), (*pen)(nil)
	const entries = 3 * stretchesOf
	for i := range entries {
		p = p.after(campaign.Entry{Time: at.Add(time.Duration(i) * stretchFor), Edits: []campaign.Edit{typed(0, "ab")}})
	}
	kept := 0
	for s := p.stretch; s != nil; s = s.before {
		kept++
	}
	if kept != p.stretches || kept > stretchesOf || kept < stretchesOf/2 {
		t.Errorf("%d stretches are kept, and counted as %d", kept, p.stretches)
	}
	if got := p.from(at.Add((entries - 100) * stretchFor)); got != 200 {
		t.Errorf("the last hundred hold %d characters, want 200", got)
	}
	if p.graphemes != 2*entries {
		t.Errorf("the session has %d characters", p.graphemes)
	}
}

func TestChecked_TellsThoseWhoLeadThatACheckIsMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options, made := counting()
		d, _ := open(t, options)
		sub := d.Hub().Subscribe("f1", LeadTopic("w1"))
		heard := func() (s string) {
			synctest.Wait()
			for _, e := range read(sub) {
				s += string(e.Data) + " "
			}
			return s
		}
		submit(t, d, batch("a", 1, 0, typed(0, "a")))
		heard()
		d.Recheck(draft) // because what it is checked by has changed
		time.Sleep(time.Minute)
		if got := heard(); got != `{"draft":"d1","checked":0} ` || made.Load() != 0 {
			t.Errorf("with nobody at the draft: %s, %d checks", got, made.Load())
		}
		follow(t, d, "m1", 1)
		submit(t, d, batch("a", 2, 1, typed(0, "a")))
		heard()
		time.Sleep(time.Minute)
		if got := heard(); got != `{"draft":"d1","checked":2} ` {
			t.Errorf("with a page open: %s", got)
		}
	})
}

func TestCrowd_SaysTheSectionThatMostPagesShow(t *testing.T) {
	h := NewHub()
	defer h.Close()
	show := func(client, section string) {
		p := someone("m-"+client, client, "")
		p.Section = section
		h.Present(draft, "w1", p)
	}
	for _, row := range []struct{ client, section, want string }{
		{"a", "", ""}, {"b", "message", "message"}, {"c", "audience", "message"}, {"d", "audience", "audience"}, {"b", "audience", "audience"}, {"a", "message", "audience"},
	} {
		show(row.client, row.section)
		if got := h.Crowd(draft); got.Section != row.want {
			t.Errorf("after %s shows %q most show %q, want %q", row.client, row.section, got.Section, row.want)
		}
	}
	if got := h.Crowd("another"); got != (Crowd{Draft: "another"}) {
		t.Errorf("nobody is there, and it says %+v", got)
	}
}
