//go:build strace

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// TestServe_SyncsBeforeItAnswers watches the system calls of the serving process while batches come in one
// at a time: between the receipt of a batch and the answer 200 there is a sync of the database's log that
// came back without an error. What a sync is worth is the disk's business.
func TestServe_SyncsBeforeItAnswers(t *testing.T) {
	const batches = 25
	trace := filepath.Join(t.TempDir(), "trace")
	s := serveApart(t, func(cmd *exec.Cmd) {
		watched := exec.Command("strace", append([]string{"-f", "-tt", "-y", "-s", "256", "-o", trace,
			"-e", "trace=read,recvfrom,write,sendto,pwrite64,fsync,fdatasync", cmd.Path}, cmd.Args[1:]...)...)
		cmd.Path, cmd.Args, cmd.Err = watched.Path, watched.Args, watched.Err
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // strace itself is deaf to Ctrl+C
	}, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "One")
	member := r.join(t, 0, "Ann")
	for i := range batches {
		member.send(t, member.insert("message.core", fmt.Sprintf("word %d ", i)))
	}
	syscall.Kill(-s.process.Pid, syscall.SIGINT)
	s.out.wait(t)
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	// On a kept connection net/http reads the P of POST ahead, by itself.
	received, answered, early := 0, 0, 0
	synced, open := false, false
	for _, e := range completed(string(text)) {
		switch {
		case strings.HasPrefix(e, "read(") && strings.Contains(e, `OST /api/v1/drafts/`) && strings.Contains(e, "/edits HTTP/1.1"):
			received++
			synced, open = false, true
		case strings.HasPrefix(e, "fsync(") || strings.HasPrefix(e, "fdatasync("):
			synced = synced || strings.Contains(e, "workbench.db") && strings.HasSuffix(e, "= 0")
		case open && (strings.HasPrefix(e, "write(") || strings.HasPrefix(e, "sendto(")) && strings.Contains(e, `"HTTP/1.1 200 OK`):
			answered++
			open = false
			if !synced {
				early++
			}
		}
	}
	if received != batches || answered != batches {
		t.Fatalf("the trace shows %d batches and %d answers, want %d of each", received, answered, batches)
	}
	if early > 0 {
		t.Errorf("%d of %d batches were answered before a sync", early, batches)
	}
}

// completed gives the calls of a trace in the order in which they came back, except that a call that writes
// counts from where it began: an answer is out as soon as the call begins. Calls that strace shows in two
// parts are joined.
func completed(trace string) []string {
	unfinished := regexp.MustCompile(`^(\d+) +[\d:.]+ (.*) <unfinished \.\.\.>$`)
	resumed := regexp.MustCompile(`^(\d+) +[\d:.]+ <\.\.\. \w+ resumed>(.*)$`)
	whole := regexp.MustCompile(`^\d+ +[\d:.]+ (.*)$`)
	begun := map[string]string{}
	var calls []string
	for _, line := range strings.Split(trace, "\n") {
		if m := unfinished.FindStringSubmatch(line); m != nil {
			begun[m[1]] = m[2]
			if strings.HasPrefix(m[2], "write(") || strings.HasPrefix(m[2], "sendto(") {
				calls = append(calls, m[2])
			}
			continue
		}
		if m := resumed.FindStringSubmatch(line); m != nil {
			if b := begun[m[1]]; !strings.HasPrefix(b, "write(") && !strings.HasPrefix(b, "sendto(") {
				calls = append(calls, strings.TrimSpace(b+m[2]))
			}
			continue
		}
		if m := whole.FindStringSubmatch(line); m != nil {
			calls = append(calls, strings.TrimSpace(m[1]))
		}
	}
	return calls
}
