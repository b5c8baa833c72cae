package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"unicode/utf8"

	"golang.org/x/crypto/bcrypt"

	"workbench/campaign"
)

// passwordCost makes one guess cost about a fifth of a second on a laptop. bcrypt and not argon2id,
// because the program promises to stay small in memory on an old machine.
const passwordCost = 12

// The bounds of a password: characters at the least, bytes at the most (bcrypt reads no further).
const (
	minPassword = 10
	maxPassword = 72
)

// absentHash is compared with where there is no account, so that the answer takes as long.
var absentHash = sync.OnceValue(func() []byte {
	h, _ := bcrypt.GenerateFromPassword([]byte("nobody has this password"), passwordCost)
	return h
})

// HashPassword returns what to keep of a password. It refuses one that is too short or too long, in a
// sentence.
func HashPassword(password string) (string, error) {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return "", campaign.Fail(campaign.Invalid, "password", "The password is too short. Use at least %d characters; a few words in a row do well.", minPassword)
	case len(password) > maxPassword:
		return "", campaign.Fail(campaign.Invalid, "password", "The password is too long. Use at most %d letters of the Latin script, or %d of Thai or Khmer.", maxPassword, maxPassword/3)
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), passwordCost)
	return string(hash), err
}

// HashMachinePassword returns what to keep of a password that a program made or that everybody knows. A
// slow hash would protect neither the one nor the other, and would hold up the start.
func HashMachinePassword(password string) (string, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	return string(hash), err
}

// PasswordMatches says whether the password is the one that was hashed.
func PasswordMatches(hash, password string) bool {
	if hash == "" {
		bcrypt.CompareHashAndPassword(absentHash(), []byte(password))
		return false
	}
	return bcrypt.CompareHashAndPassword([]byte(hash), []byte(password)) == nil
}

// HashCode returns what to keep of an invite's code.
func HashCode(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}
