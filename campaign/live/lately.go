package live

import (
	"context"
	"time"

	"workbench/campaign"
)

// sessionPause ends a session of writing: whoever writes after it begins a new one.
const sessionPause = time.Hour

// What is written within a stretch is counted as one; of so many stretches, twelve hours without a rest, a draft keeps
// at least half.
const (
	stretchFor  = 10 * time.Second
	stretchesOf = 2 * 12 * 360
)

// pen counts what was written in a session, and of late in stretches. It is never changed.
type pen struct {
	since, last time.Time
	graphemes   int
	stretch     *stretch // the latest
	stretches   int
}

// stretch is what was written within a few seconds. It is never changed.
type stretch struct {
	from      time.Time
	graphemes int
	before    *stretch
}

// after is the count with one more entry. It may be asked of nil.
func (p *pen) after(e campaign.Entry) *pen {
	now, n := pen{since: e.Time, last: e.Time}, 0
	for _, edit := range e.Edits {
		n += written(edit)
	}
	if p != nil {
		now.stretch, now.stretches = p.stretch, p.stretches
		if e.Time.Sub(p.last) < sessionPause {
			now.since, now.graphemes = p.since, p.graphemes
		}
	}
	now.graphemes += n
	if s := now.stretch; s != nil && e.Time.Sub(s.from) < stretchFor {
		now.stretch = &stretch{s.from, s.graphemes + n, s.before}
		return &now
	}
	if now.stretches >= stretchesOf {
		now.stretch, now.stretches = now.stretch.latest(stretchesOf/2), stretchesOf/2
	}
	now.stretch, now.stretches = &stretch{e.Time, n, now.stretch}, now.stretches+1
	return &now
}

// latest is a copy of the last n stretches, so that those before them are let go.
func (s *stretch) latest(n int) *stretch {
	all := make([]stretch, 0, n)
	for ; s != nil && len(all) < n; s = s.before {
		all = append(all, *s)
	}
	for i := range all {
		if all[i].before = nil; i+1 < len(all) {
			all[i].before = &all[i+1]
		}
	}
	return &all[0]
}

// from counts what was written since a moment, to within a stretch.
func (p *pen) from(since time.Time) int {
	n := 0
	for s := p.stretch; s != nil && s.from.After(since.Add(-stretchFor)); s = s.before {
		n += s.graphemes
	}
	return n
}

// written is how many characters, as people count them, an edit puts into texts.
func written(e campaign.Edit) int {
	n := 0
	for _, s := range e.Splices {
		n += campaign.Graphemes(s.Insert)
	}
	return n
}

// Lately is a draft as those who lead look at it while others write.
type Lately struct {
	Head
	// Written is how many characters, as people count them, have been typed into texts since Since, by pages of this
	// process. Since is zero where nobody has written lately, that is, where this process does not know of it. Of what
	// was asked for it is the moment that was given, or later where the process counts from then on.
	Written int
	Since   time.Time
}

// Lately gives the draft as it is, and sees to it that Options.Findings has checked it: now, or soon where its
// pages wait for a check anyway. Then an activity event follows, Checked. What was written is counted since a moment or,
// where that is zero, since the last long pause.
func (d *Desk) Lately(ctx context.Context, draft string, since time.Time) (Lately, error) {
	r := d.enter(draft)
	defer d.leave(r)
	head, err := d.read(ctx, r)
	if err != nil {
		return Lately{}, err
	}
	if d.options.Findings != nil {
		d.report(ctx, r, head, true)
	}
	now, p := Lately{Head: head}, r.pen.Load()
	switch {
	case !since.IsZero():
		now.Since = since
		if at := r.known.Load(); at != nil && at.After(since) {
			now.Since = *at
		}
		if p != nil {
			now.Written = p.from(since)
		}
	case p != nil && d.now().Sub(p.last) < sessionPause:
		now.Written, now.Since = p.graphemes, p.since
	}
	return now, nil
}
