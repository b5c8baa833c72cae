package ui_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
	"workbench/storage"
	"workbench/ui"
)

// The accounts of every app: a facilitator and a trainer, with one password.
const (
	leadName     = "Farah"
	trainName    = "Noor"
	leadPassword = "correct horse battery"
)

// workbench is the whole application over a real router and a real database, with nobody in it.
type workbench struct {
	handler *ui.Server
	store   *storage.Store
	desk    *live.Desk
	hub     *live.Hub
}

// newWorkbench puts one together. It is taken down when the test is over.
func newWorkbench(t testing.TB, cfg ui.Config, log *slog.Logger, now func() time.Time) workbench {
	t.Helper()
	lib, hub := campaign.Standard(), live.NewHub()
	store, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir(), Library: lib})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	t.Cleanup(hub.Close)
	shelf := ui.NewShelf(store, lib, principles.Standard)
	desk := live.NewDesk(lib, store, hub, now, ui.DeskOptions(store, shelf, now))
	t.Cleanup(desk.Close)
	handler, err := ui.New(cfg, ui.Parts{Library: lib, Shelf: shelf, Store: store, Desk: desk, Hub: hub, Log: log, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return workbench{handler, store, desk, hub}
}

// app is a workbench with a workshop of two groups, a second workshop of one, and a facilitator. Nothing in it is
// simulated but the network, where a test asks for none.
type app struct {
	t testing.TB
	workbench
	log   *lockedBuffer
	now   *clock
	room  campaign.Workshop // two groups
	other campaign.Workshop // one
	lead  campaign.Account
	train campaign.Account
}

// lockedBuffer keeps what is logged.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// clock is the time that the application is told. It stands still unless a test moves it.
type clock struct {
	mu   sync.Mutex
	time time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(d)
}

func newApp(t testing.TB, configure ...func(*ui.Config)) *app {
	t.Helper()
	a := &app{t: t, log: &lockedBuffer{}, now: &clock{time: time.Now()}}
	cfg := ui.Config{Addresses: func() []string { return []string{"http://192.0.2.7:8080"} }}
	for _, f := range configure {
		f(&cfg)
	}
	log := slog.New(slog.NewTextHandler(a.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	a.workbench = newWorkbench(t, cfg, log, a.now.Now)
	a.room = a.workshop("Kampung meeting", "Malaysia", "Thailand")
	a.other = a.workshop("Another meeting", "Viet Nam")
	// A cheap hash: what a guess costs is not what these tests are about.
	hash, err := bcrypt.GenerateFromPassword([]byte(leadPassword), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	a.lead, err = a.store.CreateAccount(t.Context(), campaign.Account{Name: leadName, Role: campaign.Facilitator, PasswordHash: string(hash)})
	if err != nil {
		t.Fatal(err)
	}
	a.train, err = a.store.CreateAccount(t.Context(), campaign.Account{Name: trainName, Role: campaign.Trainer, PasswordHash: string(hash)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *app) workshop(title string, groups ...string) campaign.Workshop {
	a.t.Helper()
	w := campaign.Workshop{Title: title, Language: "en", Canvas: campaign.DefaultCanvas, Pack: principles.Standard().ID, Joining: campaign.JoinOpen}
	for i, g := range groups {
		w.Groups = append(w.Groups, campaign.Group{Name: g, Sign: i})
	}
	w, err := a.store.CreateWorkshop(a.t.Context(), w)
	if err != nil {
		a.t.Fatal(err)
	}
	return w
}

// draft is the address of a group's draft in the JSON interface.
func (a *app) draft(group int) string { return "/api/v1/drafts/" + a.room.Groups[group].DraftID }

// person is who sends a request: by a token, by a cookie, or as a stranger.
type person struct {
	token  string
	cookie bool   // the token comes as a cookie, with the Origin of the own page
	from   string // the address, one on another device where it is empty
	member string
	draft  string
	seat   string
}

const (
	elsewhere = "192.0.2.1:1234" // another device
	here      = "127.0.0.1:1234" // the laptop itself
)

// leader signs the facilitator in.
func (a *app) leader() person { return a.account(leadName) }

// trainer signs the trainer in.
func (a *app) trainer() person { return a.account(trainName) }

func (a *app) account(name string) person {
	a.t.Helper()
	var got struct{ Token string }
	a.call(person{from: here}, "POST", "/api/v1/session", obj{"name": name, "password": leadPassword}).expect(200).read(&got)
	return person{token: got.Token}
}

// member joins a group of a workshop.
func (a *app) member(w campaign.Workshop, group int, name string) person {
	a.t.Helper()
	return a.joined(obj{"code": w.JoinCode, "group_id": w.Groups[group].ID, "name": name})
}

// host joins a group of the room and looks after its table.
func (a *app) host(group int, name string) person {
	a.t.Helper()
	m := a.member(a.room, group, name)
	if err := a.store.SetHost(a.t.Context(), m.member, true); err != nil {
		a.t.Fatal(err)
	}
	return m
}

func (a *app) joined(request obj) person {
	a.t.Helper()
	var got struct {
		Token    string
		MemberID string `json:"member_id"`
		DraftID  string `json:"draft_id"`
		SeatCode string `json:"seat_code"`
	}
	a.call(person{}, "POST", "/api/v1/join", request).expect(201).read(&got)
	if got.Token == "" || got.MemberID == "" || got.DraftID == "" || len(got.SeatCode) != campaign.CodeLength {
		a.t.Fatalf("joining with %v answered %+v", request, got)
	}
	return person{token: got.Token, member: got.MemberID, draft: got.DraftID, seat: got.SeatCode}
}

type obj = map[string]any

// answer is what came back of a request.
type answer struct {
	t      testing.TB
	asked  string
	status int
	header http.Header
	body   []byte
}

// call sends a request and checks what comes back against the OpenAPI document. A body is sent as it is if
// it is a string or bytes, as a form if it is url.Values, and as JSON otherwise.
func (a *app) call(who person, method, path string, body any, headers ...string) *answer {
	a.t.Helper()
	return a.send(who, a.request(method, path, body, headers...))
}

func (a *app) request(method, path string, body any, headers ...string) *http.Request {
	a.t.Helper()
	var sent io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
		kind = ""
	case string:
		sent = strings.NewReader(b)
	case []byte:
		sent = bytes.NewReader(b)
	case url.Values:
		sent, kind = strings.NewReader(b.Encode()), "application/x-www-form-urlencoded"
	default:
		data, err := json.Marshal(b)
		if err != nil {
			a.t.Fatal(err)
		}
		sent = bytes.NewReader(data)
	}
	req := httptest.NewRequest(method, "http://room.test/", sent)
	u, err := url.Parse("http://room.test" + path)
	if err != nil {
		a.t.Fatal(err)
	}
	req.URL, req.RequestURI = u, u.RequestURI()
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
			continue
		}
		req.Header.Set(headers[i], headers[i+1])
	}
	return req
}

func (a *app) send(who person, req *http.Request) *answer {
	a.t.Helper()
	req.RemoteAddr = elsewhere
	if who.from != "" {
		req.RemoteAddr = who.from
	}
	switch {
	case who.token == "":
	case who.cookie:
		req.AddCookie(&http.Cookie{Name: "workbench", Value: who.token})
		if req.Header.Get("Origin") == "" {
			req.Header.Set("Origin", "http://"+req.Host)
		}
	default:
		req.Header.Set("Authorization", "Bearer "+who.token)
	}
	rec := httptest.NewRecorder()
	ctx, cancel := context.WithCancel(a.t.Context())
	defer cancel()
	var w http.ResponseWriter = rec
	if strings.HasSuffix(req.URL.Path, "/events") {
		w = leaver{rec, cancel}
	}
	a.handler.ServeHTTP(w, req.WithContext(ctx))
	got := &answer{a.t, req.Method + " " + req.URL.Path, rec.Code, rec.Header(), rec.Body.Bytes()}
	if rec.Code == http.StatusInternalServerError {
		a.t.Errorf("%s answered 500: %s\n%s", got.asked, got.body, a.log)
	}
	checkAnswer(a.t, got)
	return got
}

// leaver is a reader that goes away when the first event has come.
type leaver struct {
	*httptest.ResponseRecorder
	cancel func()
}

func (l leaver) Write(p []byte) (int, error) {
	defer l.cancel()
	return l.ResponseRecorder.Write(p)
}

func (r *answer) expect(status int) *answer {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("%s answered %d, should be %d: %.600s", r.asked, r.status, status, r.body)
	}
	return r
}

func (r *answer) read(into any) *answer {
	r.t.Helper()
	if err := json.Unmarshal(r.body, into); err != nil {
		r.t.Fatalf("%s: %v: %.600s", r.asked, err, r.body)
	}
	return r
}

// refused checks an error's status, code, field and that it has a sentence. A field of "*" is any.
func (r *answer) refused(status int, code campaign.Code, field string) string {
	r.t.Helper()
	r.expect(status)
	var e struct {
		Error struct {
			Code           campaign.Code
			Message, Field string
		}
	}
	r.read(&e)
	if e.Error.Code != code || field != "*" && e.Error.Field != field || e.Error.Message == "" {
		r.t.Errorf("%s was refused by %+v, should be %s naming %q", r.asked, e.Error, code, field)
	}
	return e.Error.Message
}

// serve puts the application on a real port of this machine, for streams.
func (a *app) serve() string {
	server := httptest.NewUnstartedServer(a.handler)
	server.Config.BaseContext = func(net.Listener) context.Context { return a.t.Context() }
	server.Start()
	a.t.Cleanup(server.Close)
	a.t.Cleanup(a.hub.Close) // before it, or the open streams would hold the server's end up
	return server.URL
}
