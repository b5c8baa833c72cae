package principles

import "cmp"

// PackTexts are the texts of a pack in one language. They never change, so any number of goroutines may use them.
type PackTexts struct {
	Language   string
	groups     map[string]string
	unreviewed string // said of a finding from a word list that nobody has reviewed
	principles map[string]PrincipleText
	rubric     *RubricTexts // nil: the pack has none
	signed     signature    // of the language's texts as a whole
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

	rules    map[string]ruleText
	signed   signature
	borrowed bool // there are no texts of it that can be read: all of it is of another language
}

// ruleText is what a finding says. In both, {excerpt} stands for the words found, {rewrite} for what the word
// list proposes instead, {n} for what was counted and {limit} for what it was held against.
type ruleText struct {
	message, suggestion string
}

// signature says who has reviewed a file, and on which day.
type signature struct {
	by, at string
}

// Principle returns the texts of a principle; empty ones if the pack has none with the id.
func (t PackTexts) Principle(id string) PrincipleText { return t.principles[id] }

// Group returns the title of a group.
func (t PackTexts) Group(id string) string { return t.groups[id] }

// Tell returns the finding with its message and its suggestion in the language of these texts. A finding that was
// read back from JSON, or whose rule these texts do not know, is told as it is: what filled its texts is known only
// to the check that made it. What a word list proposes instead stays in the list's language.
func (t PackTexts) Tell(f Finding) Finding {
	text, ok := t.principles[f.Principle].rules[f.Rule]
	if !ok || !f.told {
		return f
	}
	f.Message, f.Suggestion = f.said.fill(text.message), f.said.fill(text.suggestion)
	if f.hint && t.unreviewed != "" {
		f.Message += " " + t.unreviewed
	}
	return f
}

// complete puts the texts of another language where these have none, so that nobody meets a blank.
func (t *PackTexts) complete(first *PackTexts) {
	for id, title := range first.groups {
		t.groups[id] = cmp.Or(t.groups[id], title)
	}
	t.unreviewed = cmp.Or(t.unreviewed, first.unreviewed)
	t.rubric = cmp.Or(t.rubric, first.rubric)
	for id, theirs := range first.principles {
		own, ok := t.principles[id]
		if !ok {
			own.rules, own.borrowed = map[string]ruleText{}, true
		}
		own.Title, own.Statement = cmp.Or(own.Title, theirs.Title), cmp.Or(own.Statement, theirs.Statement)
		own.Why, own.SelfCheck = cmp.Or(own.Why, theirs.Why), cmp.Or(own.SelfCheck, theirs.SelfCheck)
		if len(own.Met) == 0 {
			own.Met = theirs.Met
		}
		if len(own.Violated) == 0 {
			own.Violated = theirs.Violated
		}
		for rule, text := range theirs.rules {
			own.rules[rule] = ruleText{cmp.Or(own.rules[rule].message, text.message), cmp.Or(own.rules[rule].suggestion, text.suggestion)}
		}
		t.principles[id] = own
	}
}
