package ui

import (
	"crypto/sha256"
	"encoding/base64"

	"workbench/campaign"
)

// proven is what a session holds of an account: its id, and what proves that the password it was signed in with is
// still the account's. The proof is of the password's salted hash, so that with another password, or the same one set
// again, every session ends, wherever that was done.
func proven(a campaign.Account) string {
	sum := sha256.Sum256([]byte(a.PasswordHash))
	return a.ID + " " + base64.RawURLEncoding.EncodeToString(sum[:16])
}
