package ui

import (
	"maps"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
)

func TestSessionCodec_ReadsWhatItAndEarlierProgramsWrote(t *testing.T) {
	deadline := time.Date(2027, 1, 2, 3, 4, 5, 678, time.UTC)
	codecs := map[string]scs.Codec{"this program": sessionCodec{}, "an earlier one": scs.GobCodec{}}
	for writer, c := range codecs {
		for _, values := range []map[string]any{
			{}, {sessionMember: "m1", sessionNotice: "ព័ត៌មាន “ok” <b>"}, {sessionAccount: "a1", sessionMember: "m1"}, {"number": 7},
		} {
			data, err := c.Encode(deadline, values)
			if err != nil {
				t.Fatal(err)
			}
			at, got, err := sessionCodec{}.Decode(data)
			if err != nil || !at.Equal(deadline) || !maps.Equal(got, values) {
				t.Errorf("written by %s: %v, %v, %v, want %v", writer, at, got, err, values)
			}
		}
	}
	if _, _, err := (sessionCodec{}).Decode([]byte(`{"deadline":`)); err == nil {
		t.Error("half a session was read")
	}
}

func BenchmarkSessionCodec(b *testing.B) {
	for name, c := range map[string]scs.Codec{"this": sessionCodec{}, "gob": scs.GobCodec{}} {
		data, err := c.Encode(time.Now(), map[string]any{sessionMember: "0123456789abcdef"})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := c.Decode(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
