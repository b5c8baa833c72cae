package campaign

import (
	"regexp"
	"slices"
	"strings"
)

// Reason says why a group sets a finding aside.
type Reason string

// The reasons. Later leaves the finding open: the group means to come back to it.
const (
	DoesNotApply Reason = "does_not_apply"
	Agreed       Reason = "agreed"
	RuleIsWrong  Reason = "rule_is_wrong"
	Later        Reason = "later"
)

// Reasons are the reasons in the order that a person reads them.
var Reasons = []Reason{DoesNotApply, Agreed, RuleIsWrong, Later}

// Limits of what a group says about the check of its draft.
const (
	AsideCount   = 300  // findings set aside in a draft
	ExcerptBytes = 4096 // of an aside's excerpt
)

// Aside is a finding that the group has set aside. It holds as long as the same rule finds the same words at
// the same place: when they change, the question is asked again.
type Aside struct {
	Principle string
	Rule      string
	Field     string
	Row       string // the row's id; in a draft read from a file without ids its zero-based index; or empty
	Column    string
	Excerpt   string // the words found, empty where the finding is about a whole field or row
	Reason    Reason
	Note      string // one line, may be empty
}

// Same says whether two asides are about the same finding.
func (a Aside) Same(b Aside) bool {
	return a.Principle == b.Principle && a.Rule == b.Rule && a.Field == b.Field && a.Row == b.Row &&
		a.Column == b.Column && a.Excerpt == b.Excerpt
}

// Excerpted returns the part of the words found by which a finding is known again: all but what goes over
// ExcerptBytes, cut between characters.
func Excerpted(words string) string {
	if len(words) <= ExcerptBytes {
		return words
	}
	cut := ExcerptBytes
	for cut > 0 && words[cut]&0xC0 == 0x80 {
		cut--
	}
	return words[:cut]
}

// slug is the form of the ids of principles and rules.
var slug = regexp.MustCompile(`^[a-z][a-z0-9]{0,40}(-[a-z0-9]{1,40}){0,12}$`)

// check refuses an aside that says too little or too much.
func (a *Aside) check() (err error) {
	switch {
	case !slug.MatchString(a.Principle):
		return Fail(Invalid, a.Field, "%q is not the id of a principle; name the one that the finding names.", shown(a.Principle))
	case !slug.MatchString(a.Rule):
		return Fail(Invalid, a.Field, "%q is not the id of a rule; name the one that the finding names.", shown(a.Rule))
	case !slices.Contains(Reasons, a.Reason):
		return notKnown("reason", string(a.Reason), []string{string(DoesNotApply), string(Agreed), string(RuleIsWrong), string(Later)})
	case len(a.Excerpt) > ExcerptBytes:
		return Fail(Invalid, a.Field, "The excerpt holds at most %d bytes; send its beginning.", ExcerptBytes)
	}
	if a.Excerpt, err = CleanText(Text, a.Excerpt); err != nil {
		return err
	}
	a.Note, err = oneNote(a.Note)
	return err
}

// oneNote cleans a note, which is a line like any other.
func oneNote(s string) (string, error) {
	s, err := CleanText(Line, s)
	if err != nil {
		return "", err
	}
	return s, checkLength(Line, s)
}

// asideOf reads the finding that an edit is about.
func (f *fold) asideOf(e Edit) (a Aside, hidden bool, err error) {
	p, err := f.lib.place(e.At)
	if err != nil {
		return Aside{}, false, err
	}
	a = Aside{Principle: e.Principle, Rule: e.Rule, Field: p.field.ID, Row: p.row, Excerpt: e.Excerpt, Reason: e.Reason, Note: e.Note}
	if p.column != nil {
		a.Column = p.column.ID
	}
	if p.row != "" {
		fs, ok := f.fields[p.field.ID]
		if !ok {
			kept := f.state.Fields[p.field.ID]
			fs = &kept
		}
		i := fs.index(p.row)
		if i < 0 {
			return Aside{}, false, Fail(Invalid, p.field.ID, "%s has no row %q and never had one.", p.field.ID, shown(p.row))
		}
		hidden = fs.Rows[i].Deleted
	}
	return a, hidden, nil
}

// setAside notes that the group does not follow a finding. A later one about the same finding replaces it. Where a
// draft has as many as it may, those whose words have gone make room: nobody could find them to take them up.
func (f *fold) setAside(e Edit) (Edit, error) {
	a, hidden, err := f.asideOf(e)
	if err != nil {
		return Edit{}, err
	}
	if err := a.check(); err != nil {
		return Edit{}, err
	}
	list := slices.DeleteFunc(slices.Clone(f.state.Asides), a.Same)
	if len(list) >= AsideCount {
		list = slices.DeleteFunc(list, func(o Aside) bool { return !f.stands(o) })
	}
	if len(list) >= AsideCount {
		return Edit{}, Fail(Invalid, a.Field, "At most %d findings of a draft can be set aside; take one up again first.", AsideCount)
	}
	f.state.Asides = append(list, a)
	f.part(partAsides)
	f.grew = true
	return Edit{Kind: EditSetAside, At: e.At, Principle: a.Principle, Rule: a.Rule, Excerpt: a.Excerpt, Reason: a.Reason, Note: a.Note, Hidden: hidden}, nil
}

// stands says whether the words that an aside is about are still at its place. One without words always does.
func (f *fold) stands(a Aside) bool {
	fs, ok := f.fields[a.Field]
	if !ok {
		kept := f.state.Fields[a.Field]
		fs = &kept
	}
	v := fs.Value
	if a.Row != "" {
		i := fs.index(a.Row)
		if i < 0 {
			return false
		}
		v = fs.Rows[i].Cells[a.Column]
	}
	return strings.Contains(v.Text, a.Excerpt)
}

// takeUp opens a finding again that was set aside. One that is open already stays so.
func (f *fold) takeUp(e Edit) (Edit, error) {
	a, hidden, err := f.asideOf(e)
	if err != nil {
		return Edit{}, err
	}
	f.state.Asides = slices.DeleteFunc(slices.Clone(f.state.Asides), a.Same)
	f.part(partAsides)
	return Edit{Kind: EditTakeUp, At: e.At, Principle: a.Principle, Rule: a.Rule, Excerpt: a.Excerpt, Hidden: hidden}, nil
}

// visibleAsides leaves out those that are about a row in the bin.
func (s State) visibleAsides() []Aside {
	var list []Aside
	for _, a := range s.Asides {
		if a.Row != "" {
			fs := s.Fields[a.Field]
			if i := fs.index(a.Row); i < 0 || fs.Rows[i].Deleted {
				continue
			}
		}
		list = append(list, a)
	}
	return list
}
