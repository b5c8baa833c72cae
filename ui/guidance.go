package ui

import (
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"workbench/campaign"
	"workbench/principles"
)

// guidanceCookie keeps the language that a person reads principles and findings in, on this device.
const guidanceCookie = "guidance"

// languageNames are the languages of the region by the names they have for themselves.
var languageNames = map[string]string{
	"en": "English", "ms": "Bahasa Melayu", "id": "Bahasa Indonesia", "fil": "Filipino", "th": "ไทย", "vi": "Tiếng Việt", "km": "ខ្មែរ",
	"lo": "ລາວ", "my": "မြန်မာ", "ta": "தமிழ்", "zh": "中文", "tet": "Tetun",
}

// guidanceOf returns the language that the person reads a pack's texts in: the one that they chose on this
// device, else the first of their browser's that the pack has, else the pack's first.
func (s *Server) guidanceOf(c echo.Context, pack *principles.Pack) string {
	have := pack.Languages()
	if chosen, err := c.Cookie(guidanceCookie); err == nil && slices.Contains(have, chosen.Value) {
		return chosen.Value
	}
	tags, _, err := language.ParseAcceptLanguage(c.Request().Header.Get("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return have[0]
	}
	known := make([]language.Tag, len(have))
	for i, code := range have {
		known[i] = language.Make(code)
	}
	if _, i, confidence := language.NewMatcher(known).Match(tags...); confidence != language.No {
		return have[i]
	}
	return have[0]
}

// wordsFor returns the pack's texts in the language of the person who asks.
func (s *Server) wordsFor(c echo.Context, pack *principles.Pack) principles.PackTexts {
	return pack.Texts(s.guidanceOf(c, pack))
}

// guidanceView offers the languages of a pack's texts.
type guidanceView struct {
	Back      string // the page to come back to
	Languages []option
}

func (s *Server) guidanceView(c echo.Context, pack *principles.Pack) guidanceView {
	v := guidanceView{Back: c.Request().URL.RequestURI()}
	chosen := s.guidanceOf(c, pack)
	for _, code := range pack.Languages() {
		v.Languages = append(v.Languages, option{ID: code, Title: languageName(code), Chosen: code == chosen})
	}
	return v
}

type guidanceRequest struct {
	Language string `form:"language" validate:"required,max=20"`
	Back     string `form:"back" validate:"max=500"`
}

// chooseGuidance keeps the language of principles and findings for this device.
func (s *Server) chooseGuidance(c echo.Context) error {
	var r guidanceRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	if _, err := language.Parse(r.Language); err != nil {
		return campaign.Fail(campaign.Invalid, "language", "“%s” is no language that we have. Choose one of the list.", r.Language)
	}
	c.SetCookie(&http.Cookie{
		Name: guidanceCookie, Value: r.Language, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.sessions.Cookie.Secure,
	})
	if !strings.HasPrefix(r.Back, "/") || strings.HasPrefix(r.Back, "//") || strings.Contains(r.Back, "\\") || strings.ContainsFunc(r.Back, unicode.IsControl) {
		r.Back = "/principles"
	}
	return c.Redirect(http.StatusSeeOther, r.Back)
}
