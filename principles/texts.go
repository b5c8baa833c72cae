package principles

// PackTexts are the texts of a pack in one language.
type PackTexts struct {
	Language   string
	groups     map[string]string
	unreviewed string // said of a finding from a word list that nobody has reviewed
	principles map[string]PrincipleText
}

// PrincipleText is what people read about a principle. Statement is what a draft does that meets it, Why the
// reason, SelfCheck a question that only the group can answer, Met and Violated examples in the group's words.
type PrincipleText struct {
	Title     string
	Statement string
	Why       string
	SelfCheck string
	Met       []string
	Violated  []string

	rules map[string]ruleText
}

// ruleText is what a finding says. In both, {excerpt} stands for the words found, {rewrite} for what the word
// list proposes instead, {n} for what was counted and {limit} for what it was held against.
type ruleText struct {
	message, suggestion string
}

// Principle returns the texts of a principle; empty ones if the pack has none with the id.
func (t PackTexts) Principle(id string) PrincipleText { return t.principles[id] }

// Group returns the title of a group.
func (t PackTexts) Group(id string) string { return t.groups[id] }
