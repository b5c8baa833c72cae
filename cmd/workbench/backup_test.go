package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// typing has four writers at two tables of a serving workbench, until stop.
type typing struct {
	room *room
	*served

	mu    sync.Mutex
	more  *sync.Cond // told at every acknowledgement and when a writer ends
	ended int        // writers
	seats []*seat
	texts map[string][]string // the words acknowledged, by draft
	halt  func()
}

func startTyping(t *testing.T, s *served) *typing {
	t.Helper()
	w := &typing{served: s, room: openRoom(t, signIn(t, s.url, demoName, demoPassword), "One", "Two"), texts: map[string][]string{}}
	w.more = sync.NewCond(&w.mu)
	ended := make(chan struct{})
	var wg sync.WaitGroup
	for i := range 4 {
		one := w.room.join(t, i%2, fmt.Sprintf("w%d", i))
		w.seats = append(w.seats, one)
		wg.Go(func() {
			defer func() {
				w.mu.Lock()
				w.ended++
				w.mu.Unlock()
				w.more.Broadcast()
			}()
			for one.batch < 1500 { // a field holds only so much
				select {
				case <-ended:
					return
				default:
				}
				words := fmt.Sprintf("[%s %d]", one.name, one.batch+1)
				field := []string{"message.story", "audience.insight"}[one.batch%2]
				var answer struct{ Seq int64 }
				status, body, err := one.try(http.MethodPost, "/drafts/"+one.DraftID+"/edits", one.insert(field, words), &answer)
				if err != nil || status != http.StatusOK {
					t.Errorf("%s: %d %s %v", words, status, body, err)
					return
				}
				one.base = answer.Seq
				w.mu.Lock()
				w.texts[one.DraftID] = append(w.texts[one.DraftID], words)
				w.mu.Unlock()
				w.more.Broadcast()
			}
		})
	}
	w.halt = sync.OnceFunc(func() { close(ended); wg.Wait() })
	t.Cleanup(w.halt)
	return w
}

// atLeast waits until so many batches of each draft are acknowledged, and gives the words of all that are.
func (w *typing) atLeast(t *testing.T, n int) map[string][]string {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		enough := len(w.texts) == 2
		all := map[string][]string{}
		for draft, words := range w.texts {
			enough = enough && len(words) >= n
			all[draft] = slices.Clone(words)
		}
		if enough {
			return all
		}
		if w.ended > 0 {
			t.Fatal("a writer ended early")
		}
		w.more.Wait()
	}
}

// whole is a draft and its log as HTTP gives them, but for the log's id.
func (s *seat) whole(t *testing.T, url string) (log, draft string, seq int64, entries []string) {
	t.Helper()
	at := s.at(url)
	var head struct {
		Log string
		Seq int64
	}
	at.do(t, http.MethodGet, "/drafts/"+s.DraftID, nil, &head)
	_, draft, _ = at.try(http.MethodGet, "/drafts/"+s.DraftID, nil, nil)
	split := regexp.MustCompile(`\{"seq":\d+,`)
	for after := 0; ; {
		_, body, err := at.try(http.MethodGet, fmt.Sprintf("/drafts/%s/edits?after=%d&limit=1000", s.DraftID, after), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		places := split.FindAllStringIndex(body, -1)
		if len(places) == 0 {
			break
		}
		for i, p := range places {
			end := strings.LastIndex(body, "]")
			if i+1 < len(places) {
				end = places[i+1][0]
			}
			entries = append(entries, strings.TrimRight(body[p[0]:end], ","))
		}
		after = len(entries)
	}
	return head.Log, strings.ReplaceAll(draft, head.Log, "LOG"), head.Seq, entries
}

// home is where a workbench keeps its data, as flags.
type home []string

func (p home) call(t *testing.T, command string, rest ...string) string {
	t.Helper()
	r := callHere(t, nil, "", append(append([]string{command}, rest...), p...)...)
	if r.code != exitDone {
		t.Fatalf("%s %v: %+v", command, rest, r)
	}
	return r.out
}

func (p home) serve(t *testing.T) *served {
	t.Helper()
	return serveApart(t, nil, append([]string{"--demo", "--addr", here}, p...)...)
}

// wantRestored demands that a serving workbench holds a beginning of what the source holds, with all that
// was acknowledged before, under other logs; and that the source's pages are told so.
func wantRestored(t *testing.T, at *served, source *typing, least map[string][]string) {
	t.Helper()
	for _, s := range source.seats[:2] {
		log, _, seq, entries := s.whole(t, at.url)
		oldLog, _, _, all := s.whole(t, source.url)
		if log == oldLog {
			t.Error("the log has its old id")
		}
		if len(entries) > len(all) || !slices.Equal(entries, all[:len(entries)]) || int64(len(entries)) != seq {
			t.Errorf("%d entries at %d, not the first of %d", len(entries), seq, len(all))
		}
		body := strings.Join(entries, "\n")
		for _, words := range least[s.DraftID] {
			if strings.Count(body, words) != 1 {
				t.Fatalf("%s was acknowledged before the backup began and is not in it once", words)
			}
		}
		page := s.at(at.url)
		batch := page.insert("message.story", "from an old page")
		batch["log"], batch["base"] = oldLog, seq
		if status, answer, _ := page.try(http.MethodPost, "/drafts/"+s.DraftID+"/edits", batch, nil); status != http.StatusConflict || !strings.Contains(answer, `"conflict"`) {
			t.Errorf("a page of the old log gets %d %s", status, answer)
		}
	}
}

func TestBackup_WhilePeopleTypeIsAllThatWasAcknowledged(t *testing.T) {
	source := home{"--data", t.TempDir()}
	w := startTyping(t, source.serve(t))
	least := w.atLeast(t, 20)
	file := filepath.Join(t.TempDir(), "room.workbench")
	source.call(t, "backup", file)
	w.atLeast(t, len(least[slices.Sorted(maps.Keys(least))[0]])+5) // they go on
	w.halt()

	dir := t.TempDir()
	target := home{"--data", dir}
	if out := target.call(t, "restore", file); strings.Contains(out, "before") {
		t.Errorf("an empty folder was kept: %s", out)
	}
	restored := target.serve(t)
	wantRestored(t, restored, w, least)
	if code := restored.stop(); code != exitDone {
		t.Fatal(code)
	}

	// Over what is there: that is kept, and comes back.
	newer := filepath.Join(t.TempDir(), "newer.workbench")
	source.call(t, "backup", newer)
	out := target.call(t, "restore", newer)
	kept := regexp.MustCompile(`is in (.*\.workbench)\.`).FindStringSubmatch(out)
	if kept == nil || filepath.Dir(kept[1]) != dir || !strings.HasPrefix(filepath.Base(kept[1]), "before-restore-") {
		t.Fatalf("restore says %s", out)
	}
	if info, err := os.Stat(kept[1]); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("what was kept: %v %v", info, err)
	}
	target.call(t, "restore", kept[1])
	wantRestored(t, target.serve(t), w, least)
}

// TestBackup_InterruptedSaysSoAndLeavesNothing stops the commands as Ctrl+C does, before they begin and while they
// copy: the first that one prints ends it.
func TestBackup_InterruptedSaysSoAndLeavesNothing(t *testing.T) {
	at := home{"--data", t.TempDir()}
	r := callHere(t, nil, "six quiet boats\n", append([]string{"admin", "create", "--name", "Rosa"}, at...)...)
	if r.code != exitDone {
		t.Fatal(r.err)
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	for _, command := range []string{"backup", "restore"} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var out, errs bytes.Buffer
		code := run(ctx, append([]string{command, file}, at...), environment{in: strings.NewReader(""), out: &out, err: &errs, lookup: vars(nil).lookup})
		result{code, out.String(), errs.String()}.refused(t, "interrupted", "Call it again")
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("%s left %v", command, left)
		}
	}
}

// TestProgress_IsPrintedOnceASecond: a short copy prints nothing.
func TestProgress_IsPrintedOnceASecond(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(1_800_000_000, 0)
	tell := progress(&out, func() time.Time { return now })
	tell(10, 100)
	now = now.Add(999 * time.Millisecond)
	tell(20, 100)
	if out.Len() > 0 {
		t.Errorf("within a second: %s", out.String())
	}
	now = now.Add(2 * time.Millisecond)
	tell(30, 100)
	tell(40, 100)
	if got := out.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "30 of 100 rows") {
		t.Errorf("after a second: %s", got)
	}
	now = now.Add(2 * time.Second)
	tell(100, 100) // the end is told by the command itself
	if strings.Count(out.String(), "\n") != 1 {
		t.Errorf("at the end: %s", out.String())
	}
}
