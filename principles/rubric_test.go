package principles

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"workbench/campaign"
)

func TestRubric_OfTheStandardPackIsWholeAndSpokenEverywhere(t *testing.T) {
	p := Standard()
	r := p.Rubric()
	if r == nil || len(r.Criteria) != 6 || len(r.Steps) != RubricSteps {
		t.Fatalf("%+v", r)
	}
	for _, language := range append([]string{"xx"}, p.Languages()...) {
		texts := p.Texts(language).Rubric()
		for _, c := range r.Criteria {
			text := texts.Criterion(c.ID)
			if texts.Language == "" || text.Title == "" || !strings.HasSuffix(text.Question, "?") {
				t.Errorf("%s %s: %+v", language, c.ID, text)
			}
			for _, step := range r.Steps {
				if texts.Step(step) == "" || text.Steps[step] == "" {
					t.Errorf("%s %s has nothing for %s", language, c.ID, step)
				}
			}
		}
	}
	if off, err := p.With(Local{Off: []string{"aud-specific"}}); err != nil || off.Rubric() != r {
		t.Errorf("with a principle switched off: %v", err)
	}
}

func TestRubric_MistakesAreNamedWithFileAndLine(t *testing.T) {
	const at, tx = "rubric.yaml", "texts/en.yaml"
	for _, c := range []struct{ name, file, old, new, want string }{
		{"unknown key", at, "steps:", "stages:", at + `:2: the rubric has no key "stages"`},
		{"three steps", at, ", begun", "", at + ":2: the scale has 3 steps and needs 4"},
		{"a step twice", at, "begun", "fully", at + `:2: "fully" is twice in steps`},
		{"an id of capitals", at, "  people:", "  People:", at + `:4: the id "People" must be small letters`},
		{"unknown principle", at, "[aud-specific", "[aud-specifik", at + `:4: the pack has no principle "aud-specifik" (perhaps aud-specific is meant)`},
		{"no principle", at, "principles: [aud-specific, aud-insight, aud-not-suspect]", "principles: []", at + ":4: criterion people rests on no principle"},
		{"no criteria", at, "criteria:", "criteria: {}\nrest:", at + ":3: a rubric has 1 to 12 criteria, and this has 0"},
		{"no texts", tx, "\nrubric:", "\nrubrik:", tx + ":1: the rubric has no texts"},
		{"a criterion without texts", at, "criteria:", "criteria:\n  more: {principles: [aud-specific]}", `the criterion "more" has no texts; add them`},
		{"texts of no criterion", tx, "    voices:", "    voces:", `the rubric has no criterion "voces" (perhaps voices is meant)`},
		{"a step without a name", tx, "begun: Begun, ", "", `in the steps there is nothing for "begun"; add it`},
		{"a step without a sentence", tx, "        begun: Risks are named in general, without what would be done.\n", "", `in the steps of criterion care there is nothing for "begun"`},
		{"a sentence of no step", tx, "        fully: Risks to people", "        full: Risks to people", `the scale has no step "full" (perhaps fully is meant)`},
		{"half of another language", "texts/th.yaml", "\nprinciples:", "\nrubric:\n  steps: {not-yet: a, begun: b, mostly: c, fully: d}\nprinciples:", "rubric has no criteria; add it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := inMemory(t)
			old := string(files[c.file].Data)
			if !strings.Contains(old, c.old) {
				t.Fatalf("%s has no %q any more", c.file, c.old)
			}
			files[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(old, c.old, c.new, 1))}
			if err := loadAndVerify(files); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, got %v", c.want, err)
			}
		})
	}
}

func TestRubric_APackMayGoWithout(t *testing.T) {
	files := inMemory(t)
	delete(files, "rubric.yaml")
	if err := loadAndVerify(files); err == nil || !strings.Contains(err.Error(), "the pack has no rubric.yaml; add it or take these texts away") {
		t.Errorf("texts of no rubric: %v", err)
	}
	text, _, _ := strings.Cut(string(files["texts/en.yaml"].Data), "\nrubric:")
	files["texts/en.yaml"] = &fstest.MapFile{Data: []byte(text + "\n")}
	p, err := Load(files, campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(p.Rubric() == nil, p.Texts("th").Rubric().Criterion("people").Title); got != "true" {
		t.Error(got)
	}
}
