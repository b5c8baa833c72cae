package ui

import (
	"html/template"
	"sync"

	"workbench/campaign"
)

// figures are what the wall shows of a draft's content. They are not changed once they are made.
type figures struct {
	log, canvas string
	seq         int64

	Title    string // the campaign's, empty while it has none
	Language string // of the draft
	Filled   int
	Asked    int
	Woven    template.HTML // the strip: an element for each section, whose class is how far it is; made of constants alone
	sections []campaign.SectionProgress
}

// keptFigures bounds the drafts whose figures are kept.
const keptFigures = 4096

// figuresKept holds the figures of drafts as they were last looked at.
type figuresKept struct {
	mu  sync.Mutex
	all map[string]*figures
}

// of gives the figures of a draft as it is, read anew only where it has moved.
func (k *figuresKept) of(lib *campaign.Library, draft string, head campaign.Head) *figures {
	k.mu.Lock()
	was := k.all[draft]
	k.mu.Unlock()
	if was != nil && was.log == head.LogID && was.seq == head.Seq {
		return was
	}
	d := head.State.Draft("")
	f := &figures{log: head.LogID, seq: head.Seq, canvas: d.Canvas, Title: d.Text(campaign.TitleField), Language: d.Language, sections: lib.Canvas(d.Canvas).Progress(d)}
	for _, sec := range f.sections {
		f.Filled, f.Asked = f.Filled+sec.Filled, f.Asked+sec.Asked
		f.Woven += template.HTML(`<i class="` + sectionMark{sec.Filled, sec.Asked}.State() + `"></i>`)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil || len(k.all) >= keptFigures {
		k.all = map[string]*figures{}
	}
	k.all[draft] = f
	return f
}
