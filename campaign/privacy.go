package campaign

// Privacy is what a workshop keeps of who people are. It is decided when something is stored, not when it is shown, so
// that a page, an export or a backup that forgets about it has nothing to give away.
//
// Where a person can be found, and what stands there:
//
//   - members: the id is random; the name is what the mode says. The seat code brings one back.
//   - sessions: a hash of the token, with the member's id. No address, no device.
//   - entries, checkpoints, marks that a finding was not useful, and whatever else is written beside a text: only
//     Caller.Author, never a name. What is shown is looked up in members each time, so that a new name holds for what was
//     written before.
//   - entries.client: random, made anew by every page that is opened.
//   - the course (who began a phase, locked a section, said something) and the locks in the log: what the facilitator is
//     called.
//   - presence and who is absent: in memory alone, and between instances as ids; the name is looked up in members.
//   - the log of the program: the route's pattern and never the address asked for, no id, no name, no IP address, in every
//     mode. Figures (/metrics) are by route. Addresses are counted, in memory and for a minute, where a code was wrong.
//   - briefs and comparisons: groups, no people.
type Privacy string

// The modes, each keeping less than the one before.
const (
	PrivacyNames   Privacy = "names"   // what people type
	PrivacyAliases Privacy = "aliases" // nobody is asked; the server gives each an alias
	// PrivacyNothing: people are a seat at a table. Beside what they write stands a pseudonym, made from the member's id
	// with a key of the workshop; facilitators are all one. Whoever has the database has the key too: it keeps names away
	// from backups and exports, and does not make what was written anonymous to the one who runs the workbench.
	PrivacyNothing Privacy = "nothing"
)

// FacilitatorAuthor is the author, and FacilitatorName the name, of all that facilitators do in a workshop that keeps
// nothing.
const (
	FacilitatorAuthor = "facilitator"
	FacilitatorName   = "Facilitator"
)

// Privacies are the modes, from the one that keeps the most.
func Privacies() []Privacy { return []Privacy{PrivacyNames, PrivacyAliases, PrivacyNothing} }

func (p Privacy) rank() int {
	switch p {
	case "", PrivacyNames:
		return 1
	case PrivacyAliases:
		return 2
	case PrivacyNothing:
		return 3
	}
	return 0
}

// Beyond says whether p keeps less than q.
func (p Privacy) Beyond(q Privacy) bool { return p.rank() > q.rank() }

// To refuses a move to a mode that there is not (Invalid) and one that would keep more of people than they were told when
// they came in (Conflict). Staying is no error.
func (p Privacy) To(next Privacy) error {
	switch {
	case next.rank() == 0 || next == "":
		return Fail(Invalid, "privacy", "There is no such choice. Choose names, aliases or nothing.")
	case p.Beyond(next):
		return Fail(Conflict, "privacy", "People came in under a promise that would be broken: this can only move towards keeping less of them. Make a new workshop for another choice.")
	}
	return nil
}

// Veil takes the facilitators' names out of the course.
func (c *Course) Veil() {
	if c.By != "" {
		c.By = FacilitatorName
	}
	if len(c.Locked) > 0 {
		locked := make(map[string]HandLock, len(c.Locked))
		for id, l := range c.Locked {
			locked[id] = HandLock{FacilitatorName, l.Since}
		}
		c.Locked = locked
	}
	if len(c.Shown) > 0 {
		shown := make(map[string]Revealing, len(c.Shown))
		for id, r := range c.Shown {
			shown[id] = Revealing{FacilitatorName, r.At}
		}
		c.Shown = shown
	}
	messages := append([]Message(nil), c.Messages...)
	for i := range messages {
		messages[i].By = FacilitatorName
	}
	c.Messages = messages
}
