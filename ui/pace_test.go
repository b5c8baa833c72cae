package ui

import (
	"fmt"
	"testing"
	"time"

	"workbench/campaign"
)

func TestPace_ABurstAndThenTheRate(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	p := newPace(func() time.Time { return now })
	for _, r := range []rate{batchRate, presenceRate, formRate, readingRate} {
		for n := range r.burst {
			if wait := p.allow(r, "ana"); wait > 0 {
				t.Fatalf("%s: number %d of a burst of %d waits %v", r.kind, n+1, r.burst, wait)
			}
		}
		each := time.Second / time.Duration(r.perSecond)
		if wait := p.allow(r, "ana"); wait != each {
			t.Errorf("%s: after the burst the wait is %v, want %v", r.kind, wait, each)
		}
		if wait := p.allow(r, "ben"); wait > 0 {
			t.Errorf("%s: another person waits %v", r.kind, wait)
		}
		// What is refused costs nothing: a second later there is room for a second's worth, and no more.
		for range 10 {
			p.allow(r, "ana")
		}
		now = now.Add(time.Second)
		taken := 0
		for p.allow(r, "ana") == 0 {
			taken++
		}
		if taken != r.perSecond {
			t.Errorf("%s: a second later %d are taken, want %d", r.kind, taken, r.perSecond)
		}
	}
}

func TestPace_AClockPutBackHoldsNobodyUp(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	p := newPace(func() time.Time { return now })
	for p.allow(formRate, "ana") == 0 {
	}
	for _, off := range []time.Duration{-24 * time.Hour, 48 * time.Hour, -24 * time.Hour} {
		now = now.Add(off)
		taken := 0
		for ; p.allow(formRate, "ana") == 0; taken++ {
		}
		if taken != formRate.burst {
			t.Errorf("with a clock moved by %s %d are taken, want %d", off, taken, formRate.burst)
		}
	}
}

func TestPace_ForgetsThoseWhoHaveRested(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	p := newPace(func() time.Time { return now })
	for n := range paceKept + 1 {
		p.allow(formRate, fmt.Sprint(n))
	}
	now = now.Add(time.Minute)
	p.allow(formRate, "new")
	if len(p.paid) != 1 {
		t.Errorf("%d are kept", len(p.paid))
	}
}

func TestPace_StreamsAreCountedUntilTheyClose(t *testing.T) {
	p := newPace(time.Now)
	for who, most := range map[campaign.Caller]int{
		{Role: campaign.MemberRole, ID: "ana"}:   memberStreams,
		{Role: campaign.Facilitator, ID: "rosa"}: leaderStreams,
	} {
		var closes []func()
		for range most {
			closed, ok := p.open(who)
			if !ok {
				t.Fatalf("stream %d of %d is refused", len(closes)+1, most)
			}
			closes = append(closes, closed)
		}
		if _, ok := p.open(who); ok {
			t.Errorf("more than %d streams", most)
		}
		closes[0]()
		closed, ok := p.open(who)
		if !ok {
			t.Error("no stream after one has closed")
		}
		closes[0] = closed
		for _, closed := range closes {
			closed()
		}
	}
	if len(p.streams) != 0 {
		t.Errorf("left: %v", p.streams)
	}
}

// BenchmarkPace is what the limit costs each request.
func BenchmarkPace(b *testing.B) {
	now := time.Unix(1_800_000_000, 0)
	p := newPace(func() time.Time { now = now.Add(time.Second); return now })
	for b.Loop() {
		if p.allow(batchRate, "rxpu24tebudzvaf67uf2brrjc7") > 0 {
			b.Fatal("refused")
		}
	}
}
