package principles

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"workbench/campaign"
)

// withMalay copies the standard pack and gives it Malay texts: the English ones with a mark before each.
func withMalay(t *testing.T) fstest.MapFS {
	t.Helper()
	files := inMemory(t)
	set(files, "pack.yaml", "languages: [en", "languages: [en, xm")
	const at = "texts/xm.yaml"
	files[at] = files["texts/en.yaml"]
	set(files, at, "title: One named", "title: XM named")
	set(files, at, "Who exactly? '{excerpt}' is everybody.", "Siapa? '{excerpt}' ialah semua.")
	set(files, at, "audience: Audience", "audience: Khalayak")
	set(files, at, "Nobody who speaks this language from home", "Belum ada penutur asli")
	return files
}

func set(files fstest.MapFS, name, old, new string) {
	data := string(files[name].Data)
	if !strings.Contains(data, old) {
		panic(name + " has no " + old)
	}
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(data, old, new, 1))}
}

func TestTexts_OfALaterLanguageAreReadWhenTheyAreAskedForByAnyNumberAtOnce(t *testing.T) {
	p, err := Load(withMalay(t), campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			x := p.Texts("xm")
			if x.Language != "xm" || x.Principle("aud-specific").Title != "XM named priority audience" || x.Group("audience") != "Khalayak" {
				t.Errorf("got %+v", x.Principle("aud-specific"))
			}
		})
	}
	all.Wait()
	if p.Texts("xm-BN").Group("audience") != "Khalayak" || p.Texts("qq").Group("audience") != "Audience" {
		t.Error("a region does not take its language's texts, or an unknown language not the first's")
	}
}

func TestTexts_ThatCannotBeReadAreInTheFirstLanguageAndVerifySaysSo(t *testing.T) {
	const at = "texts/xm.yaml"
	files := withMalay(t)
	takeOut(files, at, "msg-honest")
	set(files, at, "why: People are moved", "wy: People are moved")
	set(files, at, "      missing-age:\n        message:", "      missing-age:\n        massage:")
	set(files, at, "  safety: Do no harm", "  safty: Do no harm")
	p, err := Load(files, campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	en, xm := p.Texts("en"), p.Texts("xm")
	for _, pr := range p.Principles() {
		if got, want := xm.Principle(pr.ID), en.Principle(pr.ID); got.Why != want.Why || got.Statement != want.Statement || len(got.Met) == 0 || !reflect.DeepEqual(keys(got.rules), keys(want.rules)) {
			t.Errorf("%s has a blank: %+v", pr.ID, got)
		}
		for id, r := range xm.Principle(pr.ID).rules {
			if r.message == "" || r.suggestion == "" {
				t.Errorf("%s has a rule %s that says nothing", pr.ID, id)
			}
		}
	}
	if xm.Group("safety") != en.Group("safety") || xm.Principle("aud-specific").Title != "XM named priority audience" {
		t.Errorf("got %q and %q", xm.Group("safety"), xm.Principle("aud-specific").Title)
	}
	err = p.Verify()
	stands := 0
	for _, want := range []string{
		at + `:1: the group "safety" has no title; add it`, at + `:8: the pack has no group "safty"; take its title away`, at + `:17: the principle "msg-honest" has no texts; add them`,
		at + ":18: the principle aud-specific has no why; add it", at + ":20: the principle aud-specific has no key \"wy\"", "the texts of rule missing-age has no message; add it",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Fatalf("want %q in\n%v", want, err)
		}
		next := strings.Index(err.Error(), want)
		if next < stands {
			t.Errorf("%q stands before what was read first:\n%v", want, err)
		}
		stands = next
	}
}

func TestTexts_OfALanguageWhoseFileIsBrokenAreAllInTheFirst(t *testing.T) {
	for name, spoil := range map[string]func(fstest.MapFS){
		"texts/xm.yaml:1: this is not YAML":              func(f fstest.MapFS) { f["texts/xm.yaml"] = &fstest.MapFile{Data: []byte("groups: [\n")} },
		"texts/xm.yaml:1: there is no such file; add it": func(f fstest.MapFS) { delete(f, "texts/xm.yaml") },
		"texts/xm.yaml:1: the file has no principles":    func(f fstest.MapFS) { set(f, "texts/xm.yaml", "\nprinciples:", "\nprinciple:") },
		"texts/xm.yaml:17: principles must be keys": func(f fstest.MapFS) {
			f["texts/xm.yaml"].Data = append(f["texts/xm.yaml"].Data[:bytes.Index(f["texts/xm.yaml"].Data, []byte("\nprinciples:"))], "\n\nprinciples: none\n"...)
		},
	} {
		files := withMalay(t)
		spoil(files)
		p, err := Load(files, campaign.Standard())
		if err != nil {
			t.Fatal(err)
		}
		en, xm := p.Texts("en"), p.Texts("xm")
		for _, pr := range p.Principles() {
			if got, want := xm.Principle(pr.ID), en.Principle(pr.ID); got.Title != want.Title || !reflect.DeepEqual(got.rules, want.rules) {
				t.Errorf("%s: %s is told as %+v", name, pr.ID, got)
			}
		}
		if err := p.Verify(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want %q in %v", name, err)
		}
	}
}

// takeOut takes the texts of a principle out of a file.
func takeOut(files fstest.MapFS, name, principle string) {
	data := string(files[name].Data)
	from := strings.Index(data, "\n  "+principle+":\n")
	size := nextPrinciple.FindStringIndex(data[from+1:])[1]
	size += nextPrinciple.FindStringIndex(data[from+1+size:])[0]
	files[name] = &fstest.MapFile{Data: []byte(data[:from+1] + data[from+1+size:])}
}

var nextPrinciple = regexp.MustCompile(`(?m)^  [a-z-]+:$`)

func keys(m map[string]ruleText) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}

func TestTell_SaysTheSameFindingInAnotherLanguage(t *testing.T) {
	files := withMalay(t)
	set(files, "words/en/enemy.yaml", "reviewed: {by: editors of the pack, at: 2026-11-23}\n", "")
	p, err := Load(files, campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{
		"audience.primary": {Text: "All youth"}, "message.core": {Text: "Together we crush them"},
	}}
	malay := *d
	malay.Language = "xm"
	en, xm := Check(d, p), Check(&malay, p)
	if len(en.Findings) != len(xm.Findings) {
		t.Fatalf("%d findings in one language and %d in the other", len(en.Findings), len(xm.Findings))
	}
	changed := 0
	for i, f := range en.Findings {
		if got := p.Texts("xm").Tell(f); !reflect.DeepEqual(got, xm.Findings[i]) {
			t.Errorf("got  %+v\nwant %+v", got, xm.Findings[i])
		} else if got.Message != f.Message {
			changed++
		}
		if got := p.Texts("en").Tell(xm.Findings[i]); !reflect.DeepEqual(got, f) {
			t.Errorf("back: got  %+v\nwant %+v", got, f)
		}
		data, _ := json.Marshal(f)
		var stored Finding
		if err := json.Unmarshal(data, &stored); err != nil || p.Texts("xm").Tell(stored).Message != f.Message {
			t.Errorf("what was stored is told as %q (%v)", p.Texts("xm").Tell(stored).Message, err)
		}
	}
	if changed < 2 {
		t.Errorf("%d findings were told in other words", changed)
	}
	for field, want := range map[string]string{"audience.primary": "Siapa? 'All youth' ialah semua.", "message.core": "Belum ada penutur asli"} {
		if !strings.Contains(p.Texts("xm").Tell(en.Find(field)[0]).Message, want) {
			t.Errorf("%s: %q", field, p.Texts("xm").Tell(en.Find(field)[0]).Message)
		}
	}
}
