package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
)

// groupsEach is how many groups a workshop gets that the driver makes: as many as a large room has.
const groupsEach = 40

// fullAt is how many characters a field is given before the next one: below the 20,000 that it may hold, with
// room for what is under way.
const fullAt = 16000

// table is a group that writes in one draft.
type table struct {
	code, group string
	written     atomic.Int64 // characters
	people      int
}

// field is where the group writes now: everybody in the same one.
func (t *table) field(fields []string) string {
	return fields[min(int(t.written.Load()/fullAt), len(fields)-1)]
}

// findTables lists the groups that the codes open, at most as many as were asked for. Without codes it makes
// workshops with the facilitator's account, and says their codes to o.
func findTables(ctx context.Context, caller *http.Client, o *options) ([]*table, error) {
	if len(o.codes) == 0 {
		if err := makeWorkshops(ctx, caller, o); err != nil {
			return nil, err
		}
	}
	var tables []*table
	for _, code := range o.codes {
		var w struct {
			Groups []struct {
				ID string `json:"id"`
			} `json:"groups"`
		}
		if err := call(ctx, caller, http.MethodGet, o.urls[0]+"/api/v1/join/"+code, "", nil, &w); err != nil {
			return nil, fmt.Errorf("the code %s: %w", code, err)
		}
		for _, g := range w.Groups {
			tables = append(tables, &table{code: code, group: g.ID})
		}
	}
	if len(tables) == 0 || len(tables) < o.groups {
		return nil, fmt.Errorf("these codes open %d groups, and %d were asked for; add groups to the workshop", len(tables), max(o.groups, 1))
	}
	if o.groups > 0 {
		tables = tables[:o.groups]
	}
	return tables, nil
}

// makeWorkshops makes workshops with as many groups as were asked for, 60 where nothing was.
func makeWorkshops(ctx context.Context, caller *http.Client, o *options) error {
	if o.groups == 0 {
		o.groups = 60
	}
	for left := o.groups; left > 0; left -= groupsEach {
		var groups []map[string]string
		for i := range min(left, groupsEach) {
			groups = append(groups, map[string]string{"name": fmt.Sprintf("Group %d", i+1), "country": "MY"})
		}
		body := map[string]any{"title": "Load", "language": "en", "from": "2027-03-01", "to": "2027-03-05", "groups": groups}
		var w struct {
			Code string `json:"join_code"`
		}
		if err := call(ctx, caller, http.MethodPost, o.urls[0]+"/api/v1/workshops", o.facilitator.token, body, &w); err != nil {
			return fmt.Errorf("making a workshop: %w", err)
		}
		o.codes = append(o.codes, w.Code)
	}
	return nil
}

// spread gives the addresses with the i-th of them first.
func spread(urls []string, i int) []string {
	i %= len(urls)
	return append(slices.Clone(urls[i:]), urls[:i]...)
}

// joinAll gives everybody a seat.
func joinAll(ctx context.Context, caller *http.Client, o options, tables []*table, l *ledger) ([]*person, error) {
	var people []*person
	marks := map[string]bool{}
	for _, t := range tables {
		for i := range o.members {
			mark := strconv.FormatInt(36*36*36+rand.Int64N(35*36*36*36), 36)
			for marks[mark] {
				mark = strconv.FormatInt(36*36*36+rand.Int64N(35*36*36*36), 36)
			}
			marks[mark] = true
			p := &person{caller: caller, urls: spread(o.urls, i), table: t, mark: mark, client: fmt.Sprintf("load-%s-%08x", mark, rand.Uint32()), ledger: l}
			var seat struct {
				Token   string `json:"token"`
				DraftID string `json:"draft_id"`
			}
			body := map[string]string{"code": t.code, "group_id": t.group, "name": fmt.Sprintf("Load %d", len(people)+1)}
			if err := call(ctx, caller, http.MethodPost, o.urls[0]+"/api/v1/join", "", body, &seat); err != nil {
				return nil, fmt.Errorf("joining: %w", err)
			}
			p.token, p.draft = seat.Token, seat.DraftID
			people = append(people, p)
			t.people++
		}
	}
	return people, nil
}
