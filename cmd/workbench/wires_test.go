package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"
)

// wires is a network inside the test process, for tests whose time is not the machine's. It can fall silent, as
// it does when a machine sleeps: nothing is heard, and nothing says that it is so.
type wires struct {
	mu     sync.Mutex
	accept chan net.Conn
	ended  chan struct{}
	once   sync.Once
}

func newWires() *wires { return &wires{accept: make(chan net.Conn), ended: make(chan struct{})} }

// Accept, Close and Addr make it the server's listener.
func (w *wires) Accept() (net.Conn, error) {
	select {
	case c := <-w.accept:
		return c, nil
	case <-w.ended:
		return nil, net.ErrClosed
	}
}

func (w *wires) Close() error   { w.once.Do(func() { close(w.ended) }); return nil }
func (w *wires) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080} }

// machine is one on the network, with the connections that it made.
type machine struct {
	wires  *wires
	client *http.Client

	mu     sync.Mutex
	quiet  chan struct{} // closed when the device is heard again; nil while it is
	trunks []*trunk
}

// device adds a machine.
func (w *wires) device() *machine {
	d := &machine{wires: w}
	d.client = &http.Client{Transport: &http.Transport{DialContext: d.dial, MaxIdleConnsPerHost: 4}}
	return d
}

func (d *machine) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	d.mu.Lock()
	quiet := d.quiet
	d.mu.Unlock()
	if quiet != nil {
		select {
		case <-quiet:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	t := newTrunk()
	d.mu.Lock()
	d.trunks = append(d.trunks, t)
	d.mu.Unlock()
	select {
	case d.wires.accept <- t.ends[1]:
		return t.ends[0], nil
	case <-d.wires.ended:
		return nil, syscall.ECONNREFUSED
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fallSilent lets nothing through, from now on.
func (d *machine) fallSilent() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.quiet = make(chan struct{})
	for _, t := range d.trunks {
		t.set(func() { t.silent = true })
	}
}

// wake lets the device be heard again. The connections that it had go on where they were or, if they are lost,
// are broken off at the next word, as by a machine that has forgotten them.
func (d *machine) wake(lost bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	close(d.quiet)
	d.quiet = nil
	for _, t := range d.trunks {
		t.set(func() { t.silent, t.lost = false, t.lost || lost })
	}
}

// atServer counts the connections that the server still holds, and how many of them the device has forgotten.
func (d *machine) atServer() (open, forgotten int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.trunks {
		t.mu.Lock()
		if !t.ends[1].closed {
			open++
			if t.lost {
				forgotten++
			}
		}
		t.mu.Unlock()
	}
	return open, forgotten
}

// onTheWay is how many bytes a connection takes that the other side does not read, as kernels do.
const onTheWay = 64 << 10

// trunk is one connection: two ends, and what is on its way to each.
type trunk struct {
	mu     sync.Mutex
	moved  *sync.Cond
	silent bool // what is sent arrives later, or never
	lost   bool // each end hears at its next word that the other has forgotten it
	ends   [2]*end
}

type end struct {
	*trunk
	side        int
	in          []byte // on its way to this end
	closed      bool
	read, write deadline
}

type deadline struct {
	at    time.Time
	timer *time.Timer
}

func newTrunk() *trunk {
	t := &trunk{}
	t.moved = sync.NewCond(&t.mu)
	t.ends = [2]*end{{trunk: t, side: 0}, {trunk: t, side: 1}}
	return t
}

func (t *trunk) set(change func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	change()
	t.moved.Broadcast()
}

func (d deadline) over() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }

func (e *end) other() *end { return e.ends[1-e.side] }

func (e *end) Read(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for {
		switch {
		case e.closed:
			return 0, net.ErrClosed
		case e.read.over():
			return 0, os.ErrDeadlineExceeded
		case e.silent:
		case e.lost:
			if e.side == 0 { // who slept hears nothing until it asks; who was awake has given up
				return 0, syscall.ECONNRESET
			}
		case len(e.in) > 0:
			n := copy(p, e.in)
			e.in = e.in[n:]
			e.moved.Broadcast()
			return n, nil
		case e.other().closed:
			return 0, io.EOF
		}
		e.moved.Wait()
	}
}

func (e *end) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	sent := 0
	for sent < len(p) {
		to := e.other()
		switch {
		case e.closed:
			return sent, net.ErrClosed
		case e.write.over():
			return sent, os.ErrDeadlineExceeded
		case !e.silent && (e.lost || to.closed):
			return sent, syscall.ECONNRESET
		}
		if room := onTheWay - len(to.in); room > 0 {
			n := min(room, len(p)-sent)
			to.in = append(to.in, p[sent:sent+n]...)
			sent += n
			e.moved.Broadcast()
			continue
		}
		e.moved.Wait()
	}
	return sent, nil
}

func (e *end) Close() error {
	e.set(func() { e.closed = true })
	for _, d := range []*deadline{&e.read, &e.write} {
		e.arm(d, time.Time{})
	}
	return nil
}

func (e *end) arm(d *deadline, at time.Time) {
	e.set(func() {
		if d.timer != nil {
			d.timer.Stop()
			d.timer = nil
		}
		if d.at = at; !at.IsZero() {
			d.timer = time.AfterFunc(time.Until(at), func() { e.set(func() {}) })
		}
	})
}

func (e *end) LocalAddr() net.Addr  { return e.addr(8080 + e.side) }
func (e *end) RemoteAddr() net.Addr { return e.addr(8081 - e.side) }
func (e *end) addr(port int) net.Addr {
	return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
}

func (e *end) SetReadDeadline(at time.Time) error  { e.arm(&e.read, at); return nil }
func (e *end) SetWriteDeadline(at time.Time) error { e.arm(&e.write, at); return nil }
func (e *end) SetDeadline(at time.Time) error {
	e.arm(&e.read, at)
	e.arm(&e.write, at)
	return nil
}
