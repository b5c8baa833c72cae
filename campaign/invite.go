package campaign

import "time"

// Invite lets somebody become a facilitator or trainer once. Only the hash of its code is kept.
type Invite struct {
	Hash    string // hex SHA-256 of the code
	Kind    string // "first" for the first-start link, "facilitator" for a code shown by another facilitator
	Role    Role
	Expires time.Time
	By      string // the account that made it, empty for the first
}
