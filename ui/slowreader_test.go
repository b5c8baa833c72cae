package ui_test

import (
	"bufio"
	"fmt"
	"net"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"workbench/campaign/live"
)

// TestEvents_AReaderThatDoesNotReadIsCutOffAndCatchesUp opens streams over connections that nobody reads, while
// somebody else writes long texts. The server keeps a bounded part of them and nobody waits; the reader that comes
// back gets every entry.
func TestEvents_AReaderThatDoesNotReadIsCutOffAndCatchesUp(t *testing.T) {
	p := newPage(t)
	server := p.serve()
	const readers = 8
	var deaf []net.Conn
	for range readers {
		conn, err := net.Dial("tcp", strings.TrimPrefix(server, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		if err := conn.(*net.TCPConn).SetReadBuffer(64 << 10); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET %s/events HTTP/1.1\r\nHost: room.test\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n", p.path, p.who.token)
		if _, err := conn.Read(make([]byte, 100)); err != nil { // the stream has begun; that is all that is read
			t.Fatal(err)
		}
		deaf = append(deaf, conn)
	}
	heap := func() int64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	const length = 16_000
	topic := live.DraftTopic(p.who.draft)
	p.submit(0, write("audience.barriers", 0, 0, strings.Repeat("-", length)))
	before := heap()
	var waits []time.Duration
	seq := 1
	for ; p.hub.Listening(topic); seq++ {
		if seq > 1900 {
			t.Fatal("the readers are not cut off")
		}
		began := time.Now()
		p.submit(int64(seq), write("audience.barriers", 0, length, strings.Repeat(string(rune('a'+seq%26)), length)))
		waits = append(waits, time.Since(began))
	}
	held := heap() - before
	slices.Sort(waits)
	t.Logf("%d readers cut off after %d entries of %d bytes; the server holds %d kB for them; acknowledged p50 %v, most %v",
		readers, seq, length, held>>10, waits[len(waits)/2].Round(time.Microsecond), waits[len(waits)-1].Round(time.Microsecond))
	if most := int64(readers+1) * (2*live.BufferedBytes + 1<<20); held > most {
		t.Errorf("the server holds %d kB, want at most %d", held>>10, most>>10)
	}
	if most := waits[len(waits)-1]; most > 5*time.Second {
		t.Errorf("an acknowledgement took %v beside readers that do not read", most)
	}

	// Reading what is left comes to the end of the stream, and it has no gap.
	last, lines := 0, bufio.NewScanner(deaf[0])
	lines.Buffer(nil, 4<<20)
	deaf[0].SetReadDeadline(time.Now().Add(patience))
	for lines.Scan() {
		var id int
		if n, _ := fmt.Sscanf(lines.Text(), "id: %d", &id); n == 1 {
			if id != last+1 {
				t.Fatalf("after entry %d comes %d", last, id)
			}
			last = id
		}
	}
	if lines.Err() != nil || last == 0 || last >= seq {
		t.Fatalf("the stream ended after entry %d of %d: %v", last, seq, lines.Err())
	}
	back := p.listen(server, p.who, p.path+"/events", "Last-Event-ID", fmt.Sprint(last))
	for want := last + 1; want <= seq; want++ {
		if e := back.next("edits"); e.id != fmt.Sprint(want) {
			t.Fatalf("entry %s comes, want %d", e.id, want)
		}
	}
}
