package campaign

import (
	"maps"
	"slices"
	"time"
)

// Course is how a workshop goes: its plan of phases, and where it stands in it. All times are the server's wall clock,
// so that a timer goes on through a restart and through sleep.
//
// Methods change the course in place and leave it as it was where they return an error.
type Course struct {
	Revision int64   `json:"revision"` // counts what was stored; 0 for a workshop without a course
	Phases   []Phase `json:"phases,omitempty"`

	Begun  bool           `json:"begun,omitempty"` // a phase has been started at some time
	Phase  string         `json:"phase,omitempty"` // the id of the phase that runs; empty: none
	Ended  string         `json:"ended,omitempty"` // the id of the phase that ran before it, or last
	By     string         `json:"by,omitempty"`    // what the one who started it is called
	Since  time.Time      `json:"since,omitzero"`  // when it was started
	Ends   time.Time      `json:"ends,omitzero"`   // when its time is up, if it were not paused
	Paused time.Time      `json:"paused,omitzero"` // since when the time stands still; zero: it runs
	Added  map[string]int `json:"added,omitempty"` // seconds that a group has beyond Ends, by the group's id

	Closed bool                `json:"closed,omitempty"` // sections of later phases are locked until their phase begins
	Opened []string            `json:"opened,omitempty"` // those that a facilitator has opened all the same
	Locked map[string]HandLock `json:"locked,omitempty"` // by the section's id

	Revealed []string             `json:"revealed,omitempty"` // sections of all groups that every group may read now
	Shown    map[string]Revealing `json:"shown,omitempty"`    // who revealed them and when, by the section's id
	Unnamed  string               `json:"unnamed,omitempty"`  // the seed of the order in which they stand without names; empty: with names

	Messages []Message `json:"messages,omitempty"` // the oldest first

	Rubric RubricRound `json:"rubric,omitzero"`
	Votes  []VoteCall  `json:"votes,omitempty"` // that pages lead to, the oldest first
}

// Now is the phase that runs, nil for none.
func (c *Course) Now() *Phase {
	if i := c.at(c.Phase); i >= 0 {
		return &c.Phases[i]
	}
	return nil
}

// Number is the place of the phase that runs, counted from 1; 0 for none.
func (c *Course) Number() int { return c.at(c.Phase) + 1 }

// After is the phase that follows the one that runs, the first where none does, nil after the last.
func (c *Course) After() *Phase {
	if i := c.at(c.Phase) + 1; i < len(c.Phases) {
		return &c.Phases[i]
	}
	return nil
}

// Before is the phase before the one that runs, nil where there is none.
func (c *Course) Before() *Phase {
	if i := c.at(c.Phase); i > 0 {
		return &c.Phases[i-1]
	}
	return nil
}

// TalkedOver is how long after the next phase has begun a room still talks over the one that ended.
const TalkedOver = 5 * time.Minute

// Worked is the section that the groups have been working on: the first one of the phase whose time is up. While a phase
// has time left that is the one that ended last, as long as the room talks it over, and then the one that runs. Phases
// that are about no section are passed over. It is empty where none of the two is about one.
func (c *Course) Worked(now time.Time) string {
	phases := []string{c.Phase, c.Ended}
	if c.talksOver(now) {
		slices.Reverse(phases)
	}
	for _, id := range phases {
		if i := c.at(id); i >= 0 && len(c.Phases[i].Sections) > 0 {
			return c.Phases[i].Sections[0]
		}
	}
	return ""
}

// talksOver says whether the phase that runs has only just begun.
func (c *Course) talksOver(now time.Time) bool {
	return c.Left("", now) > 0 && c.clock(now).Sub(c.Since) < TalkedOver
}

func (c *Course) at(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(c.Phases, func(p Phase) bool { return p.ID == id })
}

// Start begins a phase, whichever ran before, with all its minutes.
func (c *Course) Start(id, by string, now time.Time) error {
	i := c.at(id)
	if i < 0 {
		return Fail(Invalid, "phase", "There is no such phase any more. Load the page again and choose one of the plan.")
	}
	switch {
	case id == c.Ended && c.talksOver(now): // gone back to: it had not ended
		c.Ended = ""
	case c.Phase != "":
		c.Ended = c.Phase
	}
	c.Begun, c.Phase, c.By, c.Since = true, id, by, now
	c.Ends, c.Paused, c.Added = now.Add(inMinutes(c.Phases[i].Minutes)), time.Time{}, nil
	if c.Phases[i].Reveal {
		c.Reveal(c.Phases[i].Sections, by, now)
	}
	return nil
}

// End ends the phase that runs, so that none does.
func (c *Course) End() error {
	if err := c.running(); err != nil {
		return err
	}
	c.Ended = c.Phase
	c.Phase, c.By, c.Since, c.Ends, c.Paused, c.Added = "", "", time.Time{}, time.Time{}, time.Time{}, nil
	return nil
}

// Pause lets the time stand still. A course that is paused stays so.
func (c *Course) Pause(now time.Time) error {
	if err := c.running(); err != nil {
		return err
	}
	if c.Paused.IsZero() {
		c.Paused = now
	}
	return nil
}

// Resume lets the time go on. As much is left as when it was paused.
func (c *Course) Resume(now time.Time) error {
	if err := c.running(); err != nil {
		return err
	}
	if !c.Paused.IsZero() {
		c.Ends, c.Paused = c.Ends.Add(max(now.Sub(c.Paused), 0)), time.Time{}
	}
	return nil
}

// Extend gives minutes to one group, or to all where group is empty. Where the time is up, they count from now.
func (c *Course) Extend(group string, more int, now time.Time) error {
	if err := c.running(); err != nil {
		return err
	}
	if more < 1 || more > PhaseMinutes {
		return Fail(Invalid, "minutes", "Add 1 to %d minutes.", PhaseMinutes)
	}
	over := max(c.clock(now).Sub(c.EndsFor(group)), 0) + inMinutes(more)
	if group == "" {
		c.Ends = c.Ends.Add(over)
		return nil
	}
	added := maps.Clone(c.Added)
	if added == nil {
		added = map[string]int{}
	}
	added[group] += int(over / time.Second)
	c.Added = added
	return nil
}

func (c *Course) running() error {
	if c.Now() == nil {
		return Fail(Conflict, "phase", "No phase is running. Start one first.")
	}
	return nil
}

// EndsFor is when the time of a group is up, if it is not paused; of those without time of their own where group is empty.
func (c *Course) EndsFor(group string) time.Time {
	return c.Ends.Add(time.Duration(c.Added[group]) * time.Second)
}

// Left is how much time a group has in the phase that runs, 0 where it is up or none runs.
func (c *Course) Left(group string, now time.Time) time.Duration {
	if c.Now() == nil {
		return 0
	}
	return max(c.EndsFor(group).Sub(c.clock(now)), 0)
}

// clock is the time that the timer shows: it stands still while the course is paused.
func (c *Course) clock(now time.Time) time.Time {
	if !c.Paused.IsZero() {
		return c.Paused
	}
	return now
}

// Plan replaces the phases. The one that runs stays in the plan until it has ended; its time stays as it is.
func (c *Course) Plan(plan []Phase) error {
	plan = slices.Clone(plan)
	if err := checkPlan(plan); err != nil {
		return err
	}
	if now := c.Now(); now != nil && !slices.ContainsFunc(plan, func(p Phase) bool { return p.ID == now.ID }) {
		return Fail(Conflict, "phases", "“%s” is running. End it before you take it out of the plan.", now.Title)
	}
	c.Phases = plan
	return nil
}

// Add puts a new phase at the end of the plan.
func (c *Course) Add(p Phase) error {
	p.ID = freePhase(c.Phases)
	return c.Plan(append(slices.Clone(c.Phases), p))
}

// Remove takes a phase out of the plan. One that is not there any more is no error.
func (c *Course) Remove(id string) error {
	return c.Plan(slices.DeleteFunc(slices.Clone(c.Phases), func(p Phase) bool { return p.ID == id }))
}

// Move puts a phase a place up (-1) or down (1). At an end of the plan it stays.
func (c *Course) Move(id string, by int) error {
	plan, i := slices.Clone(c.Phases), c.at(id)
	if to := i + by; i >= 0 && to >= 0 && to < len(plan) {
		plan[i], plan[to] = plan[to], plan[i]
	}
	return c.Plan(plan)
}

func inMinutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// HandLock is a section that a facilitator has locked.
type HandLock struct {
	By    string    `json:"by"`
	Since time.Time `json:"since"`
}

// Locks are the sections, in the order given, that no group can write in now, and why: those that a facilitator has
// locked; those of a phase in which groups only read; and, where later phases are kept closed, those that no phase so
// far was about and nobody has opened. At is left to the caller.
func (c *Course) Locks(sections []string) []Lock {
	var locks []Lock
	now := c.Now()
	for _, id := range sections {
		if hand, ok := c.Locked[id]; ok {
			locks = append(locks, Lock{Section: id, Since: hand.Since, By: hand.By, Why: LockedByHand})
			continue
		}
		if now == nil {
			continue
		}
		if slices.Contains(now.Sections, id) {
			if now.Members != MayWrite {
				locks = append(locks, Lock{Section: id, Since: c.Since, By: c.By, Why: LockedByPhase, Phase: now.Title})
			}
			continue
		}
		first := slices.IndexFunc(c.Phases, func(p Phase) bool { return slices.Contains(p.Sections, id) })
		if c.Closed && first > c.at(c.Phase) && !slices.Contains(c.Opened, id) {
			locks = append(locks, Lock{Section: id, Since: c.Since, By: c.By, Why: LockedAhead, Phase: c.Phases[first].Title})
		}
	}
	return locks
}

// May is what a group may do in a section now, and the lock that says why it may not write.
func (c *Course) May(section string) (May, *Lock) {
	locks := c.Locks([]string{section})
	if len(locks) == 0 {
		return MayWrite, nil
	}
	if now := c.Now(); locks[0].Why == LockedByPhase {
		return now.Members, &locks[0]
	}
	return MayRead, &locks[0]
}

// LockSection locks a section until it is opened. One that is locked by hand stays as it was.
func (c *Course) LockSection(section, by string, now time.Time) {
	if _, ok := c.Locked[section]; ok {
		return
	}
	locked := maps.Clone(c.Locked)
	if locked == nil {
		locked = map[string]HandLock{}
	}
	locked[section] = HandLock{by, now}
	c.Locked = locked
	c.Opened = slices.DeleteFunc(slices.Clone(c.Opened), func(id string) bool { return id == section })
}

// OpenSection opens a section that somebody has locked or that is kept for a later phase. One that the phase that runs
// is only reading stays so: the phase says that.
func (c *Course) OpenSection(section string) error {
	if _, ok := c.Locked[section]; ok {
		locked := maps.Clone(c.Locked)
		delete(locked, section)
		c.Locked = locked
		return nil
	}
	_, lock := c.May(section)
	switch {
	case lock == nil:
		return nil
	case lock.Why == LockedByPhase:
		return Fail(Conflict, "section", "In “%s” the groups only read. Let them write in that phase, in the plan, or end it.", lock.Phase)
	}
	c.Opened = append(slices.Clone(c.Opened), section)
	return nil
}
