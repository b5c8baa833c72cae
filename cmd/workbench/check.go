package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"workbench/campaign"
	"workbench/principles"
)

// fileReport is a report with the file it is about, for several files at once.
type fileReport struct {
	File string `json:"file"`
	*principles.Report
}

// checkFiles checks drafts against the principles: exit 1 where something is open at or above --fail-on.
func checkFiles(_ context.Context, c *call) (int, error) {
	defer collectLate()()
	packName := c.flags.String("pack", "", "a pack's folder, zip or id (default the one built in)")
	format := c.flags.String("format", "text", "text or json")
	failOn := c.flags.String("fail-on", "must", "must, should or none")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if len(c.args) == 0 {
		return 0, wrong("name at least one file, or - for standard input.")
	}
	if *format != "text" && *format != "json" {
		return 0, wrong("--format %s: choose text or json.", *format)
	}
	least := principles.Severity(*failOn)
	if least != principles.Must && least != principles.Should && *failOn != "none" {
		return 0, wrong("--fail-on %s: choose must, should or none.", *failOn)
	}
	pack, err := openPack(*packName)
	if err != nil {
		return 0, err
	}
	var reports []fileReport
	code := exitDone
	for _, name := range c.args {
		d, err := c.readDraft(name)
		if err != nil {
			return 0, err
		}
		d.NumberRows()
		r := principles.Check(d, pack)
		reports = append(reports, fileReport{name, r})
		if *failOn != "none" && r.Open(least) {
			code = exitOpen
		}
	}
	if *format == "text" {
		for _, r := range reports {
			printReport(c, r)
		}
		return code, nil
	}
	var out any = reports
	if len(reports) == 1 {
		out = reports[0].Report
	}
	return code, writeJSON(c, out)
}

func writeJSON(c *call, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := c.out.Write(b.Bytes())
	return err
}

// reasonWords are the reasons for setting a finding aside, as the terminal says them.
var reasonWords = map[campaign.Reason]string{
	campaign.DoesNotApply: "it does not apply here",
	campaign.Agreed:       "agreed by the group",
	campaign.RuleIsWrong:  "the rule is wrong",
	campaign.Later:        "for later",
}

// printReport prints findings as a linter does: file, field, excerpt, why, a way forward.
func printReport(c *call, r fileReport) {
	for _, f := range r.Findings {
		place := f.Field
		if row := f.Row.String(); row != "" {
			place += "/" + row
		}
		if f.Column != "" {
			place += "/" + f.Column
		}
		fmt.Fprintf(c.out, "%s: %s: %s %s", r.File, place, f.Severity, f.Principle)
		if f.Excerpt != "" {
			fmt.Fprintf(c.out, " “%s”", f.Excerpt)
		}
		fmt.Fprintf(c.out, "\n    %s\n", f.Message)
		if f.Suggestion != "" {
			fmt.Fprintf(c.out, "    %s\n", f.Suggestion)
		}
		if f.Aside != nil {
			fmt.Fprintf(c.out, "    Set aside: %s\n", strings.TrimSuffix(reasonWords[f.Aside.Reason]+". "+f.Aside.Note, ". "))
		}
	}
	n := r.Counts
	fmt.Fprintf(c.out, "%s: %d met, %d partly, %d open, %d for people to decide, %d not asked (pack %s %s)\n",
		r.File, n.Met, n.Partly, n.NotMet, n.Review, n.NotAsked+n.NotApplicable, r.Pack.ID, r.Pack.Version)
}

// openPack finds a pack: the one built in, a folder or a zip.
func openPack(name string) (*principles.Pack, error) {
	standard := principles.Standard()
	if name == "" || name == standard.ID || name == standard.ID+"@"+standard.Version {
		return standard, nil
	}
	files, err := packFiles(name)
	if err != nil {
		return nil, wrong("--pack %s: %s The one built in is %s.", name, err, standard.ID)
	}
	pack, err := principles.Load(files, campaign.Standard())
	if err != nil {
		return nil, wrong("--pack %s: %s", name, err)
	}
	return pack, nil
}
