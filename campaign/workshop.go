package campaign

import "time"

// Joining says who may come in by the workshop's code.
type Joining string

// The ways of joining.
const (
	JoinOpen        Joining = "open"          // anyone with the workshop's code chooses a group
	JoinByGroupCode Joining = "by_group_code" // only the group's own code lets one in
	JoinClosed      Joining = "closed"        // nobody new; seat codes still bring people back
)

// Workshop is one meeting: groups that draft on one canvas.
type Workshop struct {
	ID       string
	Title    string
	Place    string
	From, To string // YYYY-MM-DD, or empty
	Language string // of the canvas and the guidance
	Canvas   string
	Pack     string // id of the principle pack
	// Which version of it, and which contents under that version: a running workshop keeps both until somebody
	// changes them. Empty: not settled yet, so the one that ships with the program.
	PackVersion, PackDigest string
	// What the facilitator has set over the pack, as principles.Local writes it; empty: nothing.
	PackSettings string
	JoinCode     string
	Joining      Joining
	Privacy      Privacy // what is kept of people; empty is PrivacyNames
	WiFi         WiFi
	Demo         bool // made by serve --demo
	Created      time.Time
	Closed       time.Time // for good, to the minute; zero: it goes on
	Groups       []Group   // in the order they are shown
}

// WiFi is the room's network, for the second QR. An empty name means that it is not shown.
type WiFi struct {
	Name     string
	Password string
}

// Group is one table. Sign is 0..7 and picks its colour and its woven square.
type Group struct {
	ID         string
	WorkshopID string
	Name       string
	Country    string // ISO 3166 alpha-2, or empty
	Code       string // lets one into this group while joining is by group code
	DraftID    string
	Sign       int
	Members    []Member // who sit there now; filled by the pages that show them
}

// Member is one person at a table. Name is never empty: whoever gives none is "Guest" and a number, or an alias or a
// seat where the workshop asks for none.
type Member struct {
	ID         string
	WorkshopID string
	GroupID    string
	Name       string
	SeatCode   string // brings this member back on any device
	Removed    bool
	Pseudonym  string // what stands beside their texts where the workshop keeps nothing of people; else empty
	Host       bool   // looks after the table; ends with moving to another and with being removed
	Joined     time.Time
}

// Account is somebody who signs in with a password.
type Account struct {
	ID           string
	Name         string
	Role         Role
	PasswordHash string
	Demo         bool // made by serve --demo
}

// CodeAlphabet is what codes are made of: 30 characters that are not taken for one another when they are
// read aloud or from a projector.
const CodeAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// CodeLength is the number of characters of a join, group or seat code.
const CodeLength = 6
