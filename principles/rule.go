package principles

// rule looks at a draft and adds findings. The kinds of rules are listed in kinds.go; each is one small type
// with a constructor that refuses settings which make no sense.
type rule interface {
	head() *ruleHead
	check(c *checker)
}

// ruleHead is what every rule has: its name inside the principle, what a finding of it says of the draft and
// how heavy it is (the principle's severity, or lighter).
type ruleHead struct {
	id       string
	status   Status
	severity Severity
}

func (h *ruleHead) head() *ruleHead { return h }
