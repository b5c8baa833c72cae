package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"workbench/campaign"
	"workbench/campaign/live"
)

// Sizes of a page of a draft's history.
const (
	historyWindow = 5 * time.Minute // what one person writes within it is told once
	historyGroups = 50              // a page goes on to the end of the window in which it reaches them
	historyReads  = 20              // parts of the log, of live.MaxEntries each, that one page looks through
)

// historyGroup is what one person did in a draft within one window.
type historyGroup struct {
	Who         string // the id of the member or account
	First, Last campaign.Entry
	Entries     int      // of theirs
	Fields      []string // ids, in the order in which they were written in last
	Locks       bool     // a section was locked or opened
	Self        bool     // they answered a principle's question
	Canvas      string   // the canvas that they moved the draft to, empty for none
}

// historyPart is a part of a draft's history, newest first.
type historyPart struct {
	Groups []historyGroup
	Next   int64 // the seq before which the history goes on, 0 at its beginning
}

// readHistory reads the history before a seq, newest first, from the end of the log backwards, one part of it
// in memory at a time. A window begins with its newest entry; within it what one person did stands together, since people at a table
// type in turns. With a field only the edits of that field are told.
func (s *Server) readHistory(ctx context.Context, draft string, before int64, field string) (historyPart, error) {
	var part historyPart
	var opened time.Time // of the newest entry in the window
	from := 0            // where the window's groups begin
	for range historyReads {
		if before <= 1 {
			return part, nil
		}
		after := max(before-1-live.MaxEntries, 0)
		page, err := s.desk.Entries(ctx, draft, after, int(before-1-after))
		if err != nil {
			return part, err
		}
		for _, e := range slices.Backward(page.Entries) {
			if e.Seq >= before || !touches(e, field) {
				continue
			}
			if opened.IsZero() || opened.Sub(e.Time) > historyWindow {
				if len(part.Groups) >= historyGroups {
					part.Next = e.Seq + 1
					return part, nil
				}
				opened, from = e.Time, len(part.Groups)
			}
			i := slices.IndexFunc(part.Groups[from:], func(g historyGroup) bool { return g.Who == e.Who })
			if i < 0 {
				part.Groups = append(part.Groups, historyGroup{Who: e.Who, Last: campaign.Entry{Seq: e.Seq, Time: e.Time}})
				i = len(part.Groups) - 1 - from
			}
			part.Groups[from+i].add(e, field)
		}
		before = after + 1
	}
	if before > 1 {
		part.Next = before
	}
	return part, nil
}

// touches says whether an entry has an edit of the field; of any where field is empty.
func touches(e campaign.Entry, field string) bool {
	return field == "" || slices.ContainsFunc(e.Edits, func(edit campaign.Edit) bool { return fieldOf(edit) == field })
}

// fieldOf is the id of the field that an edit is about, empty for none.
func fieldOf(e campaign.Edit) string {
	field, _, _ := strings.Cut(e.At, "/")
	return field
}

// add puts an entry before those that the group has.
func (g *historyGroup) add(e campaign.Entry, field string) {
	g.First = campaign.Entry{Seq: e.Seq, Time: e.Time}
	g.Entries++
	for _, edit := range e.Edits {
		switch at := fieldOf(edit); {
		case edit.Kind == campaign.EditSelfCheck:
			g.Self = g.Self || field == ""
		case edit.Kind == campaign.EditLock, edit.Kind == campaign.EditUnlock:
			g.Locks = g.Locks || field == ""
		case edit.Kind == campaign.EditCanvas:
			if g.Canvas == "" && field == "" {
				g.Canvas = strings.Trim(string(edit.Value), `"`)
			}
		case at != "" && (field == "" || at == field) && !slices.Contains(g.Fields, at):
			g.Fields = append(g.Fields, at)
		}
	}
}
