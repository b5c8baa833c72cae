package principles

import (
	"fmt"
	"strings"
	"testing"
)

// scanned runs the words of a pack over a text that folds to itself.
func scanned(p *Pack, text string) *scan {
	s := &scan{w: p.words, draft: "en", typed: text}
	for i := range len(text) + 1 {
		s.at = append(s.at, int32(i))
	}
	s.run([]byte(text + "\n")[:len(text)])
	return s
}

// Phrases of many gaps and alternatives, each just within its own bound at every word, are given up together.
func TestCheck_BoundsTheSearchesOfAllPhrasesInAText(t *testing.T) {
	var l Local
	for i := range MaxLocalWords {
		l.Words = append(l.Words, enemyWord(fmt.Sprintf("(a%d|b|c|d) ..9 (b|c|d*) ..9 (b|c*|d) ..9 (b*|c|d) ..9 (b|c|d) ..9 x%d", i, i), false))
	}
	text := strings.Repeat("b c d b c d b c d ", 1000)
	if s := scanned(derived(t, l), text); s.spent < stepsOf(len(text)) || s.spent > stepsOf(len(text))+maxSteps {
		t.Errorf("%d steps, at most %d are allowed", s.spent, stepsOf(len(text)))
	}
	for _, text := range []string{strings.Repeat("crush the enemy, they are all terrorists and deserve it ", 300), strings.Repeat("we must stop those people before it is too late ", 300)} {
		if s := scanned(Standard(), text); s.spent > stepsOf(len(text))/4 {
			t.Errorf("the pack that ships takes %d steps in %d bytes, near the bound of %d", s.spent, len(text), stepsOf(len(text)))
		}
	}
}
