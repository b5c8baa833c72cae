package main

import (
	"context"
	"fmt"
	"strings"

	"workbench/campaign"
	"workbench/campaign/brief"
	"workbench/principles"
)

// printBrief prints the brief of a draft.
func printBrief(_ context.Context, c *call) (int, error) {
	format := c.flags.String("format", "md", "md, html or json")
	out := c.flags.String("out", "", "the file to write (default standard output)")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) != 1 {
		return 0, wrong("name one file, or - for standard input.")
	}
	d, err := c.readDraft(c.args[0])
	if err != nil {
		return 0, err
	}
	lib, pack := campaign.Standard(), principles.Standard()
	doc := brief.Document{Draft: d, Report: principles.Check(d, pack), Pack: pack, Language: lib.Texts(d.Language).Language()}
	switch *format {
	case "md":
		return exitDone, c.writeOut(*out, brief.Markdown(lib, doc))
	case "html":
		return exitDone, c.writeOut(*out, brief.Page(lib, doc))
	case "json":
		return exitDone, c.writeOut(*out, brief.JSON(lib, doc))
	}
	return 0, wrong("--format %s: choose md, html or json.", *format)
}

// importBrief reads an edited brief back into a draft. What cannot be placed is told on standard error
// and never dropped silently.
func importBrief(_ context.Context, c *call) (int, error) {
	out := c.flags.String("out", "", "the file to write (default standard output)")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) != 1 {
		return 0, wrong("name one brief, or - for standard input.")
	}
	data, err := c.readFile(c.args[0])
	if err != nil {
		return 0, err
	}
	imported, err := brief.Import(campaign.Standard(), data)
	if err != nil {
		return 0, inFile(c.args[0], err)
	}
	c.tell(c.args[0], imported)
	file, err := campaign.Standard().EncodeDraft(imported.Draft)
	if err != nil {
		return 0, inFile(c.args[0], err)
	}
	return exitDone, c.writeOut(*out, file)
}

// tell prints what an import has to say, and then the text that found no place, as it stands in the file, so
// that it is not lost where the file is.
func (c *call) tell(name string, i *brief.Imported) {
	for _, n := range i.Notices {
		fmt.Fprintf(c.err, "%s:%d: %s\n", name, n.Line, n.Text)
	}
	if len(i.Unplaced) > 0 {
		fmt.Fprintln(c.err, "\nKept aside:")
	}
	for _, p := range i.Unplaced {
		fmt.Fprintf(c.err, "%s:%d: %s\n  %s\n", name, p.Line, p.Heading, strings.ReplaceAll(p.Text, "\n", "\n  "))
	}
}
