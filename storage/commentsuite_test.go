package storage

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

var commentPromises = []promise{
	{"Comments_AreReadAsTheyWereLeft", keepComments},
	{"AddComment_OfManyAtOnceNoneIsLost", commentAtOnce},
	{"AddComment_StopsWhereADraftHasEnough", enoughComments},
	{"ChangeComment_RefusedChangesNothing", changeComment},
}

func keepComments(t *testing.T, fresh fresh) {
	config := fresh(t)
	s := open(t, config)
	w := addWorkshop(t, s, 2)
	draft := w.Groups[0].DraftID
	want := []campaign.Comment{
		{ID: "one", At: "message.core", Text: "ใคร?", Who: "a", When: day, Anchor: campaign.Anchor{Log: "l", Seq: 4, From: 1, To: 3, Quote: "ข้"}},
		{ID: "two", At: "message.core", Suggests: true, Replacement: "<b>ឆ្ងាញ់</b>", Who: "b", When: day.Add(time.Second)},
		{ID: "three", Thread: "one", Text: "Us", Who: "b", When: day.Add(2 * time.Second)},
	}
	for _, c := range append(want, want[0]) {
		must(t, s.AddComment(ctx, draft, c))
	}
	left, err := s.ChangeComment(ctx, draft, "two", func(c *campaign.Comment) error {
		return c.Take(9, campaign.Caller{ID: "a"}, day)
	})
	must(t, err)
	want[1] = left
	must(t, s.Close())
	s = open(t, config)
	got, err := s.Comments(ctx, draft)
	must(t, err)
	if !reflect.DeepEqual(got, want) || left.Entry != 9 {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if other, err := s.Comments(ctx, w.Groups[1].DraftID); err != nil || len(other) != 0 {
		t.Errorf("the other group has %+v, %v", other, err)
	}
	wantCode(t, s.AddComment(ctx, "none", want[0]), campaign.NotFound)
	wantCode(t, s.AddComment(ctx, w.Groups[1].DraftID, want[2]), campaign.NotFound)
	wantCode(t, s.AddComment(ctx, draft, campaign.Comment{ID: "four", Thread: "three", Text: "x"}), campaign.NotFound)
}

func commentAtOnce(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	var wait sync.WaitGroup
	for who := range 4 {
		wait.Go(func() {
			for n := range 3 {
				if err := s.AddComment(ctx, draft, campaign.Comment{ID: fmt.Sprint(who, n), At: "message.core", Text: "x", When: day}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if got, err := s.Comments(ctx, draft); err != nil || len(got) != 12 {
		t.Errorf("%d comments, %v", len(got), err)
	}
}

func enoughComments(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.AddComment(ctx, draft, campaign.Comment{ID: "first", At: "message.core", Text: "x", When: day}))
	must(t, s.write.Exec("UPDATE comments SET number = ?", campaign.CommentCount-1).Error)
	must(t, s.AddComment(ctx, draft, campaign.Comment{ID: "last", At: "message.core", Text: "x", When: day}))
	wantCode(t, s.AddComment(ctx, draft, campaign.Comment{ID: "more", At: "message.core", Text: "x", When: day}), campaign.Conflict)
	must(t, s.AddComment(ctx, draft, campaign.Comment{ID: "last", At: "message.core", Text: "x", When: day}))
}

func changeComment(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.AddComment(ctx, draft, campaign.Comment{ID: "one", At: "message.core", Text: "x", Who: "a", When: day}))
	_, err := s.ChangeComment(ctx, draft, "one", func(c *campaign.Comment) error {
		c.Text = "y"
		return c.Reword(campaign.Caller{ID: "b"}, "z", day)
	})
	wantCode(t, err, campaign.Forbidden)
	if got, err := s.Comments(ctx, draft); err != nil || got[0].Text != "x" {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = s.ChangeComment(ctx, draft, "none", func(*campaign.Comment) error { return nil })
	wantCode(t, err, campaign.NotFound)
}
