package campaign

// Role is what a caller is to the installation or to a workshop.
type Role string

// The roles. A trainer may do all that a facilitator may.
const (
	Stranger    Role = ""
	MemberRole  Role = "member"
	Facilitator Role = "facilitator"
	Trainer     Role = "trainer"
)

// Caller is who asks: a signed-in account, a member of a group, or nobody.
type Caller struct {
	Role       Role
	ID         string // account or member id
	Name       string
	WorkshopID string // members only
	GroupID    string // members only
	DraftID    string // members only
	// Pseudonym stands in for the id beside what is written, where the workshop keeps nothing of people; else empty.
	Pseudonym string
	Host      bool // members only: looks after their table
}

// Author is what is stored beside a text as the one who wrote it: the id of the account or the member, or their pseudonym
// where the workshop keeps nothing of people.
func (c Caller) Author() string {
	if c.Pseudonym != "" {
		return c.Pseudonym
	}
	return c.ID
}

// Wrote says whether an author is the caller. It is also the id, under which people wrote before the workshop kept nothing.
func (c Caller) Wrote(author string) bool {
	return author != "" && (author == c.Author() || author == c.ID)
}

// Leads says whether the caller is a facilitator or a trainer.
func (c Caller) Leads() bool { return c.Role == Facilitator || c.Role == Trainer }

// CanOpenWorkshop says whether the caller may see the workshop's own page and title.
func (c Caller) CanOpenWorkshop(id string) bool {
	return c.Leads() || c.Role == MemberRole && c.WorkshopID == id
}

// CanReadDraft says whether the caller may read a draft: its group, and those who lead. A group never
// sees another group's draft.
func (c Caller) CanReadDraft(id string) bool {
	return c.Leads() || c.Role == MemberRole && c.DraftID == id
}

// Hosts says whether the caller looks after the table whose draft it is: its host, and those who lead.
func (c Caller) Hosts(draft string) bool {
	return c.Leads() || c.Role == MemberRole && c.Host && c.DraftID == draft
}

// CanEditDraft says whether the caller may write in a draft: the same people.
func (c Caller) CanEditDraft(id string) bool { return c.CanReadDraft(id) }
