// Command workbench serves the campaign workbench, and checks, prints and reads drafts and briefs.
package main

import (
	"context"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// version is set when a release is built.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], environment{in: os.Stdin, out: os.Stdout, err: os.Stderr, lookup: os.LookupEnv}))
}

// environment is what a command may touch of the outside, so that tests run the real program in-process.
type environment struct {
	in       io.Reader
	out, err io.Writer
	lookup   func(name string) (string, bool)

	now    func() time.Time                                             // nil is time.Now
	listen func(ctx context.Context, addr string) (net.Listener, error) // nil is a port of this machine
}

// clock is what tells the time.
func (e environment) clock() func() time.Time {
	if e.now != nil {
		return e.now
	}
	return time.Now
}

// port is where the server listens.
func (e environment) port(ctx context.Context, addr string) (net.Listener, error) {
	if e.listen != nil {
		return e.listen(ctx, addr)
	}
	return listen(ctx, addr)
}

// The exit codes.
const (
	exitDone  = 0
	exitOpen  = 1 // check: something is open at or above --fail-on
	exitWrong = 2 // the call or the input was wrong
)
