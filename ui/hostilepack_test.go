package ui_test

import (
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"workbench/campaign"
	"workbench/campaign/brief"
	"workbench/ui"
)

// hostile is the recipe's pack with markup in every text, titles without end, and a language that nobody here knows.
func hostile(t *testing.T) fs.FS {
	const markup = `<img src=x onerror=alert(1)> </script><script>alert(1)</script> "' onfocus=alert(1) x="`
	long := strings.Repeat("very long ", 3000)
	files := recipe(t).(fstest.MapFS)
	quoted := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	change := func(name string, changes ...string) {
		f, text := files[name], string(files[name].Data)
		for i := 0; i+1 < len(changes); i += 2 {
			if !strings.Contains(text, changes[i]) {
				t.Fatalf("%s holds no %q", name, changes[i])
			}
			text = strings.Replace(text, changes[i], changes[i+1], 1)
		}
		f.Data = []byte(text)
	}
	change("pack.yaml", "title: What our valley asks of a campaign", "title: "+quoted(markup+long), "One principle, to begin with.", quoted(markup+long), "languages: [en]", "languages: [xq-YY, en]")
	change("sources.yaml", "What the valley's elders said", quoted(markup), "Valley council", quoted(markup), `"https://example.org/elders"`, quoted("https://example.org/"+"x'onclick='y"))
	change("texts/en.yaml", "{message: Message}", "{message: "+quoted(markup)+"}", "Nobody's village is made small", quoted(markup+long), "Would you read this aloud in that village?", quoted(markup),
		`"Would they say so themselves? '{excerpt}' makes a village small."`, quoted(markup+" {excerpt} {excerpt} {rewrite} {{.}} {{template}}"), "The message speaks of every village with respect.", quoted(markup))
	change("words/en/belittling.yaml", "what the village does well", quoted(markup))
	for _, folder := range []string{"texts/", "examples/"} {
		files[folder+"xq-YY.yaml"] = &fstest.MapFile{Data: files[folder+"en.yaml"].Data}
	}
	return files
}

func TestPacks_TextsOfAPackAreShownAsTextEverywhere(t *testing.T) {
	a := newApp(t)
	trainer, lead := a.trainer(), a.leader()
	workshop, member := a.valley(hostile(t))
	a.open(member, "page").submit(0, write("message.core", 0, 0, "Send teachers to that backward village <i>{excerpt}</i>."))
	r := a.report(member.draft)
	if len(r.Findings) != 1 {
		t.Fatalf("found %+v", r.Findings)
	}
	draft := "/drafts/" + member.draft
	finding := draft + "/findings/" + ui.FindingKey(r.Findings[0])
	member.cookie, lead.cookie, trainer.cookie = true, true, true
	a.call(member, "POST", finding, url.Values{"action": {"not_useful"}}).expect(303)
	a.call(member, "POST", finding, url.Values{"action": {"aside"}, "reason": {"agreed"}, "note": {"<i>"}}).expect(303)
	for _, page := range []struct {
		who  person
		path string
	}{
		{trainer, "/packs"}, {lead, "/packs"}, {lead, "/workshops/" + workshop + "/principles"}, {lead, "/workshops/" + workshop + "/principles?to=pve-sea"},
		{lead, "/principles/not-useful"}, {lead, "/workshops/" + workshop + "/groups"}, {lead, "/workshops/new"},
		{member, draft + "/sections/message"}, {member, draft + "/findings"}, {member, draft + "/findings?fragment=message"}, {member, finding},
		{member, finding + "?fragment=1"}, {member, draft + "/principles/our-valley"}, {member, draft + "/brief"}, {member, "/principles"}, {member, "/principles/our-valley"},
		{member, "/api/v1" + draft + "/brief?format=html"},
	} {
		got := a.call(page.who, "GET", page.path, nil).expect(200)
		for _, markup := range []string{"<img", "<script>", `" onfocus`, "' onfocus", "<i>"} {
			if strings.Contains(string(got.body), markup) {
				t.Errorf("%s holds %s", page.path, markup)
			}
		}
	}
	// What a brief says of the principles can break nothing of the draft.
	file := a.call(member, "GET", draft+"/brief.md", nil).expect(200).body
	back, err := brief.Import(campaign.Standard(), file)
	if err != nil || len(back.Unplaced) > 0 || back.Draft.Text("message.core") != "Send teachers to that backward village <i>{excerpt}</i>." {
		t.Errorf("it reads back as %+v, %v", back, err)
	}
}
