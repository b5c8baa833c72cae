package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"workbench/campaign"
)

// reader collects what a stream sends. How it ended is read only while it waits (synctest.Wait).
type reader struct {
	mu     sync.Mutex
	events []Event
	err    error
	done   bool
	stop   context.CancelFunc
	hold   chan struct{} // where it is set, each send waits for it
}

// follow opens a stream for somebody and lets it run until it waits.
func follow(t *testing.T, d *Desk, who string, after int64) *reader {
	t.Helper()
	r := &reader{}
	r.run(t, func(ctx context.Context, send Send) error { return d.Stream(ctx, draft, who, after, send) })
	return r
}

func (r *reader) run(t *testing.T, stream func(context.Context, Send) error) {
	ctx, stop := context.WithCancel(t.Context())
	r.stop = stop
	go func() {
		r.err = stream(ctx, each(func(e Event) error {
			if r.hold != nil {
				<-r.hold
			}
			r.mu.Lock()
			defer r.mu.Unlock()
			r.events = append(r.events, e)
			return nil
		}))
		r.done = true
	}()
	synctest.Wait()
}

// names lists what has come since the last call: hello, the numbers of entries, names of the rest.
func (r *reader) names() string {
	var s []string
	for _, e := range r.got() {
		switch e.Name {
		case EditsEvent:
			s = append(s, fmt.Sprint(e.ID))
		default:
			s = append(s, e.Name)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = nil
	return strings.Join(s, " ")
}

// got gives what has come since names was called, once the stream waits.
func (r *reader) got() []Event {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}

func wantNames(t *testing.T, r *reader, want string) {
	t.Helper()
	if got := r.names(); got != want {
		t.Errorf("the stream gave %q, want %q", got, want)
	}
}

// write submits n batches of one character.
func write(t *testing.T, d *Desk, client string, n int) {
	t.Helper()
	for range n {
		h, err := d.Read(t.Context(), draft)
		if err != nil {
			t.Fatal(err)
		}
		submit(t, d, batch(client, h.Seq+1, h.Seq, typed(0, "x")))
	}
}

func TestStream_GivesHelloThenAllEntriesThenWhatHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t, Options{
			Workshop: func(_ context.Context, id string) (json.RawMessage, error) {
				return json.RawMessage(`{"id":"` + id + `"}`), nil
			},
			Findings: func(context.Context, string) (string, func([]byte, *campaign.Draft) []byte) {
				return "", func(b []byte, _ *campaign.Draft) []byte { return append(b, `{"open":0}`...) }
			},
		})
		write(t, d, "a", 5)
		if err := d.Present(t.Context(), draft, someone("m1", "p1", core)); err != nil {
			t.Fatal(err)
		}
		r := follow(t, d, "m2", 2)
		want := `{"log":"log-1","seq":5,"workshop":{"id":"w1"},"presence":[{"client":"p1","who":"m1","name":"Name of m1",` +
			`"at":"audience.insight","from":0,"to":0,"unsent":0}],"findings":{"seq":5,"open":0}}`
		if got := string(r.got()[0].Data); got != want {
			t.Errorf("hello is %s\nwant     %s", got, want)
		}
		var e campaign.Entry
		if err := json.Unmarshal(r.got()[1].Data, &e); err != nil || e.Seq != 3 || e.Client != "a" || e.Who != "m-a" || len(e.Edits) != 1 {
			t.Errorf("the first entry is %s, %v", r.got()[1].Data, err)
		}
		wantNames(t, r, "hello 3 4 5")
		write(t, d, "a", 2)
		d.Hub().Publish(Event{Name: WorkshopEvent, Data: json.RawMessage(`{}`)}, WorkshopTopic("w1"), LeadTopic("w1"))
		d.Hub().Publish(Event{Name: WorkshopEvent, Data: json.RawMessage(`{}`)}, WorkshopTopic("w2"))
		d.Hub().Leave(draft, "m1", "p1")
		wantNames(t, r, "6 7 workshop presence")
		r.stop()
		synctest.Wait()
		if !errors.Is(r.err, context.Canceled) {
			t.Errorf("it ended with %v", r.err)
		}
	})
}

func TestStream_EntryIsTheSameFromTheHubAndFromTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t)
		live := follow(t, d, "m1", 0)
		write(t, d, "a", 1)
		synctest.Wait()
		later := follow(t, d, "m1", 0)
		if a, b := asJSON(live.got()[1]), asJSON(later.got()[1]); a != b {
			t.Errorf("live %s\nread %s", a, b)
		}
	})
}

func TestStream_SubscribesBeforeItReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := NewMemoryLog()
		log.Create(draft, empty("log-1"))
		h := hook(log)
		d := desk(t, h)
		write(t, d, "a", 1)
		between := false
		h.position = func(really func() (string, int64, error)) (string, int64, error) {
			id, seq, err := really()
			if !between { // an entry comes when the stream has just read how far the log goes
				between = true
				submit(t, d, batch("b", 1, seq, typed(0, "x")))
			}
			return id, seq, err
		}
		r := follow(t, d, "m1", 0)
		wantNames(t, r, "hello 1 2")
	})
}

func TestStream_FillsFromTheLogWhatNobodyPublishedHere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := NewMemoryLog()
		log.Create(draft, empty("log-1"))
		here, there := desk(t, log), desk(t, log)
		r := follow(t, here, "m1", 0)
		wantNames(t, r, "hello")

		write(t, there, "b", 3)
		wantNames(t, r, "")
		here.Notify(draft, 3)
		here.Notify(draft, 2) // late and out of order
		here.Notify(draft, 3)
		wantNames(t, r, "1 2 3")

		write(t, there, "b", 2)
		write(t, here, "a", 1) // the gap before the own entry is filled first
		wantNames(t, r, "4 5 6")

		write(t, there, "b", 1) // and nobody says so
		time.Sleep(BeatEvery)
		wantNames(t, r, "beat 7")

		write(t, there, "b", 2)
		p, err := here.Entries(t.Context(), draft, 8, 1)
		if err != nil {
			t.Fatal(err)
		}
		nine := Event{ID: 9, Name: EditsEvent, Data: encode(p.Entries[0])}
		here.Hub().Publish(nine, DraftTopic(draft)) // the ninth comes before the eighth
		here.Hub().Publish(nine, DraftTopic(draft)) // and once more
		wantNames(t, r, "8 9")

		write(t, there, "b", 1)
		here.Notify(draft, 99) // news that is ahead of what can be read
		wantNames(t, r, "10")
	})
}

func TestStream_MuchToCatchUpOnIsNotTakenForSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t)
		write(t, d, "a", 300)
		r := &reader{hold: make(chan struct{})}
		r.run(t, func(ctx context.Context, send Send) error { return d.Stream(ctx, draft, "m1", 0, send) })
		for range 5 { // while it reads 100 entries, 200 come
			for range 101 {
				r.hold <- struct{}{}
			}
			synctest.Wait()
			write(t, d, "a", 200)
			d.Hub().Present(draft, "w1", someone("m2", "p", core))
			d.Hub().Leave(draft, "m2", "p")
		}
		close(r.hold)
		synctest.Wait()
		if r.done {
			t.Fatalf("the stream ended with %v", r.err)
		}
		want := "hello"
		for seq := range 1300 {
			want += fmt.Sprint(" ", seq+1)
		}
		got := r.names()
		if strings.ReplaceAll(got, " presence", "") != want {
			t.Errorf("the entries are %s", got)
		}
		if !strings.HasSuffix(got, " presence") {
			t.Error("what came meanwhile was lost")
		}
	})
}

func TestStream_SlowReadersAreCutOffAndCatchUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t)
		quick := follow(t, d, "m0", 0)
		var slow []*reader
		for i := range 8 {
			r := &reader{hold: make(chan struct{}, 1)}
			r.hold <- struct{}{} // hello passes, the first entry waits
			r.run(t, func(ctx context.Context, send Send) error {
				return d.Stream(ctx, draft, fmt.Sprint("slow", i), 0, send)
			})
			slow = append(slow, r)
		}
		n := Buffered + 10
		for range n { // none of the writes waits for any reader
			write(t, d, "a", 1)
			synctest.Wait()
		}
		if quick.done || len(quick.got()) != n+1 {
			t.Fatalf("the quick reader has got %d events, ended %v", len(quick.got()), quick.done)
		}
		for i, r := range slow {
			close(r.hold)
			synctest.Wait()
			if !errors.Is(r.err, ErrSlow) {
				t.Fatalf("slow reader %d: %v", i, r.err)
			}
			seen := r.got()[len(r.got())-1].ID
			if seen < 1 || seen >= int64(n) {
				t.Fatalf("slow reader %d saw %d", i, seen)
			}
			back := follow(t, d, fmt.Sprint("slow", i), seen)
			if got := len(back.got()) - 1; got != n-int(seen) || back.got()[1].ID != seen+1 {
				t.Errorf("slow reader %d got %d entries when it came back at %d", i, got, seen)
			}
		}
	})
}

func TestStream_BeatsEveryEightSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t)
		r := follow(t, d, "m1", 0)
		wantNames(t, r, "hello")
		time.Sleep(8*time.Second - 1)
		wantNames(t, r, "")
		time.Sleep(1)
		wantNames(t, r, "beat")
		time.Sleep(24 * time.Second)
		wantNames(t, r, "beat beat beat")
	})
}

func TestStream_RemovedMemberIsOutAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t)
		gone, stays := follow(t, d, "m1", 0), follow(t, d, "m2", 0)
		if err := d.Present(t.Context(), draft, someone("m1", "p1", core)); err != nil {
			t.Fatal(err)
		}
		d.Hub().Disconnect("m1")
		synctest.Wait()
		if !errors.Is(gone.err, ErrDisconnected) || stays.done {
			t.Errorf("the removed member's stream: %v; the other ended: %v", gone.err, stays.done)
		}
		wantNames(t, stays, "hello presence presence")
	})
}

func TestStream_AsksAgainWhoMayRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var removed atomic.Bool
		d, _ := open(t, Options{MayRead: func(_ context.Context, workshop, at, who string) error {
			if workshop != "w1" || who != "m1" || at != draft && at != "" {
				t.Errorf("asked for %s, %s, %s", workshop, at, who)
			}
			if removed.Load() {
				return campaign.Fail(campaign.Unauthenticated, "", "You were removed.")
			}
			return nil
		}})
		page := follow(t, d, "m1", 0)
		lead := &reader{}
		lead.run(t, func(ctx context.Context, send Send) error {
			return d.StreamWorkshop(ctx, "w1", "m1", send)
		})
		removed.Store(true)
		time.Sleep(BeatEvery)
		synctest.Wait()
		wantCode(t, page.err, campaign.Unauthenticated)
		wantCode(t, lead.err, campaign.Unauthenticated)
		late := follow(t, d, "m1", 0) // removed between the check and the subscription
		wantCode(t, late.err, campaign.Unauthenticated)
		wantNames(t, late, "")
	})
}

func TestStream_EndsWhenTheLogIsReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, log := open(t)
		write(t, d, "a", 9)
		r := follow(t, d, "m1", 9)
		log.Create(draft, empty("log-2"))
		write(t, d, "b", 2)
		time.Sleep(BeatEvery)
		synctest.Wait()
		wantCode(t, r.err, campaign.Conflict)
		wantNames(t, r, "hello")
		// The page comes back with the number it had; hello tells it that the log is another one.
		back := follow(t, d, "m1", 9)
		if got := string(back.got()[0].Data); !strings.HasPrefix(got, `{"log":"log-2","seq":2,`) {
			t.Errorf("hello is %s", got)
		}
		write(t, d, "b", 1)
		wantNames(t, back, "hello 3")
	})
}

func TestStream_RefusesBeforeTheFirstEvent(t *testing.T) {
	d, _ := open(t)
	send := func(...Event) error { t.Error("an event was sent"); return nil }
	wantCode(t, d.Stream(t.Context(), "d2", "m1", 0, send), campaign.NotFound)
	wantCode(t, d.Stream(t.Context(), draft, "m1", -1, send), campaign.Invalid)
	d.Hub().Close()
	fails := errors.New("gone")
	if err := d.Stream(t.Context(), draft, "m1", 0, func(...Event) error { return fails }); err != fails {
		t.Errorf("a failing send: %v", err)
	}
	if err := d.Stream(t.Context(), draft, "m1", 0, func(...Event) error { return nil }); err != ErrClosed {
		t.Errorf("at a closed hub: %v", err)
	}
}

func TestStream_PresenceEndsWithTheLastStreamOfSomebody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t)
		first, second := follow(t, d, "m1", 0), follow(t, d, "m1", 0)
		for _, p := range []Presence{someone("m1", "p1", core), someone("m1", "p2", core), someone("m2", "p3", core)} {
			if err := d.Present(t.Context(), draft, p); err != nil {
				t.Fatal(err)
			}
		}
		first.stop()
		synctest.Wait()
		if got := clients(d.Hub().Presence(draft)); got != "p1 p2 p3 " {
			t.Errorf("after the first: %s", got)
		}
		second.stop()
		synctest.Wait()
		if got := clients(d.Hub().Presence(draft)); got != "p3 " {
			t.Errorf("after the last: %s", got)
		}
	})
}

func TestStreamWorkshop_SendsTheNewsOfOneRestTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := open(t)
		ctx, stop := context.WithCancel(t.Context())
		var pieces []int
		done := make(chan error, 1)
		go func() {
			done <- d.StreamWorkshop(ctx, "w1", "f1", func(events ...Event) error {
				pieces = append(pieces, len(events))
				return nil
			})
		}()
		synctest.Wait()
		for range 2 {
			for n := range 20 {
				d.Hub().Publish(Event{Name: ActivityEvent, Data: encode(Checked{Draft: draft, Checked: int64(n)})}, LeadTopic("w1"))
				synctest.Wait()
			}
			time.Sleep(2 * leadRest)
			synctest.Wait()
		}
		if want := []int{1, 1, 19, 1, 19}; !slices.Equal(pieces, want) { // hello, then at once, then what came while it rested
			t.Errorf("it sent %v, should be %v", pieces, want)
		}
		d.Hub().Publish(Event{Name: ActivityEvent}, LeadTopic("w1"))
		synctest.Wait()
		stop() // while it rests
		synctest.Wait()
		if err := <-done; err != context.Canceled {
			t.Error(err)
		}
	})
}

func TestStreamWorkshop_TellsWhatGoesOnWithoutContent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, log := open(t)
		other := empty("log-9")
		other.WorkshopID = "w2"
		log.Create("d9", other)
		if err := d.Present(t.Context(), draft, someone("m1", "p1", core)); err != nil {
			t.Fatal(err)
		}
		r := &reader{}
		r.run(t, func(ctx context.Context, send Send) error {
			return d.StreamWorkshop(ctx, "w1", "f1", send)
		})
		submit(t, d, batch("a", 1, 0, typed(0, "secret")))
		if _, err := d.Submit(t.Context(), "d9", "m", batch("a", 1, 0, typed(0, "elsewhere"))); err != nil {
			t.Fatal(err)
		}
		d.Hub().Publish(Event{Name: WorkshopEvent, Data: json.RawMessage(`{"what":"joined"}`)}, DraftTopic(draft), LeadTopic("w1"))
		d.Hub().Disconnect("m1")
		time.Sleep(BeatEvery)
		synctest.Wait()
		want := []Event{
			{Name: HelloEvent, Data: json.RawMessage(`{"workshop":null,"drafts":[{"draft":"d1","present":1,"unsent":0}]}`)},
			{Name: ActivityEvent, Data: json.RawMessage(`{"draft":"d1","seq":1,"time":"2027-03-01T12:00:00.123Z"}`)},
			{Name: WorkshopEvent, Data: json.RawMessage(`{"what":"joined"}`)},
			{Name: ActivityEvent, Data: json.RawMessage(`{"draft":"d1","present":0,"unsent":0}`)},
			{Name: BeatEvent, Data: json.RawMessage(`{}`)},
		}
		if got := asJSON(r.got()); got != asJSON(want) {
			t.Errorf("got  %s\nwant %s", got, asJSON(want))
		}
	})
}
