//go:build disk

package main

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// smallDisk is a file system of a few megabytes. Mounting needs a root, if only that of a namespace:
// unshare -rm go test -tags disk -run FullDisk ./cmd/workbench
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=12m"); err != nil {
		t.Fatalf("mounting a small file system: %v; run the test under unshare -rm", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill takes all the room that is left, to the last byte.
func fill(t *testing.T, dir string) (ballast string) {
	t.Helper()
	ballast = filepath.Join(dir, "ballast")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; {
		if _, err := f.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 2
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return ballast
}

// TestFullDisk_RefusesWritesUntilThereIsRoom fills the disk under two groups that write. Writing is refused with
// a sentence, reading goes on, and with room again so does the writing, by itself; also when the server was
// killed and started again meanwhile.
func TestFullDisk_RefusesWritesUntilThereIsRoom(t *testing.T) {
	dir := smallDisk(t)
	var address atomic.Value
	start := func() *served {
		s := serveApart(t, nil, "--demo", "--addr", here, "--data", filepath.Join(dir, "data"))
		address.Store(s.url)
		return s
	}
	s := start()
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "One", "Two")
	all := gather(t, r, 6, func(int) string { return address.Load().(string) })
	for _, killed := range []bool{false, true} {
		all.write(t, 40, func() {})
		all.finish(t)
		ballast := fill(t, dir)
		var writers sync.WaitGroup
		for _, p := range all.pages {
			clear(p.refusals)
			writers.Go(func() {
				for p.refusals[http.StatusServiceUnavailable] < 3 && len(p.faults()) == 0 {
					p.next(t.Context())
				}
			})
		}
		writers.Wait()
		for _, p := range all.pages {
			if !strings.Contains(p.told, `"code":"unavailable"`) || !strings.Contains(p.told, "The disk is full") {
				t.Errorf("on a full disk a batch is answered by %s", p.told)
			}
		}
		if status, body, _ := (&client{url: s.url}).try(http.MethodPost, "/join", map[string]string{"code": r.JoinCode, "group_id": r.Groups[0].ID, "name": "Late"}, nil); status != http.StatusServiceUnavailable {
			t.Errorf("joining on a full disk: %d %s", status, body)
		}
		sum := reckon(t, s.url, all.pages)
		for _, path := range []string{"", "/brief?format=md", "/findings"} {
			all.pages[0].at(s.url).do(t, http.MethodGet, "/drafts/"+all.pages[0].DraftID+path, nil, nil)
		}
		if killed {
			s.process.Kill()
			s.stop()
			startAnyhow(t, "--demo", "--addr", here, "--data", filepath.Join(dir, "data"))
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if killed {
			s = start()
		}
		all.finish(t)
		all.write(t, 40, func() {})
		all.finish(t)
		if after := reckon(t, s.url, all.pages); !killed && after.cuts != sum.cuts {
			t.Errorf("a full disk cut %d streams", after.cuts-sum.cuts)
		} else {
			t.Log(after)
		}
	}
}

// startAnyhow starts on a full disk, which serves those who read, or is refused in one line that says why.
func startAnyhow(t *testing.T, args ...string) {
	t.Helper()
	cmd := program(t, append([]string{"serve"}, args...)...)
	out, errs := newLines(), newLines()
	cmd.Stdout, cmd.Stderr = out, errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	defer time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() }).Stop()
	for serves := false; ; {
		out.mu.Lock()
		serves = strings.Contains(out.text.String(), "Ctrl+C")
		more := out.more
		out.mu.Unlock()
		if serves {
			cmd.Process.Kill()
			<-ended
			return
		}
		select {
		case <-more:
		case <-ended:
			said := errs.String()
			if problem := notOneLine(said); problem != "" || cmd.ProcessState.ExitCode() != exitWrong || !strings.Contains(said, "The disk is full") {
				t.Errorf("a start on a full disk ends with %d: %s", cmd.ProcessState.ExitCode(), said)
			}
			return
		}
	}
}
