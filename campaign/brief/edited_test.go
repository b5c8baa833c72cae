package brief

import (
	"strings"
	"testing"

	"workbench/campaign"
)

const front = "---\nformat: campaign-brief/1\ncanvas: quick-four\nlanguage: en\nheadings: en\ngroup: Group 3\n---\n"

// Briefs that people or other editors have changed, and what is read from them.
func TestImport_ReadsFilesEditedByHand(t *testing.T) {
	lib := campaign.Standard()
	texts := lib.Texts("en")
	title := func(id string) string { return texts.Field(id).Title }
	section := func(id string) string { return texts.Section(id).Title }
	column := func(f, c string) string { return texts.Column(f, c).Title }
	media := "| " + column("audience.media", "use") + " | " + column("audience.media", "channel") + " |\n|:---|---:|\n"
	for _, c := range []struct {
		name, file string
		want       map[string]string // field to its value as JSON
		unplaced   []string
	}{
		{"levels changed", front + "## " + title("campaign.title") + "\nT\n# " + section("audience") + "\n#### " + title("audience.primary") + "\nYouth\n",
			map[string]string{"campaign.title": `"T"`, "audience.primary": `"Youth"`}, nil},
		{"underlined headings", front + title("campaign.title") + "\n=====\n\nT\n\n" + section("audience") + "\n----\n\n### " + title("audience.primary") + "\n\nYouth\n",
			map[string]string{"campaign.title": `"T"`, "audience.primary": `"Youth"`}, nil},
		{"capitals, colon and bold in headings", front + "## " + strings.ToUpper(section("audience")) + " ##\n### **" + title("audience.primary") + ":**\nYouth\n",
			map[string]string{"audience.primary": `"Youth"`}, nil},
		{"ids for headings", front + "# audience\n## audience.primary\nYouth\n", map[string]string{"audience.primary": `"Youth"`}, nil},
		{"a section's title as heading of a field", front + "## " + section("channels") + "\n### " + title("channels.list") + "\n\n| channel |\n|---|\n| radio |\n",
			map[string]string{"channels.list": `[{"channel":"radio"}]`}, nil},
		{"CR LF", strings.ReplaceAll(front+"## "+section("audience")+"\n\n### "+title("audience.insight")+"\n\na\\\nb\n\nc\n", "\n", "\r\n"),
			map[string]string{"audience.insight": `"a\nb\n\nc"`}, nil},
		{"byte order mark", "\ufeff" + front + "## Audience\n### " + title("audience.primary") + "\nYouth\n", map[string]string{"audience.primary": `"Youth"`}, nil},
		{"plain line breaks and trailing spaces", front + "### " + title("audience.insight") + "\na  \nb\nc\n", map[string]string{"audience.insight": `"a\nb\nc"`}, nil},
		{"other bullets and emphasis", front + "### " + title("audience.insight") + "\n* a\n+ b\n    * inner\n\n_x_ and __y__ and snake_case\n",
			map[string]string{"audience.insight": `"- a\n- b\n  - inner\n\n*x* and **y** and snake_case"`}, nil},
		{"a line that was wrapped", front + "### " + title("audience.primary") + "\nYoung men\nin the city\n", map[string]string{"audience.primary": `"Young men in the city"`}, nil},
		{"a table aligned anew, its columns in another order", front + "### " + title("audience.media") + "\n\n" + media + "|  at night |   TikTok   |\n| x \\| y | coffee_shop\n",
			map[string]string{"audience.media": `[{"channel":"tiktok","use":"at night"},{"channel":"coffee_shop","use":"x | y"}]`}, nil},
		{"a table without outer pipes", front + "### " + title("audience.media") + "\n\nchannel | use\n--- | ---\nradio | x\n",
			map[string]string{"audience.media": `[{"channel":"radio","use":"x"}]`}, nil},
		{"an empty line and a remark in a table", front + "### " + title("audience.media") + "\n\n" + media + "| at night | TikTok |\n\n| at noon | radio |\n\nAsk Ali.\n\n| at dawn | sms |\n",
			map[string]string{"audience.media": `[{"channel":"tiktok","use":"at night"},{"channel":"radio","use":"at noon"},{"channel":"sms","use":"at dawn"}]`}, []string{"Ask Ali."}},
		{"an unknown column and too many cells", front + "### " + title("audience.media") + "\n\n| channel | mood |\n|---|---|\n| radio | good | more |\n",
			map[string]string{"audience.media": `[{"channel":"radio"}]`}, []string{"good", "more"}},
		{"a wrong option", front + "### " + title("audience.media") + "\n\n| channel | use |\n|---|---|\n| carrier pigeon | x |\n",
			map[string]string{"audience.media": `[{"use":"x"}]`}, []string{"carrier pigeon"}},
		{"a wrong number", front + "### " + title("audience.age_from") + "\n\nabout 18\n", nil, []string{"about 18"}},
		{"a wrong date", front + "### channels.list\n\n| channel | from |\n|---|---|\n| radio | 1 Feb |\n",
			map[string]string{"channels.list": `[{"channel":"radio"}]`}, []string{"1 Feb"}},
		{"choices with commas", front + "## Also kept\n### " + title("audience.languages") + "\nMalay, en; Klingon\n",
			map[string]string{"audience.languages": `["en","ms"]`}, []string{" Klingon"}},
		{"an unknown heading", front + "## Our songs\nLa la\n### " + title("audience.primary") + "\nYouth\n",
			map[string]string{"audience.primary": `"Youth"`}, []string{"## Our songs\nLa la"}},
		{"text above the headings and below a section", front + "Hello\n\n## " + section("audience") + "\nStray\n### " + title("audience.primary") + "\nYouth\n",
			map[string]string{"audience.primary": `"Youth"`}, []string{"Hello", "Stray"}},
		{"a field twice", front + "### " + title("audience.primary") + "\nYouth\n### " + title("audience.primary") + "\nElders\n",
			map[string]string{"audience.primary": `"Youth"`}, []string{"Elders"}},
		{"the title as first heading", front + "# Thursday Kitchen\n## " + section("audience") + "\n", map[string]string{"campaign.title": `"Thursday Kitchen"`}, nil},
		{"a comment", front + "### " + title("audience.primary") + "\nYouth <!-- not\nElders --> of 18\n",
			map[string]string{"audience.primary": `"Youth of 18"`}, []string{"<!-- not\nElders -->"}},
		{"a fence", front + "### " + title("audience.insight") + "\n\n```\n# x\n```\n", map[string]string{"audience.insight": "\"```\\n# x\\n```\""}, nil},
		{"what stands after the annex", front + "## " + wordsIn("en").Annex.Title + "\n### " + title("audience.primary") + "\nno\n## " + section("audience") + "\n### " + title("audience.primary") + "\nyes\n",
			map[string]string{"audience.primary": `"yes"`}, []string{"### " + title("audience.primary") + "\nno"}},
		{"rules between the parts", front + "### " + title("audience.primary") + "\n\nYouth\n\n---\n\n### " + title("audience.insight") + "\n\na\n\n* * *\n\nb\n\n___\n",
			map[string]string{"audience.primary": `"Youth"`, "audience.insight": `"a\n\nb"`}, nil},
		{"options in bold and in a list of tasks", front + "### " + title("audience.languages") + "\n\n- **Malay**\n- [x] Thai\n- [ ] Lao\n",
			map[string]string{"audience.languages": `["ms","th"]`}, []string{"[ ] Lao"}},
		{"what somebody added to the annex", front + "### " + title("audience.primary") + "\nYouth\n## " + wordsIn("en").Annex.Title + "\n\nThese principles …\n\nAsk Ali.\n\n### " +
			wordsIn("en").Open + "\n\n" + wordsIn("en").NothingOpen + "\n\n### " + wordsIn("en").Sources + "\n\n- A source.\n  <https://example.org>\n\nAt the very end.\n\n## Next steps\n\nMeet on Monday.\n",
			map[string]string{"audience.primary": `"Youth"`}, []string{"Ask Ali.", "At the very end.", "## Next steps\n\nMeet on Monday."}},
		{"a field behind the annex", front + "## " + wordsIn("en").Annex.Title + "\n\n## " + title("audience.primary") + "\nYouth\n",
			map[string]string{"audience.primary": `"Youth"`}, nil},
		{"a field of another section", front + "## " + section("audience") + "\n### " + title("message.core") + "\nx\n", map[string]string{"message.core": `"x"`}, nil},
		{"a list of rows by hand", front + "### " + title("message.variants") + "\n\n1.  * **" + column("message.variants", "audience") + ":** Youth\n    * **" +
			column("message.variants", "wording") + "**\n\n      a\n\n      - **" + column("message.variants", "audience") + "**\n\n2.  * **language**: Malay\n",
			map[string]string{"message.variants": `[{"audience":"Youth","wording":"a\n\n- **` + column("message.variants", "audience") + `**"},{"language":"ms"}]`}, nil},
		{"a break in a cell", front + "### " + title("message.variants") + "\n\n| wording |\n|---|\n| a<br>b |\n", map[string]string{"message.variants": `[{"wording":"a\nb"}]`}, nil},
		{"references for what may not be typed", front + "### " + title("audience.primary") + "\na&#7;b\n", nil, []string{"a&#7;b"}},
		{"no front matter", "## " + section("audience") + "\n### " + title("audience.primary") + "\nYouth\n## " + section("context") + "\n## " + section("message") + "\n## " + section("channels") + "\n",
			map[string]string{"audience.primary": `"Youth"`}, nil},
	} {
		got, err := Import(lib, []byte(c.file))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(got.Draft.Fields) != len(c.want) {
			t.Errorf("%s: %d fields were read, not %d: %v", c.name, len(got.Draft.Fields), len(c.want), got.Draft.Fields)
		}
		for id, want := range c.want {
			if have := string(campaign.EncodeValue(lib.Field(id).Kind, got.Draft.Fields[id])); have != want {
				// rows are written by the library, which knows their columns
				d := &campaign.Draft{Canvas: "quick-four", Language: "en", Fields: map[string]campaign.Value{id: got.Draft.Fields[id]}}
				if all := string(lib.EncodeFields(d, false)); all != `{"`+id+`":`+want+`}` {
					t.Errorf("%s: %s is %s, not %s", c.name, id, all, want)
				}
			}
		}
		var kept []string
		for _, p := range got.Unplaced {
			kept = append(kept, p.Text)
		}
		if strings.Join(kept, "\x00") != strings.Join(c.unplaced, "\x00") {
			t.Errorf("%s: kept aside %q, not %q", c.name, kept, c.unplaced)
		}
		if len(got.Notices) < len(got.Unplaced) {
			t.Errorf("%s: %d pieces are kept aside, %d notices", c.name, len(got.Unplaced), len(got.Notices))
		}
	}
}

func TestImport_SaysWhereAndWhat(t *testing.T) {
	lib := campaign.Standard()
	got, err := Import(lib, []byte(front+"## audience\n### audience.age_from\n\nabout 18\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Notices) != 1 || got.Notices[0].Line != 11 || !strings.Contains(got.Notices[0].Text, "about 18") {
		t.Errorf("notices: %v", got.Notices)
	}
}

func TestImport_SaysThatParagraphsWereJoined(t *testing.T) {
	got, err := Import(campaign.Standard(), []byte(front+"## audience\n### audience.primary\n\nYouth\nof 18\n\nWhat we found\n"))
	if err != nil {
		t.Fatal(err)
	}
	if v := got.Draft.Fields["audience.primary"].Text; v != "Youth of 18 What we found" {
		t.Errorf("%q", v)
	}
	if len(got.Notices) != 1 || !strings.Contains(got.Notices[0].Text, "joined") {
		t.Errorf("notices: %v", got.Notices)
	}
}

func TestImport_RefusesWhatIsNoBrief(t *testing.T) {
	lib := campaign.Standard()
	for _, c := range []struct{ name, file, says string }{
		{"empty", "", "front matter"},
		{"prose", "Dear all,\n\nsee you on Thursday.\n", "front matter"},
		{"another format", "---\nformat: campaign-brief/2\n---\n", "campaign-brief/1"},
		{"an unknown canvas", "---\nformat: campaign-brief/1\ncanvas: lean\n---\n", "pve-campaign"},
		{"front matter without end", "---\nformat: campaign-brief/1\n", "---"},
		{"front matter that is not YAML", "---\nformat: [\n---\n", "cannot be read"},
		{"not text", "---\n\xff\xfe\n---\n", "UTF-8"},
		{"too large", strings.Repeat("a", ImportBytes+1), "16 MiB"},
	} {
		_, err := Import(lib, []byte(c.file))
		if code := campaign.CodeOf(err); code != campaign.Invalid && code != campaign.TooLarge {
			t.Errorf("%s: %v has the code %q", c.name, err, code)
		} else if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q does not say %q", c.name, err, c.says)
		}
	}
}

// Titles are unique in a section, not in the vocabulary: the section decides, then the canvas.
func TestImport_ATitleIsReadInItsSection(t *testing.T) {
	lib := campaign.Standard()
	r := &reader{lib: lib, titles: []languageTitles{{fields: map[string][]string{"place": {"context.place", "audience.place"}}}}}
	full, rapid := lib.Canvas("pve-campaign"), lib.Canvas("rapid-response")
	for _, c := range []struct {
		canvas  *campaign.Canvas
		section string
		title   string
		want    string
	}{
		{full, "audience", "Place", "audience.place"},
		{full, "context", "place:", "context.place"},
		{full, "message", "Place", ""},
		{rapid, "message", "Place", "context.place"},
		{rapid, "", "Place", "audience.place"}, // under "Also kept"
		{full, "message", "Place (audience.place)", "audience.place"},
		{full, "message", "context.place", "context.place"},
	} {
		if got := r.field(c.canvas, c.canvas.Section(c.section), c.title); got != c.want {
			t.Errorf("%q in %q of %s is %q, not %q", c.title, c.section, c.canvas.ID, got, c.want)
		}
	}
}
