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
			got, err := d.Lately(t.Context(), draft)
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
