package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// command is one subcommand. run returns an exit code, or an error that is printed in one line.
type command struct {
	name  string
	usage string
	about string
	run   func(ctx context.Context, c *call) (int, error)
}

// commands lists all subcommands, in the order of the help.
func commands() []command {
	return []command{
		{"serve", "[--addr :8080] [--data DIR] [--db DSN] [--public-url URL] [--tls-cert F --tls-key F] [--trust-proxy CIDR] [--insecure-sign-in] [--demo]", "Serve the workbench. This is what no subcommand does, too.", serve},
		{"check", "FILE… [--pack DIR|ID] [--format text|json] [--fail-on must|should|none]", "Check drafts or briefs against the guiding principles.", checkFiles},
		{"brief", "FILE [--format md|html|json] [--out FILE]", "Print the brief of a draft.", printBrief},
		{"import", "BRIEF.md [--out DRAFT.json]", "Read an edited brief back into a draft.", importBrief},
		{"pack", "check DIR|ZIP", "Check a pack of principles, a folder or a zip: files, texts and examples.", checkPack},
		{"admin", "create|reset --name NAME [--role facilitator|trainer] [--data DIR] [--db DSN]", "Make an account or set its password, which is read from standard input.", admin},
		{"backup", "FILE [--data DIR] [--db DSN]", "Write everything into one new file, also while people type.", backup},
		{"restore", "FILE [--data DIR] [--db DSN]", "Put everything back from a backup. What is there is kept in a backup beside it first.", restore},
		{"doctor", "[--addr :8080] [--data DIR] [--db DSN]", "Say what a room needs and what this machine has of it.", doctor},
		{"version", "[--json]", "Print the version.", printVersion},
	}
}

// call is one call of a subcommand: its flags, their environment variables and what is left.
type call struct {
	environment
	command command
	flags   *flag.FlagSet
	args    []string // after parsing, what is no flag
}

// errUsage is a wrong call that has been explained already.
var errUsage = errors.New("usage")

// parse reads the flags, wherever they stand among the arguments. A flag that is not given is taken from
// its environment variable: --public-url from WORKBENCH_PUBLIC_URL.
func (c *call) parse() error {
	args := c.args
	c.args = nil
	for {
		if err := c.flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return err
			}
			return wrong("%s See “workbench %s --help”.", aboutFlag(err), c.command.name)
		}
		rest := c.flags.Args()
		if read := len(args) - len(rest); read > 0 && args[read-1] == "--" {
			c.args = append(c.args, rest...) // "--" ends the flags
			break
		}
		if len(rest) == 0 {
			break
		}
		c.args = append(c.args, rest[0]) // a lone "-" is standard input
		args = rest[1:]
	}
	given := map[string]bool{}
	c.flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var failed error
	c.flags.VisitAll(func(f *flag.Flag) {
		name := "WORKBENCH_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, ok := c.lookup(name)
		if !ok || given[f.Name] || failed != nil {
			return
		}
		if err := f.Value.Set(value); err != nil {
			failed = wrong("%s=%q: not a value for --%s. Set it right or leave it out.", name, value, f.Name)
		}
	})
	return failed
}

// aboutFlag says what is wrong with a flag, in this program's words rather than the flag package's.
func aboutFlag(err error) string {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		return fmt.Sprintf("there is no flag --%s.", name)
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return fmt.Sprintf("--%s needs a value after it.", name)
	}
	var value, name string
	if before, after, ok := strings.Cut(text, " for -"); ok {
		name, _, _ = strings.Cut(after, ":")
		if open := strings.IndexByte(before, '"'); open >= 0 {
			value = before[open:]
		}
		return fmt.Sprintf("--%s: %s is no value for it.", name, value)
	}
	return "a flag is not written as it should be."
}

// wrong makes an error for a wrong call or input: one line that says where, what and how to mend it.
func wrong(format string, args ...any) error { return fmt.Errorf(format, args...) }

// run runs the program and returns its exit code.
func run(ctx context.Context, args []string, env environment) int {
	all := commands()
	chosen, browser := all[0], true // no subcommand: serve, and open the page in a browser
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		i := slices.IndexFunc(all, func(c command) bool { return c.name == args[0] })
		if i < 0 {
			if args[0] == "help" {
				printHelp(env)
				return exitDone
			}
			fmt.Fprintf(env.err, "workbench: there is no command “%s”. See “workbench --help”.\n", args[0])
			return exitWrong
		}
		chosen, args, browser = all[i], args[1:], false
	} else if len(args) == 1 && (args[0] == "--help" || args[0] == "-h" || args[0] == "-help") {
		printHelp(env)
		return exitDone
	}
	c := &call{environment: env, command: chosen, args: args}
	c.flags = flag.NewFlagSet(chosen.name, flag.ContinueOnError)
	c.flags.SetOutput(io.Discard) // a wrong flag is told in one line; the help comes when it is asked for
	c.flags.Usage = func() {}
	if browser {
		ctx = context.WithValue(ctx, openBrowserKey{}, true)
	}
	code, err := chosen.run(ctx, c)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(env.out, "workbench %s %s\n\n%s\n\n", chosen.name, chosen.usage, chosen.about)
		c.flags.SetOutput(env.out)
		c.flags.PrintDefaults()
		return exitDone
	case errors.Is(err, errUsage):
		return exitWrong
	case err != nil:
		fmt.Fprintf(env.err, "workbench %s: %s\n", chosen.name, oneLine(err.Error()))
		return exitWrong
	}
	return code
}

type openBrowserKey struct{}

// oneLine makes a sentence of an error: the first of several, with their number.
func oneLine(text string) string {
	first, rest, more := strings.Cut(strings.TrimSpace(text), "\n")
	if !strings.HasSuffix(first, ".") && !strings.HasSuffix(first, "?") {
		first += "."
	}
	if more {
		first += fmt.Sprintf(" And %d more like it.", strings.Count(rest, "\n")+1)
	}
	return first
}

func printHelp(env environment) {
	fmt.Fprintln(env.out, "workbench: design campaigns of positive messages, in groups, checked as they are written.")
	fmt.Fprintln(env.out)
	for _, c := range commands() {
		fmt.Fprintf(env.out, "  workbench %-8s %s\n", c.name, c.about)
	}
	fmt.Fprintln(env.out, "\nEvery command explains itself with --help. Every flag has an environment variable: --addr is WORKBENCH_ADDR.")
}
