package live

import (
	"context"
	"time"

	"workbench/campaign"
)

// sessionPause ends a session of writing: whoever writes after it begins a new one.
const sessionPause = time.Hour

// pen counts what was written in a session. It is never changed.
type pen struct {
	since, last time.Time
	graphemes   int
}

// after is the count with one more entry. It may be asked of nil.
func (p *pen) after(e campaign.Entry) *pen {
	now := pen{since: e.Time, last: e.Time}
	if p != nil && e.Time.Sub(p.last) < sessionPause {
		now.since, now.graphemes = p.since, p.graphemes
	}
	for _, edit := range e.Edits {
		now.graphemes += written(edit)
	}
	return &now
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
	// process. Since is zero where nobody has written lately, that is, where this process does not know of it.
	Written int
	Since   time.Time
}

// Lately gives the draft as it is, and sees to it that Options.Findings has checked it: now, or soon where its
// pages wait for a check anyway. Then an activity event follows, Checked.
func (d *Desk) Lately(ctx context.Context, draft string) (Lately, error) {
	r := d.enter(draft)
	defer d.leave(r)
	head, err := d.read(ctx, r)
	if err != nil {
		return Lately{}, err
	}
	if d.options.Findings != nil {
		d.report(ctx, r, head, true)
	}
	now := Lately{Head: head}
	if p := r.pen.Load(); p != nil && d.now().Sub(p.last) < sessionPause {
		now.Written, now.Since = p.graphemes, p.since
	}
	return now, nil
}
