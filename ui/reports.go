package ui

import (
	"sync"

	"workbench/campaign"
	"workbench/principles"
)

// mostReports bounds how many reports are kept; a workshop has up to 60 groups.
const mostReports = 240

// reports keeps the last report of each draft that a page over many groups has asked for, until the draft or what it
// is checked by changes.
type reports struct {
	mu   sync.Mutex
	kept map[string]keptReport // by draft
}

type keptReport struct {
	log    string
	seq    int64
	by     campaign.PackUse
	group  string
	report *principles.Report
}

// reportNow gives the report of a group's draft as it stands, an empty one without a pack. The info must have been read
// before the draft, so that a report is never older than the seq it is kept under.
func (s *Server) reportNow(pack *principles.Pack, w campaign.Workshop, info campaign.DraftInfo, d *campaign.Draft) *principles.Report {
	if pack == nil {
		return &principles.Report{}
	}
	is := keptReport{log: info.LogID, seq: info.Seq, by: w.PackUse(), group: d.Group}
	s.reports.mu.Lock()
	was, ok := s.reports.kept[info.ID]
	s.reports.mu.Unlock()
	if is.report = was.report; ok && was == is {
		return was.report
	}
	is.report = principles.Check(d, pack)
	s.reports.mu.Lock()
	defer s.reports.mu.Unlock()
	if s.reports.kept == nil || len(s.reports.kept) >= mostReports {
		s.reports.kept = map[string]keptReport{}
	}
	s.reports.kept[info.ID] = is
	return is.report
}
