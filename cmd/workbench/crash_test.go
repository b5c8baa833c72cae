package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// TestServe_KeepsWhatItAcknowledged kills the serving process at random moments under writes, as often as
// WORKBENCH_KILLS says (3 without it), and looks for every acknowledged batch: there once, in its own words.
// Batches that got no answer are sent again after the next start, as a page does.
func TestServe_KeepsWhatItAcknowledged(t *testing.T) {
	kills := 3
	if n, err := strconv.Atoi(os.Getenv("WORKBENCH_KILLS")); err == nil {
		kills = n
	}
	dir := t.TempDir()
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", dir)
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "One", "Two")
	var seats []*writer
	for i := range 6 {
		seats = append(seats, &writer{seat: r.join(t, i%2, fmt.Sprintf("w%d", i))})
	}
	for range kills {
		var acknowledged atomic.Int64
		var wg sync.WaitGroup
		enough, target := make(chan struct{}), int64(20+rand.IntN(120))
		for _, w := range seats {
			w.url = s.url
			wg.Go(func() {
				for w.next() {
					if acknowledged.Add(1) == target {
						close(enough)
					}
				}
			})
		}
		stuck := make(chan struct{})
		go func() { wg.Wait(); close(stuck) }()
		select {
		case <-enough:
		case <-stuck:
		}
		s.process.Kill()
		wg.Wait()
		for _, w := range seats {
			if w.refused != "" {
				t.Fatalf("%s was refused: %s", w.name, w.refused)
			}
		}
		s.stop()
		s = serveApart(t, nil, "--demo", "--addr", here, "--data", dir)
		lookForAll(t, s.url, seats)
	}
}

// writer is one open page that writes batch after batch, one in flight.
type writer struct {
	*seat
	acknowledged []string       // the words of each, by batch number
	pending      map[string]any // sent, without an answer
	words        string
	refused      string
}

// next sends the batch that got no answer again, or a new one, and says whether it was acknowledged.
func (w *writer) next() bool {
	if w.pending == nil {
		w.words = fmt.Sprintf("[%s %d]", w.name, w.batch+1)
		w.pending = w.insert("message.story", w.words)
	}
	var answer struct{ Seq int64 }
	status, body, err := w.try(http.MethodPost, "/drafts/"+w.DraftID+"/edits", w.pending, &answer)
	switch {
	case err != nil || status == http.StatusServiceUnavailable:
		return false
	case status != http.StatusOK:
		w.refused = fmt.Sprint(status, " ", body)
		return false
	}
	w.base = answer.Seq
	w.acknowledged = append(w.acknowledged, w.words)
	w.pending = nil
	return true
}

// lookForAll finds every acknowledged batch in the log once, in order, and its words in the draft once.
func lookForAll(t *testing.T, url string, seats []*writer) {
	t.Helper()
	for _, w := range seats {
		w.url = url
		var draft struct {
			Seq    int64
			Fields map[string]any
		}
		w.do(t, http.MethodGet, "/drafts/"+w.DraftID, nil, &draft)
		text, _ := draft.Fields["message.story"].(string)
		batches := map[int]int{}
		for after := int64(0); ; {
			var page struct {
				Entries []struct {
					Seq    int64
					Client string
					Batch  int
				}
				More bool
			}
			w.do(t, http.MethodGet, fmt.Sprintf("/drafts/%s/edits?after=%d&limit=1000", w.DraftID, after), nil, &page)
			for _, e := range page.Entries {
				if e.Seq != after+1 {
					t.Fatalf("after entry %d comes %d", after, e.Seq)
				}
				after = e.Seq
				if e.Client == w.name {
					batches[e.Batch]++
				}
			}
			if !page.More {
				break
			}
		}
		for i, words := range w.acknowledged {
			if batches[i+1] != 1 || strings.Count(text, words) != 1 {
				t.Errorf("%s: batch %d is in the log %d times and in the draft %d times, want once", w.name, i+1, batches[i+1], strings.Count(text, words))
			}
		}
		for batch, times := range batches {
			if times != 1 || batch > len(w.acknowledged)+1 {
				t.Errorf("%s: batch %d is in the log %d times and %d were acknowledged", w.name, batch, times, len(w.acknowledged))
			}
		}
	}
}
