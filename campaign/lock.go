package campaign

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// LockGrace is how long after a lock a batch is taken that was made before it: what was typed before a lock and
// arrives late is not lost to it.
const LockGrace = 60 * time.Second

// LockWhy says how a section came to be locked.
type LockWhy string

// How a section came to be locked.
const (
	LockedByHand  LockWhy = "hand"  // by a facilitator, until one opens it
	LockedByPhase LockWhy = "phase" // it can only be read in the phase that runs
	LockedAhead   LockWhy = "ahead" // its phase has not begun
)

// Lock is a section of a draft that nobody can write in.
type Lock struct {
	Section string    `json:"section"`
	Seq     int64     `json:"seq"`   // of the entry that locked it; the fold fills it in
	Since   time.Time `json:"since"` // when it was locked, by the server's clock
	By      string    `json:"by"`    // what the one who locked it is called
	At      string    `json:"at"`    // Since as people in the room read it, such as 14:05
	Why     LockWhy   `json:"why"`
	Phase   string    `json:"phase,omitempty"` // the title of the phase that it is about; not for LockedByHand
}

// Refusal says who locked the section, why and until when. title is what the section is called.
func (l Lock) Refusal(title string) *Error {
	switch l.Why {
	case LockedByPhase:
		return Fail(Locked, "", "“%s” can be read and not changed in the phase “%s”, which %s began at %s. You can write in it again when that phase has ended.", title, l.Phase, l.By, l.At)
	case LockedAhead:
		return Fail(Locked, "", "“%s” is not open yet. %s keeps it for the phase “%s”, and you can write in it when that phase begins.", title, l.By, l.Phase)
	}
	return Fail(Locked, "", "“%s” is locked. %s locked it at %s, until a facilitator opens it again.", title, l.By, l.At)
}

// same says whether two locks of a section say the same.
func (l Lock) same(o Lock) bool { return l.Why == o.Why && l.Phase == o.Phase && l.By == o.By }

// Lock is the lock on a section, nil where it is open.
func (s State) Lock(section string) *Lock {
	if i := slices.IndexFunc(s.Locks, func(l Lock) bool { return l.Section == section }); i >= 0 {
		return &s.Locks[i]
	}
	return nil
}

// LockEdits are the edits, of the server's own, after which exactly the wanted sections of the state are locked. A
// section that is locked already keeps its lock, unless it is for another reason now.
func (s State) LockEdits(wanted []Lock) []Edit {
	var edits []Edit
	for _, l := range s.Locks {
		if !slices.ContainsFunc(wanted, func(w Lock) bool { return w.Section == l.Section }) {
			edits = append(edits, Edit{Kind: EditUnlock, At: l.Section})
		}
	}
	for _, w := range wanted {
		if l := s.Lock(w.Section); l != nil && l.same(w) {
			continue
		}
		value, err := unescaped(w)
		if err != nil {
			panic(err) // texts and times can always be written
		}
		edits = append(edits, Edit{Kind: EditLock, At: w.Section, Value: value})
	}
	return edits
}

// lock locks a section or opens it.
func (f *fold) lock(e Edit) (Edit, error) {
	if !f.server {
		return Edit{}, Fail(Invalid, "kind", "A section is locked and opened by a facilitator on the page of phases, and not by an edit.")
	}
	if !slices.ContainsFunc(f.lib.canvases, func(c Canvas) bool { return c.Section(e.At) != nil }) {
		return Edit{}, Fail(Invalid, "at", "No canvas has a section %q.", shown(e.At))
	}
	locks := slices.DeleteFunc(slices.Clone(f.state.Locks), func(l Lock) bool { return l.Section == e.At })
	done := Edit{Kind: e.Kind, At: e.At}
	if e.Kind == EditLock {
		var l Lock
		if err := json.Unmarshal(e.Value, &l); err != nil {
			return Edit{}, fmt.Errorf("a lock: %w", err)
		}
		l.Section, l.Seq, done.Value = e.At, f.seq, e.Value
		if was := f.state.Lock(e.At); was != nil { // locked all the time, if for another reason: no words are newly late
			l.Seq = was.Seq
			if l.Since.After(was.Since) {
				l.Since = was.Since
			}
		}
		locks = append(locks, l)
	}
	if len(locks) == 0 {
		locks = nil
	}
	f.state.Locks = locks
	f.part(partLocks)
	return done, nil
}

// checkLock refuses an edit of a field in a locked section of the draft's canvas, unless it was made before the lock
// and comes soon enough after it.
func (l *Library) checkLock(s State, b Batch, e Edit) error {
	if len(s.Locks) == 0 || e.Kind == EditSetAside || e.Kind == EditTakeUp || e.Kind == EditSelfCheck {
		return nil // what a group says about a finding is not what it writes
	}
	p, err := l.place(e.At)
	canvas := l.Canvas(s.Canvas)
	if err != nil || canvas == nil {
		return nil // refused for what it is
	}
	for i := range canvas.Sections {
		section := &canvas.Sections[i]
		lock := s.Lock(section.ID)
		if lock == nil || !slices.Contains(section.Fields, p.field.ID) {
			continue
		}
		if b.Base < lock.Seq && b.Taken.Sub(lock.Since) <= LockGrace {
			return nil
		}
		return lock.Refusal(l.Texts(s.Language).Section(section.ID).Title)
	}
	return nil
}
