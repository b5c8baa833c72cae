package storage

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

var votePromises = []promise{
	{"Vote_ClosedHoldsCountsAndNotWhoChoseWhat", closedVote},
	{"Vote_UnderTheMinimumKeepsNoCounts", fewVoters},
	{"Vote_DotsOfManyAtOnceAreEachKeptOnce", dotsAtOnce},
	{"AddVote_HasBounds", manyVotes},
}

func addVote(t testing.TB, s *Store, workshop string) campaign.Vote {
	t.Helper()
	v := campaign.Vote{Workshop: workshop, Question: "ข้อความไหน", Dots: 3, Most: 2, Minimum: 3, By: "f", Opened: day, Choices: []campaign.VoteChoice{{Text: "a"}, {Text: "ข", Language: "th", Group: "g"}}}
	must(t, v.Ask())
	v, err := s.AddVote(ctx, v)
	must(t, err)
	return v
}

func closedVote(t *testing.T, fresh fresh) {
	config := fresh(t)
	s := open(t, config)
	w := addWorkshop(t, s, 1)
	v := addVote(t, s, w.ID)
	for i, dots := range []campaign.Dots{{"c1": 2, "c2": 1}, {"c2": 2}, {"c1": 1}, {"c1": 1}} {
		_, err := s.PlaceDots(ctx, w.ID, v.ID, fmt.Sprint("m", i), dots)
		must(t, err)
	}
	_, err := s.PlaceDots(ctx, w.ID, v.ID, "m3", campaign.Dots{"c1": 0}) // taken back
	must(t, err)
	_, err = s.PlaceDots(ctx, w.ID, v.ID, "m1", campaign.Dots{"c1": 1, "c2": 1}) // moved
	must(t, err)
	own, err := s.OwnDots(ctx, v.ID, "m1")
	must(t, err)
	if n, err := s.Voters(ctx, v.ID); err != nil || n != 3 || !reflect.DeepEqual(own, campaign.Dots{"c1": 1, "c2": 1}) {
		t.Errorf("%d voters, %v, own are %v", n, err, own)
	}
	must(t, s.CountVoteByHand(ctx, w.ID, v.ID, campaign.HandCount{People: 2, Counts: map[string]int{"c2": 4}}))
	closed, err := s.CloseVote(ctx, w.ID, v.ID, day.Add(time.Minute))
	must(t, err)
	_, err = s.PlaceDots(ctx, w.ID, v.ID, "m4", campaign.Dots{"c1": 1})
	wantCode(t, err, campaign.Conflict)
	again, err := s.CloseVote(ctx, w.ID, v.ID, day.Add(time.Hour))
	must(t, err)
	var rows int
	must(t, s.write.Raw("SELECT COUNT(*) FROM vote_dots").Scan(&rows).Error)
	must(t, s.Close())
	s = open(t, config)
	got, err := s.Vote(ctx, w.ID, v.ID)
	must(t, err)
	if rows != 0 || !reflect.DeepEqual(got, closed) || !reflect.DeepEqual(got, again) || got.Voters != 3 || !reflect.DeepEqual(got.Counts, map[string]int{"c1": 4, "c2": 2}) {
		t.Errorf("%d rows of dots\ngot    %+v\nclosed %+v", rows, got, closed)
	}
	must(t, s.DeleteVote(ctx, w.ID, v.ID))
	must(t, s.DeleteVote(ctx, w.ID, v.ID))
	_, err = s.Vote(ctx, w.ID, v.ID)
	wantCode(t, err, campaign.NotFound)
}

func fewVoters(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 1), addWorkshop(t, s, 1)
	v := addVote(t, s, w.ID)
	for _, who := range []string{"m1", "m2"} {
		_, err := s.PlaceDots(ctx, w.ID, v.ID, who, campaign.Dots{"c1": 1})
		must(t, err)
	}
	_, err := s.CloseVote(ctx, other.ID, v.ID, day)
	wantCode(t, err, campaign.NotFound)
	_, err = s.CloseVote(ctx, w.ID, v.ID, day)
	must(t, err)
	var row string
	must(t, s.write.Raw("SELECT vote FROM votes WHERE id = ?", v.ID).Scan(&row).Error)
	if got, err := s.Vote(ctx, w.ID, v.ID); err != nil || got.Voters != 2 || got.Counts != nil {
		t.Errorf("%+v, %v, kept as %s", got, err, row)
	}
}

func dotsAtOnce(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	v := addVote(t, s, w.ID)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for range 3 {
				if _, err := s.PlaceDots(ctx, w.ID, v.ID, fmt.Sprint("m", i), campaign.Dots{"c1": 1}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if got, err := s.CloseVote(ctx, w.ID, v.ID, day); err != nil || got.Voters != 8 || got.Counts["c1"] != 8 {
		t.Errorf("%+v, %v", got, err)
	}
}

func manyVotes(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	for range campaign.VoteOpen {
		addVote(t, s, w.ID)
	}
	_, err := s.AddVote(ctx, campaign.Vote{Workshop: w.ID})
	wantCode(t, err, campaign.Conflict)
	all, err := s.Votes(ctx, w.ID)
	must(t, err)
	for i := range all {
		_, err := s.CloseVote(ctx, w.ID, all[i].ID, day)
		must(t, err)
	}
	for range campaign.VoteCount - campaign.VoteOpen {
		v := addVote(t, s, w.ID)
		_, err := s.CloseVote(ctx, w.ID, v.ID, day)
		must(t, err)
	}
	_, err = s.AddVote(ctx, campaign.Vote{Workshop: w.ID})
	wantCode(t, err, campaign.Conflict)
	_, err = s.AddVote(ctx, campaign.Vote{Workshop: "none"})
	wantCode(t, err, campaign.NotFound)
}
