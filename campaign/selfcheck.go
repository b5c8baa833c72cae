package campaign

import (
	"cmp"
	"slices"
)

// Answer is what a group says of a principle that only people can judge.
type Answer string

// The answers to a self-check.
const (
	AnswerYes    Answer = "yes"
	AnswerPartly Answer = "partly"
	AnswerNotYet Answer = "not_yet"
)

// Answers are the answers in the order that a person reads them.
var Answers = []Answer{AnswerYes, AnswerPartly, AnswerNotYet}

// SelfCheckCount is how many principles of a draft can be answered for.
const SelfCheckCount = 200

// SelfCheck is the group's own answer to a principle's question, with one line that says what it goes by. It
// stands beside what the check found and never changes it.
type SelfCheck struct {
	Principle string
	Answer    Answer
	Evidence  string
}

func byPrinciple(a, b SelfCheck) int { return cmp.Compare(a.Principle, b.Principle) }

// check refuses an answer that is none.
func (c *SelfCheck) check() (err error) {
	if !slug.MatchString(c.Principle) {
		return Fail(Invalid, "principle", "%q is not the id of a principle.", shown(c.Principle))
	}
	if c.Answer != "" && !slices.Contains(Answers, c.Answer) {
		return inField("answer", notKnown("answer", string(c.Answer), []string{string(AnswerYes), string(AnswerPartly), string(AnswerNotYet)}))
	}
	if c.Evidence, err = oneNote(c.Evidence); err != nil {
		return inField("evidence", err)
	}
	return nil
}

// selfCheck puts the group's answer in the place of an earlier one. An answer and evidence that are both empty
// take it back.
func (f *fold) selfCheck(e Edit) (Edit, error) {
	c := SelfCheck{Principle: e.Principle, Answer: e.Answer, Evidence: e.Evidence}
	if err := c.check(); err != nil {
		return Edit{}, err
	}
	list := slices.DeleteFunc(slices.Clone(f.state.SelfChecks), func(o SelfCheck) bool { return o.Principle == c.Principle })
	if c.Answer != "" || c.Evidence != "" {
		if len(list) >= SelfCheckCount {
			return Edit{}, Fail(Invalid, "principle", "A draft holds at most %d answers.", SelfCheckCount)
		}
		i, _ := slices.BinarySearchFunc(list, c, byPrinciple)
		list = slices.Insert(list, i, c)
		f.grew = true
	}
	f.state.SelfChecks = list
	f.part(partSelfChecks)
	return Edit{Kind: EditSelfCheck, Principle: c.Principle, Answer: c.Answer, Evidence: c.Evidence}, nil
}
