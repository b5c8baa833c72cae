package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"workbench/campaign"
	"workbench/storage"
)

// doctor says what a room needs and what this machine has of it: exit 1 where something is missing.
func doctor(ctx context.Context, c *call) (int, error) {
	var s settings
	placeFlags(c.flags, &s)
	c.flags.StringVar(&s.addr, "addr", defaultAddr, "the address that serve will listen on")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := s.place(); err != nil {
		return 0, err
	}
	d := &diagnosis{out: c.out}
	d.addresses(s.addr)
	d.port(ctx, s.addr)
	d.disk(s.data)
	d.database(ctx, s)
	d.firewall(s.addr)
	if d.troubles > 0 {
		return exitOpen, nil
	}
	return exitDone, nil
}

type diagnosis struct {
	out      io.Writer
	troubles int
}

func (d *diagnosis) good(what, format string, args ...any) {
	fmt.Fprintf(d.out, "ok      %-9s %s\n", what, fmt.Sprintf(format, args...))
}

func (d *diagnosis) trouble(what, format string, args ...any) {
	d.troubles++
	fmt.Fprintf(d.out, "trouble %-9s %s\n", what, fmt.Sprintf(format, args...))
}

func (d *diagnosis) addresses(addr string) {
	_, port, err := net.SplitHostPort(addr)
	number, bad := strconv.Atoi(port)
	if err != nil || bad != nil {
		d.trouble("address", "%s is no address. Give a port, such as :8080.", addr)
		return
	}
	all := reachable{scheme: "http", host: hostOf(addr), port: number}.fromOutside()
	if len(all) == 0 {
		d.trouble("address", "this machine has no address that a phone could reach. Join the room's Wi-Fi, or open a hotspot.")
		return
	}
	for _, a := range all {
		d.good("address", "%s", a)
	}
}

// port opens the port for a moment and reaches it from this machine's own network addresses. That a phone
// can, only a phone can show: the workshop's page ticks when the first one arrives.
func (d *diagnosis) port(ctx context.Context, addr string) {
	l, err := listen(ctx, addr)
	if err != nil {
		d.trouble("port", "%s", err)
		return
	}
	defer l.Close()
	go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	d.good("port", "%s is free.", addr)
	port := l.Addr().(*net.TCPAddr).Port
	client := http.Client{Timeout: 3 * time.Second}
	for _, a := range (reachable{scheme: "http", host: hostOf(addr), port: port}).fromOutside() {
		answer, err := client.Get(a + "/")
		if err != nil {
			d.trouble("reach", "%s does not answer from this machine itself. A firewall or a VPN stands between.", a)
			continue
		}
		answer.Body.Close()
		d.good("reach", "%s answers from this machine. Open it on one phone to be sure.", a)
	}
}

func (d *diagnosis) firewall(addr string) {
	_, port, _ := net.SplitHostPort(addr)
	switch runtime.GOOS {
	case "windows":
		d.good("firewall", "if Windows asks, allow private networks. If phones stay out: Settings, Network, this Wi-Fi, “Private”.")
	case "darwin":
		d.good("firewall", "if macOS asks whether to accept incoming connections, allow it.")
	default:
		d.good("firewall", "if phones stay out, let TCP port %s in, such as with “ufw allow %s/tcp”.", port, port)
	}
}

func (d *diagnosis) disk(dir string) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		d.trouble("disk", "%s cannot be made. Name a folder that you may write to with --data.", dir)
		return
	}
	probe, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		d.trouble("disk", "%s cannot be written. Name a folder that you may write to with --data.", dir)
		return
	}
	defer os.Remove(probe.Name())
	began := time.Now()
	_, err = probe.Write(make([]byte, 4096))
	if err == nil {
		err = probe.Sync()
	}
	if err = errors.Join(err, probe.Close()); err != nil {
		d.trouble("disk", "%s cannot be written. Is the disk full?", dir)
		return
	}
	d.good("disk", "%s takes a write and a sync in %s.", filepath.Clean(dir), time.Since(began).Round(10*time.Microsecond))
}

func (d *diagnosis) database(ctx context.Context, s settings) {
	store, err := storage.Open(ctx, storage.Config{Dir: s.data, DSN: s.dsn, Library: campaign.Standard()})
	if err != nil {
		d.trouble("database", "%s", err)
		return
	}
	defer store.Close()
	if err := store.Ping(ctx); err != nil {
		d.trouble("database", "%s", err)
		return
	}
	size, err := store.SizeBytes(ctx)
	if err != nil {
		d.trouble("database", "%s", err)
		return
	}
	d.good("database", "%s answers (%d KiB).", store.Path(), size>>10)
}
