package principles

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"workbench/campaign"
)

// scripts are pieces from which texts in all scripts of the region are put together.
var scripts = []string{
	"traitors", "Crush the radicals", "us versus them", "general public", "resilience", "Myth:", "100 % safe", "brainwashed",
	"#StopIslamicExtremism", "tra\u200bitors", "ＣＲＵＳＨ ＴＨＥＭ", "crush\u00adthem", "re\u0301silience", "PVE", "they are vermin",
	"กินข้าวด้วยกัน", "น้ำ", "นํ้า", "แขกผู้มีเกียรติ", "ស្ត្រី", "ស្រ្តី", "ភេរវករ", "ຄົນລາວ", "မြန်မာ", "người Việt", "nguo\u031b\u0300i",
	"masyarakat umum", "basmi pengganas", "lawan para teroris itu", "orang-orang kafir", "jangan mudah terhasut yg bodoh", "sugpuin ang mga terorista",
	"publikong madla", "มาร่วมกันกำจัดพวกหัวรุนแรง", "ประชาชนทั่วไป", "โจรใต้", "เเขกมุสลิม", "๑๐๐ %", "tiêu diệt bọn khủng bố", "tiêu diệt bọn khủng bố",
	"tieu diet bon khung bo", "toàn thể công chúng", "bọn phản động", "កម្ចាត់ពួកភេរវករ", "សាធារណជនទូទៅ", "១០០ %", "2570", "พ.ศ. ๒๕๗๐",
	"👩‍👩‍👧‍👦", "🇲🇾", "🙂", "e\u0301", "\u0301", "\u200d", "\u200b", "\n", " ", "  ", ".", ",", "!", "'", "’", "\"", "-", "—", "#", "جاوي", "தமிழ்", "漢字", "ﬁ", "𝐭𝐫𝐚𝐢𝐭𝐨𝐫𝐬", "\t",
}

func FuzzCheck_SpansAreExcerptsAtGraphemeBoundaries(f *testing.F) {
	f.Add([]byte{0, 34, 1, 34, 2}, "")
	f.Add([]byte{26, 9, 34, 10, 30, 0, 29}, "traitors\u0301 and enemies within")
	f.Add([]byte{28, 63, 29, 63, 30, 63, 35, 36, 37, 38, 39, 40}, "bon phan dong")
	f.Add([]byte{11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 47, 48, 49}, "crush\u200b them")
	f.Add([]byte{30, 31, 0, 31, 32, 0, 32, 8, 31, 8}, "#TraitorsEverywhere\u0301 #pve")
	f.Fuzz(func(t *testing.T, picks []byte, tail string) {
		text := ""
		for _, p := range picks {
			text += scripts[int(p)%len(scripts)]
		}
		text += tail
		if !utf8.ValidString(text) || len(text) > 4000 {
			return
		}
		languages := []string{"en", "ms", "id", "fil", "th", "vi", "km"}
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: languages[len(picks)%len(languages)], Fields: map[string]campaign.Value{
			"audience.primary": {Text: text}, "message.core": {Text: text}, "message.call": {Text: text}, "context.narrative": {Text: text},
			"message.variants": {Rows: []campaign.Row{{ID: "a", Cells: map[string]campaign.Value{"wording": {Text: text}}}}},
		}}
		units := utf16.Encode([]rune(text))
		boundary := map[int]bool{0: true}
		g := graphemes.FromString(text)
		for at := 0; g.Next(); {
			at += len(utf16.Encode([]rune(g.Value())))
			boundary[at] = true
		}
		for _, x := range Check(d, Standard()).Findings {
			if !x.Span {
				continue
			}
			if !boundary[x.Start] || !boundary[x.End] || x.Start >= x.End || x.End > len(units) {
				t.Fatalf("%s: [%d, %d) of %q is no span of graphemes", x.Rule, x.Start, x.End, text)
			}
			if got := string(utf16.Decode(units[x.Start:x.End])); got != x.Excerpt {
				t.Fatalf("%s: the excerpt is %q, the text between is %q", x.Rule, x.Excerpt, got)
			}
		}
	})
}

func TestFold_SameWordsWrittenDifferentlyAreEqual(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"น้ำ", "นํ้า"}, {"ำ", "ํา"}, {"ស្ត្រី", "ស្រ្តី"}, {"café", "cafe\u0301"}, {"ＰＶＥ", "pve"}, {"gen\u200beral  public", "General Public"},
		{"at-risk", "at risk"}, {"don’t", "don't"}, {"๒๐", "20"}, {"២០", "20"}, {"người", "ngươ\u0300i"}, {"#CrushThem", "#Crush Them"},
	} {
		if foldString(c.a) != foldString(c.b) {
			t.Errorf("%q folds to %q, %q to %q", c.a, foldString(c.a), c.b, foldString(c.b))
		}
	}
}
