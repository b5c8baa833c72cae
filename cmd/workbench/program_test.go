package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// asProgram makes this test binary be the program itself, so that tests start real processes of it.
const asProgram = "WORKBENCH_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) == "1" {
		main()
		return
	}
	os.Exit(m.Run())
}

// lines collects what a program prints, and lets a test wait for a line of it.
type lines struct {
	mu    sync.Mutex
	text  bytes.Buffer
	more  chan struct{} // closed and replaced at every write
	ended bool
}

func newLines() *lines { return &lines{more: make(chan struct{})} }

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(p)
	close(l.more)
	l.more = make(chan struct{})
	return len(p), nil
}

// end says that nothing more will come.
func (l *lines) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	close(l.more)
	l.more = make(chan struct{})
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// find waits until what was printed matches, and returns the first group.
func (l *lines) find(t *testing.T, pattern string) string {
	t.Helper()
	re, patience := regexp.MustCompile(pattern), time.After(30*time.Second)
	for {
		l.mu.Lock()
		text, more, ended := l.text.String(), l.more, l.ended
		l.mu.Unlock()
		if m := re.FindStringSubmatch(text); m != nil {
			return m[len(m)-1]
		}
		if ended {
			t.Fatalf("the program ended without printing %s. It printed:\n%s", pattern, text)
		}
		select {
		case <-more:
		case <-patience:
			t.Fatalf("the program has not printed %s. It printed:\n%s", pattern, text)
		}
	}
}

// wait waits until the program has ended.
func (l *lines) wait(t *testing.T) {
	t.Helper()
	patience := time.After(30 * time.Second)
	for {
		l.mu.Lock()
		more, ended := l.more, l.ended
		l.mu.Unlock()
		if ended {
			return
		}
		select {
		case <-more:
		case <-patience:
			t.Fatal("the program does not end")
		}
	}
}

// served is a workbench that serves, in this process or in one of its own.
type served struct {
	url      string // without a slash at the end
	out, err *lines
	stop     func() (code int)
	process  *os.Process // of a real process, or nil
}

const ready = `(?m)^On this machine: +(\S+)/$[\s\S]*Ctrl\+C`

// vars is an environment for the program.
type vars map[string]string

func (v vars) lookup(name string) (string, bool) { value, ok := v[name]; return value, ok }

// serveHere serves in this process until the test ends or stop is called.
func serveHere(t *testing.T, env vars, args ...string) *served {
	t.Helper()
	return serveIn(t, environment{lookup: env.lookup}, args...)
}

// serveIn is serveHere with a clock or a network of the test's own.
func serveIn(t *testing.T, env environment, args ...string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &served{out: newLines(), err: newLines()}
	env.in, env.out, env.err = strings.NewReader(""), s.out, s.err
	if env.lookup == nil {
		env.lookup = vars(nil).lookup
	}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve"}, args...), env)
		s.out.end()
		s.err.end()
	}()
	s.stop = sync.OnceValue(func() int { cancel(); return <-code })
	t.Cleanup(func() { s.stop() })
	s.waitReady(t)
	return s
}

// waitReady waits until the program has printed where it is.
func (s *served) waitReady(t *testing.T) {
	t.Helper()
	defer func() {
		if s.url == "" {
			t.Logf("standard error:\n%s", s.err)
		}
	}()
	s.url = s.out.find(t, ready)
}

// serveApart serves in a process of its own. before may change how it is started.
func serveApart(t *testing.T, before func(*exec.Cmd), args ...string) *served {
	t.Helper()
	s := &served{out: newLines(), err: newLines()}
	cmd := program(t, append([]string{"serve"}, args...)...)
	cmd.Stdout, cmd.Stderr = s.out, s.err
	if before != nil {
		before(cmd)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.process = cmd.Process
	ended := make(chan struct{})
	go func() {
		cmd.Wait()
		s.out.end()
		s.err.end()
		close(ended)
	}()
	s.stop = sync.OnceValue(func() int {
		cmd.Process.Signal(os.Interrupt)
		<-ended
		return cmd.ProcessState.ExitCode()
	})
	t.Cleanup(func() { s.stop() })
	s.waitReady(t)
	return s
}

// program is a call of the real program, in an empty environment.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = []string{asProgram + "=1", "HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}
	return cmd
}

// result is how a call of the program ended.
type result struct {
	code     int
	out, err string
}

// call runs the program in this process to its end.
func callHere(t *testing.T, env vars, in string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	code := run(ctx, args, environment{in: strings.NewReader(in), out: &out, err: &errs, lookup: env.lookup})
	if ctx.Err() != nil {
		t.Fatalf("workbench %s does not end", strings.Join(args, " "))
	}
	return result{code, out.String(), errs.String()}
}

// refused demands exit code 2 and one line on standard error that has the words.
func (r result) refused(t *testing.T, words ...string) {
	t.Helper()
	if r.code != exitWrong {
		t.Errorf("exit code %d, want 2 (%s%s)", r.code, r.out, r.err)
	}
	if problem := notOneLine(r.err); problem != "" {
		t.Error(problem)
	}
	for _, w := range words {
		if !strings.Contains(r.err, w) {
			t.Errorf("standard error does not say %q: %s", w, r.err)
		}
	}
}

// notOneLine says what is wrong with what a refused call printed on standard error.
func notOneLine(text string) string {
	line, ended := strings.CutSuffix(text, "\n")
	switch {
	case !ended || line == "" || strings.Contains(line, "\n"):
		return "standard error is not one line: " + text
	case !strings.HasPrefix(line, "workbench"):
		return "standard error does not name the program: " + text
	case !strings.HasSuffix(line, "."):
		return "standard error is no sentence: " + text
	case strings.Contains(line, "!"):
		return "standard error shouts: " + text
	}
	return ""
}

// readPage reads one address.
func readPage(t *testing.T, url string) (status int, body string) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(data)
}
