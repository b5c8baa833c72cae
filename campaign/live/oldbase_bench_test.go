package live

import (
	"fmt"
	"testing"

	"workbench/campaign"
)

// BenchmarkSubmit_BaseTwentyThousandOld is the answer to a page that was away while others wrote 20,000
// entries, in five fields in turn, of which it has typed in one, or all in that one. The log is in memory.
func BenchmarkSubmit_BaseTwentyThousandOld(b *testing.B) {
	for name, fields := range map[string][]string{
		"five fields": {core, "message.core", "message.story", "context.situation", "audience.barriers"},
		"one field":   {core},
	} {
		b.Run(name, func(b *testing.B) {
			const away = 20_000
			d, _ := open(b)
			for n := range int64(away) {
				edit := typed(0, "x")
				if edit.At = fields[n%int64(len(fields))]; n/int64(len(fields))%2 == 1 {
					edit.Splices = []campaign.Splice{{To: 1}}
				}
				submit(b, d, batch(fmt.Sprint("page", n%5), n, n, edit))
			}
			for n := int64(0); b.Loop(); n++ {
				submit(b, d, batch("away", n, n, typed(0, "y")))
			}
		})
	}
}
