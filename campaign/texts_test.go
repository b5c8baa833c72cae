package campaign

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoadTexts_EveryMistakeIsNamedWithItsLineAndAWayOut(t *testing.T) {
	const en, ms = "texts/en.yaml", "texts/ms.yaml"
	const fills = ", since English fills the gaps of every other language"
	const marks = ` holds one of | * _ # < > [ ] ` + "`" + ` \ ~ : or a line break, which mean something in Markdown; leave it out`
	for _, tt := range []struct{ name, file, old, now, want string }{
		{"unknown key", en, "countries:", "regional_names: {}\ncountries:", `texts/en.yaml:23: in the texts there is no key "regional_names"; the keys are name, canvases, sections, fields, options, countries`},
		{"no name", ms, "name: Bahasa Melayu\n", "", "texts/ms.yaml:1: the texts have no name; add the language's own name for itself, such as name: Bahasa Melayu"},
		{"no canvases", en, "canvases:\n  short: {title: Short, about: A short one.}\n", "", "texts/en.yaml:1: short has no texts among the canvases; add them" + fills},
		{"canvas without about", en, ", about: A short one.", "", "texts/en.yaml:3: short has no about; add it" + fills},
		{"section without title", en, "title: Audience, ", "", "texts/en.yaml:5: audience has no title; add it" + fills},
		{"section without purpose", en, ", purpose: Where.", "", "texts/en.yaml:6: channels has no purpose; add it" + fills},
		{"field without texts", en, "  audience.age: {title: Age, hint: Say it., good: A, weak: B, starters: [The …]}\n", "", "texts/en.yaml:8: audience.age has no texts among the fields; add them" + fills},
		{"field without title", en, "title: Age, ", "", "texts/en.yaml:9: audience.age has no title; add it" + fills},
		{"field without hint", en, "Age, hint: Say it.", "Age", "texts/en.yaml:9: audience.age has no hint; add it" + fills},
		{"field without good", en, "    good: A\n", "", "texts/en.yaml:11: channels.list has no good; add it" + fills},
		{"field without weak", en, "    weak: B\n", "", "texts/en.yaml:11: channels.list has no weak; add it" + fills},
		{"field without starters", en, "    starters: [The …]\n", "", "texts/en.yaml:11: channels.list has no starters; add one or two" + fills},
		{"field with empty starters", en, "    starters: [The …]\n", "    starters: []\n", "texts/en.yaml:11: channels.list has no starters; add one or two" + fills},
		{"empty hint", en, "Age, hint: Say it.", "Age, hint: ''", "texts/en.yaml:9: the hint of audience.age is empty; write it"},
		{"unknown field", en, "  audience.age: {", "  audience.aeg: {", `texts/en.yaml:9: there is no "audience.aeg" among the fields (perhaps audience.age is meant); take its texts out or mend the id`},
		{"unknown key of a field", en, "Age, hint: Say it.", "Age, hnt: Say it.", `texts/en.yaml:9: in the field audience.age there is no key "hnt" (perhaps hint is meant); the keys are title, hint, good, weak, starters, aliases`},
		{"columns where there are none", en, "title: Age,", "title: Age, columns: {},", `texts/en.yaml:9: in the field audience.age there is no key "columns"; the keys are title, hint, good, weak, starters, aliases`},
		{"column without texts", en, "      use: {title: Use, hint: How.}\n", "", "texts/en.yaml:18: use has no texts among the columns of channels.list; add them" + fills},
		{"column without hint", en, ", hint: How.", "", "texts/en.yaml:19: channels.list/use has no hint; add it" + fills},
		{"unknown column", ms, "use:", "usee:", `texts/ms.yaml:7: there is no "usee" among the columns of channels.list (perhaps use is meant); take its texts out or mend the id`},
		{"list without titles", en, "  tone: {warm: Warm, calm: Calm}\n", "", "texts/en.yaml:21: tone has no texts among the lists of options; add them" + fills},
		{"option without title", en, ", calm: Calm", "", "texts/en.yaml:21: calm has no texts among the options of tone; add them" + fills},
		{"unknown option", en, "calm: Calm", "calm: Calm, sad: Sad", `texts/en.yaml:21: there is no "sad" among the options of tone; take its texts out or mend the id`},
		{"option that YAML takes for a truth value", en, `"yes": "Yes"`, `yes: "Yes"`, `texts/en.yaml:22: a key of the texts of the options of channel is written yes, which YAML does not read as text; put it in quotes: "yes"`},
		{"option with a comma", en, "calm: Calm", `calm: "Calm, cool"`, "texts/en.yaml:21: the title of tone/calm holds a comma or semicolon, which stand between options; leave it out"},
		{"country without name", en, "BN: Brunei, ", "", "texts/en.yaml:23: the country BN has no name; add it"},
		{"country that is no code", en, "BN: Brunei", "Bn: Brunei", `texts/en.yaml:23: the country "Bn" must be the two capital letters of ISO 3166, such as KH`},

		{"section title twice", en, "title: Channels", "title: Audience", `texts/en.yaml:6: "Audience" names both audience and channels; among the sections every title, alias and option id is unique; change one`},
		{"field title twice", en, "title: Tone", "title: AGE", `texts/en.yaml:10: "AGE" names both audience.age and audience.tone; among the fields every title, alias and option id is unique; change one`},
		{"alias that is another's title", en, "title: Tone", "title: Tone, aliases: [Age]", `texts/en.yaml:10: "Age" names both audience.age and audience.tone; among the fields every title, alias and option id is unique; change one`},
		{"column title twice", en, "title: Use", "title: Channel", `texts/en.yaml:19: "Channel" names both channel and use; among the columns of channels.list every title, alias and option id is unique; change one`},
		{"option title twice", en, "calm: Calm", "calm: Warm", `texts/en.yaml:21: "Warm" names both warm and calm; among the options of tone every title, alias and option id is unique; change one`},
		{"option title that is another's id", en, "warm: Warm", "warm: Calm", `texts/en.yaml:21: "Calm" names both calm and warm; among the options of tone every title, alias and option id is unique; change one`},
		{"title that collides with the English one that fills a gap", ms, "title: Khalayak", "title: Channels", `texts/ms.yaml:3: "Channels" names both audience and channels; among the sections every title, alias and option id is unique; change one`},

		{"pipe in a title", en, "title: Age,", "title: A|B,", `texts/en.yaml:9: the title "A|B" of audience.age` + marks},
		{"colon in a title", en, "title: Age,", `title: "Age: from",`, `texts/en.yaml:9: the title "Age: from" of audience.age` + marks},
		{"hash in an alias", en, "title: Age,", `title: Age, aliases: ["# Age"],`, `texts/en.yaml:9: the title "# Age" of audience.age` + marks},
		{"underscore in a column", en, "title: Use", "title: in_use", `texts/en.yaml:19: the title "in_use" of channels.list/use` + marks},
		{"bracket in an option", en, "warm: Warm", `warm: "[Warm]"`, `texts/en.yaml:21: the title "[Warm]" of tone/warm` + marks},
		{"digit in front", en, "title: Age,", "title: 3 ages,", `texts/en.yaml:9: the title "3 ages" of audience.age begins with a digit, which Markdown may take for a list; begin with a word`},
		{"dash in front", en, "title: Age,", `title: "- Age",`, `texts/en.yaml:9: the title "- Age" of audience.age begins with a mark, which Markdown may take for a list; begin with a word`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := refused(t, broken(t, tt.file, tt.old, tt.now))
			if !slices.Contains(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
	t.Run("file that is not named after a language", func(t *testing.T) {
		files := wholeFiles()
		files["texts/malay.yaml"] = files["texts/ms.yaml"]
		want := []string{"texts/malay.yaml:1: the file is named after its language, such as ms.yaml or ms-BN.yaml; rename it"}
		if got := refused(t, files); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestTexts_GapsAreFilledFromEnglish(t *testing.T) {
	files := wholeFiles()
	files["texts/en.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(wholeTexts, "title: Use,", "title: Use, aliases: [Usage],", 1))}
	files["texts/ms.yaml"] = &fstest.MapFile{Data: []byte(wholeMalay + "options: {tone: {warm: {title: Mesra, aliases: [Hangat]}}}\ncountries: {TH: Negara Thai}\n")}
	l, err := LoadLibrary(files)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Languages(); !slices.Equal(got, []string{"en", "ms"}) {
		t.Errorf("languages %v", got)
	}
	for _, language := range []string{"ms", "ms-BN"} {
		ms := l.Texts(language)
		if ms.Language() != "ms" || ms.Name() != "Bahasa Melayu" {
			t.Errorf("%s is %s, %s", language, ms.Language(), ms.Name())
		}
		for _, tt := range []struct{ what, got, want string }{
			{"translated section", ms.Section("audience").Title, "Khalayak"},
			{"its purpose", ms.Section("audience").Purpose, "Who."},
			{"section", ms.Section("channels").Title, "Channels"},
			{"canvas", ms.Canvas("short").About, "A short one."},
			{"field", ms.Field("channels.list").Hint, "Say it."},
			{"starter", strings.Join(ms.Field("audience.age").Starters, ","), "The …"},
			{"translated column", ms.Column("channels.list", "use").Title, "Kegunaan"},
			{"its hint", ms.Column("channels.list", "use").Hint, "How."},
			{"its alias", strings.Join(ms.Column("channels.list", "use").Aliases, ","), "Usage"},
			{"column", ms.Column("channels.list", "channel").Title, "Channel"},
			{"translated option", ms.Option("tone", "warm"), "Mesra"},
			{"its alias", strings.Join(ms.OptionText("tone", "warm").Aliases, ","), "Hangat"},
			{"option", ms.Option("channel", "yes"), "Yes"},
			{"translated country", ms.Country("TH"), "Negara Thai"},
			{"country", ms.Country("KH"), "Cambodia"},
		} {
			if tt.got != tt.want {
				t.Errorf("%s in %s is %q, want %q", tt.what, language, tt.got, tt.want)
			}
		}
	}
	for _, language := range []string{"en", "vi", "", "en-SG", "x-y"} {
		if got := l.Texts(language); got.Language() != "en" || got.Section("audience").Title != "Audience" {
			t.Errorf("%q gave %s", language, got.Language())
		}
	}
}

func TestTexts_AnUnknownIdIsItsOwnTitle(t *testing.T) {
	en := Standard().Texts(English)
	for _, got := range []string{en.Canvas("q").Title, en.Section("q").Title, en.Field("q").Title, en.Column("q", "q").Title, en.Option("q", "q"), en.Country("q")} {
		if got != "q" {
			t.Errorf("got %q, want the id", got)
		}
	}
}

// The dash of an empty cell in an example row.
const emptyCell = "–"

var (
	dateForm   = regexp.MustCompile(`^20\d\d-\d\d-\d\d$`)
	numberForm = regexp.MustCompile(`^\d+(\.\d{1,2})?$`)
)

func TestStandardTexts_AnExampleOfRowsIsOneRowThatFits(t *testing.T) {
	l := Standard()
	en := l.Texts(English)
	for _, f := range l.Fields() {
		if f.Kind != Rows {
			continue
		}
		for kind, example := range map[string]string{"good": en.Field(f.ID).Good, "weak": en.Field(f.ID).Weak} {
			cells := strings.Split(example, " · ")
			if len(cells) != len(f.Columns) {
				t.Errorf("the %s example of %s has %d cells, want %d", kind, f.ID, len(cells), len(f.Columns))
				continue
			}
			for i, c := range f.Columns {
				cell, fits := cells[i], true
				switch {
				case cell == emptyCell:
					fits = kind == "weak"
				case c.Kind == Date:
					fits = dateForm.MatchString(cell)
				case c.Kind == Amount:
					fits = numberForm.MatchString(cell)
				case c.Kind == Choice:
					fits = slices.ContainsFunc(c.Options, func(o string) bool { return en.Option(c.OptionSet, o) == cell })
				}
				if !fits {
					t.Errorf("in the %s example of %s the %s %q does not fit its column", kind, f.ID, c.ID, cell)
				}
			}
		}
	}
}

func TestStandardTexts_ExamplesAndHintsAreShortAndCalm(t *testing.T) {
	l := Standard()
	en := l.Texts(English)
	seen := map[string]string{}
	for _, f := range l.Fields() {
		text := en.Field(f.ID)
		all := append([]string{text.Title, text.Hint, text.Good, text.Weak}, text.Starters...)
		for _, c := range f.Columns {
			all = append(all, en.Column(f.ID, c.ID).Title, en.Column(f.ID, c.ID).Hint)
		}
		for _, s := range all {
			if strings.Contains(s, "!") {
				t.Errorf("%s calls out: %q", f.ID, s)
			}
			if strings.Contains(s, "@") || regexp.MustCompile(`\+?\d[\d -]{7,}\d`).MatchString(strings.Join(regexp.MustCompile(`20\d\d-\d\d-\d\d|70000000`).Split(s, -1), "")) {
				t.Errorf("%s shows an address or a phone number: %q", f.ID, s)
			}
		}
		if n := len(text.Title); n > 40 {
			t.Errorf("the title of %s is %d long, want at most 40", f.ID, n)
		}
		if n := len(text.Hint); n > 160 {
			t.Errorf("the hint of %s is %d long, want at most 160", f.ID, n)
		}
		if n := len(text.Starters); n < 1 || n > 2 {
			t.Errorf("%s has %d starters, want one or two", f.ID, n)
		}
		if f.Kind == Line && strings.Contains(text.Good+text.Weak, "\n") {
			t.Errorf("an example of %s, which is one line, has several", f.ID)
		}
		if other := seen[text.Good]; other != "" {
			t.Errorf("%s and %s have the same good example", f.ID, other)
		}
		seen[text.Good] = f.ID
	}
}

// What the audience would read in a good example must itself be free of what the principles ask about.
func TestStandardTexts_GoodExamplesPractiseThePrinciples(t *testing.T) {
	flagged := regexp.MustCompile(`(?i)\b(terroris\w*|extremis\w*|radicali\w*|jihad\w*|infidels?|traitors?|enem(y|ies)|fight|combat|war|everyone|general public|all youth|stakeholders?|resilience|awareness|sensitise|promot\w+|enhanc\w+|guarantee\w*|eradicat\w*|100 ?%|brainwash\w*|ignorant|at risk|vulnerable|to be decided|tbd|relevant agencies|say no|reject|stop)\b`)
	l := Standard()
	en := l.Texts(English)
	for _, f := range l.Fields() {
		if word := flagged.FindString(en.Field(f.ID).Good); word != "" {
			t.Errorf("the good example of %s says %q", f.ID, word)
		}
	}
	core := en.Field("message.core").Good
	if n := len(strings.Fields(core)); n > 25 {
		t.Errorf("the good core message has %d words, want one breath of at most 25", n)
	}
}

func TestReadyMadeGroups_AreTheEightCountriesEachWithASignOfItsOwn(t *testing.T) {
	groups := ReadyMadeGroups()
	var got []string
	for i, g := range groups {
		got = append(got, g.Country+" "+g.Name)
		if g.Sign != i || g.ID != "" || g.Code != "" {
			t.Errorf("%s has sign %d, id %q, code %q", g.Name, g.Sign, g.ID, g.Code)
		}
	}
	want := []string{"BN Brunei Darussalam", "KH Cambodia", "ID Indonesia", "MY Malaysia", "PH Philippines", "SG Singapore", "TH Thailand", "VN Viet Nam"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Standard().Texts(English).Country("TL"); got != "Timor-Leste" {
		t.Errorf("TL is %q", got)
	}
}
