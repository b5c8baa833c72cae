package campaign

import (
	"slices"
	"strconv"
	"strings"
)

// May is what the members of a group may do in the sections of a phase.
type May string

// What members may do. Each includes what stands after it.
const (
	MayWrite   May = "write"
	MayComment May = "comment"
	MayRead    May = "read"
)

// Limits of a plan of phases.
const (
	PhaseCount   = 40  // phases of a workshop
	PhaseTitle   = 80  // characters of a title
	PhaseMinutes = 600 // of one phase
)

// Phase is one stretch of a workshop: what the groups work on, for how long, and what they may do there.
type Phase struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Sections []string `json:"sections,omitempty"` // ids of the sections that it is about; none for a phase of talking
	Minutes  int      `json:"minutes"`
	Members  May      `json:"members"`
	Reveal   bool     `json:"reveal,omitempty"` // its sections are revealed when it begins
}

// PhasesOf makes a plan from a canvas: a phase for each section, with the minutes that the canvas gives it. title says
// what a section is called.
func PhasesOf(c *Canvas, title func(section string) string) []Phase {
	var plan []Phase
	for i, s := range c.Sections {
		plan = append(plan, Phase{ID: "p" + strconv.Itoa(i+1), Title: title(s.ID), Sections: []string{s.ID}, Minutes: max(s.Minutes, 1), Members: MayWrite})
	}
	return plan
}

// checkPlan refuses a plan that cannot be run, naming the phase by its number, and cleans its titles.
func checkPlan(plan []Phase) error {
	if len(plan) > PhaseCount {
		return Fail(Invalid, "phases", "A workshop has at most %d phases, and these are %d. Remove some.", PhaseCount, len(plan))
	}
	seen := map[string]bool{}
	for i := range plan {
		p, n := &plan[i], i+1
		title, err := CleanText(Line, strings.TrimSpace(p.Title))
		switch {
		case p.ID == "" || seen[p.ID]:
			return Fail(Invalid, "phases", "Phase %d has no id of its own. Load the page again.", n)
		case err != nil || title == "":
			return Fail(Invalid, "title."+p.ID, "Phase %d has no title. Write what the groups do in it.", n)
		case Graphemes(title) > PhaseTitle:
			return Fail(Invalid, "title."+p.ID, "The title of phase %d is too long. Keep it to %d characters.", n, PhaseTitle)
		case p.Minutes < 1 || p.Minutes > PhaseMinutes:
			return Fail(Invalid, "minutes."+p.ID, "Phase %d lasts %d minutes. Give it 1 to %d.", n, p.Minutes, PhaseMinutes)
		case !slices.Contains([]May{MayWrite, MayComment, MayRead}, p.Members):
			return Fail(Invalid, "members."+p.ID, "Choose what the groups may do in phase %d: write, comment or read.", n)
		}
		p.Title, seen[p.ID] = title, true
	}
	return nil
}

// freePhase is an id that no phase of the plan has.
func freePhase(plan []Phase) string {
	for n := len(plan) + 1; ; n++ {
		id := "p" + strconv.Itoa(n)
		if !slices.ContainsFunc(plan, func(p Phase) bool { return p.ID == id }) {
			return id
		}
	}
}
