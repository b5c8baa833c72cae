package brief

import "strings"

// fold returns a title as titles are compared: in lower case, with single spaces, without a colon at the end.
func fold(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.TrimRight(strings.TrimSuffix(s, ":"), " ")
}
