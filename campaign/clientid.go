package campaign

import "strings"

// ClientLength is the most characters that a client's id has.
const ClientLength = 64

// ServerClient is the client of the batches that the server itself makes. Whoever takes batches from outside
// must refuse this name.
const ServerClient = "server"

// ValidClient says whether id can be that of an open page: 1 to ClientLength letters, digits and signs of ASCII,
// so that random bytes in any usual spelling will do.
func ValidClient(id string) bool {
	strange := func(r rune) bool { return r <= ' ' || r > '~' }
	return id != "" && len(id) <= ClientLength && !strings.ContainsFunc(id, strange)
}
