package ui

import (
	"context"

	"workbench/campaign"
)

// Routes lists the table of routes as "METHOD /path", for tests that must cover every one of them.
func (s *Server) Routes() []string {
	var all []string
	for _, r := range s.routes() {
		all = append(all, r.method+" "+r.path)
	}
	return all
}

// FindingKey is what addresses name a finding by.
var FindingKey = findingKey

// Title is that of a pack, as the list of packs says it.
func (f *Shelf) Title(ctx context.Context, use campaign.PackUse) (string, error) {
	facts, err := f.facts(ctx, use)
	return facts.Title, err
}

// KeepFoldsEvery has states of folded logs kept every so many entries.
func (s *Server) KeepFoldsEvery(entries int64) { s.folds.step = entries }

// KeptFolds counts the states of folded logs that are kept.
func (s *Server) KeptFolds() int { return len(s.folds.states) }
