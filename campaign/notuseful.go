package campaign

// NotUseful is one person's word that a finding in a draft was of no use to them. Finding is a key that is the same
// for the same rule and words at the same place; Language is that of the words found, or of the draft.
type NotUseful struct {
	DraftID, Who, Finding string
	Pack, Version         string
	Principle, Rule       string
	Language              string
}

// NotUsefulCount is how often the findings of a rule were of no use, in one language and version of a pack.
type NotUsefulCount struct {
	Pack, Version   string
	Principle, Rule string
	Language        string
	Times           int // persons and findings
	Drafts          int // in how many drafts
}
