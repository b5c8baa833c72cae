package principles

import (
	"slices"
	"testing"
)

// asks says whether a rule speaks on a draft.
func asks(fields map[string]string, principle, rule string) bool {
	return slices.ContainsFunc(Check(writing(fields), Standard()).Of(principle), func(f Finding) bool { return f.Rule == rule })
}

func TestBuildsOn_TellsTheLanguageOfAShortConnectorByItsLetters(t *testing.T) {
	for _, c := range []struct {
		name, strengths, core string
		unused                bool
	}{
		{"Khmer, unused", "ក្រុមបាល់ទះក្បែរមន្ទីរពេទ្យ", "សាមគ្គីភាពគឺជាអនាគតរបស់យើង", true},
		{"Khmer, used", "ក្រុមបាល់ទះក្បែរមន្ទីរពេទ្យ", "យើងលេងបាល់ទះជាមួយគ្នានៅថ្ងៃសុក្រ", false},
		{"Vietnamese, joined by the time of day alone", "Sân bóng chuyền cạnh trạm y tế mỗi sáng", "Mỗi sáng chúng ta là một và của nhau", true},
		{"Vietnamese, used", "Sân bóng chuyền cạnh trạm y tế mỗi sáng", "Chúng ta cùng đến sân bóng chuyền", false},
		{"letters of no language in the pack", "กีฬา", "Καλημέρα σε όλους", false},
	} {
		got := asks(map[string]string{"context.strengths": c.strengths, "message.core": c.core}, "ctx-connectors", "connector-unused")
		if got != c.unused {
			t.Errorf("%s: unused is %v", c.name, got)
		}
	}
}

func TestSeveralAudiences_CountsThoseThatAPluralOpens(t *testing.T) {
	for text, want := range map[string]bool{
		"Học sinh cấp ba, các bà nội trợ và cán bộ hưu trí": true,
		"Các bà nội trợ ở sau chợ vừa mở hàng":              false,
	} {
		if got := asks(map[string]string{"audience.primary": text}, "aud-specific", "several-audiences"); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
