package live

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"workbench/campaign"
)

// counting is a check that reports the length of the text, and how often it was made.
func counting() (Options, *atomic.Int64) {
	var n atomic.Int64
	return Options{Findings: func(context.Context, string) (string, func([]byte, *campaign.Draft) []byte) {
		return "", func(b []byte, d *campaign.Draft) []byte {
			n.Add(1)
			return fmt.Appendf(b, `{"length":%d}`, len(d.Text(core)))
		}
	}}, &n
}

func TestFindings_AreMadeAnewWhenWhatChecksChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var by atomic.Pointer[string]
		pack := func(name string) { by.Store(&name) }
		pack("1.0.0")
		d, _ := open(t, Options{Findings: func(_ context.Context, workshop string) (string, func([]byte, *campaign.Draft) []byte) {
			if *by.Load() == "" {
				return "", nil
			}
			return *by.Load(), func(b []byte, _ *campaign.Draft) []byte {
				return append(b, `{"by":"`+workshop+" "+*by.Load()+`"}`...)
			}
		}})
		r := follow(t, d, "m1", 0)
		wantNames(t, r, "hello")
		pack("1.0.1")
		d.Recheck("another draft")
		time.Sleep(time.Second)
		wantNames(t, r, "")
		d.Recheck(draft)
		d.Recheck(draft) // twice in a moment is once
		time.Sleep(time.Second)
		synctest.Wait()
		if got := asJSON(r.got()); got != `[{"ID":0,"Name":"findings","Data":{"seq":0,"by":"w1 1.0.1"}}]` {
			t.Errorf("got %s", got)
		}
		pack("1.0.2") // by another process, which says that the draft stands where it stood
		d.Notify(draft, 0)
		time.Sleep(time.Second)
		synctest.Wait()
		if got := asJSON(r.got()); got != `[{"ID":0,"Name":"findings","Data":{"seq":0,"by":"w1 1.0.1"}},{"ID":0,"Name":"findings","Data":{"seq":0,"by":"w1 1.0.2"}}]` {
			t.Errorf("got %s", got)
		}
		pack("")
		if got, err := d.Findings(t.Context(), draft); err != nil || string(got) != "null" {
			t.Errorf("without anything to check by: %s, %v", got, err)
		}
	})
}

func TestFindings_AreCheckedWhenPeoplePauseAndMarkedWithTheirSeq(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options, made := counting()
		d, _ := open(t, options)
		r := follow(t, d, "m1", 0)
		wantNames(t, r, "hello")
		for range 3 { // three keys, 100 ms apart
			write(t, d, "a", 1)
			time.Sleep(100 * time.Millisecond)
		}
		wantNames(t, r, "1 2 3")
		time.Sleep(50 * time.Millisecond) // 150 ms after the last
		synctest.Wait()
		if got := asJSON(r.got()); got != `[{"ID":0,"Name":"findings","Data":{"seq":3,"length":3}}]` {
			t.Errorf("got %s", got)
		}
		time.Sleep(time.Second)
		wantNames(t, r, "findings")
		if made.Load() != 2 { // hello's and this one
			t.Errorf("checked %d times, want 2", made.Load())
		}
	})
}

func TestFindings_DoNotWaitForeverForAPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options, made := counting()
		d, _ := open(t, options)
		r := follow(t, d, "m1", 0)
		for range 40 { // four seconds of typing without a pause
			write(t, d, "a", 1)
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if n := made.Load(); n < 6 || n > 9 {
			t.Errorf("checked %d times, want about one in 600 ms", n)
		}
		var got struct{ Seq, Length int64 }
		for _, e := range r.got() {
			if e.Name == FindingsEvent {
				if err := json.Unmarshal(e.Data, &got); err != nil || got.Length != got.Seq {
					t.Errorf("the report %s is not of its seq (%v)", e.Data, err)
				}
			}
		}
		if got.Seq != 40 {
			t.Errorf("the last report is of %d, want 40", got.Seq)
		}
	})
}

func TestFindings_AreNeverOlderThanAnAnswerAndMadeOncePerSeq(t *testing.T) {
	options, made := counting()
	d, log := open(t, options)
	there := desk(t, log)
	for i := range int64(5) {
		a := submit(t, []*Desk{d, there}[i%2], batch("a", i, i, typed(0, "x")))
		for range 3 {
			got, err := d.Findings(t.Context(), draft)
			if want := fmt.Sprintf(`{"seq":%d,"length":%d}`, a.Seq, a.Seq); err != nil || string(got) != want {
				t.Errorf("got %s, %v; want %s", got, err, want)
			}
		}
	}
	if made.Load() != 5 {
		t.Errorf("checked %d times, want 5", made.Load())
	}
	_, err := d.Findings(t.Context(), "d2")
	wantCode(t, err, campaign.NotFound)
}

func TestFindings_NobodyThereIsNotChecked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options, made := counting()
		d, _ := open(t, options)
		write(t, d, "a", 3)
		time.Sleep(time.Second)
		r := follow(t, d, "m1", 3)
		write(t, d, "a", 1)
		r.stop() // before the check is due
		time.Sleep(time.Second)
		if made.Load() != 1 { // hello's
			t.Errorf("checked %d times, want once", made.Load())
		}
	})
}

func TestFindings_ClosedDeskChecksNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options, made := counting()
		d, _ := open(t, options)
		follow(t, d, "m1", 0)
		write(t, d, "a", 1)
		d.Close()
		write(t, d, "a", 1)
		time.Sleep(time.Second)
		if made.Load() != 1 {
			t.Errorf("checked %d times, want once", made.Load())
		}
	})
}

func TestMarked_PutsTheSeqIntoTheReport(t *testing.T) {
	for in, want := range map[string]string{
		`{}`: `{"seq":7}`, ` { } `: `{"seq":7}`, `{"a":1}`: `{"seq":7,"a":1}`, "{\n \"a\": {}\n}\n": "{\"seq\":7,\"a\": {}\n}",
		``: `null`, `null`: `null`, `[1]`: `null`, `{`: `null`,
	} {
		if got := string(marked([]byte(in), 7)); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}
