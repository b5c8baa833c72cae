package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

// silence is how long a page waits for a word on its stream before it opens another one.
const silence = 20 * time.Second

// typist is an open page without a screen. It follows the stream and folds the entries itself, sends one batch
// at a time, and the same again until it is answered, and goes on at whichever server it is told of.
type typist struct {
	*seat
	id    string        // of the page, in its batches
	place func() string // the address to call now
	pause time.Duration // before it tries again
	quiet time.Duration // how long a stream may be silent
	pace  time.Duration // between an answer and the next batch

	mu       sync.Mutex
	state    campaign.State
	seq      int64
	known    chan struct{} // closed and replaced when an entry has come
	wrong    []string      // what must never happen
	cuts     int           // streams that ended
	presence []presence    // as the stream said last

	batch, made int64
	pending     *sending
	receipts    []receipt
	words       map[string]int // how often each token of its own must stand in the draft
	again       int            // batches sent again
	refusals    map[int]int    // answers that ask to send again, by status
	told        string         // by the last of them
}

// presence is somebody at a place of the draft, as the stream says it.
type presence struct{ Name, At string }

// sending is a batch on its way. What it does to the page's own words counts from its answer on.
type sending struct {
	batch int64
	body  []byte
	words map[string]int
}

// receipt is an acknowledged batch.
type receipt struct {
	batch, seq int64
	edits      []byte
}

// openPage opens a page of the seat. place says where the server is, each time that something is asked of it.
func (s *seat) openPage(place func() string) *typist {
	return &typist{seat: s, id: s.name + "-" + strconv.FormatInt(time.Now().UnixNano(), 36), place: place, pause: 5 * time.Millisecond, quiet: silence,
		state: campaign.State{Canvas: roomCanvas, Language: "en", Fields: map[string]campaign.FieldState{}},
		known: make(chan struct{}), words: map[string]int{}, refusals: map[int]int{}}
}

func (p *typist) fault(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wrong = append(p.wrong, p.name+": "+fmt.Sprintf(format, args...))
}

func (p *typist) faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.wrong)
}

// write writes batch after batch until the context ends or something is wrong, and calls acknowledged after
// each answer. What has no answer at the end waits for finish.
func (p *typist) write(ctx context.Context, acknowledged func()) {
	for ctx.Err() == nil && len(p.faults()) == 0 {
		if p.next(ctx) {
			acknowledged()
			rest(ctx, p.pace)
		} else {
			rest(ctx, p.pause)
		}
	}
}

// finish sends the batch that has no answer until it has one.
func (p *typist) finish(ctx context.Context) {
	for p.pending != nil && ctx.Err() == nil && len(p.faults()) == 0 {
		if !p.next(ctx) {
			rest(ctx, p.pause)
		}
	}
}

func rest(ctx context.Context, d time.Duration) {
	wait := time.NewTimer(d)
	defer wait.Stop()
	select {
	case <-ctx.Done():
	case <-wait.C:
	}
}

// next sends the batch that got no answer again, or a new one, and says whether it was acknowledged.
func (p *typist) next(ctx context.Context) bool {
	if p.pending == nil {
		p.pending = p.compose()
	} else {
		p.again++
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), silence)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.place()+"/api/v1/drafts/"+p.DraftID+"/edits", bytes.NewReader(p.pending.body))
	if err != nil {
		p.fault("%v", err)
		return false
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := p.http().Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return false // cut off in the middle is no answer
	}
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		if answer.Header.Get("Retry-After") == "" {
			p.fault("%s without Retry-After: %s", answer.Status, body)
		}
		p.refusals[answer.StatusCode]++
		p.told = string(body)
		return false
	default:
		p.fault("batch %d is refused: %s %s", p.pending.batch, answer.Status, body)
		return false
	}
	var got struct {
		Seq   int64
		Edits json.RawMessage
	}
	if err := json.Unmarshal(body, &got); err != nil {
		p.fault("batch %d is answered by %s", p.pending.batch, body)
		return false
	}
	p.receipts = append(p.receipts, receipt{p.pending.batch, got.Seq, compact(got.Edits)})
	for word, n := range p.pending.words {
		p.words[word] = n
	}
	p.pending = nil
	return true
}

func compact(raw json.RawMessage) []byte {
	var out bytes.Buffer
	if err := json.Compact(&out, raw); err != nil {
		return raw
	}
	return out.Bytes()
}

// follow keeps a stream open until the context ends: one that ends, or is silent, is replaced by another one
// that goes on after the last entry.
func (p *typist) follow(ctx context.Context) {
	for ctx.Err() == nil && len(p.faults()) == 0 {
		p.stream(ctx)
		p.mu.Lock()
		p.cuts++
		p.mu.Unlock()
		rest(ctx, p.pause)
	}
}

func (p *typist) stream(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watch := time.AfterFunc(p.quiet, cancel)
	defer watch.Stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.place()+"/api/v1/drafts/"+p.DraftID+"/events?after=0", nil)
	if err != nil {
		p.fault("%v", err)
		return
	}
	p.mu.Lock()
	r.Header.Set("Last-Event-ID", strconv.FormatInt(p.seq, 10))
	p.mu.Unlock()
	r.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := p.http().Do(r)
	if err != nil {
		return
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		if answer.StatusCode != http.StatusServiceUnavailable {
			p.fault("the stream answers %s", answer.Status)
		}
		return
	}
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 16<<20)
	name, data := "", ""
	for lines.Scan() {
		watch.Reset(p.quiet)
		key, value, _ := strings.Cut(lines.Text(), ": ")
		switch key {
		case "event":
			name = value
		case "data":
			data = value
		case "": // only now is the event whole
			p.hear(name, data)
			name, data = "", ""
		}
	}
}

// hear takes one event.
func (p *typist) hear(name, data string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch name {
	case "hello":
		var hello struct {
			Seq      int64
			Presence []presence
		}
		if err := json.Unmarshal([]byte(data), &hello); err != nil || hello.Seq < p.seq {
			p.wrong = append(p.wrong, fmt.Sprintf("%s: knows %d entries, and the server says %s", p.name, p.seq, data))
		}
		p.presence = hello.Presence
	case "presence":
		var now []presence
		if err := json.Unmarshal([]byte(data), &now); err != nil {
			p.wrong = append(p.wrong, p.name+": presence is "+data)
		}
		p.presence = now
	case "edits":
		var e campaign.Entry
		err := json.Unmarshal([]byte(data), &e)
		if err == nil && e.Seq != p.seq+1 {
			err = fmt.Errorf("after entry %d comes %d", p.seq, e.Seq)
		}
		var state campaign.State
		if err == nil {
			state, _, err = campaign.Standard().Apply(p.state, e.Edits, e.Seq)
		}
		if err != nil {
			p.wrong = append(p.wrong, fmt.Sprintf("%s: %v", p.name, err))
			return
		}
		p.state, p.seq = state, e.Seq
	}
	close(p.known)
	p.known = make(chan struct{})
}

// present says where the page's person is.
func (p *typist) present(t *testing.T, at string) {
	t.Helper()
	p.at(p.place()).do(t, http.MethodPost, "/drafts/"+p.DraftID+"/presence", map[string]any{"client": p.id, "at": at, "from": 0, "to": 0, "unsent": 0}, nil)
}

// sees waits until the page shows exactly these people.
func (p *typist) sees(t *testing.T, names ...string) {
	t.Helper()
	slices.Sort(names)
	p.knows(t, fmt.Sprint(names), func() bool {
		var now []string
		for _, one := range p.presence {
			now = append(now, one.Name)
		}
		slices.Sort(now)
		return slices.Equal(now, names)
	})
}

// knows waits until what the page has heard is as the test wants it.
func (p *typist) knows(t *testing.T, what string, so func() bool) {
	t.Helper()
	patience := time.NewTimer(60 * time.Second)
	defer patience.Stop()
	for {
		p.mu.Lock()
		done, known, seq, wrong := so(), p.known, p.seq, len(p.wrong)
		p.mu.Unlock()
		if done {
			return
		}
		if wrong > 0 {
			t.Fatal(strings.Join(p.faults(), "\n"))
		}
		select {
		case <-known:
		case <-patience.C:
			t.Fatalf("%s has heard of %d entries and not of %s", p.name, seq, what)
		}
	}
}
