package ui_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
)

// A client that writes all of its request before it reads gets the refusal, and not a broken connection.
func TestLimits_AnswerAClientThatWritesAllFirst(t *testing.T) {
	server := newApp(t).serve()
	conn, err := net.Dial("tcp", strings.TrimPrefix(server, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const size = 24 << 20 // more than a connection holds in its buffers
	if _, err := fmt.Fprintf(conn, "POST /api/v1/join HTTP/1.1\r\nHost: room.test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", size); err != nil {
		t.Fatal(err)
	}
	piece := []byte(strings.Repeat(" ", 1<<20))
	for range size / len(piece) {
		if _, err := conn.Write(piece); err != nil {
			t.Fatalf("the connection broke while the request was written: %v", err)
		}
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("the answer is %d", answer.StatusCode)
	}
}
