package live

import (
	"encoding/json"
	"fmt"
	"testing"
	"testing/synctest"
)

// An entry of another instance is read from the log, and meanwhile more comes. What came with the entry is older than
// that, and must not be the last that a page hears.
func TestStream_WhatComesWhileTheLogIsReadIsSentAfterWhatCameBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, log := open(t)
		hooked := hook(log)
		here := desk(t, hooked)
		r := follow(t, here, "m1", 0)
		wantNames(t, r, "hello")
		news := func(name string, n int) {
			here.Hub().Publish(Event{Name: name, Data: json.RawMessage(fmt.Sprint(n))}, DraftTopic(draft))
		}
		hooked.entries = func() {
			hooked.entries = nil
			news(WorkshopEvent, 2)
			news(PresenceEvent, 2)
		}
		write(t, d, "a", 1)
		r.hold = make(chan struct{})
		news(FindingsEvent, 0) // holds the stream up, so that the next come together
		synctest.Wait()
		here.Hub().Publish(Event{ID: 1, Name: EditsEvent}, DraftTopic(draft))
		news(WorkshopEvent, 1)
		news(PresenceEvent, 1)
		close(r.hold)
		last := map[string]string{}
		for _, e := range r.got() {
			last[e.Name] = string(e.Data)
		}
		if last[WorkshopEvent] != "2" || last[PresenceEvent] != "2" {
			t.Errorf("the last workshop and presence are %s and %s, want 2 and 2", last[WorkshopEvent], last[PresenceEvent])
		}
		wantNames(t, r, "findings 1 workshop presence workshop")
	})
}
