package principles

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"workbench/campaign"
)

// loadAndVerify does what somebody does who is handed a pack.
func loadAndVerify(files fs.FS) error {
	p, err := Load(files, campaign.Standard())
	if err != nil {
		return err
	}
	return p.Verify()
}

func TestLoad_SaysWhatIsWrongAtFileAndLine(t *testing.T) {
	const pr, tx = "principles/aud-specific.yaml", "texts/en.yaml"
	for _, c := range []struct{ name, file, old, new, want string }{
		{"unknown key", "pack.yaml", "title:", "titel:", `pack.yaml:3: the pack has no key "titel"`},
		{"bad version", "pack.yaml", "1.0.0", "one", "pack.yaml:2: the version"},
		{"wording without words", "pack.yaml", "wording: [en", "wording: [xx, en", `there is no folder words/xx`},
		{"structure without words", "pack.yaml", "structure: [km", "structure: [xx", `structure names "xx" and there is no folder words/xx`},
		{"principle twice", "pack.yaml", "ctx-drivers, ", "ctx-drivers, aud-specific, ", `the principle "aud-specific" is in two groups`},
		{"unknown field", pr, "needs: [audience.primary]", "needs: [audience.primry]", pr + ":5: there is no field \"audience.primry\"; perhaps audience.primary is meant"},
		{"unknown kind", pr, "kind: vague-audience", "kind: vague", `there is no kind of rule "vague"; the kinds are presence`},
		{"unknown list", pr, "list: people", "list: peple", `there is no word list "peple"`},
		{"unknown setting", pr, "in: audience.primary\n    list", "at: x\n    in: audience.primary\n    list", `a rule of kind several-audiences has no setting "at"`},
		{"rule twice", pr, "id: missing-age", "id: missing-place", `the principle has two rules "missing-place"`},
		{"bad severity", pr, "severity: must", "severity: hard", pr + ":3: severity is \"hard\"; it must be one of must, should, consider"},
		{"unknown source", pr, "R3, C3", "R3, Z9", `there is no source "Z9"`},
		{"other id", pr, "id: aud-specific", "id: aud-special", `the file is named aud-specific.yaml`},
		{"rule without text", tx, "  missing-age:", "  missing-agee:", `the rule "missing-age" has no texts`},
		{"missing text", tx, "why: People are", "because: People are", tx + `:18: the principle aud-specific has no why; add it`},
		{"group without title", tx, "audience: Audience", "audiense: Audience", `the group "audience" has no title`},
		{"unknown family", "principles/msg-plain.yaml", "families: [jargon]", "families: [jargn]", `there is no family of words "jargn"`},
		{"heavier than its principle", "principles/msg-plain.yaml", "severity: consider", "severity: must", "the rule is heavier than its principle"},
		{"wording as a verdict", "principles/msg-plain.yaml", "kind: wording", "kind: wording\n    status: not_met", "a wording rule asks a question"},
		{"min over max", "principles/ctx-drivers.yaml", "min: 2", "min: 5\n    max: 3", "min is larger than max"},
		{"phrase with an unknown list", "words/en/deficit.yaml", `"brainwash*"`, `"{nobody} brainwash*"`, "words/en/deficit.yaml:8: there is no word list {nobody}"},
		{"phrase with a bad gap", "words/en/deficit.yaml", `"brainwash*"`, `"brainwash* ..x them"`, `is no gap`},
		{"phrase that may begin with nothing", "words/en/deficit.yaml", `"brainwash*"`, `"the? brainwash*"`, "must begin with a part that is always there"},
		{"a review without a day", tx, "    why: People are", "    reviewed: {by: Mei, at: soon}\n    why: People are", tx + ":20: at must be a date such as 2026-11-23"},
		{"bad level", "words/en/deficit.yaml", "level: 1", "level: 9", "words/en/deficit.yaml:2: level must be a whole number from 0 to 3"},
		{"term twice", "words/en/lists.yaml", "at risk,", "at risk, at risk,", `the list has "at risk" twice`},
		{"a list with a bad name", "words/en/lists.yaml", "\nrisk:", "\nAt Risk:", `the name "At Risk" of a list must be small letters`},
		{"a list without terms", "words/en/lists.yaml", "\nrisk:\n  about:", "\nrisk:\n  abaut:", `the list risk has no key "abaut" (perhaps about is meant)`},
		{"a list twice", "words/en/lists.yaml", "\nrisk:", "\nplaceholders:", `in the lists the key "placeholders" is there twice, first on line`},
		{"texts of an unknown principle", tx, "  msg-plain:", "  msg-plane:", `the pack has no principle "msg-plane" (perhaps msg-plain is meant); take its texts away or mend the id`},
		{"a principle without texts", tx, "  msg-plain:", "  msg-plane:", tx + `:17: the principle "msg-plain" has no texts; add them`},
		{"examples of an unknown principle", "examples/en.yaml", "msg-plain:", "msg-plane:", `the pack has no principle "msg-plane" (perhaps msg-plain is meant); take its examples away or mend the id`},
		{"a principle without examples", "examples/en.yaml", "msg-plain:", "msg-plane:", "examples/en.yaml:1: there are 0 examples of msg-plain in en that pass and 0 that fail; three of each are needed"},
		{"too few examples", "examples/en.yaml", "finds: []", "finds: [{rule: core-too-long, field: message.core}]", "there are 0 examples of msg-one-core in en that pass and"},
		{"not UTF-8", tx, "why: People", "why: \xe4People", tx + ":20: this line is not written in UTF-8"},
		{"second document", pr, "rules:", "---\nrules:", pr + ":7: the file holds a second document"},
		{"anchor", pr, "list: people", "list: &p people", "list uses a YAML anchor or alias; write the value out"},
		{"alias in an example's fields", "examples/en.yaml", "  drafts:", "  base: {message.core: &core Eat}\n  drafts:", "the field message.core uses a YAML anchor or alias"},
		{"unquoted truth value", "pack.yaml", "title: ", "title: yes # ", "title is written yes, which YAML does not read as text"},
		{"key twice", pr, "severity: must", "severity: must\nseverity: must", pr + `:4: in the principle the key "severity" is there twice, first on line 3`},
		{"not YAML", "sources.yaml", "R1: {", "R1: {{", "sources.yaml:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := inMemory(t)
			old := string(files[c.file].Data)
			if !strings.Contains(old, c.old) {
				t.Fatalf("%s has no %q any more", c.file, c.old)
			}
			files[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(old, c.old, c.new, -1))}
			err := loadAndVerify(files)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, got %v", c.want, err)
			}
		})
	}
}

func TestLoad_SaysEveryMistakeAtOnceAndNamesStrayFiles(t *testing.T) {
	files := inMemory(t)
	files["principles/aud-specifik.yaml"] = &fstest.MapFile{Data: []byte("id: x\n")}
	for _, name := range []string{"texts/xx.yaml", "texts/en/msg-plain.yaml", "words/en/lists/risk.yaml", "words/en/typo.txt", "examples/msg-plain.yaml", "examples/th/msg-plain.yaml", "words/en/README.md"} {
		files[name] = &fstest.MapFile{Data: []byte("id: x\n")}
	}
	delete(files, "texts/en.yaml")
	delete(files, "examples/en.yaml")
	err := loadAndVerify(files)
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	for _, want := range []string{
		"principles/aud-specifik.yaml:1: nothing in the pack asks for this file", `texts/xx.yaml:1: pack.yaml does not name "xx" among its languages`,
		"texts/en/msg-plain.yaml:1: a pack has no such file", "words/en/lists/risk.yaml:1: a pack has no such file", "words/en/typo.txt:1: a pack has no such file",
		"examples/msg-plain.yaml:1: a pack has no such file", "examples/th/msg-plain.yaml:1: a pack has no such file",
		"texts/en.yaml:1: there is no such file; add it", "examples/en.yaml:1: there is no such file; add it",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "words/en/README.md") {
		t.Error("a README is a stray file")
	}
}

func TestLoad_ExpressionsAreBoundedByTheirShape(t *testing.T) {
	for _, c := range []struct{ holds, want string }{
		{`filled("message.core") or number("audience.size") > 3`, ""},
		{`any(rows("channels.list"), .channel == "radio")`, ""},
		{`all(rows("channels.list"), any(rows("partners.list"), true))`, "a predicate inside a predicate"},
		{strings.Repeat("true and ", 120) + "true", "write it with at most 200"},
		{`text("message.corr") == ""`, `there is no field "message.corr"`},
		{`len(1..1000000) > 3`, "is not allowed"},
		{`text("message.core")`, "must be true or false"},
		{`filled(`, "no expression that can be read"},
	} {
		files := inMemory(t)
		const at, tx = "principles/msg-positive.yaml", "texts/en.yaml"
		files[at] = &fstest.MapFile{Data: []byte(string(files[at].Data) + "  - id: shape\n    kind: expression\n    field: message.core\n    holds: '" + c.holds + "'\n")}
		set(files, tx, "  msg-fact-first:", "      shape:\n        message: m\n        suggestion: s\n  msg-fact-first:") // the principle after it
		_, err := Load(files, campaign.Standard())
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: want %q, got %v", c.holds, c.want, err)
		}
	}
}

func TestCheck_ListNobodyHasReviewedReportsAtMostConsiderAndSaysSo(t *testing.T) {
	files := inMemory(t)
	at := "words/en/enemy.yaml"
	files[at] = &fstest.MapFile{Data: []byte(strings.Replace(string(files[at].Data), "reviewed: {by: editors of the pack, at: 2026-11-23}\n", "", 1))}
	p, err := Load(files, campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Fields: map[string]campaign.Value{"message.core": {Text: "Together we crush them"}}}
	for _, f := range Check(d, p).Of("msg-inclusive") {
		if f.Severity != Consider || !strings.Contains(f.Message, "reviewed") {
			t.Errorf("%s %q", f.Severity, f.Message)
		}
		return
	}
	t.Error("nothing was found")
}

func TestLoad_BoundsTheTermsAndPhrasesOfAPack(t *testing.T) {
	files := fstest.MapFS{}
	err := fs.WalkDir(StandardFiles(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(StandardFiles(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := loadAndVerify(files); err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"xa", "xb", "xc"} {
		var many strings.Builder
		many.WriteString("many:\n  terms:\n")
		for i := range MaxWords / 3 {
			fmt.Fprintf(&many, "    - w%d\n", i)
		}
		files["words/"+language+"/lists.yaml"] = &fstest.MapFile{Data: []byte(many.String())}
	}
	files["pack.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(files["pack.yaml"].Data), "wording: [", "wording: [xa, xb, xc, ", 1))}
	_, err = Load(files, campaign.Standard())
	if err == nil || strings.Count(err.Error(), "more than 150000 terms and phrases") != 1 || !strings.Contains(err.Error(), "words/xc/lists.yaml:") {
		t.Errorf("%.300v", err)
	}
}
