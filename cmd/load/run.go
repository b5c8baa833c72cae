package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// The ramp's rates, in edits a second of all together, and where it ends.
var rampRates = []float64{300, 600, 1200, 2400, 3600, 4800, 6000, 7200, 9600, 12000, 14400, 19200}

const rampEnd = 250 * time.Millisecond

// crowd is everybody who takes part, seated and listening.
type crowd struct {
	o       options
	caller  *http.Client
	people  []*person
	reading []string // the facilitator's pages
}

// run joins, lets everybody listen, writes for the time that was asked, waits a moment for what is still on
// its way, reads the drafts back and prints what it has seen. It says whether all went well.
func run(ctx context.Context, o options, w io.Writer) (bool, error) {
	c := &crowd{o: o, caller: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{
		MaxIdleConnsPerHost: 10_000, DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext}}}
	if err := c.o.facilitator.signIn(ctx, c.caller, o.urls[0]); err != nil {
		return false, err
	}
	tables, err := findTables(ctx, c.caller, &c.o)
	if err != nil {
		return false, err
	}
	if o.readers+o.walls > 0 || o.matrix {
		if c.reading, err = pages(ctx, c.caller, c.o); err != nil {
			return false, err
		}
	}
	l := newLedger()
	if c.people, err = joinAll(ctx, c.caller, c.o, tables, l); err != nil {
		return false, err
	}
	listening, stop := context.WithCancel(ctx)
	var streams sync.WaitGroup
	defer streams.Wait()
	defer stop()
	quiet := newFigures()
	for _, p := range c.people {
		p.figures.Store(quiet)
		heard := make(chan struct{})
		streams.Go(func() { p.listen(listening, heard) })
		select {
		case <-heard:
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
	fmt.Fprintf(w, "%d groups of %d members, %d readers, %d instances\n", len(tables), o.members, o.readers, len(o.urls))
	good := true
	if o.ramp {
		c.ramp(ctx, w)
	} else {
		good = c.steady(ctx, w)
	}
	fine, err := c.readBack(context.WithoutCancel(ctx), w, l)
	return good && fine, err
}

// readBack looks for everything that was written, at each instance that is still there: each has to hold all.
func (c *crowd) readBack(ctx context.Context, w io.Writer, l *ledger) (bool, error) {
	good, silent := true, error(nil)
	reached := 0
	for _, url := range c.o.urls {
		b, err := l.settle(ctx, c.caller, url)
		var gone *net.OpError
		switch {
		case errors.As(err, &gone) && gone.Op == "dial":
			fmt.Fprintf(w, "read back        %s is gone\n", url)
			silent = err
			continue
		case err != nil:
			return false, err
		}
		b.print(w)
		reached++
		good = good && b.good()
	}
	if reached == 0 {
		return false, silent
	}
	return good, nil
}

// write has everybody write at the rate while so many walls of each workshop are open, and returns the figures.
func (c *crowd) write(ctx context.Context, rate float64, walls int) *figures {
	f := newFigures()
	reading, stop := context.WithCancel(ctx)
	var writers, readers sync.WaitGroup
	for _, p := range c.people {
		p.figures.Store(f)
		s := newSchedule(f.began, rate, c.o.length)
		writers.Go(func() { p.write(ctx, s, c.o.fields) })
	}
	for range c.o.readers {
		readers.Go(func() { read(reading, c.caller, c.o, c.reading, f) })
	}
	for _, page := range c.reading {
		if room, ok := strings.CutSuffix(page, "/groups"); ok {
			for range walls {
				readers.Go(func() { wall(reading, c.caller, c.o, room, f) })
			}
			if c.o.matrix {
				readers.Go(func() { matrix(reading, c.caller, c.o, room, f) })
			}
		}
	}
	writers.Wait()
	stop()
	readers.Wait()
	f.over()
	f.settle(ctx, 10*time.Second)
	return f
}

// steady writes at the one rate that was asked for.
func (c *crowd) steady(ctx context.Context, w io.Writer) bool {
	if c.o.walls == 0 {
		_, good := c.measured(ctx, w, 0)
		return good
	}
	var each [3]float64 // CPU seconds for an edit
	all := true
	for i, walls := range []int{0, c.o.walls, 0} {
		fmt.Fprintf(w, "-- with %d walls of each workshop\n", walls)
		cpu, good := c.measured(ctx, w, walls)
		each[i], all = cpu, all && good
	}
	if len(c.o.pids) > 0 {
		printCost(w, (each[0]+each[2])/2, each[1])
	}
	return all
}

// measured writes once and prints what came of it. It gives the server's CPU seconds for an edit, 0 where they are not
// known, and says whether all went well.
func (c *crowd) measured(ctx context.Context, w io.Writer, walls int) (float64, bool) {
	before, missing := measure(c.o.pids...)
	f := c.write(ctx, c.o.rate, walls)
	f.print(w)
	if len(c.o.pids) == 0 {
		return 0, !f.failed()
	}
	after, err := measure(c.o.pids...)
	if missing != nil {
		err = missing
	}
	if err != nil {
		fmt.Fprintf(w, "server           %s\n", err)
		return 0, !f.failed()
	}
	printUsage(w, before, after, len(f.acks), time.Since(f.began))
	return (after.server - before.server).Seconds() / float64(max(len(f.acks), 1)), !f.failed()
}

// ramp writes faster and faster, from the rate that was asked for, until p99 of the propagation passes its
// end, a tenth of what is offered is not sustained, or something fails.
func (c *crowd) ramp(ctx context.Context, w io.Writer) {
	highest := 0.0
	for _, offered := range rampRates {
		if offered < c.o.rate*float64(len(c.people)) {
			continue
		}
		before, missing := measure(c.o.pids...)
		f := c.write(ctx, offered/float64(len(c.people)), c.o.walls)
		f.line(w, offered)
		if after, err := measure(c.o.pids...); len(c.o.pids) > 0 && missing == nil && err == nil {
			printUsage(w, before, after, len(f.acks), time.Since(f.began))
		}
		if ctx.Err() != nil || f.failed() || part(f.ways, 99) > rampEnd || f.sustained() < 0.9*offered {
			f.mu.Lock()
			f.trouble(w)
			f.mu.Unlock()
			break
		}
		highest = f.sustained()
	}
	fmt.Fprintf(w, "highest          %.1f edits a second with p99 of the propagation at most %s\n", highest, rampEnd)
}
