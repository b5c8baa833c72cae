package principles

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"workbench/campaign"
)

// The bounds of a workshop's own settings.
const (
	MaxLocalWords  = 200 // entries
	MaxLocalPhrase = 200 // graphemes of a phrase, and of a suggestion
)

// maxParts is how many parts a phrase of a workshop may have: each is a step of a search.
const maxParts = 12

// workshopReview is who stands behind the words that a workshop has added.
const workshopReview = "this workshop"

// Local is what a workshop's facilitator has set over a pack: principles that are switched off, other severities,
// and words. The zero Local changes nothing.
type Local struct {
	Off      []string            `json:"off,omitempty"`      // ids of principles
	Severity map[string]Severity `json:"severity,omitempty"` // by the id of the principle
	Words    []LocalWord         `json:"words,omitempty"`
}

// LocalWord is one entry that a facilitator adds to a family of words. Phrase is written as in a pack: plain words,
// with a star at the end of one for any ending, or anything that parsePhrase reads. Never makes it an exception,
// which takes the family's hits back wherever it stands, in whichever language they were found.
type LocalWord struct {
	Language string `json:"language"`
	Family   string `json:"family"`
	Phrase   string `json:"phrase"`
	Rewrite  string `json:"rewrite,omitempty"`
	Never    bool   `json:"never,omitempty"`
}

// ParseLocal reads what Local.JSON has written; nothing at all is the zero Local.
func ParseLocal(data []byte) (Local, error) {
	var l Local
	if len(data) == 0 {
		return l, nil
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields() // what is not understood must not quietly be left out of a check
	if err := d.Decode(&l); err != nil {
		return Local{}, campaign.Fail(campaign.Invalid, "", "The workshop's settings of its principles cannot be read by this program. Set them anew.").Because(err)
	}
	return l, nil
}

// JSON writes the settings in one form only: the same settings give the same bytes. The zero Local is empty.
func (l Local) JSON() []byte {
	if l.Empty() {
		return nil
	}
	l.Off = slices.Compact(slices.Sorted(slices.Values(l.Off)))
	data, err := json.Marshal(l) // keys of maps are sorted
	if err != nil {
		panic(err) // texts, lists and maps of texts always marshal
	}
	return data
}

// Empty says whether nothing is set.
func (l Local) Empty() bool { return len(l.Off) == 0 && len(l.Severity) == 0 && len(l.Words) == 0 }

// With returns the pack as a workshop has set it. Principles that are off are left out of every report. A principle
// with another severity keeps its rules, none of them heavier than it. The version says that there are settings, and
// which: BASE+w.DIGEST; without any it is the pack itself.
//
// With words the pack is read again; without, all but the principles is shared. campaign.Invalid names what it
// refuses as "off", "severity" or "words[N]", counted from zero.
func (p *Pack) With(l Local) (*Pack, error) {
	if l.Empty() {
		return p, nil
	}
	if err := p.checkLocal(l); err != nil {
		return nil, err
	}
	out := *p
	if len(l.Words) > 0 {
		again, err := read(p.files, p.lib, false, l.Words)
		if err != nil {
			return nil, err
		}
		out.principles, out.words = again.pack.principles, again.pack.words // rules know their words by number
	}
	out.off, out.principles = nil, slices.Clone(out.principles)
	out.principles = slices.DeleteFunc(out.principles, func(pr Principle) bool {
		if slices.Contains(l.Off, pr.ID) {
			out.off = append(out.off, pr)
			return true
		}
		return false
	})
	for i := range out.principles {
		if severity, ok := l.Severity[out.principles[i].ID]; ok {
			out.principles[i].Severity = severity
		}
	}
	sum := sha256.Sum256(l.JSON())
	out.base, out.Version = p, p.Version+"+w."+hex.EncodeToString(sum[:4])
	return &out, nil
}

// Files returns the files that the pack was read from.
func (p *Pack) Files() fs.FS { return p.files }

// Off returns the principles that a workshop has switched off, in the order of the catalogue.
func (p *Pack) Off() []Principle { return p.off }

// Base returns the pack without a workshop's settings.
func (p *Pack) Base() *Pack {
	if p.base != nil {
		return p.base
	}
	return p
}

// checkLocal refuses settings that do not fit the pack, but for phrases that cannot be read.
func (p *Pack) checkLocal(l Local) error {
	p = p.Base()
	for _, id := range l.Off {
		if p.Principle(id) == nil {
			return campaign.Fail(campaign.Invalid, "off", "The pack has no principle “%s” to switch off. Take it out of the settings.", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.Severity)) {
		if p.Principle(id) == nil {
			return campaign.Fail(campaign.Invalid, "severity", "The pack has no principle “%s” to weigh. Take it out of the settings.", id)
		}
		if s := l.Severity[id]; s != Must && s != Should && s != Consider {
			return campaign.Fail(campaign.Invalid, "severity", "“%s” is no weight for “%s”. Choose must, should or consider.", s, id)
		}
	}
	if len(l.Words) > MaxLocalWords {
		return campaign.Fail(campaign.Invalid, "words", "There are %d words of your own; a workshop can have %d. Take some out, or put them into a pack.", len(l.Words), MaxLocalWords)
	}
	for i, w := range l.Words {
		if wrong := p.checkWord(w); wrong != "" {
			return refusedWord(i, wrong)
		}
		if at := slices.IndexFunc(l.Words[:i], func(o LocalWord) bool {
			return o.Language == w.Language && o.Family == w.Family && foldString(o.Phrase) == foldString(w.Phrase)
		}); at >= 0 {
			return refusedWord(i, fmt.Sprintf("“%s” is there already. Take the other one out first.", w.Phrase))
		}
	}
	return nil
}

func refusedWord(at int, sentence string) *campaign.Error {
	return campaign.Fail(campaign.Invalid, fmt.Sprintf("words[%d]", at), "%s", sentence)
}

// checkWord says what is wrong with an entry, empty if nothing is.
func (p *Pack) checkWord(w LocalWord) string {
	switch {
	case strings.TrimSpace(w.Phrase) == "":
		return "The phrase is missing. Write the words that should be asked about."
	case campaign.Graphemes(w.Phrase) > MaxLocalPhrase:
		return fmt.Sprintf("The phrase “%.60s…” is too long: at most %d characters.", w.Phrase, MaxLocalPhrase)
	case campaign.Graphemes(w.Rewrite) > MaxLocalPhrase:
		return fmt.Sprintf("The suggestion for “%s” is too long: at most %d characters.", w.Phrase, MaxLocalPhrase)
	}
	for _, typed := range []struct{ as, text string }{{"phrase", w.Phrase}, {"suggestion", w.Rewrite}} {
		if clean, err := campaign.CleanText(campaign.Line, typed.text); err != nil || clean != typed.text {
			return fmt.Sprintf("The %s %.60q holds a line break, a character that cannot be shown, or too many marks on one letter. Write it on one line.", typed.as, typed.text)
		}
	}
	switch {
	case !languageForm.MatchString(w.Language):
		return fmt.Sprintf("“%s” is no language for “%s”. Choose one of the list.", w.Language, w.Phrase)
	case len(splitParts(nil, w.Phrase)) > maxParts:
		return fmt.Sprintf("The phrase “%s” has too many parts: at most %d words.", w.Phrase, maxParts)
	}
	if !slices.ContainsFunc(p.principles, func(pr Principle) bool { return slices.Contains(pr.Families, w.Family) }) {
		return fmt.Sprintf("No principle asks about the family “%s” of “%s”. Choose one of the list.", w.Family, w.Phrase)
	}
	return ""
}

// loadLocal adds the words of a workshop: each language and family of them is a family of its own beside the pack's,
// which decides as the pack's does. lex has read all words of the pack.
func (l *loading) loadLocal(lex *lexicon, read map[string]affixes, families []family, phrases []phrase) ([]family, []phrase) {
	own := map[[2]string]int{}
	for i, w := range l.local {
		at, known := own[[2]string{w.Language, w.Family}]
		if !known {
			at = len(families)
			own[[2]string{w.Language, w.Family}] = at
			families = append(families, localFamily(families, w))
		}
		lex.affixes, lex.reads = read[w.Language], w.Language
		p, err := lex.parsePhrase(strings.TrimSpace(w.Phrase))
		if err != nil {
			l.refused = refusedWord(i, "The phrase cannot be read: "+err.Error()+".")
			return families, phrases
		}
		p.family, p.level, p.rewrite, p.except = int32(at), families[at].level, strings.TrimSpace(w.Rewrite), w.Never
		if p.rewrite == "" {
			p.rewrite = families[at].rewrite
		}
		phrases = append(phrases, p)
	}
	return families, phrases
}

// localFamily begins the family of a workshop's own words as the pack's of the same name, if it can the one of the
// same language.
func localFamily(families []family, w LocalWord) family {
	f := family{id: w.Family, level: 2, confidence: "high"}
	at := slices.IndexFunc(families, func(o family) bool { return o.id == w.Family && o.language == w.Language })
	if at < 0 {
		at = slices.IndexFunc(families, func(o family) bool { return o.id == w.Family })
	}
	if at >= 0 {
		f = families[at]
	}
	if f.language != w.Language {
		f.rewrite = "" // it would be in another language
	}
	f.language, f.signed = w.Language, signature{by: workshopReview}
	return f
}

// Fit parts settings that were made over another pack, or another version of this one, into those that fit this one
// and those that do not.
func (p *Pack) Fit(l Local) (fits, lost Local) {
	p = p.Base()
	fits.Severity, lost.Severity = map[string]Severity{}, map[string]Severity{}
	for _, id := range l.Off {
		if p.Principle(id) != nil {
			fits.Off = append(fits.Off, id)
		} else {
			lost.Off = append(lost.Off, id)
		}
	}
	for id, severity := range l.Severity {
		if p.Principle(id) != nil {
			fits.Severity[id] = severity
		} else {
			lost.Severity[id] = severity
		}
	}
	fits.Words = slices.Clone(l.Words)
	for {
		_, err := p.With(Local{Words: fits.Words})
		var refused *campaign.Error
		at := -1
		if errors.As(err, &refused) {
			if _, err := fmt.Sscanf(refused.Field, "words[%d]", &at); err != nil {
				at = -1
			}
		}
		if at < 0 || at >= len(fits.Words) {
			break
		}
		lost.Words = append(lost.Words, fits.Words[at])
		fits.Words = slices.Delete(fits.Words, at, at+1)
	}
	if len(fits.Severity) == 0 {
		fits.Severity = nil
	}
	if len(lost.Severity) == 0 {
		lost.Severity = nil
	}
	return fits, lost
}

// WordLanguages returns the languages that words can be added in: those that the pack has texts or word lists in.
func (p *Pack) WordLanguages() []string {
	out := slices.Clone(p.languages)
	for i := range p.words.families {
		if language := p.words.families[i].language; !slices.Contains(out, language) {
			out = append(out, language)
		}
	}
	return out
}
