package live

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

func numbered(n int64) Event { return Event{ID: n, Name: EditsEvent} }

// read takes what a subscription holds.
func read(s *Subscription) []Event {
	events, _ := s.Take()
	return events
}

// over says whether a subscription has told that it has ended.
func over(s *Subscription) bool {
	select {
	case <-s.Come():
		_, ended := s.Take()
		return ended
	default:
		return false
	}
}

func TestHub_AllReadersSeeOneOrder(t *testing.T) {
	h := NewHub()
	var readers []*Subscription
	for i := range 5 {
		readers = append(readers, h.Subscribe(fmt.Sprint(i), DraftTopic("d")))
	}
	var wg sync.WaitGroup
	for writer := range 8 {
		wg.Go(func() {
			for n := range 25 {
				h.Publish(numbered(int64(writer*100+n)), DraftTopic("d"))
			}
		})
	}
	wg.Wait()
	first := read(readers[0])
	if len(first) != 200 {
		t.Fatalf("the first reader got %d of 200 events", len(first))
	}
	for i, r := range readers[1:] {
		if got := read(r); asJSON(got) != asJSON(first) {
			t.Errorf("reader %d saw another order", i+1)
		}
	}
}

func TestHub_SlowReaderIsCutOffAndHoldsUpNobody(t *testing.T) {
	h := NewHub()
	quick := h.Subscribe("quick", DraftTopic("d"))
	var slow []*Subscription
	for i := range 8 {
		slow = append(slow, h.Subscribe(fmt.Sprint("slow", i), DraftTopic("d")))
	}
	got := 0
	for n := range int64(Buffered + 1) {
		h.Publish(numbered(n), DraftTopic("d"))
		got += len(read(quick))
	}
	if got != Buffered+1 || quick.Err() != nil {
		t.Errorf("the quick reader got %d of %d events, %v", got, Buffered+1, quick.Err())
	}
	for i, s := range slow {
		if s.Err() != ErrSlow {
			t.Errorf("slow reader %d: %v, want ErrSlow", i, s.Err())
		}
		if n := len(read(s)); n != Buffered {
			t.Errorf("slow reader %d can still read %d events, want the %d it held", i, n, Buffered)
		}
	}
}

func TestHub_SlowReaderHoldsBoundedlyManyBytes(t *testing.T) {
	h := NewHub()
	s := h.Subscribe("slow", DraftTopic("d"))
	large := Event{Name: EditsEvent, Data: make([]byte, BufferedBytes+1)} // one alone is no sign of slowness
	h.Publish(large, DraftTopic("d"))
	if n := len(read(s)); n != 1 || s.Err() != nil {
		t.Fatalf("%d events, %v", n, s.Err())
	}
	quarter := Event{Name: EditsEvent, Data: make([]byte, BufferedBytes/4)}
	for range 4 {
		h.Publish(quarter, DraftTopic("d"))
	}
	if n := len(read(s)); n != 4 || s.Err() != nil {
		t.Fatalf("%d events, %v", n, s.Err())
	}
	for range 5 {
		h.Publish(quarter, DraftTopic("d"))
	}
	if n := len(read(s)); n != 4 || s.Err() != ErrSlow {
		t.Errorf("%d events, %v, want 4 and ErrSlow", n, s.Err())
	}
}

func TestHub_EventReachesASubscriptionOfSeveralTopicsOnce(t *testing.T) {
	h := NewHub()
	lead := h.Subscribe("a", LeadTopic("w"), WorkshopTopic("w"))
	page := h.Subscribe("b", DraftTopic("d"), WorkshopTopic("w"))
	other := h.Subscribe("c", DraftTopic("e"), WorkshopTopic("v"))
	h.Publish(numbered(1), WorkshopTopic("w"), LeadTopic("w"))
	h.Publish(numbered(2), DraftTopic("d"), LeadTopic("w"))
	h.Publish(numbered(3), LeadTopic("w"))
	for _, row := range []struct {
		name string
		sub  *Subscription
		want []int64
	}{{"lead", lead, []int64{1, 2, 3}}, {"page", page, []int64{1, 2}}, {"another workshop", other, nil}} {
		var ids []int64
		for _, e := range read(row.sub) {
			ids = append(ids, e.ID)
		}
		if !slices.Equal(ids, row.want) {
			t.Errorf("%s got %v, want %v", row.name, ids, row.want)
		}
	}
}

func TestHub_SubscriptionEndsOnceAndSaysWhy(t *testing.T) {
	rows := []struct {
		name string
		end  func(h *Hub, s *Subscription)
		want error
	}{
		{"cancelled", func(_ *Hub, s *Subscription) { s.Cancel() }, ErrCancelled},
		{"disconnected", func(h *Hub, _ *Subscription) { h.Disconnect("m1") }, ErrDisconnected},
		{"closed", func(h *Hub, _ *Subscription) { h.Close() }, ErrClosed},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			h := NewHub()
			s := h.Subscribe("m1", DraftTopic("d"), WorkshopTopic("w"))
			if s.Err() != nil {
				t.Fatalf("ended before it began: %v", s.Err())
			}
			row.end(h, s)
			if s.Err() != row.want {
				t.Errorf("got %v, want %v", s.Err(), row.want)
			}
			// Whatever comes later neither blocks nor closes a second time nor changes the reason.
			s.Cancel()
			h.Disconnect("m1")
			h.Publish(numbered(1), DraftTopic("d"))
			h.Close()
			h.Close()
			s.Cancel()
			if s.Err() != row.want {
				t.Errorf("after the end: %v", s.Err())
			}
			if len(s.held) != 0 || !over(s) {
				t.Error("nothing says that it has ended")
			}
			if len(h.topics)+len(h.owners) != 0 {
				t.Errorf("the hub still holds %d topics and %d owners", len(h.topics), len(h.owners))
			}
		})
	}
}

func TestHub_DisconnectEndsAllStreamsOfOneMemberAlone(t *testing.T) {
	h := NewHub()
	gone := []*Subscription{h.Subscribe("m1", DraftTopic("d")), h.Subscribe("m1", LeadTopic("w"))}
	stays := h.Subscribe("m2", DraftTopic("d"))
	h.Disconnect("m1")
	for i, s := range gone {
		if s.Err() != ErrDisconnected {
			t.Errorf("stream %d of the member: %v", i, s.Err())
		}
	}
	if stays.Err() != nil {
		t.Errorf("another member's stream: %v", stays.Err())
	}
}

func TestHub_LateSubscriberOfAClosedHubHasEnded(t *testing.T) {
	h := NewHub()
	h.Close()
	s := h.Subscribe("m1", DraftTopic("d"))
	if !over(s) || s.Err() != ErrClosed {
		t.Errorf("%v; want an ended subscription that says so", s.Err())
	}
	s.Cancel()
}
