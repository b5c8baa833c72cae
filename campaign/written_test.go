package campaign

import "testing"

func TestWritten_IsTheLanguageOfTheScript(t *testing.T) {
	text := func(s string) Value { return Value{Text: s} }
	for name, c := range map[string]struct {
		language string
		fields   map[string]Value
		want     string
	}{
		"nothing yet":                          {"en", nil, "en"},
		"in the workshop's language":           {"ms", map[string]Value{"message.core": text("Kita makan bersama.")}, "ms"},
		"Khmer in a workshop in English":       {"en", map[string]Value{"message.core": text("យើងជួយគ្នា"), "campaign.title": text("Boat")}, "km"},
		"Thai in a cell":                       {"en", map[string]Value{"channels.list": {Rows: []Row{{Cells: map[string]Value{"why": text("ตลาดนัด")}}}}}, "th"},
		"Lao":                                  {"en", map[string]Value{"message.core": text("ພວກເຮົາ")}, "lo"},
		"Burmese":                              {"en", map[string]Value{"message.core": text("အတူတူ")}, "my"},
		"a Thai name in English":               {"en", map[string]Value{"message.core": text("Tea on Saturdays, which we call น้ำชา here, for everybody.")}, "en"},
		"English in a workshop in Thai":        {"th", map[string]Value{"message.core": text("Tea on Saturdays")}, "th"}, // the letters do not tell
		"Khmer marks count less than letters":  {"en", map[string]Value{"message.core": text("ok? ។៕៖ 123")}, "en"},
		"Chinese is written in many languages": {"en", map[string]Value{"message.core": text("一起吃饭")}, "en"},
	} {
		if got := (&Draft{Language: c.language, Fields: c.fields}).Written(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
