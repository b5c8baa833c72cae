package ui

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

//go:embed locales/*.yaml
var localeFiles embed.FS

// messages is the catalogue of every text of the interface, English first.
type messages struct{ bundle *i18n.Bundle }

func loadMessages() (*messages, error) {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	files, err := fs.Glob(localeFiles, "locales/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if _, err := b.LoadMessageFileFS(localeFiles, f); err != nil {
			return nil, fmt.Errorf("messages: %w", err)
		}
	}
	return &messages{b}, nil
}

// in returns the texts in the first of the languages that the catalogue has.
func (m *messages) in(languages ...string) *localizer {
	return &localizer{i18n.NewLocalizer(m.bundle, languages...), languages[0]}
}

// localizer finds texts for one person.
type localizer struct {
	l        *i18n.Localizer
	language string // the first one asked for
}

// T returns the text with the id. pairs are names and values for its placeholders. An id that the
// catalogue does not have comes back in brackets, which a test over all templates catches.
func (l *localizer) T(id string, pairs ...any) string {
	return l.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: pairsToMap(pairs)})
}

// N returns the text with the id in the plural form of n, which the text names as {{.Count}}.
func (l *localizer) N(id string, n int, pairs ...any) string {
	data := pairsToMap(pairs)
	data["Count"] = n
	return l.localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: data})
}

func (l *localizer) localize(c *i18n.LocalizeConfig) string {
	text, err := l.l.Localize(c)
	if err != nil && text == "" {
		return "[" + c.MessageID + "]"
	}
	return text
}

func pairsToMap(pairs []any) map[string]any {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m
}

// languageOf returns the interface language of the person who asks: of their browser, as far as the
// catalogue has it.
func (s *Server) languageOf(c echo.Context) string {
	tags, _, err := language.ParseAcceptLanguage(c.Request().Header.Get("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return "en"
	}
	_, i, confidence := language.NewMatcher(s.messages.bundle.LanguageTags()).Match(tags...)
	if confidence == language.No {
		return "en"
	}
	return s.messages.bundle.LanguageTags()[i].String()
}

// sentence is an error's sentence in the caller's language: the English sentence is its own key.
func (s *Server) sentence(c echo.Context, e *campaign.Error) string {
	l := s.messages.in(s.languageOf(c))
	if text, err := l.l.Localize(&i18n.LocalizeConfig{MessageID: e.Format}); err == nil && text != "" && !strings.HasPrefix(text, "[") {
		return fmt.Sprintf(text, e.Args...)
	}
	return e.Error()
}
