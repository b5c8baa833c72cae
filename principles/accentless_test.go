package principles

import (
	"testing"

	"workbench/campaign"
)

func TestAccentless_ChatSpellingIsReadAndOtherLanguagesAreNot(t *testing.T) {
	for _, c := range []struct {
		language, field, text, principle, excerpt string // no excerpt: nothing is found
	}{
		{"vi", "message.story", "Chung ta phai tieu diet bon chung!", "msg-inclusive", "tieu diet bon chung"},
		{"vi", "message.call", "Khong tham gia se bi ky luat", "hrg-rights", "Khong tham gia se bi ky luat"},
		{"en", "message.story", "Moi nguoi oi, bon phan dong dang o quanh ta", "msg-inclusive", "bon phan dong"},
		{"vi", "message.story", "Thang moi, do moi, ca xom di cho cung nhau", "msg-inclusive", ""},
		{"vi", "message.story", "Ho khong phai la ke thu cua ai", "msg-inclusive", ""},
		{"en", "message.story", "The bon voyage party of the dang good chi club", "msg-inclusive", ""},
		{"fil", "message.story", "Hay naku, dung dong ang ganda ng bon bon", "msg-inclusive", ""},
	} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: c.language, Fields: map[string]campaign.Value{c.field: {Text: c.text}}}
		got := ""
		for _, f := range Check(d, Standard()).Of(c.principle) {
			if f.Span && f.Severity != Info {
				got = f.Excerpt
			}
		}
		if got != c.excerpt {
			t.Errorf("%q: found %q, want %q", c.text, got, c.excerpt)
		}
	}
}

func TestWithoutAccents_TakesLatinLettersOnly(t *testing.T) {
	for text, want := range map[string]string{"khủng bố": "khung bo", "đuổi": "duoi", "khung bo": "", "กลัว": "", "hoà": "hoa"} {
		got, ok := withoutAccents(foldString(text))
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q gives %q, %v", text, got, ok)
		}
	}
}
