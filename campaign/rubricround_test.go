package campaign

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func tables(n int) []string {
	var groups []string
	for i := range n {
		groups = append(groups, fmt.Sprint("g", i))
	}
	return groups
}

func TestAllocateReading_IsBalancedAndNeverOnesOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups, each, seed := tables(rapid.IntRange(0, 40).Draw(t, "groups")), rapid.IntRange(1, RubricReads).Draw(t, "each"), rapid.Uint64().Draw(t, "seed")
		reads := AllocateReading(groups, each, seed)
		want, by := max(0, min(each, len(groups)-1)), map[string]int{}
		for _, g := range groups {
			if slices.Contains(reads[g], g) {
				t.Fatalf("%s reads its own", g)
			}
			if sorted := slices.Sorted(slices.Values(reads[g])); len(sorted) != want || len(slices.Compact(sorted)) != want {
				t.Fatalf("%s reads %v, should read %d", g, reads[g], want)
			}
			for _, other := range reads[g] {
				by[other]++
			}
		}
		for _, g := range groups {
			if by[g] != want {
				t.Fatalf("%s is read by %d, should be read by %d", g, by[g], want)
			}
		}
		if again := AllocateReading(groups, each, seed); !reflect.DeepEqual(again, reads) {
			t.Fatal("the same seed gives another allocation")
		}
	})
}

func TestAllocateReading_IsShuffledBySeed(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(50) {
		seen[AllocateReading(tables(8), 1, seed)["g0"][0]] = true
	}
	if len(seen) != 7 {
		t.Errorf("over 50 seeds the first of 8 groups reads %v", seen)
	}
}

func TestCourse_RubricGoesThroughItsStages(t *testing.T) {
	lead, reader, other := Caller{Role: Facilitator, ID: "f"}, Caller{Role: MemberRole, ID: "m", GroupID: "g0"}, ""
	for name, c := range map[string]struct {
		steps []RubricStage
		code  Code // of the last step
		score Code // what the reader is told
	}{
		"nothing allocated":      {[]RubricStage{RubricOpen}, Conflict, NotFound},
		"allocated":              {[]RubricStage{RubricReady}, "", NotFound},
		"open":                   {[]RubricStage{RubricReady, RubricOpen}, "", ""},
		"opened twice":           {[]RubricStage{RubricReady, RubricOpen, RubricOpen}, "", ""},
		"closed":                 {[]RubricStage{RubricReady, RubricOpen, RubricClosed}, "", Conflict},
		"opened again":           {[]RubricStage{RubricReady, RubricOpen, RubricClosed, RubricOpen}, "", ""},
		"shown":                  {[]RubricStage{RubricReady, RubricOpen, RubricClosed, RubricShown}, "", Conflict},
		"hidden again":           {[]RubricStage{RubricReady, RubricOpen, RubricClosed, RubricShown, RubricClosed}, "", Conflict},
		"shown before it closed": {[]RubricStage{RubricReady, RubricOpen, RubricShown}, Conflict, ""},
		"closed before it began": {[]RubricStage{RubricReady, RubricClosed}, Conflict, NotFound},
	} {
		course := Course{}
		var err error
		for _, to := range c.steps {
			if to == RubricReady {
				err = course.AllocateRubric(tables(3), 1, 2, 7, false)
				other = course.Rubric.Reads["g0"][0]
				continue
			}
			err = course.SetRubric(to)
		}
		if CodeOf(err) != c.code {
			t.Errorf("%s: %v, should be %q", name, err, c.code)
		}
		if got := CodeOf(course.MayScore(reader, other)); got != c.score {
			t.Errorf("%s: the reader is told %q, should be %q", name, got, c.score)
		}
		if got := CodeOf(course.MayScore(reader, "g0")); got != NotFound {
			t.Errorf("%s: a group may score its own: %q", name, got)
		}
		if got := course.MayScore(lead, "g0"); (got == nil) != (course.Rubric.Stage == RubricOpen) {
			t.Errorf("%s: who leads is told %v", name, got)
		}
	}
}

func TestCourse_AllocatingAnewIsConfirmedOnceScoringHasBegun(t *testing.T) {
	for name, c := range map[string]struct {
		groups, each, least int
		begun, confirmed    bool
		field               string
	}{
		"at first":          {8, 2, 2, false, false, ""},
		"once more":         {8, 2, 2, true, true, ""},
		"without meaning":   {8, 2, 2, true, false, "confirmed"},
		"a single group":    {1, 2, 2, false, false, "each"},
		"none to read":      {8, 0, 2, false, false, "each"},
		"too many to read":  {8, 5, 2, false, false, "each"},
		"a minimum of one":  {8, 2, 1, false, false, "least"},
		"a minimum of many": {8, 2, 6, false, false, "least"},
	} {
		course := Course{}
		if c.begun {
			course.Rubric = RubricRound{Stage: RubricOpen, Minimum: 2, Reads: AllocateReading(tables(8), 1, 1)}
		}
		was := course.Rubric
		err := course.AllocateRubric(tables(c.groups), c.each, c.least, 9, c.confirmed)
		if e, _ := err.(*Error); (e == nil) != (c.field == "") || e != nil && e.Field != c.field {
			t.Errorf("%s: %v, should name %q", name, err, c.field)
		}
		if err != nil && !reflect.DeepEqual(course.Rubric, was) {
			t.Errorf("%s: it was refused and has changed", name)
		}
		if err == nil && (course.Rubric.Each() != c.each || len(course.Rubric.ReadBy("g0")) != c.each || course.Rubric.Begun() != c.begun) {
			t.Errorf("%s: %+v", name, course.Rubric)
		}
	}
}
