package principles

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
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
	s, n := openSheet(l.fsys, "principles/"+id+".yaml", l.bad)
	p := Principle{ID: id, Group: group}
	defer func() { l.pack.principles = append(l.pack.principles, p) }()
	if n == nil {
		return
	}
	o := s.object(n, "the principle", "id!", "group!", "severity!", "needs!", "fields", "sources!", "rules!")
	if got := s.text(o["id"], "id"); got != "" && got != id {
		s.fail(o["id"], "the id is %q and the file is named %s.yaml; make them the same", got, id)
	}
	if got := s.text(o["group"], "group"); got != "" && got != group {
		s.fail(o["group"], "the group is %q and pack.yaml puts the principle into %q; make them the same", got, group)
	}
	p.Severity = Severity(s.oneOf(o["severity"], "severity", string(Must), string(Should), string(Consider)))
	var needs, used []string
	st := &settings{sheet: s, node: n, lib: l.lib, used: &needs}
	for _, item := range s.items(o["needs"], "needs") {
		if f, c := st.field(item, "a member of needs"); c != "" {
			s.fail(item, "needs names fields, not columns; write %s", f)
		}
	}
	p.Needs = needs
	used = slices.Clone(needs)
	st.used = &used
	for _, item := range s.items(o["fields"], "fields") {
		st.field(item, "a member of fields")
	}
	p.Sources = s.list(o["sources"], "sources")
	for i, key := range p.Sources {
		if _, ok := l.pack.sources[key]; !ok {
			s.fail(o["sources"].Content[i], "there is no source %q; add it to sources.yaml", key)
		}
	}
	seen := map[string]bool{}
	for _, item := range s.items(o["rules"], "rules") {
		if r := l.loadRule(s, item, &p, seen, &used); r != nil {
			p.rules = append(p.rules, r)
		}
	}
	l.pack.fieldOrder(used)
	p.Fields = used
}

// loadRule reads one rule: its id, kind, status and severity, and hands the rest to the kind's constructor.
func (l *loading) loadRule(s sheet, n *yaml.Node, p *Principle, seen map[string]bool, used *[]string) rule {
	st := newSettings(s, n)
	st.lib, st.words, st.family, st.used = l.lib, l.pack.words, l.families, used
	if len(st.values) == 0 {
		s.fail(n, "a rule must be keys with values, with an id and a kind")
		return nil
	}
	h := ruleHead{id: s.text(st.need("id"), "id")}
	switch {
	case h.id == "":
	case !idForm.MatchString(h.id):
		s.fail(st.values["id"], "the id %q must be small letters and digits with hyphens between", h.id)
	case seen[h.id]:
		s.fail(st.values["id"], "the principle has two rules %q; rename one", h.id)
	}
	seen[h.id] = true
	at := st.need("kind")
	if at == nil {
		return nil
	}
	k := slices.IndexFunc(kinds, func(k kind) bool { return k.name == at.Value })
	if k < 0 {
		var names []string
		for _, k := range kinds {
			names = append(names, k.name)
		}
		s.fail(at, "there is no kind of rule %q; the kinds are %s", at.Value, strings.Join(names, ", "))
		return nil
	}
	h.status = kinds[k].status
	if n := st.get("status"); n != nil {
		h.status = Status(s.oneOf(n, "status", string(Partly), string(NotMet), string(Review)))
	}
	if n := st.get("severity"); n != nil {
		h.severity = Severity(s.oneOf(n, "severity", string(Must), string(Should), string(Consider), string(Info)))
		if h.severity.weight() > p.Severity.weight() {
			s.fail(n, "the rule is heavier than its principle, which is %s; make it lighter", p.Severity)
		}
	}
	return kinds[k].make(h, st)
}
