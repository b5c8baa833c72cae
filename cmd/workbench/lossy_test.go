package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// lossy is a bad network between pages and servers. Of the requests one in five never arrives, or not whole;
// of the answers one in ten is lost after the server gave it, whole or half; streams are cut in the middle of
// a word; everything is late. Each request goes to any of the servers.
type lossy struct {
	url     string
	servers []string
	through *http.Transport

	dropped, lost, cut, passed atomic.Int64
}

func newLossy(t *testing.T, servers ...string) *lossy {
	t.Helper()
	l := &lossy{servers: servers, through: &http.Transport{MaxIdleConnsPerHost: 100}}
	front := httptest.NewServer(l)
	l.url = front.URL
	t.Cleanup(l.through.CloseIdleConnections)
	t.Cleanup(front.Close)
	t.Cleanup(front.CloseClientConnections)
	return l
}

// ServeHTTP passes one request on, or not.
func (l *lossy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	late(r.Context())
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	send := io.Reader(bytes.NewReader(body))
	if rand.IntN(5) == 0 {
		l.dropped.Add(1)
		if rand.IntN(2) == 0 || len(body) == 0 {
			panic(http.ErrAbortHandler)
		}
		send = io.MultiReader(bytes.NewReader(body[:rand.IntN(len(body))]), broken{})
	}
	on, err := http.NewRequestWithContext(r.Context(), r.Method, l.servers[rand.IntN(len(l.servers))]+r.RequestURI, send)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	on.Header, on.ContentLength = r.Header.Clone(), int64(len(body))
	answer, err := l.through.RoundTrip(on)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer answer.Body.Close()
	if strings.HasSuffix(r.URL.Path, "/events") {
		l.stream(w, answer)
		return
	}
	text, err := io.ReadAll(answer.Body)
	late(r.Context())
	if err != nil || rand.IntN(10) == 0 {
		l.lost.Add(1)
		if rand.IntN(2) == 0 {
			w.Header().Set("Content-Length", answer.Header.Get("Content-Length"))
			w.WriteHeader(answer.StatusCode)
			w.Write(text[:len(text)/2])
			http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	}
	l.passed.Add(1)
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	w.Write(text)
}

// stream passes a stream on, up to a random byte.
func (l *lossy) stream(w http.ResponseWriter, answer *http.Response) {
	w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
	w.WriteHeader(answer.StatusCode)
	flush := http.NewResponseController(w)
	left := 100 + rand.IntN(40_000)
	buffer := make([]byte, 4096)
	for left > 0 {
		n, err := answer.Body.Read(buffer[:min(left, len(buffer))])
		if _, broken := w.Write(buffer[:n]); broken != nil || err != nil || flush.Flush() != nil {
			return
		}
		left -= n
	}
	l.cut.Add(1)
	panic(http.ErrAbortHandler)
}

// late waits as a bad network does.
func late(ctx context.Context) { rest(ctx, time.Duration(rand.IntN(8))*time.Millisecond) }

// broken is a body that ends before its end.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the connection is gone") }
