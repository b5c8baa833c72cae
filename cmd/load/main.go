// Command load joins a running workbench with many clients, writes at a steady rate and says how long
// acknowledgements and the way to everybody else took. It starts nothing and cleans nothing up: give it a
// workshop of its own.
//
//	load --url http://127.0.0.1:8080 --code ABCDEF --clients 300 --rate 1 --for 30s
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"
)

func main() {
	var o options
	flag.StringVar(&o.url, "url", "http://127.0.0.1:8080", "the workbench's address")
	codes := flag.String("code", "", "join codes of workshops that are open, separated by commas")
	flag.IntVar(&o.clients, "clients", 300, "how many people")
	flag.IntVar(&o.drafts, "drafts", 0, "how many groups they share, 0 for all that the codes open")
	flag.Float64Var(&o.rate, "rate", 1, "batches a second and client")
	flag.DurationVar(&o.length, "for", 30*time.Second, "how long they write")
	flag.StringVar(&o.field, "field", "message.story", "the field that they write in, a text")
	flag.Parse()
	o.url = strings.TrimRight(o.url, "/")
	for _, c := range strings.Split(*codes, ",") {
		if c = strings.TrimSpace(c); c != "" {
			o.codes = append(o.codes, c)
		}
	}
	if len(o.codes) == 0 || o.clients < 1 || o.rate <= 0 {
		fmt.Fprintln(os.Stderr, "load: give --code, at least one client and a rate above 0. See load --help.")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	figures, err := run(ctx, o)
	if err != nil {
		fmt.Fprintf(os.Stderr, "load: %s\n", err)
		os.Exit(2)
	}
	figures.print(os.Stdout)
	if figures.failed() {
		os.Exit(1)
	}
}
