package testdata_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
	"workbench/principles"
)

// nameFile is names.yaml.
type nameFile struct {
	Carriers  map[string][]string `yaml:"carriers"`
	Planted   map[string]string   `yaml:"planted"`
	Reference []string            `yaml:"reference"`
	Ours      []string            `yaml:"ours"`
	Slogans   []struct {
		Language string `yaml:"language"`
		Text     string `yaml:"text"`
	} `yaml:"slogans"`
}

// spoken are the fields that an audience reads, thought those in which a group thinks.
var (
	spoken = map[string]any{
		"campaign.title": "S", "campaign.summary": "S", "message.core": "S", "message.story": "S", "message.values": "S",
		"message.alternative": "S", "message.call": "S", "message.support": "S", "channels.content": "S",
		"message.supports": []any{map[string]any{"point": "S", "proof": "S"}},
		"message.variants": []any{map[string]any{"audience": "S", "wording": "S"}},
	}
	thought = map[string]any{
		"context.situation": "S", "context.drivers": "S", "context.strengths": "S", "context.sensitivities": "S",
		"context.existing": "S", "context.evidence": []any{map[string]any{"finding": "S", "source": "S"}},
		"audience.insight": "S", "audience.evidence": "S", "audience.influencers": "S", "goal.do": "S",
		"messengers.list":  []any{map[string]any{"name": "S", "why": "S"}},
		"partners.list":    []any{map[string]any{"name": "S", "role": "S"}},
		"partners.sponsor": "S", "partners.disclosure": "S", "safeguards.rights": "S", "safeguards.gender": "S",
		"safeguards.risks": []any{map[string]any{"risk": "S", "who": "S", "response": "S"}},
		"safeguards.data":  "S", "safeguards.backlash": "S", "measurement.pretest": "S", "measurement.learning": "S",
		"plan.activities": []any{map[string]any{"activity": "S"}}, "plan.owner": "S", "plan.after": "S",
	}
)

// filledWith puts one sentence into every one of the fields.
func filledWith(fields map[string]any, sentence string) map[string]any {
	out := maps.Clone(fields)
	for id, v := range out {
		switch v := v.(type) {
		case string:
			out[id] = sentence
		case []any:
			row := maps.Clone(v[0].(map[string]any))
			for column := range row {
				row[column] = sentence
			}
			out[id] = []any{row}
		}
	}
	return out
}

// nameDrafts calls yield with a name in every carrier of every language, and bare as a title would have it.
func (f nameFile) nameDrafts(t *testing.T, name string, yield func(language, sentence string, d *campaign.Draft)) {
	t.Helper()
	everywhere := maps.Clone(spoken)
	maps.Copy(everywhere, thought)
	for _, language := range slices.Sorted(maps.Keys(f.Carriers)) {
		for _, carrier := range append([]string{"NAME"}, f.Carriers[language]...) {
			sentence := strings.ReplaceAll(carrier, "NAME", name)
			yield(language, sentence, draftOf(t, language, "pve-campaign", filledWith(everywhere, sentence)))
		}
	}
}

func TestNames_NothingInsideThemIsAskedAbout(t *testing.T) {
	var f nameFile
	readFile(t, "names.yaml", &f)
	if len(f.Carriers) != 7 || len(f.Reference) == 0 || len(f.Ours) < 60 {
		t.Fatalf("%d languages of carriers, %d names of the reference and %d of ours: all seven, some and sixty are wanted", len(f.Carriers), len(f.Reference), len(f.Ours))
	}
	held := packs(t)
	for _, name := range append(slices.Clone(f.Reference), f.Ours...) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var quiet []string
			f.nameDrafts(t, name, func(language, sentence string, d *campaign.Draft) {
				for which, pack := range held {
					loud, more := asks(d, pack)
					if len(loud) > 0 {
						t.Errorf("%s, %s %q: %s", which, language, sentence, loud[0])
					}
					quiet = append(quiet, more...)
				}
			})
			if len(quiet) > 0 {
				t.Logf("for information: %s", quiet[0])
			}
		})
	}
}

func TestNames_SlogansAreLeftAlone(t *testing.T) {
	var f nameFile
	readFile(t, "names.yaml", &f)
	for which, pack := range packs(t) {
		for _, s := range f.Slogans {
			loud, quiet := asks(draftOf(t, s.Language, "pve-campaign", filledWith(spoken, s.Text)), pack)
			if len(loud) > 0 {
				t.Errorf("%s, %s %q: %s", which, s.Language, s.Text, loud[0])
			}
			logged(t, quiet)
		}
	}
}

// Were the carriers deaf, the names would prove nothing.
func TestNames_WhatIsPlantedInTheCarriersIsAskedAbout(t *testing.T) {
	var f nameFile
	readFile(t, "names.yaml", &f)
	all := packs(t)["every language"]
	for language, planted := range f.Planted {
		pack := principles.Standard()
		if language == "km" {
			pack = all // its word lists are off in what ships
		}
		f.nameDrafts(t, planted, func(carried, sentence string, d *campaign.Draft) {
			loud, _ := asks(d, pack)
			asked := map[string]bool{}
			for _, line := range loud {
				asked[strings.Fields(line)[2]] = true
			}
			for field := range spoken {
				if !asked[field] {
					t.Errorf("%s: nothing is asked about %q in %s", carried, sentence, field)
				}
			}
		})
	}
}

// Names are shouted, typed in small letters, or pasted with characters of no width.
func TestNames_DisguisedNamesOfTheReferenceAreLeftAlone(t *testing.T) {
	var f nameFile
	readFile(t, "names.yaml", &f)
	pack := principles.Standard()
	for _, how := range []string{"capitals", "small letters", "no width", "curly quotes"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			for _, name := range f.Reference {
				f.nameDrafts(t, disguises[how](name), func(language, sentence string, d *campaign.Draft) {
					if loud, _ := asks(d, pack); len(loud) > 0 {
						t.Errorf("%s %q: %s", language, sentence, loud[0])
					}
				})
			}
		})
	}
}
