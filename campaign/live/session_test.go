package live

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"workbench/campaign"
)

// session plays a script of several pages on one text. A page types into and cuts from what it has read
// and sends that as one batch; with its answer it reads the draft. The lines:
//
//	PAGE types AT "TEXT"   PAGE cuts FROM TO   PAGE reads
//	PAGE sends -> SEQ or CODE   PAGE sends, lost   PAGE sends again -> SEQ
//	restart   text "TEXT"   all read
//
// "at two" goes to a second process. "copy of PAGE" is another page with PAGE's client id and number.
type session struct {
	t     *testing.T
	desks map[string]*Desk
	log   *MemoryLog
	pages map[string]*scripted
}

// scripted is one page: what it has read, and the batch that it makes or has sent.
type scripted struct {
	seq  int64
	text string
	made campaign.Batch // under way until it is answered
	last campaign.Batch
}

func TestSessions_EndAsTheScriptSays(t *testing.T) {
	files, err := filepath.Glob("testdata/sessions/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sessions: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			one, log := open(t)
			s := &session{t: t, log: log, pages: map[string]*scripted{}, desks: map[string]*Desk{"": one, "two": desk(t, log)}}
			for i, line := range strings.Split(string(script), "\n") {
				if line != "" && line[0] != '#' {
					if err := s.play(line); err != nil {
						t.Fatalf("%s:%d: %s: %v", file, i+1, line, err)
					}
				}
			}
		})
	}
}

var (
	textLine = regexp.MustCompile(`^text (".*")$`)
	pageLine = regexp.MustCompile(`^(copy of )?(\w+)(?: at (two))? (types|cuts|reads|sends)(.*?)(?: at (two))?(?: -> (\w+))?$`)
)

func (s *session) play(line string) error {
	if m := textLine.FindStringSubmatch(line); m != nil {
		want, err := strconv.Unquote(m[1])
		if got := text(s.t, s.desks[""]); err == nil && got != want {
			err = fmt.Errorf("the text is %q", got)
		}
		return err
	}
	switch line {
	case "restart":
		s.desks[""] = desk(s.t, s.log)
		return nil
	case "all read":
		return s.allRead()
	}
	m := pageLine.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("no such line")
	}
	p := s.pages[m[1]+m[2]]
	if p == nil {
		p = &scripted{made: batch(m[2], 1, 0)}
		s.pages[m[1]+m[2]] = p
	}
	switch m[4] {
	case "reads":
		return p.read(s.desks[m[3]])
	case "sends":
		return p.send(s.desks[m[3]+m[6]], m[5], m[7])
	}
	return p.edit(m[4], m[5])
}

// edit makes an edit in what the page has before it.
func (p *scripted) edit(what, args string) error {
	var splice campaign.Splice
	format, into := " %d %q", []any{&splice.From, &splice.Insert}
	if what == "cuts" {
		format, into = " %d %d", []any{&splice.From, &splice.To}
	}
	if _, err := fmt.Sscanf(args, format, into...); err != nil {
		return err
	}
	splice.To = max(splice.From, splice.To)
	after, err := campaign.ApplySplices(p.text, []campaign.Splice{splice})
	p.text = after
	p.made.Base = p.seq
	p.made.Edits = append(p.made.Edits, campaign.Edit{Kind: campaign.EditText, At: core, Splices: []campaign.Splice{splice}})
	return err
}

// read brings the page to where the draft stands.
func (p *scripted) read(d *Desk) error {
	if len(p.made.Edits) > 0 {
		return fmt.Errorf("the page holds unsent edits")
	}
	h, err := d.Read(context.Background(), draft)
	p.seq, p.text = h.Seq, h.State.Fields[core].Value.Text
	return err
}

func (p *scripted) send(d *Desk, how, want string) error {
	b := p.made
	if how == " again" {
		b = p.last
	}
	answer, err := d.Submit(context.Background(), draft, "m-"+b.Client, b)
	if how == ", lost" {
		return err
	}
	got := fmt.Sprint(answer.Seq)
	if err != nil {
		got = string(campaign.CodeOf(err))
	}
	if got != want {
		return fmt.Errorf("got %s, %v", got, err)
	}
	if err != nil || how == " again" {
		return nil
	}
	p.last, p.made = b, batch(b.Client, b.Batch+1, answer.Seq)
	return p.read(d)
}

// allRead has every page read what each process says, which must be one text.
func (s *session) allRead() error {
	want := text(s.t, s.desks[""])
	for name, p := range s.pages {
		p.made.Edits = nil
		for _, d := range s.desks {
			if err := p.read(d); err != nil || p.text != want {
				return fmt.Errorf("%s reads %q, %v", name, p.text, err)
			}
		}
	}
	return nil
}
