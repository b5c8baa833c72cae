package principles

import (
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestFold_WaysOfWritingVietnameseAreOne(t *testing.T) {
	for _, same := range [][]string{
		{"hòa bình", "hoà bình", "HOÀ BÌNH", norm.NFD.String("hòa bình"), norm.NFD.String("Hoà Bình"), "ho\u200bà bình"},
		{"khỏe", "khoẻ", norm.NFD.String("khoẻ")},
		{"thúy", "thuý", "THUÝ"},
		{"hoàn toàn", "HOÀN TOÀN", norm.NFD.String("hoàn toàn")},
		{"đồng", "Ðồng", "ĐỒNG"},
	} {
		for _, s := range same[1:] {
			if foldString(s) != foldString(same[0]) {
				t.Errorf("%q is folded to %q and %q to %q", s, foldString(s), same[0], foldString(same[0]))
			}
		}
	}
	for _, apart := range [][2]string{{"mọi", "mội"}, {"bọn", "bón"}, {"hỏa", "hóa"}, {"đạo", "dạo"}} {
		if foldString(apart[0]) == foldString(apart[1]) {
			t.Errorf("%q and %q are folded to the same", apart[0], apart[1])
		}
	}
}

func TestFold_WaysOfTypingThaiAreOne(t *testing.T) {
	for _, same := range [][]string{
		{"แม่", "เเม่"},
		{"กำจัด", "กํ" + "าจัด"},
		{"น้ำใจ", "นํ้าใจ", "น้ํ" + "าใจ"},
		{"ที่นี่", "ท่ีน่ี"},
		{"ผู้ใหญ่", "ผ้" + "ูใหญ่"},
		{"๒๕๗๐", "2570"},
	} {
		for _, s := range same[1:] {
			if foldString(s) != foldString(same[0]) {
				t.Errorf("%q is folded to %q and %q to %q", s, foldString(s), same[0], foldString(same[0]))
			}
		}
	}
}

func TestFold_PlacesStayThoseOfTheTextAsTyped(t *testing.T) {
	s := "Xoá bỏ"
	var f folding
	from, to := f.add(s)
	if len(f.at) != len(f.buf) {
		t.Fatalf("%d places for %d bytes", len(f.at), len(f.buf))
	}
	last := int32(0)
	for i := from; i <= to; i++ {
		if f.at[i] < last || int(f.at[i]) > len(s) {
			t.Fatalf("the place of byte %d is %d after %d", i, f.at[i], last)
		}
		last = f.at[i]
	}
	if int(f.at[to]) != len(s) {
		t.Errorf("the end is at %d, want %d", f.at[to], len(s))
	}
}

func TestFold_HashtagsPartAtCapitalsWithAccents(t *testing.T) {
	for tag, want := range map[string]string{
		"#NóiKhôngVớiBạoLực": "#nói không với bạo lực",
		"#HoàBìnhĐoànKết":    foldString("#hoà bình đoàn kết"),
		"#StopTheHaters":     "#stop the haters",
	} {
		if got := foldString(tag); got != want {
			t.Errorf("%s is %q, want %q", tag, got, want)
		}
	}
}

func TestFold_SettledCharactersNeedNoTables(t *testing.T) {
	var all []rune
	for r := rune(0); r < 0x2000; r++ {
		if settled(r) {
			all = append(all, r)
		}
	}
	if len(all) < 400 {
		t.Fatalf("only %d characters are settled", len(all))
	}
	for _, r := range all {
		if s := string(r); norm.NFKC.String(s) != s {
			t.Errorf("%U becomes %q", r, norm.NFKC.String(s))
		}
		for _, next := range all {
			pair := string(r) + string(next)
			if n := norm.NFKC.NextBoundaryInString(pair, true); n != len(string(r)) || norm.NFKC.String(pair) != pair {
				t.Fatalf("%U and %U do not stand apart", r, next)
			}
		}
	}
}

func TestFold_LettersOfTheRegionAreTakenAsUnicodeHasThem(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if got, want := toLower(r), unicode.ToLower(r); got != want {
			t.Errorf("%U becomes %U, want %U", r, got, want)
		}
		if got, want := isSpace(r), unicode.IsSpace(r); got != want {
			t.Errorf("%U is a space: %v, want %v", r, got, want)
		}
	}
}
