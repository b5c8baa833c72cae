package principles

import (
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

// loadTexts reads the texts of the pack's first language, and of the others if the whole pack is read. Those that
// are not read now are read when they are first asked for.
func (l *loading) loadTexts() {
	p, first := l.pack, l.pack.languages[0] // what is called later must not hold all that was loaded
	for _, language := range l.pack.languages {
		if l.whole || language == first {
			t := l.loadTextsOf(language)
			if language != first && t.rubric == nil {
				t.rubric = p.texts[first]().rubric
			}
			l.pack.texts[language] = func() *PackTexts { return t }
			continue
		}
		l.pack.texts[language] = sync.OnceValue(func() *PackTexts { return p.lateTexts(language) })
	}
}

// lateTexts reads the texts of a language long after the pack was loaded. There is nobody then who could be told
// of a mistake, so what cannot be read is said in the pack's first language.
func (p *Pack) lateTexts(language string) *PackTexts {
	l := &loading{fsys: p.files, files: sheet.ReadAhead(p.files), bad: new(sheet.Mistakes), pack: p, lib: p.lib}
	t := l.loadTextsOf(language)
	t.complete(p.texts[p.languages[0]]())
	return t
}

func textsFile(language string) string { return "texts/" + language + ".yaml" }

// loadTextsOf reads texts/LANG.yaml.
func (l *loading) loadTextsOf(language string) *PackTexts {
	t := &PackTexts{Language: language, groups: map[string]string{}, principles: make(map[string]PrincipleText, len(l.pack.principles))}
	s, n := l.files.Open(textsFile(language), l.bad)
	defer s.Done()
	if n == nil {
		return t
	}
	o := s.Object(n, "the file", "groups!", "nothing_yet!", "unreviewed!", "reviewed", "principles!", "rubric")
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
	t.signed = loadSignature(s, o["reviewed"])
	l.loadRubricTexts(s, n, o["rubric"], t)
	no := s.Object(o["nothing_yet"], "nothing_yet", "message!", "suggestion!")
	nothing := ruleText{s.Text(no["message"], "message"), s.Text(no["suggestion"], "suggestion")}
	for _, e := range s.Pairs(o["principles"], "principles") {
		if p := l.pack.Principle(e.Key); p != nil {
			l.loadPrincipleText(s, e.Value, t, p, nothing)
			continue
		}
		s.Fail(e.At, "the pack has no principle %q%s; take its texts away or mend the id", e.Key, sheet.Meant(e.Key, l.ids()))
	}
	for i := range l.pack.principles {
		if _, ok := t.principles[l.pack.principles[i].ID]; !ok && o["principles"] != nil {
			s.Fail(o["principles"], "the principle %q has no texts; add them", l.pack.principles[i].ID)
		}
	}
	return t
}

// ids returns the ids of the pack's principles.
func (l *loading) ids() []string {
	var out []string
	for i := range l.pack.principles {
		out = append(out, l.pack.principles[i].ID)
	}
	return out
}

// loadPrincipleText reads what texts say of one principle.
func (l *loading) loadPrincipleText(s sheet.Sheet, n *yaml.Node, t *PackTexts, p *Principle, nothing ruleText) {
	o := s.Object(n, "the principle "+p.ID, "title!", "statement!", "why!", "self_check!", "met!", "violated!", "rules!", "reviewed")
	text := PrincipleText{
		Title: s.Text(o["title"], "title"), Statement: s.Text(o["statement"], "statement"), Why: s.Text(o["why"], "why"),
		SelfCheck: s.Text(o["self_check"], "self_check"), Met: s.List(o["met"], "met"), Violated: s.List(o["violated"], "violated"),
		rules: map[string]ruleText{nothingYet.id: nothing}, signed: loadSignature(s, o["reviewed"]),
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

// loadSignature reads {by, at} of whoever has reviewed a file.
func loadSignature(s sheet.Sheet, n *yaml.Node) signature {
	if n == nil {
		return signature{}
	}
	o := s.Object(n, "reviewed", "by!", "at!")
	out := signature{by: strings.Clone(s.Text(o["by"], "by")), at: strings.Clone(s.Word(o["at"], "at"))}
	if _, ok := day(out.at); out.at != "" && !ok {
		s.Fail(o["at"], "at must be a date such as 2026-11-23")
	}
	return out
}
