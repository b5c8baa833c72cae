package campaign

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"workbench/campaign/sheet"
)

func standardFiles(t testing.TB) fs.FS {
	t.Helper()
	files, err := fs.Sub(shipped, "data")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A small library that is whole. The tests break it in one place.
const (
	wholeVocabulary = `fields:
  - {id: campaign.title, kind: line, voice: public}
  - {id: audience.age, kind: number}
  - {id: audience.tone, kind: choices, options: tone}
  - id: channels.list
    kind: rows
    voice: analysis
    columns: {channel: {choice: channel}, use: line}
options:
  tone: [warm, calm]
  channel: [radio, "yes"]
`
	wholeCanvases = `canvases:
  - id: short
    minutes: 30
    sections:
      - {id: audience, minutes: 10, fields: [audience.age, audience.tone], core: [audience.age]}
      - {id: channels, minutes: 20, fields: [channels.list]}
`
	wholeTexts = `name: English
canvases:
  short: {title: Short, about: A short one.}
sections:
  audience: {title: Audience, purpose: Who.}
  channels: {title: Channels, purpose: Where.}
fields:
  campaign.title: {title: Campaign title, hint: Name it., good: A, weak: B, starters: [The …]}
  audience.age: {title: Age, hint: Say it., good: A, weak: B, starters: [The …]}
  audience.tone: {title: Tone, hint: Say it., good: A, weak: B, starters: [The …]}
  channels.list:
    title: List
    hint: Say it.
    good: A
    weak: B
    starters: [The …]
    columns:
      channel: {title: Channel, hint: Which.}
      use: {title: Use, hint: How.}
options:
  tone: {warm: Warm, calm: Calm}
  channel: {radio: Radio, "yes": "Yes"}
countries: {BN: Brunei, KH: Cambodia, ID: Indonesia, MY: Malaysia, PH: Philippines, SG: Singapore, TH: Thailand, VN: Viet Nam, LA: Laos, MM: Myanmar, TL: Timor-Leste}
`
	wholeMalay = `name: Bahasa Melayu
sections:
  audience: {title: Khalayak}
fields:
  channels.list:
    columns:
      use: {title: Kegunaan}
`
)

func wholeFiles() fstest.MapFS {
	return fstest.MapFS{
		"vocabulary.yaml": {Data: []byte(wholeVocabulary)},
		"canvases.yaml":   {Data: []byte(wholeCanvases)},
		"texts/en.yaml":   {Data: []byte(wholeTexts)},
		"texts/ms.yaml":   {Data: []byte(wholeMalay)},
	}
}

// broken returns the whole library with one piece of one file replaced.
func broken(t *testing.T, file, old, now string) fstest.MapFS {
	t.Helper()
	files := wholeFiles()
	text := string(files[file].Data)
	if strings.Count(text, old) != 1 {
		t.Fatalf("%q is in %s %d times, want once", old, file, strings.Count(text, old))
	}
	files[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, now, 1))}
	return files
}

// refused loads files that are broken and returns what is said about them, one line a mistake.
func refused(t *testing.T, files fs.FS) []string {
	t.Helper()
	l, err := LoadLibrary(files)
	if err == nil {
		t.Fatal("the library was loaded, want it refused")
	}
	if l != nil {
		t.Error("a library came with the error, want none")
	}
	return strings.Split(err.Error(), "\n")
}

func TestLoadLibrary_EveryMistakeIsNamedWithItsLineAndAWayOut(t *testing.T) {
	const v, c = "vocabulary.yaml", "canvases.yaml"
	for _, tt := range []struct{ name, file, old, now, want string }{
		{"unknown key of the file", v, "options:\n", "lists: {}\noptions:\n", `vocabulary.yaml:9: in the vocabulary there is no key "lists"; the keys are fields, options`},
		{"unknown key of a field", v, "kind: number}", "kind: number, optoins: tone}", `vocabulary.yaml:3: in a field there is no key "optoins" (perhaps options is meant); the keys are id, kind, voice, options, columns`},
		{"key twice", v, "kind: number}", "kind: number, kind: line}", `vocabulary.yaml:3: in a field the key "kind" is there twice, first on line 3; keep one`},
		{"field twice", v, "id: audience.tone", "id: audience.age", `vocabulary.yaml:4: the field audience.age is there twice, first on line 3; give one of them another id`},
		{"field without id", v, "id: audience.age, kind: number", "kind: number", "vocabulary.yaml:3: this field has no id; add one, such as context.place"},
		{"field id without a dot", v, "id: audience.age,", "id: age,", `vocabulary.yaml:3: the field id "age" must be two words with a dot between them, such as context.place`},
		{"field without kind", v, "audience.age, kind: number", "audience.age", "vocabulary.yaml:3: audience.age has no kind; the kinds are line, text, number, date, choice, choices, rows"},
		{"unknown kind", v, "kind: number", "kind: numbr", `vocabulary.yaml:3: audience.age has the unknown kind "numbr" (perhaps number is meant); the kinds are line, text, number, date, choice, choices, rows`},
		{"unknown voice", v, "voice: public", "voice: loud", `vocabulary.yaml:2: campaign.title has the unknown voice "loud"; the voices are public and analysis`},
		{"words without voice", v, "kind: line, voice: public", "kind: line", "vocabulary.yaml:2: campaign.title has no voice; add voice: public where the audience will read it, or voice: analysis"},
		{"voice without words", v, "kind: number}", "kind: number, voice: public}", "vocabulary.yaml:3: audience.age is a number, which has no words and so no voice; take the voice out"},
		{"options that are not there", v, "options: tone}", "options: tones}", `vocabulary.yaml:4: audience.tone chooses from the list "tones", which is not there (perhaps tone is meant); the lists are channel, tone`},
		{"choice without options", v, "kind: choices, options: tone", "kind: choices", "vocabulary.yaml:4: audience.tone is a choices and has no options; name one of the lists: channel, tone"},
		{"options without choice", v, "kind: number}", "kind: number, options: tone}", "vocabulary.yaml:3: audience.age is a number and takes no options; take them out or make it a choice"},
		{"rows without columns", v, "    columns: {channel: {choice: channel}, use: line}\n", "", "vocabulary.yaml:5: channels.list is made of rows and has no columns; add columns: {column: kind}"},
		{"rows with empty columns", v, "{channel: {choice: channel}, use: line}", "{}", "vocabulary.yaml:8: channels.list has no columns; add them as {column: kind}"},
		{"columns without rows", v, "kind: number}", "kind: number, columns: {a: line}}", "vocabulary.yaml:3: audience.age is a number and takes no columns; take them out or make its kind rows"},
		{"column twice", v, "use: line}", "channel: line}", `vocabulary.yaml:8: in the columns of channels.list the key "channel" is there twice, first on line 8; keep one`},
		{"unknown kind of a column", v, "use: line}", "use: rows}", `vocabulary.yaml:8: the column channels.list/use has the unknown kind "rows"; the kinds are line, text, number, date, or {choice: LIST}`},
		{"column with unknown list", v, "{choice: channel}", "{choice: chanel}", `vocabulary.yaml:8: channels.list/channel chooses from the list "chanel", which is not there (perhaps channel is meant); the lists are channel, tone`},
		{"column with unknown key", v, "{choice: channel}", "{choices: channel}", `vocabulary.yaml:8: in the column channels.list/channel there is no key "choices" (perhaps choice is meant); the keys are choice`},
		{"option twice", v, "[warm, calm]", "[warm, calm, warm]", `vocabulary.yaml:10: "warm" is twice in the list tone; keep one`},
		{"empty list", v, "tone: [warm, calm]", "tone: []", "vocabulary.yaml:10: the list tone is empty; add its options or take it out"},
		{"option that YAML takes for a truth value", v, `"yes"`, "yes", `vocabulary.yaml:11: a member of the list channel is written yes, which YAML does not read as text; put it in quotes: "yes"`},
		{"option that YAML takes for a number", v, `"yes"`, "12", `vocabulary.yaml:11: a member of the list channel is written 12, which YAML does not read as text; put it in quotes: "12"`},
		{"option with a space", v, `"yes"`, "big radio", `vocabulary.yaml:11: the option "big radio" of channel must be written with letters, digits and underscores`},
		{"anchor", v, `"yes"`, `&a other`, "vocabulary.yaml:11: a member of the list channel uses a YAML anchor or alias; write the value out"},
		{"no title", v, "id: campaign.title", "id: campaign.name", "vocabulary.yaml:2: every campaign needs a title; add {id: campaign.title, kind: line, voice: public}"},
		{"not YAML", v, "kind: number}", "kind: number", "vocabulary.yaml:3: this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it"},
		{"a tab", v, "  - id: channels.list", "\t- id: channels.list", "vocabulary.yaml:5: this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it"},
		{"an open quote", v, `"yes"]`, `"yes]`, "vocabulary.yaml:11: this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it"},
		{"unknown alias", v, `"yes"`, `*here`, "vocabulary.yaml:11: this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it"},
		{"not UTF-8", v, "warm", "w\xe4rm", "vocabulary.yaml:10: this line is not written in UTF-8; save the file as UTF-8"},
		{"second document", v, "  channel: [radio, \"yes\"]\n", "  channel: [radio, \"yes\"]\n---\nmore: here\n", "vocabulary.yaml:12: the file holds a second document; take out the line with --- and keep one"},

		{"canvas twice", c, "canvases:\n", "canvases:\n  - {id: short, minutes: 5, sections: [{id: one, minutes: 5, fields: [audience.age]}]}\n", "canvases.yaml:3: the canvas short is there twice, first on line 2; give one of them another id"},
		{"canvas without minutes", c, "    minutes: 30\n", "", "canvases.yaml:2: the canvas short has no minutes; add the workshop time suggested"},
		{"minutes that are no number", c, "minutes: 10", "minutes: ten", "canvases.yaml:5: the time of the section audience must be a whole number of minutes from 1 to 1440"},
		{"sections longer than the canvas", c, "minutes: 20", "minutes: 25", "canvases.yaml:3: the sections of short take 35 minutes together, more than the 30 of the canvas; change one of the two"},
		{"section twice", c, "id: channels,", "id: audience,", "canvases.yaml:6: the canvas short has the section audience twice, first on line 5; give one of them another id"},
		{"section without fields", c, "fields: [channels.list]", "fields: []", "canvases.yaml:6: the section channels of short asks for no fields; add at least one"},
		{"field that is not in the vocabulary", c, "[channels.list]", "[chanels.list]", "canvases.yaml:6: the section channels of short asks for chanels.list, which is not in the vocabulary (perhaps channels.list is meant)"},
		{"field asked for twice", c, "[channels.list]", "[channels.list, audience.age]", "canvases.yaml:6: the canvas short asks for audience.age twice, first in the section audience; keep one"},
		{"the title in a section", c, "[channels.list]", "[channels.list, campaign.title]", "canvases.yaml:6: campaign.title stands above the sections of every canvas; take it out of the section channels"},
		{"core field that the section does not ask for", c, "core: [audience.age]", "core: [channels.list]", "canvases.yaml:5: channels.list is core in the section audience of short, but not among its fields; add it to the fields or take it out of the core"},
		{"unknown key of a section", c, "core:", "cor:", `canvases.yaml:5: in a section there is no key "cor" (perhaps core is meant); the keys are id, minutes, fields, core`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := refused(t, broken(t, tt.file, tt.old, tt.now))
			if !slices.Contains(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
}

func TestLoadLibrary_AllMistakesAreReportedInTheOrderOfFilesAndLines(t *testing.T) {
	files := wholeFiles()
	files["vocabulary.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("kind: number", "kind: numbr", "[warm, calm]", "[warm, warm]", "voice: public", "voice: loud").Replace(wholeVocabulary))}
	files["canvases.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("core:", "cor:", "[channels.list]", "[channels.lost]").Replace(wholeCanvases))}
	got := refused(t, files)
	var places []string
	for _, line := range got {
		places = append(places, line[:strings.Index(line, ": ")])
	}
	want := []string{"vocabulary.yaml:2", "vocabulary.yaml:3", "vocabulary.yaml:10", "canvases.yaml:5", "canvases.yaml:6"}
	if !slices.Equal(places, want) {
		t.Errorf("got %v, want %v:\n%s", places, want, strings.Join(got, "\n"))
	}
	_, err := LoadLibrary(files)
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != len(want) {
		t.Errorf("the error is not joined from %d", len(want))
	}
}

func TestLoadLibrary_MissingFilesAreNamed(t *testing.T) {
	got := refused(t, fstest.MapFS{})
	want := []string{"vocabulary.yaml:1: there is no such file; add it", "canvases.yaml:1: there is no such file; add it"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	files := wholeFiles()
	delete(files, "texts/en.yaml")
	if got := refused(t, files); got[0] != "texts/en.yaml:1: there is no such file; add it" {
		t.Errorf("got %q", got)
	}
	files = wholeFiles()
	files["canvases.yaml"] = &fstest.MapFile{}
	if got := refused(t, files); got[0] != "canvases.yaml:1: the file is empty" {
		t.Errorf("got %q", got)
	}
}

func TestStandard_HoldsWhatTheContractNames(t *testing.T) {
	l := Standard()
	if n := len(l.Fields()); n != 60 {
		t.Errorf("%d fields, want 60", n)
	}
	var canvases []string
	for _, c := range l.Canvases() {
		canvases = append(canvases, c.ID)
	}
	if want := []string{"quick-four", "pve-campaign", "gammma", "oasis", "rapid-response"}; !slices.Equal(canvases, want) {
		t.Errorf("canvases %v, want %v", canvases, want)
	}
	if l.Canvas(DefaultCanvas) == nil {
		t.Errorf("the default canvas %s is not there", DefaultCanvas)
	}
	if l.Canvas("none") != nil || l.Field("none") != nil {
		t.Error("something was found under an unknown id")
	}
	f := l.Field("channels.list")
	if f == nil || f.Kind != Rows || f.Voice != Analysis || len(f.Columns) != 10 {
		t.Fatalf("channels.list is %+v", f)
	}
	if c := f.Column("channel"); c == nil || c.Kind != Choice || c.OptionSet != "channel" || len(c.Options) != 32 {
		t.Errorf("channels.list/channel is %+v", c)
	}
	if got := l.OptionSets()["agreement"]; !slices.Equal(got, []string{"yes", "asked", "not_yet"}) {
		t.Errorf("agreement is %v", got)
	}
	full := l.Canvas("pve-campaign")
	asked := 0
	for _, s := range full.Sections {
		asked += len(s.Fields)
	}
	if asked != 59 || full.Minutes != 240 || !full.Has(TitleField) {
		t.Errorf("the full campaign asks for %d fields in %d minutes, want 59 in 240", asked, full.Minutes)
	}
}

func TestStandard_IsWhatLoadLibraryReads(t *testing.T) {
	loaded, err := LoadLibrary(standardFiles(t))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(loaded.Languages(), Standard().Languages()) || loaded.Languages()[0] != English {
		t.Errorf("languages %v and %v", loaded.Languages(), Standard().Languages())
	}
	for _, language := range loaded.Languages() {
		for _, f := range loaded.Fields() {
			if got, want := Standard().Texts(language).Field(f.ID).Title, loaded.Texts(language).Field(f.ID).Title; got != want {
				t.Errorf("%s in %s is %q, want %q", f.ID, language, got, want)
			}
		}
	}
}

func TestClosestField_FindsWhatWasMeant(t *testing.T) {
	for id, want := range map[string]string{
		"audience.primry":    "audience.primary",
		"audiance.primary":   "audience.primary",
		"Message.Core":       "message.core",
		"message.croe":       "message.core",
		"channel.list":       "channels.list",
		"goal.objective":     "goal.objectives",
		"safeguards.riskss":  "safeguards.risks",
		"completely.unknown": "",
		"x":                  "",
		"":                   "",
	} {
		if got := Standard().ClosestField(id); got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}

func TestLoadLibrary_NeverPanicsOnBrokenFiles(t *testing.T) {
	for _, file := range []string{"vocabulary.yaml", "canvases.yaml", "texts/en.yaml", "texts/ms.yaml"} {
		text := string(wholeFiles()[file].Data)
		for i := range text { // cut everywhere, and one list, mapping or alias put everywhere
			for _, now := range []string{text[:i], text[:i] + "[" + text[i:], text[:i] + "{}" + text[i:], text[:i] + "*a " + text[i:], text[:i] + "\n" + text[i:]} {
				files := wholeFiles()
				files[file] = &fstest.MapFile{Data: []byte(now)}
				l, err := LoadLibrary(files)
				if (l == nil) == (err == nil) {
					t.Fatalf("%s with %q gave library %v and error %v", file, now, l != nil, err)
				}
				var one sheet.Mistake
				if err != nil && !errors.As(err, &one) {
					t.Fatalf("%s with %q gave %v, which names no line", file, now, err)
				}
			}
		}
	}
}

func BenchmarkLoadLibrary(b *testing.B) {
	files := standardFiles(b)
	for b.Loop() {
		if _, err := LoadLibrary(files); err != nil {
			b.Fatal(err)
		}
	}
}

// What the program pays before a check from the command line.
func BenchmarkLoadSkeleton(b *testing.B) {
	files := standardFiles(b)
	for b.Loop() {
		bad := new(sheet.Mistakes)
		loadSkeleton(files, bad)
		if err := bad.Err(); err != nil {
			b.Fatal(err)
		}
	}
}
