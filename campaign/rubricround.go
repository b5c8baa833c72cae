package campaign

import (
	"maps"
	"slices"
)

// RubricStage says how far the groups' reading of one another's drafts has come.
type RubricStage string

// The stages, in their order. Nothing is allocated in RubricNone.
const (
	RubricNone   RubricStage = ""
	RubricReady  RubricStage = "ready"  // allocated; nobody scores yet
	RubricOpen   RubricStage = "open"   // marks are given and changed
	RubricClosed RubricStage = "closed" // marks stand; those who lead see what came out
	RubricShown  RubricStage = "shown"  // each group sees what was said about its own draft
)

// Limits of a round of scoring.
const (
	RubricReads    = 4   // drafts that a group reads at most
	RubricNote     = 500 // characters of a note
	RubricScorers  = 2   // who must have marked a draft before its marks are shown: the least that can be asked
	RubricScorersN = 5   // and the most
)

// RubricRound is a round in which groups and those who lead score drafts by the pack's rubric. A group gives one mark
// together, as does each person who leads.
type RubricRound struct {
	Stage   RubricStage         `json:"stage,omitempty"`
	Seed    uint64              `json:"seed,omitempty"`  // of the shuffle, so that the allocation can be told how it came about
	Minimum int                 `json:"least,omitempty"` // scorers of a draft before its marks are shown
	Reads   map[string][]string `json:"reads,omitempty"` // by a group's id, the groups whose drafts it scores
}

// AllocateReading has each group read the drafts of as many others: shuffled by the seed, and then in a rotation, so
// that every draft is read by the same number of groups and none by its own. Groups beyond those there are to read are
// left out: of three groups each reads two at most.
func AllocateReading(groups []string, each int, seed uint64) map[string][]string {
	order := shuffled(groups, seed)
	reads := make(map[string][]string, len(order))
	for i, g := range order {
		for step := 1; step <= min(each, len(order)-1); step++ {
			reads[g] = append(reads[g], order[(i+step)%len(order)])
		}
	}
	return reads
}

// shuffled returns the list in another order, always the same one for a seed: Fisher and Yates' shuffle, drawn by
// SplitMix64 (Steele, Lea and Flood, 2014).
func shuffled(list []string, seed uint64) []string {
	list = slices.Clone(list)
	for i := len(list) - 1; i > 0; i-- {
		seed += 0x9e3779b97f4a7c15
		z := seed
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		j := int((z ^ z>>31) % uint64(i+1))
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// AllocateRubric says which group reads whose draft. Once scoring has begun it must be confirmed; the marks that are
// given by then stay.
func (c *Course) AllocateRubric(groups []string, each, minimum int, seed uint64, confirmed bool) error {
	switch {
	case len(groups) < 2:
		return Fail(Conflict, "each", "There is only one group, so there is nobody's draft for it to read. Add a group first.")
	case each < 1 || each > RubricReads:
		return Fail(Invalid, "each", "A group can read 1 to %d drafts of others. Choose a number between.", RubricReads)
	case minimum < RubricScorers || minimum > RubricScorersN:
		return Fail(Invalid, "least", "Marks are shown when %d to %d have scored a draft. Choose a number between.", RubricScorers, RubricScorersN)
	case c.Rubric.Begun() && !confirmed:
		return Fail(Conflict, "confirmed", "Scoring has begun. Allocate anew only if you mean it: tick the box, and press again.")
	}
	stage := c.Rubric.Stage
	if !c.Rubric.Begun() {
		stage = RubricReady
	}
	c.Rubric = RubricRound{Stage: stage, Seed: seed, Minimum: minimum, Reads: AllocateReading(groups, each, seed)}
	return nil
}

// Begun says whether scoring has been opened at some time.
func (r RubricRound) Begun() bool { return r.Stage != RubricNone && r.Stage != RubricReady }

// Each is how many drafts a group reads, 0 before the allocation.
func (r RubricRound) Each() int {
	each := 0
	for _, reads := range r.Reads {
		each = max(each, len(reads))
	}
	return each
}

// ReadBy are the groups that read a group's draft, sorted by their ids.
func (r RubricRound) ReadBy(group string) []string {
	var by []string
	for _, reader := range slices.Sorted(maps.Keys(r.Reads)) {
		if slices.Contains(r.Reads[reader], group) {
			by = append(by, reader)
		}
	}
	return by
}

// rubricSteps is from which stage a round can go to which.
var rubricSteps = map[RubricStage][]RubricStage{
	RubricOpen:   {RubricReady, RubricClosed},
	RubricClosed: {RubricOpen, RubricShown},
	RubricShown:  {RubricClosed},
}

// SetRubric takes the round to a stage: open for marks, closed, shown to the groups, or hidden from them again. One that
// is there already stays.
func (c *Course) SetRubric(to RubricStage) error {
	now := c.Rubric.Stage
	switch {
	case now == to:
		return nil
	case now == RubricNone:
		return Fail(Conflict, "stage", "Nothing is allocated yet. Say first how many drafts each group reads.")
	case !slices.Contains(rubricSteps[to], now):
		return Fail(Conflict, "stage", "That cannot be done while the round is as it is now. Load the page again.")
	}
	c.Rubric.Stage = to
	return nil
}

// MayScore says whether somebody may give marks to a group's draft now: those who lead any, a group those that it was
// allocated. The error says why not.
func (c *Course) MayScore(who Caller, group string) error {
	if !who.Leads() && !c.ScoredBy(who, group) {
		return Fail(NotFound, "", "There is no draft here for your group to score.")
	}
	switch c.Rubric.Stage {
	case RubricOpen:
		return nil
	case RubricNone, RubricReady:
		return Fail(Conflict, "", "Scoring is not open yet. A facilitator opens it.")
	}
	return Fail(Conflict, "", "A facilitator has closed the round of scoring, so marks stay as they are. What you wrote is still below and can be copied.")
}

// ScoredBy says whether another group's draft is or was the member's to score, because it was allocated to theirs.
func (c *Course) ScoredBy(who Caller, group string) bool {
	return who.Role == MemberRole && c.Rubric.Begun() && slices.Contains(c.Rubric.Reads[who.GroupID], group)
}

// ScorerOf is under whose name a mark is kept: a group's, or the person's who leads.
func ScorerOf(who Caller) string {
	if who.Leads() {
		return who.Author()
	}
	return who.GroupID
}

// RubricCall is what a group's pages say of the round.
type RubricCall struct {
	Score int  // drafts of others that the group can score now
	By    int  // groups that can score its own draft now
	Shown bool // what others said of its draft is there to see
}

// RubricCall is what the pages of a group say now.
func (c *Course) RubricCall(group string) RubricCall {
	switch c.Rubric.Stage {
	case RubricOpen:
		return RubricCall{Score: len(c.Rubric.Reads[group]), By: len(c.Rubric.ReadBy(group))}
	case RubricShown:
		return RubricCall{Shown: true}
	}
	return RubricCall{}
}
