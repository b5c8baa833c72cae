package principles

import (
	"strings"

	"workbench/campaign"
)

// asided marks what the group has set aside among the findings of the principle under way.
func (c *checker) asided() {
	if len(c.d.Asides) == 0 {
		return
	}
	for i := range c.found {
		f := &c.found[i].f
		about := f.About()
		for k := range c.d.Asides {
			if c.d.Asides[k].Same(about) {
				f.Aside = &c.d.Asides[k]
			}
		}
	}
}

// About names the finding as an aside of it does.
func (f Finding) About() campaign.Aside {
	return campaign.Aside{
		Principle: f.Principle, Rule: f.Rule, Field: f.Field, Row: f.Row.String(), Column: f.Column,
		Excerpt: campaign.Excerpted(f.Excerpt),
	}
}

// Open says whether the finding still asks for something: it is no information, and the group has not set it
// aside for good. What it set aside for later is open.
func (f Finding) Open() bool {
	return f.Severity != Info && (f.Aside == nil || f.Aside.Reason == campaign.Later)
}

// decided returns the status of a principle whose findings stand as they do, and the reason of NotApplicable: the
// weightiest of what is open. Where nothing is, because the group set all of it aside, the principle is not
// applicable, and what the group gave as its reasons says why.
func (c *checker) decided() (status Status, reason string) {
	status = Met
	var reasons []string
	for _, f := range c.found {
		switch {
		case f.f.Severity == Info:
		case f.f.Open():
			if f.f.Status.weight() > status.weight() {
				status = f.f.Status
			}
		default:
			if s := reasonOf(f.f.Aside); len(reasons) == 0 || reasons[len(reasons)-1] != s {
				reasons = append(reasons, s)
			}
		}
	}
	if status == Met && len(reasons) > 0 {
		return NotApplicable, strings.Join(reasons, " ")
	}
	return status, ""
}

// reasonOf is the reason of an aside as one English sentence: a report is read by programs too.
func reasonOf(a *campaign.Aside) string {
	s := map[campaign.Reason]string{
		campaign.DoesNotApply: "Set aside by the group: it does not apply here.",
		campaign.Agreed:       "Set aside by the group: it is agreed as it stands.",
		campaign.RuleIsWrong:  "Set aside by the group: the rule is wrong.",
	}[a.Reason]
	if a.Note != "" {
		s += " " + a.Note
	}
	return s
}

// SetAside returns the findings that the group has set aside, in the report's order.
func (r *Report) SetAside() []Finding {
	var list []Finding
	for _, f := range r.Findings {
		if f.Aside != nil {
			list = append(list, f)
		}
	}
	return list
}
