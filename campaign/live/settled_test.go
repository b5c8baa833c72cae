package live

import (
	"encoding/json"
	"strings"
	"testing"

	"workbench/campaign"
)

func entryOf(e Event) (campaign.Entry, error) {
	var entry campaign.Entry
	err := json.Unmarshal(e.Data, &entry)
	return entry, err
}

// settled checks what must hold when all pages are done.
func settled(t *testing.T, d *Desk, writers []*writer, tails []*tail) {
	t.Helper()
	page, err := d.Entries(t.Context(), draft, 0, MaxEntries)
	if err != nil {
		t.Fatal(err)
	}
	type key struct {
		client string
		batch  int64
	}
	logged := map[key]int64{}
	state := empty("").State
	for i, e := range page.Entries {
		if e.Seq != int64(i+1) {
			t.Fatalf("entry %d has the number %d", i+1, e.Seq)
		}
		if logged[key{e.Client, e.Batch}] != 0 {
			t.Errorf("%s/%d is in the log twice", e.Client, e.Batch)
		}
		logged[key{e.Client, e.Batch}] = e.Seq
		if state, _, err = d.lib.Apply(state, e.Edits, e.Seq); err != nil {
			t.Fatal(err)
		}
	}
	head, err := d.Read(t.Context(), draft)
	if err != nil || head.Seq != int64(len(page.Entries)) || !head.State.Draft("").Equal(state.Draft("")) {
		t.Errorf("the log does not fold to the state, %v", err)
	}
	words := head.State.Fields[core].Value.Text
	for _, w := range writers {
		for n, word := range w.words {
			if strings.Count(words, word) != 1 {
				t.Errorf("%s is %d times in the text", word, strings.Count(words, word))
			}
			if logged[key{w.client, n}] != w.seqs[n] {
				t.Errorf("%s/%d was answered as %d and is logged as %d", w.client, n, w.seqs[n], logged[key{w.client, n}])
			}
		}
	}
	broken := 0
	for i, r := range tails {
		broken += r.breaks
		if asJSON(r.entries) != asJSON(page.Entries) {
			t.Errorf("reader %d was given something else than the log", i)
		}
	}
	if broken == 0 {
		t.Error("no line broke, so that nothing was tried")
	}
}
