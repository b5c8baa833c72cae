package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestBalance_CountsWhatIsLostDoubledAndUnwanted(t *testing.T) {
	written := map[string]fate{"kept": acknowledged, "gone": acknowledged, "twice": acknowledged,
		"no": refused, "yes": refused, "maybe": unanswered, "perhaps": unanswered, "again": unanswered}
	for _, c := range []struct {
		name, text              string
		found                   int
		lost, doubled, unwanted string
		good                    bool
	}{
		{"each once", "kept gone twice maybe somebody else's words", 3, "", "", "", true},
		{"all sorts", "twice kept yes twice again again maybe", 1, "gone", "again twice", "yes", false},
		{"an empty draft", "", 0, "gone kept twice", "", "", false},
		{"a token inside another word", "kept gonetwice", 1, "gone twice", "", "", false},
	} {
		b := &balance{}
		b.count(written, strings.Fields(c.text))
		got := []string{join(b.Lost), join(b.Doubled), join(b.Unwanted)}
		if b.Found != c.found || !slices.Equal(got, []string{c.lost, c.doubled, c.unwanted}) || b.good() != c.good {
			t.Errorf("%s: %+v", c.name, b)
		}
	}
}

func join(tokens []string) string {
	slices.Sort(tokens)
	return strings.Join(tokens, " ")
}

func TestLedger_ReadsEveryDraftAndAllItsFields(t *testing.T) {
	texts := map[string]string{
		"/api/v1/drafts/one": `{"fields": {"message.story": "a1 a2 ", "message.core": "a3", "audience.age_from": 18}}`,
		"/api/v1/drafts/two": `{"fields": {"message.story": "a4 a4"}}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer seat of "+r.URL.Path[len("/api/v1/drafts/"):] {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprint(w, texts[r.URL.Path])
	}))
	defer server.Close()
	l := newLedger()
	l.enter("one", "seat of one", []string{"a1", "a2"}, acknowledged)
	l.enter("one", "another seat", []string{"a3", "a5"}, acknowledged)
	l.enter("two", "seat of two", []string{"a4"}, acknowledged)
	b, err := l.settle(context.Background(), server.Client(), server.URL)
	if err == nil && (b.Found != 3 || join(b.Lost) != "a5" || join(b.Doubled) != "a4" || b.good()) {
		t.Errorf("%+v", b)
	}
	if err != nil {
		t.Error(err)
	}
}

func TestTable_TheGroupMovesToTheNextFieldTogether(t *testing.T) {
	group, fields := &table{}, []string{"first", "second"}
	for _, c := range []struct {
		written int64
		want    string
	}{{0, "first"}, {fullAt - 1, "first"}, {fullAt, "second"}, {9 * fullAt, "second"}} {
		group.written.Store(c.written)
		if got := group.field(fields); got != c.want {
			t.Errorf("after %d characters: %s, want %s", c.written, got, c.want)
		}
	}
}

func TestPerson_TokensAreUnique(t *testing.T) {
	p := &person{mark: "abcd"}
	seen := map[string]bool{}
	for range 100 {
		for _, token := range p.tokens(37) {
			if seen[token] || strings.ContainsAny(token, " \n") || !strings.HasPrefix(token, "abcd") {
				t.Fatalf("token %q", token)
			}
			seen[token] = true
		}
	}
}

func TestPerson_GoesToTheNextInstanceWhenItsOwnIsGone(t *testing.T) {
	took := 0
	next := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		took++
		fmt.Fprint(w, `{"seq": 1}`)
	}))
	defer next.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	for i, first := range []string{gone.URL, next.URL, gone.URL} {
		if got := spread([]string{gone.URL, next.URL}, i)[0]; got != first {
			t.Errorf("member %d begins at %s", i, got)
		}
	}
	l := newLedger()
	p := &person{caller: next.Client(), urls: spread([]string{gone.URL, next.URL}, 0), table: &table{}, draft: "one", mark: "abcd", ledger: l}
	f := newFigures()
	p.figures.Store(f)
	p.send(context.Background(), "message.story", []time.Time{time.Now()})
	if took != 1 || f.agains != 1 || f.failed() || len(l.drafts["one"]) != 1 {
		t.Errorf("%d batches, sent again %d times, %v", took, f.agains, l.drafts)
	}
}
