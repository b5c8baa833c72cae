package campaign

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSharedPassages_AreWhatPeopleReadAsTheSame(t *testing.T) {
	for name, row := range map[string]struct{ texts, want []string }{
		"nothing":              {[]string{"", "We eat together"}, []string{"", "We eat together"}},
		"a sentence in common": {[]string{"Now we eat together, so rumours starve.", "We Eat together in peace"}, []string{"Now [we eat together]1, so rumours starve.", "[We Eat together]0 in peace"}},
		"too little":           {[]string{"one of the best", "one of the worst"}, []string{"one of the best", "one of the worst"}},
		"two others": {[]string{"open kitchens bring neighbours", "open kitchens bring neighbours home", "our open kitchens bring peace"},
			[]string{"[open kitchens bring]12 [neighbours]1", "[open kitchens bring]02 [neighbours]0 home", "our [open kitchens bring]01 peace"}},
		"a list":                   {[]string{"trust, respect, kampung", "Respect; courage"}, []string{"trust, [respect]1, kampung", "[Respect]0; courage"}},
		"lines":                    {[]string{"rumours\nno jobs", "No jobs\nfear"}, []string{"rumours\n[no jobs]1", "[No jobs]0\nfear"}},
		"no list in a sentence":    {[]string{"However, we go.", "However, they stay."}, []string{"However, we go.", "However, they stay."}},
		"accents composed or not":  {[]string{"người trẻ tuổi cùng nhau nấu ăn", "ngu\u031bo\u031b\u0300i trẻ tuổi ở làng"}, []string{"[người trẻ tuổi]1 cùng nhau nấu ăn", "[ngu\u031bo\u031b\u0300i trẻ tuổi]0 ở làng"}},
		"Thai inside a sentence":   {[]string{"เรากินข้าวด้วยกันทุกวันศุกร์", "มาเรากินข้าวด้วยกันทุกวันเสาร์"}, []string{"[เรากินข้าวด้วยกันทุกวัน]1ศุกร์", "มา[เรากินข้าวด้วยกันทุกวัน]0เสาร์"}},
		"Thai vowels stay whole":   {[]string{"เพื่อนบ้านของเราทุกคนเก่ง", "เพื่อนบ้านของเราทุกคนเดิน"}, []string{"[เพื่อนบ้านของเราทุกคน]1เก่ง", "[เพื่อนบ้านของเราทุกคน]0เดิน"}},
		"Thai list":                {[]string{"ความไว้ใจ, ความหวัง", "ความหวัง, ความรัก"}, []string{"ความไว้ใจ, [ความหวัง]1", "[ความหวัง]0, ความรัก"}},
		"Khmer inside a sentence":  {[]string{"យើងរស់នៅជាមួយគ្នាដោយសុខសាន្តក្នុងភូមិ", "ថ្ងៃនេះយើងរស់នៅជាមួយគ្នាដោយសុខសាន្ត"}, []string{"[យើងរស់នៅជាមួយគ្នាដោយសុខសាន្ត]1ក្នុងភូមិ", "ថ្ងៃនេះ[យើងរស់នៅជាមួយគ្នាដោយសុខសាន្ត]0"}},
		"Khmer stacks stay whole":  {[]string{"ពួកយើងជាអ្នកភូមិជាមួយគ្នាក្ន", "ពួកយើងជាអ្នកភូមិជាមួយគ្នាក្រ"}, []string{"[ពួកយើងជាអ្នកភូមិជាមួយគ្នា]1ក្ន", "[ពួកយើងជាអ្នកភូមិជាមួយគ្នា]0ក្រ"}},
		"zero-width in Khmer":      {[]string{"យើង\u200bរស់នៅ\u200bជាមួយគ្នាដោយសុខ", "យើងរស់នៅជាមួយគ្នាដោយសុខ"}, []string{"[យើង\u200bរស់នៅ\u200bជាមួយគ្នាដោយសុខ]1", "[យើងរស់នៅជាមួយគ្នាដោយសុខ]0"}},
		"Jawi, from right to left": {[]string{"كيت ماكن برسام هاري اين", "ماكن برسام هاري اين"}, []string{"كيت [ماكن برسام هاري اين]1", "[ماكن برسام هاري اين]0"}},
	} {
		t.Run(name, func(t *testing.T) {
			for i, passages := range SharedPassages(row.texts) {
				if got := told(passages); got != row.want[i] {
					t.Errorf("text %d is told as %s, should be %s", i, got, row.want[i])
				}
			}
		})
	}
}

// told writes passages with what is shared in brackets, and with whom.
func told(passages []Passage) string {
	var b strings.Builder
	for _, p := range passages {
		if len(p.With) == 0 {
			b.WriteString(p.Text)
			continue
		}
		b.WriteString("[" + p.Text + "]")
		for _, k := range p.With {
			fmt.Fprint(&b, k)
		}
	}
	return b.String()
}

func TestSharedPassages_OfATextMakeTheText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"we ", "eat ", "together ", "เรา", "กิน", "เ", "ា", "ក្", "ន", "\u200b", ", ", "\n", ".", "é", "e\u0301", "👩‍👩‍👧", "中文"})
	rapid.Check(t, func(t *rapid.T) {
		var texts []string
		for range rapid.IntRange(1, 4).Draw(t, "texts") {
			texts = append(texts, strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "text"), ""))
		}
		for i, passages := range SharedPassages(texts) {
			whole := ""
			for _, p := range passages {
				whole += p.Text
				if slices.Contains(p.With, i) || !slices.IsSorted(p.With) || p.Text == "" {
					t.Fatalf("text %d holds %+v", i, p)
				}
			}
			if whole != texts[i] {
				t.Fatalf("%q became %q", texts[i], whole)
			}
		}
	})
}

func TestCommon_IsWhatSeveralDraftsHave(t *testing.T) {
	lib := Standard()
	line := func(s string) Value { return Value{Text: s} }
	row := func(pairs ...string) Row {
		r := Row{Cells: map[string]Value{}}
		for i := 0; i < len(pairs); i += 2 {
			r.Cells[pairs[i]] = line(pairs[i+1])
		}
		return r
	}
	number := func(n Number) Value { return Value{Number: &n} }
	for _, test := range []struct {
		field  string
		values []Value
		want   string
	}{
		{"audience.languages", []Value{{Choices: []string{"ms", "en"}}, {Choices: []string{"th"}}, {Choices: []string{"en", "ms"}}}, "ms[0 2] en[0 2]"},
		{"audience.age_from", []Value{number(1800), number(1800), {}}, "[0 1]"},
		{"message.approach", []Value{line("prebunk"), {}, line("prebunk")}, "prebunk[0 2]"},
		{"message.core", []Value{line("Peace"), line("Peace")}, ""},
		{"channels.list", []Value{{Rows: []Row{row("channel", "radio", "language", "th"), row("channel", "radio")}}, {Rows: []Row{row("channel", "radio", "why", "x")}}}, "channel radio[0 1]"},
		{"partners.list", []Value{{Rows: []Row{row("name", "Ministry of Youth", "agreed", "yes")}}, {Rows: []Row{row("name", "ministry  of youth", "agreed", "yes", "sector", "government")}}}, "name Ministry of Youth[0 1]"},
		{"partners.list", []Value{{Rows: []Row{row("name", "កម្ពុជា")}}, {Rows: []Row{row("name", "កម្ពុ\u200bជា")}}}, "name កម្ពុជា[0 1]"},
	} {
		var got []string
		for _, c := range lib.Field(test.field).Common(test.values) {
			got = append(got, strings.TrimSpace(c.Column+" "+c.Value.Text+fmt.Sprint(c.By)))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, should be %q", test.field, strings.Join(got, " "), test.want)
		}
	}
}

func TestReachOf_KnowsEveryChannel(t *testing.T) {
	var parts []string
	last := Reach("")
	for _, id := range Standard().OptionSets()["channel"] {
		if r := ReachOf(id); r != last {
			parts, last = append(parts, string(r)+" from "+id), r
		}
	}
	if got := strings.Join(parts, ", "); got != "online from facebook, broadcast from radio, in_person from school, other from other" {
		t.Error(got)
	}
}

func TestCoverNames_LeavesNoNameInAnyScript(t *testing.T) {
	names := []string{"Malaysia", "Group 1", "Lao", "ไทย", "កម្ពុជា", "Viet  Nam", "a+b", ""}
	cover := CoverNames(names)
	for text, want := range map[string]string{
		"Malaysian youth in MALAYSIA": "▒▒▒n youth in ▒▒▒",
		"Laos and laotian, lao food":  "Laos and laotian, ▒▒▒ food",
		"group\u00a01 of viet nam":    "▒▒▒ of ▒▒▒",
		"คนไทยรักกัน":                 "คน▒▒▒รักกัน",
		"នៅកម្ពុជា":                   "នៅ▒▒▒",
		"a+b and aab":                 "▒▒▒ and aab",
	} {
		if got := cover(text); got != want {
			t.Errorf("%q became %q, should be %q", text, got, want)
		}
	}
}
