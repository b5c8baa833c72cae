package storage

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

var coursePromises = []promise{
	{"ChangeCourse_IsReadAsItWasLeft", changeCourse},
	{"ChangeCourse_OfManyAtOnceNoneIsLost", changeCourseAtOnce},
	{"ChangeCourse_RefusedChangesNothing", changeCourseRefused},
}

func changeCourse(t *testing.T, fresh fresh) {
	config := fresh(t)
	s := open(t, config)
	w := addWorkshop(t, s, 1)
	none, err := s.Course(ctx, w.ID)
	must(t, err)
	if !reflect.DeepEqual(none, campaign.Course{}) {
		t.Errorf("a new workshop has %+v", none)
	}
	now := time.Date(2027, 2, 1, 9, 0, 0, 123e6, time.UTC)
	left, err := s.ChangeCourse(ctx, w.ID, func(c *campaign.Course) error {
		return errors.Join(c.Add(campaign.Phase{Title: "ข้อความ", Sections: []string{"message"}, Minutes: 20, Members: campaign.MayWrite}),
			c.Start("p1", "Farah", now), c.Extend(w.Groups[0].ID, 5, now))
	})
	must(t, err)
	must(t, s.Close())
	s = open(t, config)
	got, err := s.Course(ctx, w.ID)
	must(t, err)
	if got.Revision != 1 || got.Left(w.Groups[0].ID, now) != 25*time.Minute || !reflect.DeepEqual(got, left) {
		t.Errorf("got  %+v\nleft %+v", got, left)
	}
	got, err = s.ChangeCourse(ctx, w.ID, func(c *campaign.Course) error { return c.End() })
	must(t, err)
	if got.Revision != 2 || got.Now() != nil || len(got.Phases) != 1 {
		t.Errorf("ended: %+v", got)
	}
}

func changeCourseAtOnce(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 3 {
				if _, err := s.ChangeCourse(ctx, w.ID, func(c *campaign.Course) error {
					return c.Add(campaign.Phase{Title: "x", Minutes: 1, Members: campaign.MayRead})
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	got, err := s.Course(ctx, w.ID)
	must(t, err)
	if len(got.Phases) != 12 || got.Revision != 12 {
		t.Errorf("%d phases, revision %d", len(got.Phases), got.Revision)
	}
}

func changeCourseRefused(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	_, err := s.ChangeCourse(ctx, w.ID, func(c *campaign.Course) error {
		c.Phase = "x"
		return campaign.Fail(campaign.Conflict, "", "no")
	})
	wantCode(t, err, campaign.Conflict)
	if got, err := s.Course(ctx, w.ID); err != nil || got.Revision != 0 || got.Phase != "" {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = s.ChangeCourse(ctx, "none", func(*campaign.Course) error { return nil })
	wantCode(t, err, campaign.NotFound)
}
