package ui

import (
	"slices"

	"workbench/campaign/live"
	"workbench/principles"
)

// tileView is a tile as it is drawn, with all its sentences. A template that looked them up itself for forty tiles, each
// time that somebody writes, would cost more than all the rest of the wall.
type tileView struct {
	Tile    *tile
	Say     *tileWords
	Many    bool // the tile is small
	Wants   bool
	Link    string
	Whole   string // the name and who is on line, where the tile is too small for them
	HandAt  string // the address that answers the hand
	Help    string // for how long the hand has been up
	Coming  string // who is on the way
	Filled  string // of all fields
	OfAsked string // the same, short
	Where   string
	When    string
	Here    string // how many are on line
	Written string // empty where nothing is known

	Findings, Aside weightsView
	Unsent          string
	Missed, Silent  absentView
}

// tileWords are the sentences that are the same in each tile.
type tileWords struct {
	NoTitle, AllDone, Untouched, Ready, Helped, Come, NoFindings, Nudge string
	Met, Partly, NotMet, Review                                         string
	severity                                                            [len(weighed)]string
}

// weightsView is how many findings there are: in words, and by severity without those that there are none of.
type weightsView struct {
	Sum  int
	Says string
	Each []weightView
}

type weightView struct {
	Severity   principles.Severity
	Sign, Word string
	Count      int
}

// absentView is whose devices are missed.
type absentView struct {
	Says string
	Each []absentPerson
}

type absentPerson struct{ Name, Says string }

// severitySigns stand for severities where there is no room for words, in the order of weighed.
var severitySigns = [len(weighed)]string{"‼", "!", "?"}

// drawn makes tiles ready to be drawn.
func (p wallPage) drawn(tiles []tile) []tileView {
	say := &tileWords{NoTitle: p.T("overview.no_title"), AllDone: p.T("wall.all_done"), Untouched: p.T("overview.untouched"), Ready: p.T("wall.ready"), Helped: p.T("wall.helped"),
		Come: p.T("wall.coming"), NoFindings: p.T("wall.no_findings"), Nudge: p.T("nudge.open"),
		Met: p.T("status.met"), Partly: p.T("status.partly"), NotMet: p.T("status.not_met"), Review: p.T("status.review")}
	for i, s := range weighed {
		say.severity[i] = p.T("severity." + string(s))
	}
	all := make([]tileView, len(tiles))
	for i := range tiles {
		all[i] = p.draw(&tiles[i], say)
	}
	return all
}

func (p wallPage) draw(t *tile, say *tileWords) tileView {
	v := tileView{Tile: t, Say: say, Many: p.Many(), Wants: t.Wants(), Link: t.Link(), Where: say.AllDone, When: say.Untouched,
		Filled: p.T("overview.filled", "Filled", t.Figures.Filled, "Asked", t.Figures.Asked), OfAsked: p.T("draft.of", "Filled", t.Figures.Filled, "Asked", t.Figures.Asked),
		Here: p.N("overview.present", t.Present), Findings: say.weights(t.Findings), Aside: say.weights(t.Aside)}
	if v.Many {
		v.Whole = t.Whole()
	}
	if t.Section != "" {
		if v.Where = t.Section; !t.Inside {
			v.Where = p.T("overview.next", "Section", t.Section)
		}
	}
	if t.Touched {
		v.When = p.Ago(t.Updated, p.Now)
	}
	if !t.Since.IsZero() {
		v.Written = p.N("wall.written", t.Written, "Time", p.Clock(t.Since, p.Now))
	}
	if v.Findings.Says = say.NoFindings; v.Findings.Sum > 0 {
		v.Findings.Says = p.N("wall.findings", v.Findings.Sum)
	}
	if v.Aside.Sum > 0 {
		v.Aside.Says = p.N("aside.count", v.Aside.Sum)
	}
	if t.Unsent > 0 {
		v.Unsent = p.N("overview.unsent", t.Unsent)
	}
	if len(t.Missed) > 0 {
		v.Missed = absentView{p.N("overview.missed", len(t.Missed)), p.absent(t.Missed, func(since string) string { return p.T("overview.missed_who", "Time", since) })}
	}
	if len(t.Silent) > 0 {
		v.Silent = absentView{p.N("overview.silent", len(t.Silent)), p.absent(t.Silent, func(since string) string { return p.T("overview.silent_who", "Time", since) })}
	}
	if t.Hand != nil {
		v.HandAt = "/workshops/" + p.Workshop.ID + "/groups/" + t.Group.ID + "/hand"
		switch {
		case t.Hand.Taken == "":
			v.Help = p.T("wall.help", "Ago", p.Ago(t.Hand.Since, p.Now))
		case t.Taker != "":
			v.Coming = p.T("wall.taken", "Name", t.Taker)
		default:
			v.Coming = p.T("wall.taken_somebody")
		}
	}
	return v
}

// absent names those whose devices are missed, with what is said of each.
func (p wallPage) absent(list []live.Absent, says func(since string) string) []absentPerson {
	var each []absentPerson
	for _, a := range list {
		each = append(each, absentPerson{a.Name, says(p.Clock(a.Since, p.Now))})
	}
	return each
}

func (say *tileWords) weights(w weights) weightsView {
	v := weightsView{Sum: w.Sum()}
	for i, one := range w {
		if one.Count > 0 {
			v.Each = append(v.Each, weightView{weighed[i], severitySigns[i], say.severity[i], one.Count})
		}
	}
	return v
}

// only leaves the tiles of drafts.
func only(tiles []tile, drafts []string) []tile {
	return slices.DeleteFunc(tiles, func(t tile) bool { return !slices.Contains(drafts, t.Group.DraftID) })
}
