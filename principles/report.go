package principles

import (
	"bytes"
	"encoding/json"
	"strconv"

	"workbench/campaign"
)

// ReportFormat is the format that a report states.
const ReportFormat = "check-report/1"

// Severity says how much a principle or a finding matters.
type Severity string

// The severities, heaviest first. Info is for findings only.
const (
	Must     Severity = "must"
	Should   Severity = "should"
	Consider Severity = "consider"
	Info     Severity = "info"
)

// weight orders severities: the heavier, the larger.
func (s Severity) weight() int {
	switch s {
	case Must:
		return 3
	case Should:
		return 2
	case Consider:
		return 1
	}
	return 0
}

// Status says how a draft stands to a principle.
type Status string

// The statuses. Review means that a person must decide; NotAsked, that the principle's fields are not on
// the draft's canvas.
const (
	Met           Status = "met"
	Partly        Status = "partly"
	NotMet        Status = "not_met"
	Review        Status = "review"
	NotAsked      Status = "not_asked"
	NotApplicable Status = "not_applicable"
)

// weight orders what findings say: a principle gets the status of its weightiest finding.
func (s Status) weight() int {
	switch s {
	case NotMet:
		return 3
	case Review:
		return 2
	case Partly:
		return 1
	}
	return 0
}

// Report is what a check returns. Principles are in the order of the catalogue; findings in that order too,
// then by field (in the order of the vocabulary), row, column, start.
type Report struct {
	Format     string    `json:"format"`
	Canvas     string    `json:"canvas"`
	Pack       PackRef   `json:"pack"`
	Principles []Judged  `json:"principles"`
	Findings   []Finding `json:"findings"`
	Counts     Count     `json:"counts"`
}

// PackRef names the pack that a draft was checked with.
type PackRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// Judged is how the draft stands to one principle. Reason is the sentence that explains NotApplicable.
// SelfCheck is what the group itself says of the principle, nil where it has not answered; it changes no status.
// Todo says that nothing has been written yet in any field that the principle needs: a screen shows it as
// "to do" and not as a failure.
type Judged struct {
	ID       string   `json:"id"`
	Group    string   `json:"group"`
	Severity Severity `json:"severity"`
	Status   Status   `json:"status"`
	Reason   string   `json:"reason,omitempty"`
	Todo     bool     `json:"-"`

	SelfCheck *SelfCheck `json:"self_check,omitempty"`
}

// SelfCheck is a group's own answer to a principle's question, with one line of evidence.
type SelfCheck struct {
	Answer   campaign.Answer `json:"answer,omitempty"`
	Evidence string          `json:"evidence,omitempty"`
}

// SetAside is a group's decision not to follow a finding, as a report has it.
type SetAside struct {
	Reason campaign.Reason `json:"reason"`
	Note   string          `json:"note,omitempty"`
}

// Count is how many principles have each status.
type Count struct {
	Met           int `json:"met"`
	Partly        int `json:"partly"`
	NotMet        int `json:"not_met"`
	Review        int `json:"review"`
	NotAsked      int `json:"not_asked"`
	NotApplicable int `json:"not_applicable"`
}

func (c *Count) add(s Status) {
	switch s {
	case Met:
		c.Met++
	case Partly:
		c.Partly++
	case NotMet:
		c.NotMet++
	case Review:
		c.Review++
	case NotAsked:
		c.NotAsked++
	case NotApplicable:
		c.NotApplicable++
	}
}

// Finding is one thing to look at. Field is the field it concerns; where something is missing, the empty
// field. Row and Column are set where it concerns a cell. A finding with a Span is about the UTF-16 code
// units [Start, End) of the value as typed, and Excerpt is the text between them, verbatim; otherwise it is
// about the whole field. Language is that of the word list that spoke, empty where none did. Aside is the group's
// decision not to follow it, nil where there is none.
type Finding struct {
	Principle  string
	Severity   Severity
	Status     Status
	Rule       string
	Field      string
	Row        RowRef
	Column     string
	Span       bool
	Start, End int
	Excerpt    string
	Language   string
	Message    string
	Suggestion string
	Sources    []string
	Aside      *campaign.Aside

	told bool   // by a check, with what follows
	said values // what filled the texts
	hint bool   // the texts say that nobody has reviewed the list
}

// findingJSON is a finding as the format writes it: null where there is none.
type findingJSON struct {
	Principle  string   `json:"principle"`
	Severity   Severity `json:"severity"`
	Status     Status   `json:"status"`
	Rule       string   `json:"rule"`
	Field      string   `json:"field"`
	Row        RowRef   `json:"row"`
	Column     *string  `json:"column"`
	Start      *int     `json:"start"`
	End        *int     `json:"end"`
	Excerpt    string   `json:"excerpt"`
	Language   *string  `json:"language"`
	Message    string   `json:"message"`
	Suggestion string   `json:"suggestion"`
	Sources    []string `json:"sources"`

	SetAside *SetAside `json:"set_aside,omitempty"`
}

// MarshalJSON writes the finding as check-report/1 does.
func (f Finding) MarshalJSON() ([]byte, error) {
	j := findingJSON{
		Principle: f.Principle, Severity: f.Severity, Status: f.Status, Rule: f.Rule, Field: f.Field, Row: f.Row,
		Excerpt: f.Excerpt, Message: f.Message, Suggestion: f.Suggestion, Sources: f.Sources,
	}
	if f.Column != "" {
		j.Column = &f.Column
	}
	if f.Span {
		j.Start, j.End = &f.Start, &f.End
	}
	if f.Language != "" {
		j.Language = &f.Language
	}
	if j.Sources == nil {
		j.Sources = []string{}
	}
	if f.Aside != nil {
		j.SetAside = &SetAside{f.Aside.Reason, f.Aside.Note}
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Finding) UnmarshalJSON(data []byte) error {
	var j findingJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	*f = Finding{
		Principle: j.Principle, Severity: j.Severity, Status: j.Status, Rule: j.Rule, Field: j.Field, Row: j.Row,
		Excerpt: j.Excerpt, Message: j.Message, Suggestion: j.Suggestion, Sources: j.Sources,
	}
	if j.Column != nil {
		f.Column = *j.Column
	}
	if j.Start != nil && j.End != nil {
		f.Span, f.Start, f.End = true, *j.Start, *j.End
	}
	if j.Language != nil {
		f.Language = *j.Language
	}
	if j.SetAside != nil {
		about := f.About()
		about.Reason, about.Note = j.SetAside.Reason, j.SetAside.Note
		f.Aside = &about
	}
	return nil
}

// RowRef names a row: by its id in an application's draft, by its zero-based index in a file, or not at all
// (the zero value).
type RowRef struct {
	ID    string
	Index int
	Set   bool
}

// MarshalJSON writes the id, the index or null.
func (r RowRef) MarshalJSON() ([]byte, error) {
	switch {
	case !r.Set:
		return []byte("null"), nil
	case r.ID != "":
		return json.Marshal(r.ID)
	}
	return strconv.AppendInt(nil, int64(r.Index), 10), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *RowRef) UnmarshalJSON(data []byte) error {
	*r = RowRef{}
	if bytes.Equal(data, []byte("null")) {
		return nil
	}
	r.Set = true
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &r.ID)
	}
	return json.Unmarshal(data, &r.Index)
}

// String returns the id or the index, "" where there is no row.
func (r RowRef) String() string {
	switch {
	case !r.Set:
		return ""
	case r.ID != "":
		return r.ID
	}
	return strconv.Itoa(r.Index)
}

// Find returns the findings of one field, in the report's order.
func (r *Report) Find(field string) []Finding {
	var out []Finding
	for _, f := range r.Findings {
		if f.Field == field {
			out = append(out, f)
		}
	}
	return out
}

// Of returns the findings of one principle, in the report's order.
func (r *Report) Of(principle string) []Finding {
	var out []Finding
	for _, f := range r.Findings {
		if f.Principle == principle {
			out = append(out, f)
		}
	}
	return out
}

// Judged returns how the draft stands to a principle, and whether the pack has it.
func (r *Report) Judged(principle string) (Judged, bool) {
	for _, j := range r.Principles {
		if j.ID == principle {
			return j, true
		}
	}
	return Judged{}, false
}

// Open says whether a finding of at least the given severity stands, questions for a person included.
// Information never counts, and neither does what the group has set aside for good.
func (r *Report) Open(least Severity) bool {
	for _, f := range r.Findings {
		if f.Open() && f.Severity.weight() >= max(1, least.weight()) {
			return true
		}
	}
	return false
}
