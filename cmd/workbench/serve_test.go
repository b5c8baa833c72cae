package main

import (
	"context"
	"database/sql"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

const here = "127.0.0.1:0"

func TestServe_PrintsItsAddressAndAnswers(t *testing.T) {
	s := serveHere(t, nil, "--addr", here, "--data", t.TempDir())
	if status, _ := readPage(t, s.url+"/readyz"); status != http.StatusOK {
		t.Errorf("/readyz: %d", status)
	}
	if status, body := readPage(t, s.url+"/"); status != http.StatusOK || !strings.Contains(body, "<h1") {
		t.Errorf("the first page: %d %s", status, body)
	}
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d after it was stopped, want 0", code)
	}
}

func TestServe_SettingsFromTheEnvironment(t *testing.T) {
	fromFlag, fromEnv := t.TempDir(), t.TempDir()
	s := serveHere(t, vars{"WORKBENCH_ADDR": here, "WORKBENCH_DATA": fromEnv, "WORKBENCH_DEMO": "true", "WORKBENCH_PUBLIC_URL": "https://workbench.example/"},
		"--data", fromFlag)
	out := s.out.String()
	for _, want := range []string{"Data: " + fromFlag, "https://workbench.example/\n", "demo-workshop"} {
		if !strings.Contains(out, want) {
			t.Errorf("what it printed lacks %q:\n%s", want, out)
		}
	}
	if left, _ := os.ReadDir(fromEnv); len(left) > 0 {
		t.Error("the folder of the environment was used, although a flag named another")
	}
}

func TestServe_RefusesAPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", here)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	callHere(t, nil, "", "serve", "--addr", l.Addr().String(), "--data", t.TempDir()).refused(t, "--addr "+l.Addr().String(), "this port is in use", "choose another port")
}

func TestServe_RefusesALockedFolder(t *testing.T) {
	dir := t.TempDir()
	serveApart(t, nil, "--addr", here, "--data", dir)
	file := filepath.Join(t.TempDir(), "b")
	for _, args := range [][]string{ // these work beside it
		{"admin", "create", "--name", "Rosa", "--data", dir},
		{"backup", file, "--data", dir},
	} {
		if r := callHere(t, nil, "six quiet boats\n", args...); r.code != exitDone {
			t.Errorf("%v: %+v", args, r)
		}
	}
	for _, args := range [][]string{
		{"serve", "--addr", here, "--data", dir},
		{"restore", file, "--data", dir},
	} {
		callHere(t, nil, "", args...).refused(t, dir, "Stop that one first")
	}
	if r := callHere(t, nil, "", "doctor", "--addr", here, "--data", dir); r.code != exitOpen || !strings.Contains(r.out, "trouble database") {
		t.Errorf("doctor on a locked folder: %d %s", r.code, r.out)
	}
}

func TestServe_RefusesANewerDatabase(t *testing.T) {
	dir := t.TempDir()
	callHere(t, nil, "six quiet boats\n", "admin", "create", "--name", "Rosa", "--data", dir)
	db, err := sql.Open("sqlite", filepath.Join(dir, "workbench.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO migrations SELECT * FROM (SELECT 999, name, applied FROM migrations LIMIT 1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	callHere(t, nil, "", "serve", "--addr", here, "--data", dir).refused(t, "newer version of this program", "Start the newer program")
}

func TestServe_DemoRefusesADatabaseInUse(t *testing.T) {
	dir := t.TempDir()
	if r := callHere(t, nil, "six quiet boats\n", "admin", "create", "--name", "Rosa", "--data", dir); r.code != exitDone {
		t.Fatal(r.err)
	}
	callHere(t, nil, "", "serve", "--demo", "--addr", here, "--data", dir).refused(t, "--demo", dir, "Name an empty folder")
	callHere(t, nil, "", "--demo", "--addr", here, "--data", dir).refused(t, "--demo")
}

func TestServe_DemoAccountIsOffWithoutDemo(t *testing.T) {
	dir := t.TempDir()
	first := serveHere(t, nil, "--demo", "--addr", here, "--data", dir)
	facilitator := signIn(t, first.url, demoName, demoPassword)
	var all struct{ Workshops []room }
	facilitator.do(t, http.MethodGet, "/workshops", nil, &all)
	if len(all.Workshops) != 1 || len(all.Workshops[0].Groups) != 8 {
		t.Fatalf("the demonstration holds %+v", all)
	}
	first.stop()

	plain := serveHere(t, nil, "--addr", here, "--data", dir)
	c := &client{url: plain.url}
	if status, body, _ := c.try(http.MethodPost, "/session", map[string]string{"name": demoName, "password": demoPassword}, nil); status != http.StatusUnauthorized {
		t.Errorf("demo signs in without --demo: %d %s", status, body)
	}
	c.token = facilitator.token
	if status, body, _ := c.try(http.MethodGet, "/workshops", nil, nil); status != http.StatusUnauthorized {
		t.Errorf("demo's token works without --demo: %d %s", status, body)
	}
	if strings.Contains(plain.out.String(), demoPassword) {
		t.Error("a password was printed without --demo")
	}
	plain.stop()

	again := serveHere(t, nil, "--demo", "--addr", here, "--data", dir)
	all.Workshops = nil
	signIn(t, again.url, demoName, demoPassword).do(t, http.MethodGet, "/workshops", nil, &all)
	if len(all.Workshops) != 1 {
		t.Errorf("after a second start with --demo there are %d workshops, want the one of the first", len(all.Workshops))
	}
}

func TestServe_DemoOnAnOpenAddressHasItsOwnPassword(t *testing.T) {
	s := serveHere(t, nil, "--demo", "--addr", ":0", "--data", t.TempDir())
	password := s.out.find(t, `with the password “([^”]+)”`)
	if password == demoPassword || len(password) < 10 {
		t.Fatalf("the password on an open address is %q", password)
	}
	signIn(t, s.url, demoName, password)
	c := &client{url: s.url}
	if status, _, _ := c.try(http.MethodPost, "/session", map[string]string{"name": demoName, "password": demoPassword}, nil); status != http.StatusUnauthorized {
		t.Errorf("the known password signs in on an open address: %d", status)
	}
}

func TestServe_FirstStartLinkWorksOnce(t *testing.T) {
	dir := t.TempDir()
	lost := serveHere(t, nil, "--addr", here, "--data", dir)
	const link = `(?m)^  (http\S+/first/\S+)$`
	old := lost.out.find(t, link)
	lost.stop()

	s := serveHere(t, nil, "--addr", here, "--data", dir)
	first := s.out.find(t, link)
	u, err := url.Parse(old)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"name": {"Rosa"}, "password": {"six quiet boats"}}
	if status := postForm(t, s.url+u.Path, form); status < 400 {
		t.Errorf("the link of an earlier start makes a facilitator: %d", status)
	}
	if status, _ := readPage(t, first); status != http.StatusOK {
		t.Fatalf("the link's page: %d", status)
	}
	if status := postForm(t, first, form); status != http.StatusOK {
		t.Fatalf("the link does not make the first facilitator: %d", status)
	}
	signIn(t, s.url, "Rosa", "six quiet boats")
	if status := postForm(t, first, url.Values{"name": {"Mallory"}, "password": {"six quiet boats"}}); status < 400 {
		t.Errorf("the link works a second time: %d", status)
	}
	if log := s.err.String(); strings.Contains(log, first[strings.LastIndex(first, "/")+1:]) {
		t.Error("the link is in the log")
	}
	s.stop()
	next := serveHere(t, nil, "--addr", here, "--data", dir)
	if strings.Contains(next.out.String(), "/first/") {
		t.Error("a start with a facilitator prints a first-start link")
	}
}

// postForm sends a form as a browser does, keeps cookies and follows where it leads.
func postForm(t *testing.T, address string, form url.Values) int {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := (&http.Client{Jar: jar}).PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// TestProgram_ExitCodes runs real processes: exit codes and streams as a shell sees them.
func TestProgram_ExitCodes(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"version"}, 0},
		{[]string{"check", "../../testdata/drafts/quick-four-en.json"}, 0},
		{[]string{"check", "../../testdata/drafts/empty.json"}, 1},
		{[]string{"check", "nothing.json"}, 2},
		{[]string{"nothing"}, 2},
		{[]string{"serve", "--addr", "nonsense", "--data", t.TempDir()}, 2},
	} {
		cmd := program(t, c.args...)
		var errs strings.Builder
		cmd.Stderr = &errs
		out, _ := cmd.Output()
		if code := cmd.ProcessState.ExitCode(); code != c.code {
			t.Errorf("%v: exit code %d, want %d", c.args, code, c.code)
		}
		if c.code == exitWrong && (len(out) > 0 || notOneLine(errs.String()) != "") {
			t.Errorf("%v: %s%s", c.args, out, errs.String())
		}
		if c.code != exitWrong && errs.Len() > 0 {
			t.Errorf("%v: standard error: %s", c.args, errs.String())
		}
	}
}

// TestProgram_StopsOnASignal sends what Ctrl+C sends, with an event stream open.
func TestProgram_StopsOnASignal(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "One")
	member := r.join(t, 0, "Ann")
	stream, err := http.NewRequestWithContext(context.Background(), http.MethodGet, s.url+"/api/v1/drafts/"+member.DraftID+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	stream.Header.Set("Authorization", "Bearer "+member.token)
	answer, err := http.DefaultClient.Do(stream)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d, want 0\n%s", code, s.err)
	}
}
