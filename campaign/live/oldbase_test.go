package live

import (
	"context"
	"fmt"
	"testing"

	"workbench/campaign"
)

// TestSubmit_OldBaseIsTheSameFromEitherWayOfReading sends batches from long ago to a desk whose log reads
// only what was done to a text, and to one whose log reads all: both must apply them alike.
func TestSubmit_OldBaseIsTheSameFromEitherWayOfReading(t *testing.T) {
	const other = "message.story"
	second := func(at int, text string) campaign.Edit {
		e := typed(at, text)
		e.At = other
		return e
	}
	late := map[string][]campaign.Edit{
		"one text":                {typed(3, "L")},
		"two texts and one twice": {typed(1, "L"), second(2, "M"), typed(4, "N")},
		"no text":                 {{Kind: campaign.EditSet, At: "audience.age_from", Value: []byte("18")}},
	}
	for name, edits := range late {
		var got [2]string
		for i, wrap := range []func(Log) Log{func(l Log) Log { return l }, func(l Log) Log { return hook(l) }} {
			log := NewMemoryLog()
			log.Create(draft, empty("log-1"))
			d := desk(t, wrap(log))
			if _, ok := d.log.(Texts); ok != (i == 0) {
				t.Fatal("the two logs read in the same way")
			}
			submit(t, d, batch("first", 1, 0, typed(0, "abcdef"), second(0, "uvwxyz")))
			for n := range int64(3 * keptEntries) {
				edit := typed(int(n%5), fmt.Sprint(n%10))
				if n%3 == 1 {
					edit = second(int(n%4), "s")
				}
				submit(t, d, batch("page", n, n+1, edit))
			}
			a := submit(t, d, batch("late", 1, 1, edits...))
			h, err := d.Read(t.Context(), draft)
			if err != nil {
				t.Fatal(err)
			}
			got[i] = asJSON(a.Edits) + h.State.Fields[core].Value.Text + "|" + h.State.Fields[other].Value.Text
		}
		if got[0] != got[1] {
			t.Errorf("%s: %s\nwant %s", name, got[0], got[1])
		}
	}
}

// gapped is a log that has lost an entry.
type gapped struct{ *MemoryLog }

func (g gapped) TextEntries(ctx context.Context, draft string, after, until int64, places []string) ([]campaign.Entry, error) {
	entries, err := g.MemoryLog.TextEntries(ctx, draft, after, until, places)
	return entries[1:], err
}

func TestSubmit_OldBaseOverAGapIsSentAgainLater(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	d := desk(t, gapped{log})
	for n := range int64(2 * keptEntries) {
		submit(t, d, batch("page", n, n, typed(0, "x")))
	}
	_, err := d.Submit(t.Context(), draft, "m", batch("late", 1, 0, typed(0, "y")))
	wantCode(t, err, campaign.Unavailable)
}
