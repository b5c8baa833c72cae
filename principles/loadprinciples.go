package principles

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

// loadPrinciples reads principles/ID.yaml for every id in pack.yaml.
func (l *loading) loadPrinciples() {
	for _, g := range l.pack.groups {
		for _, id := range g.Principles {
			l.loadPrinciple(g.ID, id)
		}
	}
}

func (l *loading) loadPrinciple(group, id string) {
	s, n := l.files.Open("principles/"+id+".yaml", l.bad)
	defer s.Done()
	p := Principle{ID: id, Group: group}
	defer func() { l.pack.principles = append(l.pack.principles, p) }()
	if n == nil {
		return
	}
	o := s.Object(n, "the principle", "id!", "group!", "severity!", "needs!", "fields", "sources!", "rules!")
	if got := s.Text(o["id"], "id"); got != "" && got != id {
		s.Fail(o["id"], "the id is %q and the file is named %s.yaml; make them the same", got, id)
	}
	if got := s.Text(o["group"], "group"); got != "" && got != group {
		s.Fail(o["group"], "the group is %q and pack.yaml puts the principle into %q; make them the same", got, group)
	}
	p.Severity = Severity(s.OneOf(o["severity"], "severity", string(Must), string(Should), string(Consider)))
	var needs, used []string
	st := &settings{Sheet: s, node: n, lib: l.lib, used: &needs}
	for _, item := range s.Items(o["needs"], "needs") {
		if f, c := st.field(item, "a member of needs"); c != "" {
			s.Fail(item, "needs names fields, not columns; write %s", f)
		}
	}
	p.Needs = needs
	used = slices.Clone(needs)
	st.used = &used
	for _, item := range s.Items(o["fields"], "fields") {
		st.field(item, "a member of fields")
	}
	for _, e := range s.Texts(o["sources"], "sources") {
		if _, ok := l.pack.sources[e.Key]; !ok {
			s.Fail(e.At, "there is no source %q; add it to sources.yaml", e.Key)
		}
		p.Sources = append(p.Sources, e.Key)
	}
	seen := map[string]bool{}
	for _, item := range s.Items(o["rules"], "rules") {
		if r := l.loadRule(s, item, &p, seen, &used); r != nil {
			p.rules = append(p.rules, r)
		}
	}
	l.pack.fieldOrder(used)
	p.Fields = used
}

// loadRule reads one rule: its id, kind, status and severity, and hands the rest to the kind's constructor.
func (l *loading) loadRule(s sheet.Sheet, n *yaml.Node, p *Principle, seen map[string]bool, used *[]string) rule {
	st := newSettings(s, n)
	st.lib, st.words, st.family, st.used = l.lib, l.pack.words, l.families, used
	if len(st.values) == 0 {
		s.Fail(n, "a rule must be keys with values, with an id and a kind")
		return nil
	}
	h := ruleHead{id: s.Text(st.need("id"), "id")}
	switch {
	case h.id == "":
	case !idForm.MatchString(h.id):
		s.Fail(st.values["id"], "the id %q must be small letters and digits with hyphens between", h.id)
	case seen[h.id]:
		s.Fail(st.values["id"], "the principle has two rules %q; rename one", h.id)
	}
	seen[h.id] = true
	at := st.need("kind")
	name := s.Text(at, "kind")
	if name == "" {
		return nil
	}
	k := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
	if k < 0 {
		var names []string
		for _, k := range kinds {
			names = append(names, k.name)
		}
		s.Fail(at, "there is no kind of rule %q; the kinds are %s", name, strings.Join(names, ", "))
		return nil
	}
	h.status = kinds[k].status
	if n := st.get("status"); n != nil {
		h.status = Status(s.OneOf(n, "status", string(Partly), string(NotMet), string(Review)))
	}
	if n := st.get("severity"); n != nil {
		h.severity = Severity(s.OneOf(n, "severity", string(Must), string(Should), string(Consider), string(Info)))
		if h.severity.weight() > p.Severity.weight() {
			s.Fail(n, "the rule is heavier than its principle, which is %s; make it lighter", p.Severity)
		}
	}
	made := kinds[k].make(h, st)
	if kinds[k].name == "wording" {
		p.Families = slices.Compact(slices.Sorted(slices.Values(append(p.Families, st.heard...))))
	}
	return made
}
