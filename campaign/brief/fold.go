package brief

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// fold returns a title as titles are compared: composed (some editors take accents apart), in lower case, with
// single spaces, without a colon at the end.
func fold(s string) string {
	s = norm.NFC.String(s)
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.TrimRight(strings.TrimSuffix(s, ":"), " ")
}
