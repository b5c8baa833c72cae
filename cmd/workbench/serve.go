package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
	"workbench/storage"
	"workbench/ui"
)

// The default addresses: a room's phones must reach the workshop; the demonstration stays here.
const (
	defaultAddr = ":8080"
	demoAddr    = "127.0.0.1:8080"
)

// settings are what --data, --db and the other flags of serve say.
type settings struct {
	addr, data, dsn, publicURL string
	cert, key                  string
	trustProxy                 string
	insecureSignIn, demo       bool
	verbose                    bool
}

func placeFlags(f *flag.FlagSet, s *settings) {
	f.StringVar(&s.data, "data", "", "the folder for the data (default a folder of your configuration)")
	f.StringVar(&s.dsn, "db", "", "postgres://… for PostgreSQL (default SQLite in the data folder)")
}

// serve runs the workbench until the context ends.
func serve(ctx context.Context, c *call) (int, error) {
	var s settings
	placeFlags(c.flags, &s)
	c.flags.StringVar(&s.addr, "addr", "", "the address to listen on (default "+defaultAddr+", and "+demoAddr+" with --demo)")
	c.flags.StringVar(&s.publicURL, "public-url", "", "the address as seen from outside, such as https://workbench.example.org")
	c.flags.StringVar(&s.cert, "tls-cert", "", "a certificate file, to serve TLS")
	c.flags.StringVar(&s.key, "tls-key", "", "its key file")
	c.flags.StringVar(&s.trustProxy, "trust-proxy", "", "networks of proxies whose headers are believed, such as 10.0.0.0/8, separated by commas")
	c.flags.BoolVar(&s.insecureSignIn, "insecure-sign-in", false, "take passwords from other devices over plain HTTP")
	c.flags.BoolVar(&s.demo, "demo", false, "fill an empty database with the demonstration workshop")
	c.flags.BoolVar(&s.verbose, "verbose", false, "log every request by its route")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) > 0 {
		return 0, wrong("“%s” is one word too many. See “workbench serve --help”.", c.args[0])
	}
	return exitDone, s.serve(ctx, c)
}

func (s *settings) serve(ctx context.Context, c *call) error {
	if s.addr == "" {
		s.addr = defaultAddr
		if s.demo {
			s.addr = demoAddr
		}
	}
	proxies, err := s.check()
	if err != nil {
		return err
	}
	if err := s.place(); err != nil {
		return err
	}
	store, err := storage.Open(ctx, storage.Config{Dir: s.data, DSN: s.dsn, Library: campaign.Standard(), Now: c.clock()})
	if err != nil {
		return err
	}
	defer store.Close()
	listener, err := c.port(ctx, s.addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	port := listener.Addr().(*net.TCPAddr).Port

	level := slog.LevelInfo
	if s.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: level}))
	lib, hub := campaign.Standard(), live.NewHub()
	shelf := ui.NewShelf(store, lib, principles.Standard)
	defer hub.Close()
	desk := live.NewDesk(lib, store, hub, c.clock(), ui.DeskOptions(store, shelf, c.clock()))
	defer desk.Close()

	password, err := s.prepareDemo(ctx, store, desk, listener)
	if err != nil {
		return err
	}
	reach := reachable{scheme: s.scheme(), host: hostOf(s.addr), port: port}
	server, err := ui.New(ui.Config{
		PublicURL: s.publicURL, TrustProxy: proxies, TLS: s.cert != "", InsecureSignIn: s.insecureSignIn, Demo: s.demo,
		Version: version, Addresses: reach.fromOutside,
	}, ui.Parts{Library: lib, Shelf: shelf, Store: store, Desk: desk, Hub: hub, Log: log, Now: c.clock()})
	if err != nil {
		return err
	}
	first, err := firstLink(ctx, store, reach.here(), s.demo)
	if err != nil {
		return err
	}
	s.announce(c, store, reach, first, password, server.ScriptsBuilt())
	defer keepAwake()()
	defer meet(ctx, store, desk)()
	go store.WatchAccounts(ctx, hub.Disconnect)
	collectOften()
	go func() { // the first pages do not need the pack, so it is loaded while they are answered
		principles.Standard()
		debug.FreeOSMemory() // loading leaves several times the pack's own size behind
	}()
	if first == "" {
		first = reach.here() + "/"
	}
	if ctx.Value(openBrowserKey{}) != nil {
		openBrowser(first)
	}
	return s.answer(ctx, listener, server, hub)
}

// meet joins this instance with the others on its database, and returns how it takes leave of them.
func meet(ctx context.Context, store *storage.Store, desk *live.Desk) (leave func()) {
	if !store.Shared() {
		return func() {}
	}
	peers := desk.Hub().Join(store.Tell, ui.NameOf(store))
	go store.Listen(ctx, storage.Listener{Moved: desk.Notify, Heard: peers.Hear, Listening: peers.Resume})
	return peers.Close
}

// answer serves until the context ends, and then lets what is under way come to its end.
func (s *settings) answer(ctx context.Context, listener net.Listener, handler http.Handler, hub *live.Hub) error {
	h := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)}
	failed := make(chan error, 1)
	go func() {
		if s.cert != "" {
			failed <- h.ServeTLS(listener, s.cert, s.key)
			return
		}
		failed <- h.Serve(listener)
	}()
	select {
	case err := <-failed:
		return wrong("the server stopped: %s. Start it again.", err)
	case <-ctx.Done():
	}
	hub.Close() // streams end first, or they would hold the shutdown up
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := h.Shutdown(grace); err != nil {
		h.Close()
	}
	return nil
}

// check looks at the settings that can be wrong by themselves.
func (s *settings) check() ([]*net.IPNet, error) {
	if (s.cert == "") != (s.key == "") {
		return nil, wrong("--tls-cert and --tls-key go together. Give both, or neither.")
	}
	if s.cert != "" {
		if _, err := tls.LoadX509KeyPair(s.cert, s.key); err != nil {
			return nil, wrong("--tls-cert %s, --tls-key %s: these two files are not a certificate and its key, as PEM. Check both names, and that the key belongs to the certificate.", s.cert, s.key)
		}
	}
	if s.publicURL != "" {
		u, err := url.Parse(s.publicURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, wrong("--public-url %s: give a whole address, such as https://workbench.example.org.", s.publicURL)
		}
		s.publicURL = strings.TrimRight(s.publicURL, "/")
	}
	var proxies []*net.IPNet
	for _, p := range strings.FieldsFunc(s.trustProxy, func(r rune) bool { return r == ',' || r == ' ' }) {
		_, network, err := net.ParseCIDR(p)
		if err != nil {
			return nil, wrong("--trust-proxy %s: give a network such as 10.0.0.0/8.", p)
		}
		proxies = append(proxies, network)
	}
	return proxies, nil
}

// place fills in the data folder: one of the user's configuration.
func (s *settings) place() error {
	if s.data != "" {
		return nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return wrong("there is no folder for your configuration here. Name one with --data.")
	}
	s.data = filepath.Join(dir, "workbench")
	return nil
}

func (s *settings) scheme() string {
	if s.cert != "" {
		return "https"
	}
	return "http"
}

// listen opens the port, or says in a sentence why it cannot be had.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE), err != nil && strings.Contains(err.Error(), "Only one usage of each socket address"):
		return nil, wrong("--addr %s: this port is in use, perhaps by a workbench that is still running. Stop it, or choose another port, such as --addr :8081.", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, wrong("--addr %s: this port needs an administrator. Choose one above 1024, such as --addr :8080.", addr)
	case err != nil:
		return nil, wrong("--addr %s: this is no address of this machine. Give a port, such as :8080, or one of its addresses and a port.", addr)
	}
	return l, nil
}

// firstLink makes the link that makes the first facilitator, while there is none. It is valid once; each
// start makes a new one, so that a lost one is no loss. The demonstration has its own facilitator, who is off
// without --demo.
func firstLink(ctx context.Context, store *storage.Store, address string, demo bool) (string, error) {
	accounts, err := store.Accounts(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range accounts {
		if !a.Demo || demo {
			return "", nil
		}
	}
	if err := store.DropInvites(ctx, "first"); err != nil {
		return "", err
	}
	code := rand.Text()
	err = store.CreateInvite(ctx, campaign.Invite{Hash: ui.HashCode(code), Kind: "first", Role: campaign.Facilitator})
	return address + "/first/" + code, err
}

// announce prints where the workbench is and what to do first.
func (s *settings) announce(c *call, store *storage.Store, reach reachable, first, password string, scripts bool) {
	fmt.Fprintf(c.out, "Campaign workbench %s\nData: %s\n", version, store.Path())
	if !scripts {
		fmt.Fprintln(c.out, "The page scripts are not built in: the plain pages serve. “make build” builds them in.")
	}
	fmt.Fprintf(c.out, "\nOn this machine:  %s/\n", reach.here())
	for _, a := range reach.fromOutside() {
		fmt.Fprintf(c.out, "From a phone:     %s/\n", a)
	}
	if s.publicURL != "" {
		fmt.Fprintf(c.out, "From outside:     %s/\n", s.publicURL)
	}
	if first != "" {
		fmt.Fprintf(c.out, "\nMake the first facilitator, once, by this link:\n  %s\n", first)
	}
	if password != "" {
		fmt.Fprintf(c.out, "\nDemonstration workshop. Sign in as “demo” with the password “%s”.\n", password)
	}
	fmt.Fprintln(c.out, "\nKeep the laptop's lid open while the workshop runs. Stop with Ctrl+C.")
}
