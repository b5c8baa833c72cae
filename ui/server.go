package ui

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// Config is what the person who starts the program decides about the web application.
type Config struct {
	PublicURL      string       // as seen from outside, without a trailing slash; empty: the request's Host
	TrustProxy     []*net.IPNet // proxies whose X-Forwarded-For and X-Forwarded-Proto are believed
	TLS            bool         // the program itself serves TLS
	InsecureSignIn bool         // allow passwords from other devices over plain HTTP
	Demo           bool         // the demonstration's account may sign in
	Version        string
	Port           string // the port that phones use
	// Addresses lists the addresses that other devices may reach, best first; asked each time a page
	// shows them, since they change with the network.
	Addresses func() []string
}

// Parts are what the web application is built on.
type Parts struct {
	Library *campaign.Library
	Shelf   *Shelf
	Store   Store
	Desk    *live.Desk
	Hub     *live.Hub
	Log     *slog.Logger
	Now     func() time.Time
}

// Server answers pages, the JSON interface and event streams.
type Server struct {
	cfg      Config
	lib      *campaign.Library
	shelf    *Shelf
	store    Store
	desk     *live.Desk
	hub      *live.Hub
	log      *slog.Logger
	now      func() time.Time
	folding  chan struct{} // held while a draft's log is folded for its history
	folds    *folds
	reports  reports
	echo     *echo.Echo
	sessions *scs.SessionManager
	messages *messages
	pages    *pageSet
	assets   *assetSet
	failures *failures
	pace     *pace
	anchors  anchors
	arrivals arrivals
	figures  figuresKept
	metrics  *metrics

	verifying sync.Mutex // one uploaded pack at a time: a large one takes a gigabyte while it is checked
}

// New builds the application. It fails only where an embedded template, message or asset is broken.
func New(cfg Config, p Parts) (*Server, error) {
	s := &Server{
		cfg: cfg, lib: p.Library, shelf: p.Shelf, store: p.Store, desk: p.Desk, hub: p.Hub, log: p.Log, now: p.Now, folding: make(chan struct{}, 1), folds: newFolds(),
		failures: newFailures(p.Now), pace: newPace(p.Now), metrics: newMetrics(),
	}
	var err error
	if s.messages, err = loadMessages(); err != nil {
		return nil, err
	}
	if s.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = loadPages(); err != nil {
		return nil, err
	}
	s.sessions = newSessions(p.Store, cfg)

	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = addressFrom(cfg.TrustProxy)
	e.HTTPErrorHandler = s.handleError
	e.Use(s.recoverPanics, s.requestLog, s.securityHeaders, s.limitBody, s.loadSession, s.checkOrigin, s.identify)
	for _, r := range s.routes() {
		e.Add(r.method, r.path, r.handler, s.allow(r))
		if r.method == http.MethodGet && !strings.HasSuffix(r.path, "/events") { // a stream has no end to leave out
			e.HEAD(r.path, r.handler, s.allow(r))
		}
	}
	s.echo = e
	s.sessions.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) { s.handleError(err, e.NewContext(r, w)) }
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// ScriptsBuilt says whether the scripts were built into the program; without them the plain pages serve.
func (s *Server) ScriptsBuilt() bool { return s.assets.scripts }
