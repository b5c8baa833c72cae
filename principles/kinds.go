package principles

// kind is one kind of rule: its name in a principle's file, what a finding of it says where the file does not,
// and its constructor, which reports what it refuses at file and line and then returns nil.
type kind struct {
	name   string
	status Status
	make   func(ruleHead, *settings) rule
}

// kinds lists every kind of rule. The first are for any pack; those below the line are one file each, for
// rules that need more than settings can say.
var kinds = []kind{
	{"presence", NotMet, newPresence},
	{"count", Partly, newCount},
	{"wording", Review, newWording},
	{"echo", Review, newEcho},
	{"builds-on", Partly, newBuildsOn},
	{"mentions", Partly, newMentions},
	{"near-date", Review, newNearDate},
	{"readability", Partly, newReadability},
	{"expression", Partly, newExpression},
	{"row-cells", Partly, newRowCells},
	{"all-of-kind", Review, newAllOfKind},
	{"distinct", Partly, newDistinct},
	{"has-row", Partly, newHasRow},

	{"vague-audience", NotMet, newVagueAudience},
	{"several-audiences", Partly, newSeveralAudiences},
	{"positive-first", Review, newPositiveFirst},
	{"call", Partly, newCall},
	{"sourced-numbers", Review, newSourcedNumbers},
	{"sourced-shares", Review, newSourcedShares},
	{"shared-language", Partly, newSharedLanguage},
	{"before-launch", Partly, newBeforeLaunch},
	{"messenger-care", Partly, newMessengerCare},
	{"dialogue", NotMet, newDialogue},
	{"weak-reason", Partly, newWeakReason},
	{"objective", Partly, newObjective},
	{"outcome", NotMet, newOutcome},
	{"during-run", NotMet, newDuringRun},
	{"sequence", Partly, newSequence},
	{"budget", Partly, newBudget},
	{"undecided", Partly, newUndecided},
	{"says-none", NotMet, newSaysNone},
	{"risk-rows", Partly, newRiskRows},
	{"only-of", Partly, newOnlyOf},
	{"split-by", Partly, newSplitBy},
	{"minors", NotMet, newMinors},
	{"personal-data", Review, newPersonalData},
}
