package principles

import (
	"slices"
)

// loadTexts reads texts/LANG/groups.yaml and texts/LANG/ID.yaml for every language that the pack claims.
func (l *loading) loadTexts() {
	for _, language := range l.pack.languages {
		t := &PackTexts{Language: language, groups: map[string]string{}, principles: map[string]PrincipleText{}}
		l.pack.texts[language] = t
		s, n := l.files.Open("texts/"+language+"/groups.yaml", l.bad)
		if n != nil {
			o := s.Object(n, "the texts", "groups!", "nothing_yet!", "unreviewed!")
			for _, e := range s.Pairs(o["groups"], "groups") {
				t.groups[e.Key] = s.Text(e.Value, "the title of "+e.Key)
				if !slices.ContainsFunc(l.pack.groups, func(g Group) bool { return g.ID == e.Key }) {
					s.Fail(e.At, "the pack has no group %q; take its title away", e.Key)
				}
			}
			for _, g := range l.pack.groups {
				if t.groups[g.ID] == "" {
					s.Fail(n, "the group %q has no title; add it", g.ID)
				}
			}
			t.unreviewed = s.Text(o["unreviewed"], "unreviewed")
		}
		var nothing ruleText
		if n != nil {
			o := s.Object(n, "the texts", "groups", "nothing_yet", "unreviewed")
			no := s.Object(o["nothing_yet"], "nothing_yet", "message!", "suggestion!")
			nothing = ruleText{s.Text(no["message"], "message"), s.Text(no["suggestion"], "suggestion")}
		}
		for i := range l.pack.principles {
			l.loadPrincipleText(t, &l.pack.principles[i], nothing)
		}
	}
}

func (l *loading) loadPrincipleText(t *PackTexts, p *Principle, nothing ruleText) {
	s, n := l.files.Open("texts/"+t.Language+"/"+p.ID+".yaml", l.bad)
	if n == nil {
		return
	}
	o := s.Object(n, "the texts", "title!", "statement!", "why!", "self_check!", "met!", "violated!", "rules!")
	text := PrincipleText{
		Title: s.Text(o["title"], "title"), Statement: s.Text(o["statement"], "statement"), Why: s.Text(o["why"], "why"),
		SelfCheck: s.Text(o["self_check"], "self_check"), Met: s.List(o["met"], "met"), Violated: s.List(o["violated"], "violated"),
		rules: map[string]ruleText{nothingYet.id: nothing},
	}
	for _, e := range s.Pairs(o["rules"], "rules") {
		if !slices.ContainsFunc(p.rules, func(r rule) bool { return r.head().id == e.Key }) {
			s.Fail(e.At, "the principle has no rule %q; take its text away or mend the name", e.Key)
		}
		ro := s.Object(e.Value, "the texts of rule "+e.Key, "message!", "suggestion!")
		text.rules[e.Key] = ruleText{s.Text(ro["message"], "message"), s.Text(ro["suggestion"], "suggestion")}
	}
	for _, r := range p.rules {
		if _, ok := text.rules[r.head().id]; !ok && o["rules"] != nil {
			s.Fail(o["rules"], "the rule %q has no texts; add its message and suggestion", r.head().id)
		}
	}
	t.principles[p.ID] = text
}
