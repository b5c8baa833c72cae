//go:build browser

package main

import (
	"net"
	"strings"
	"sync"
	"testing"
)

// wire is the network between one browser and the server, which a test cuts: every byte goes through it.
type wire struct {
	url string // where the browser finds the server

	mu    sync.Mutex
	to    string // where the server is
	down  bool
	conns map[net.Conn]bool
}

// newWire listens for one browser and passes on what it sends to the server.
func newWire(t *testing.T, served string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", here)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{url: "http://" + l.Addr().String(), to: strings.TrimPrefix(served, "http://"), conns: map[net.Conn]bool{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.pass(c)
		}
	}()
	t.Cleanup(func() { l.Close(); w.cut() })
	return w
}

func (w *wire) pass(c net.Conn) {
	defer c.Close()
	w.mu.Lock()
	to := w.to
	w.mu.Unlock()
	s, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer s.Close()
	w.mu.Lock()
	if w.down {
		w.mu.Unlock()
		return
	}
	w.conns[c], w.conns[s] = true, true
	w.mu.Unlock()
	done := make(chan struct{}, 2)
	flow := func(from, to net.Conn) {
		b := make([]byte, 16<<10)
		for {
			n, err := from.Read(b)
			if n > 0 {
				if _, err := to.Write(b[:n]); err != nil {
					break
				}
			}
			if err != nil {
				break
			}
		}
		done <- struct{}{}
	}
	go flow(c, s)
	go flow(s, c)
	<-done
	w.mu.Lock()
	delete(w.conns, c)
	delete(w.conns, s)
	w.mu.Unlock()
}

// cut takes the browser off line: what is open breaks, and what is tried fails.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = true
	for c := range w.conns {
		c.Close()
	}
}

// mend brings it back.
func (w *wire) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = false
}

// lead is where the wire leads from now on.
func (w *wire) lead(served string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to = strings.TrimPrefix(served, "http://")
}
