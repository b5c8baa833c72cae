// Command load joins a running workbench with many clients that type in the drafts of their groups, and says
// how long acknowledgements and the way to the whole group took, what the server used, and whether an edit
// was lost or doubled. It starts nothing and cleans nothing up: give it workshops of its own, or a
// facilitator's account with which it makes some.
//
//	load --url http://127.0.0.1:8080 --code ABCDEF --groups 6 --members 5 --rate 1 --for 30s
//	load --facilitator FILE --groups 60 --members 5 --readers 3 --pid $(pidof workbench)
//	load --facilitator FILE --groups 40 --members 6 --walls 1 --matrix --pid $(pidof workbench)
//	load --facilitator FILE --ramp --for 6s
//	load --facilitator FILE --one-field
//	load --facilitator FILE --url http://127.0.0.1:8080,http://127.0.0.1:8081 --pid 4242,4243
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"time"

	"workbench/campaign"
)

// options say whom to call and how hard.
type options struct {
	urls        []string // of the instances; the first is asked for all that is needed once
	codes       []string
	groups      int     // 0 for all that the codes open
	members     int     // of each group
	rate        float64 // edits a second and member
	length      time.Duration
	fields      []string // written in one after the other: a field holds only so much
	facilitator account
	readers     int
	walls       int
	matrix      bool
	pids        []int
	ramp        bool
}

func main() {
	o, err := parse(os.Args[1:], os.Getenv, os.Stderr)
	switch {
	case err == flag.ErrHelp:
		return
	case err != nil:
		fmt.Fprintf(os.Stderr, "load: %s\n", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	good, err := run(ctx, o, os.Stdout)
	if err != nil {
		fmt.Fprintf(os.Stderr, "load: %s\n", err)
		os.Exit(2)
	}
	if !good {
		os.Exit(1)
	}
}

// parse reads the flags, and the facilitator's account from a file or the environment: a password on the
// command line could be read by everybody on the machine.
func parse(args []string, env func(string) string, out io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(out)
	urls := flags.String("url", "http://127.0.0.1:8080", "the workbench's address, or those of several instances, separated by commas:\nthe members of each group are spread over them, and go to the next when one gives no answer")
	codes := flags.String("code", "", "join codes of workshops that are open, separated by commas; without any, the facilitator's account makes workshops")
	flags.IntVar(&o.groups, "groups", 0, "how many groups write, 0 for all that the codes open, or 60")
	flags.IntVar(&o.members, "members", 5, "how many people a group has")
	flags.Float64Var(&o.rate, "rate", 1, "edits a second and member")
	flags.DurationVar(&o.length, "for", 30*time.Second, "how long they write, with --ramp at each rate")
	field := flags.String("field", "", "the text fields that they write in, separated by commas, the next when one is full; without any, all")
	file := flags.String("facilitator", "", "a file with a facilitator's name and password, on two lines, or a token on one;\nor WORKBENCH_LOAD_NAME and WORKBENCH_LOAD_PASSWORD, or WORKBENCH_LOAD_TOKEN")
	flags.IntVar(&o.readers, "readers", 0, "how many facilitators read their pages meanwhile, a page a second each")
	flags.IntVar(&o.walls, "walls", 0, "how many facilitators keep the wall of each workshop open meanwhile;\npeople write for the given time without them, with them and again without, so that what they cost is seen")
	flags.BoolVar(&o.matrix, "matrix", false, "a facilitator opens the groups of each workshop side by side meanwhile, a section a second")
	pids := flags.String("pid", "", "the server's process, or those of several instances, for their CPU time and memory")
	flags.BoolVar(&o.ramp, "ramp", false, "write faster and faster, until p99 of the way to the group passes 250 ms")
	one := flags.Bool("one-field", false, "100 people in one group and field at 2 edits a second, where --members and --rate say nothing else")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if *one {
		given := map[string]bool{}
		flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
		o.groups = 1
		if !given["members"] {
			o.members = 100
		}
		if !given["rate"] {
			o.rate = 2
		}
	}
	for _, url := range listed(*urls) {
		o.urls = append(o.urls, strings.TrimRight(url, "/"))
	}
	for _, text := range listed(*pids) {
		pid, err := strconv.Atoi(text)
		if err != nil || pid <= 0 {
			return o, fmt.Errorf("--pid %q is no process; give its number", text)
		}
		o.pids = append(o.pids, pid)
	}
	o.codes, o.fields = listed(*codes), listed(*field)
	if len(o.fields) == 0 {
		for _, f := range campaign.Standard().Fields() {
			if f.Kind == campaign.Text {
				o.fields = append(o.fields, f.ID)
			}
		}
	}
	for _, id := range o.fields {
		if f := campaign.Standard().Field(id); f == nil || f.Kind != campaign.Text {
			return o, fmt.Errorf("%q is no text field; try message.story", id)
		}
	}
	var err error
	if o.facilitator, err = readAccount(*file, env); err != nil {
		return o, err
	}
	switch {
	case len(o.urls) == 0:
		return o, fmt.Errorf("give --url with the workbench's address; see load --help")
	case o.groups < 0 || o.members < 1 || o.rate <= 0 || o.length <= 0 || o.readers < 0 || o.walls < 0:
		return o, fmt.Errorf("give at least one member, a rate and a time above 0; see load --help")
	case len(o.codes) == 0 && o.facilitator.none():
		return o, fmt.Errorf("give --code with the join code of a workshop, or --facilitator with an account; see load --help")
	case (o.readers+o.walls > 0 || o.matrix) && o.facilitator.none():
		return o, fmt.Errorf("--readers, --walls and --matrix read a facilitator's pages; give --facilitator with an account")
	}
	return o, nil
}

// listed splits at commas, without what is empty.
func listed(s string) []string {
	var all []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}
