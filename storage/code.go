package storage

import (
	"crypto/rand"
	"math/big"
	"strings"

	"workbench/campaign"
)

// newID returns a random id of 26 characters with at least 128 bits, safe in a URL.
func newID() string { return strings.ToLower(rand.Text()) }

// newCode returns a random code. Every code is equally likely: rand.Int draws again instead of taking a
// remainder. crypto/rand never fails; it ends the program where the system has no randomness.
func newCode() string {
	n := big.NewInt(int64(len(campaign.CodeAlphabet)))
	b := make([]byte, campaign.CodeLength)
	for i := range b {
		k, err := rand.Int(rand.Reader, n)
		if err != nil {
			panic(err)
		}
		b[i] = campaign.CodeAlphabet[k.Int64()]
	}
	return string(b)
}

// tidyCode brings a code as people type it into the form it is stored in: upper case, without spaces and
// dashes.
func tidyCode(code string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '\u00a0', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
			return -1
		}
		return r
	}, strings.ToUpper(code))
}
