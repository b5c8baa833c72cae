package principles

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// affixes say how words of a language begin anew. In Malay a verb takes me-, di-, ter-, pe-, and the letter it
// begins with changes or goes: basmi, membasmi, dibasmi; pukul, memukul. A term written with ~ before it stands
// for all these. What a word may end in needs no rule: a star stands for any ending.
//
// In Filipino a verb also says its first syllable twice and takes letters behind its first consonant: tago,
// magtago, nagtatago, tinago, itinatago.
type affixes []affix

// affix is a beginning put before words that begin with one of on; drop takes that letter away first, double
// says the first syllable twice, with and without the beginning. Letters between hyphens go behind the first
// consonant: i-in- makes itinago.
type affix struct {
	on     []string
	put    []string
	drop   bool
	double bool
}

// ending is what any word that ends in on may have behind it and be the same word: in Filipino kotse becomes
// kotseng before what it is linked with, and dayuhan dayuhang.
type ending struct{ on, put string }

// shortestEnded is how many letters a word must have for endings to be heard. With shorter ones too many words
// of other languages would be theirs: sa and sang.
const shortestEnded = 4

// ended returns how many bytes of text, from a place on where a term ends inside a word, are an ending of it.
func ended(endings []ending, term string, text []byte, at int) int {
	for _, e := range endings {
		if !strings.HasSuffix(term, e.on) || !bytes.HasPrefix(text[at:], []byte(e.put)) {
			continue
		}
		if r, _ := utf8.DecodeRune(text[at+len(e.put):]); at+len(e.put) == len(text) || !wordRune(r) {
			return len(e.put)
		}
	}
	return 0
}

// loadAffixes reads words/LANG/affixes.yaml, which a language need not have.
func (l *loading) loadAffixes(language string) (affixes, []ending) {
	name := "words/" + language + "/" + affixFile
	if _, err := fs.Stat(l.fsys, name); err != nil {
		return nil, nil
	}
	s, n := l.files.Open(name, l.bad)
	defer s.Done()
	o := s.Object(n, "the affixes", "about", "before!", "after")
	var endings []ending
	for _, item := range s.Items(o["after"], "after") {
		f := s.Object(item, "an ending", "letters!", "put!")
		for _, on := range s.List(f["letters"], "letters") {
			for _, put := range s.List(f["put"], "put") {
				endings = append(endings, ending{on, put})
			}
		}
	}
	var out affixes
	for _, item := range s.Items(o["before"], "before") {
		f := s.Object(item, "an affix", "letters!", "put!", "drop", "double")
		a := affix{on: s.List(f["letters"], "letters"), put: s.List(f["put"], "put")}
		if f["drop"] != nil {
			a.drop = s.Truth(f["drop"], "drop")
		}
		if f["double"] != nil {
			a.double = s.Truth(f["double"], "double")
		}
		out = append(out, a)
	}
	return out, endings
}

const affixFile = "affixes.yaml"

// forms returns the word itself and the word after each beginning that fits it; "any" fits every word.
func (as affixes) forms(word string) []string {
	out := []string{word}
	add := func(w string) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	for _, a := range as {
		for _, on := range a.on {
			if on == "any" {
				on = ""
			}
			if !strings.HasPrefix(word, on) {
				continue
			}
			stem := word
			if a.drop {
				stem = word[len(on):]
			}
			if a.double {
				stem = firstSyllable(stem) + stem
				add(stem)
			}
			for _, put := range a.put {
				add(begin(put, stem))
			}
		}
	}
	return out
}

// begin puts a beginning before a word, and what stands in it between hyphens behind the first consonant.
func begin(put, word string) string {
	before, rest, ok := strings.Cut(put, "-")
	if !ok {
		return put + word
	}
	at := len(firstConsonant(word))
	return before + word[:at] + strings.TrimSuffix(rest, "-") + word[at:]
}

// firstSyllable returns the first consonant and the first vowel of a word: ta of tago, pa of plano, u of usap.
func firstSyllable(word string) string {
	first := firstConsonant(word)
	if at := strings.IndexAny(word, vowels); at >= 0 {
		return first + word[at:at+1]
	}
	return ""
}

// firstConsonant returns what a word begins with before its first vowel, and no more than one sound; ng is one.
func firstConsonant(word string) string {
	switch {
	case word == "" || strings.Contains(vowels, word[:1]):
		return ""
	case strings.HasPrefix(word, "ng"):
		return "ng"
	}
	return word[:1]
}

const vowels = "aeiou"

// bare calls yield with what a word may be without its beginning. Not every beginning is one (meja is no -ja),
// so this is for finding what texts have in common and for nothing else.
func (as affixes) bare(word []byte, yield func([]byte)) {
	for _, a := range as {
		for _, put := range a.put {
			rest, ok := bytes.CutPrefix(word, []byte(put))
			if !ok || len(rest) < 4 {
				continue
			}
			if a.double {
				n := len(firstSyllable(string(rest)))
				if n == 0 || len(rest)-n < 4 || !bytes.HasPrefix(rest[n:], rest[:n]) {
					continue
				}
				rest = rest[n:]
			}
			for _, on := range a.on {
				switch {
				case a.drop:
					yield(append([]byte(on), rest...))
				case on == "any" || bytes.HasPrefix(rest, []byte(on)):
					yield(rest)
				}
			}
		}
	}
}
