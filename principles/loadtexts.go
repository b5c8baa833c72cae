package principles

import "slices"

// loadTexts reads texts/LANG/groups.yaml and texts/LANG/ID.yaml for every language that the pack claims.
func (l *loading) loadTexts() {
	for _, language := range l.pack.languages {
		t := &PackTexts{Language: language, groups: map[string]string{}, principles: map[string]PrincipleText{}}
		l.pack.texts[language] = t
		s, n := openSheet(l.fsys, "texts/"+language+"/groups.yaml", l.bad)
		if n != nil {
			o := s.object(n, "the texts", "groups!", "nothing_yet!", "unreviewed!")
			for _, e := range s.entries(o["groups"], "groups") {
				t.groups[e.key] = s.text(e.value, "the title of "+e.key)
				if !slices.ContainsFunc(l.pack.groups, func(g Group) bool { return g.ID == e.key }) {
					s.fail(e.at, "the pack has no group %q; take its title away", e.key)
				}
			}
			for _, g := range l.pack.groups {
				if t.groups[g.ID] == "" {
					s.fail(n, "the group %q has no title; add it", g.ID)
				}
			}
			t.unreviewed = s.text(o["unreviewed"], "unreviewed")
		}
		var nothing ruleText
		if n != nil {
			o := s.object(n, "the texts", "groups", "nothing_yet", "unreviewed")
			no := s.object(o["nothing_yet"], "nothing_yet", "message!", "suggestion!")
			nothing = ruleText{s.text(no["message"], "message"), s.text(no["suggestion"], "suggestion")}
		}
		for i := range l.pack.principles {
			l.loadPrincipleText(t, &l.pack.principles[i], nothing)
		}
	}
}

func (l *loading) loadPrincipleText(t *PackTexts, p *Principle, nothing ruleText) {
	s, n := openSheet(l.fsys, "texts/"+t.Language+"/"+p.ID+".yaml", l.bad)
	if n == nil {
		return
	}
	o := s.object(n, "the texts", "title!", "statement!", "why!", "self_check!", "met!", "violated!", "rules!")
	text := PrincipleText{
		Title: s.text(o["title"], "title"), Statement: s.text(o["statement"], "statement"), Why: s.text(o["why"], "why"),
		SelfCheck: s.text(o["self_check"], "self_check"), Met: s.list(o["met"], "met"), Violated: s.list(o["violated"], "violated"),
		rules: map[string]ruleText{nothingYet.id: nothing},
	}
	for _, e := range s.entries(o["rules"], "rules") {
		if !slices.ContainsFunc(p.rules, func(r rule) bool { return r.head().id == e.key }) {
			s.fail(e.at, "the principle has no rule %q; take its text away or mend the name", e.key)
		}
		ro := s.object(e.value, "the texts of rule "+e.key, "message!", "suggestion!")
		text.rules[e.key] = ruleText{s.text(ro["message"], "message"), s.text(ro["suggestion"], "suggestion")}
	}
	for _, r := range p.rules {
		if _, ok := text.rules[r.head().id]; !ok && o["rules"] != nil {
			s.fail(o["rules"], "the rule %q has no texts; add its message and suggestion", r.head().id)
		}
	}
	t.principles[p.ID] = text
}
