package ui_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
)

// scored is a workshop of four groups whose drafts are read by two others each.
type scored struct {
	*app
	lead person
	path string
	at   []person // a member of each group
}

func scores(t *testing.T) *scored {
	a := newApp(t)
	a.room = a.workshop("Scoring", "Malaysia", "Thailand", "កម្ពុជា", "Viet Nam")
	s := &scored{app: a, lead: a.leader(), path: "/workshops/" + a.room.ID + "/rubric"}
	s.lead.cookie = true
	for i, words := range []string{"Kopi on Thursdays", "กินข้าวด้วยกัน", "ញ៉ាំជាមួយគ្នា", "Pho for all"} {
		m := a.member(a.room, i, "Ann")
		m.cookie = true
		s.at = append(s.at, m)
		a.call(person{token: m.token}, "POST", "/api/v1/drafts/"+m.draft+"/edits", obj{"client": "page", "batch": 1, "base": 0,
			"edits": []obj{{"kind": "text", "at": "message.story", "splices": []obj{{"from": 0, "to": 0, "insert": words}}},
				{"kind": "text", "at": "audience.primary", "splices": []obj{{"from": 0, "to": 0, "insert": "young teachers"}}}}}).expect(200)
	}
	return s
}

func (s *scored) leads(action string, more ...string) *answer {
	form := url.Values{"action": {action}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return s.call(s.lead, "POST", s.path, form)
}

// begun has drafts allocated and the scoring opened.
func (s *scored) begun() *scored {
	s.leads("allocate", "each", "2", "least", "2").expect(303)
	s.leads("open", "sure", "yes").expect(303)
	return s
}

// reveal lets all groups read a section of one another.
func (s *scored) reveal(section string, more ...string) {
	form := url.Values{"action": {"reveal:" + section}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	s.call(s.lead, "POST", "/workshops/"+s.room.ID+"/phases", form).expect(303)
}

// reads are the places of the groups whose drafts a group scores.
func (s *scored) reads(group int) (list []int) {
	for i, g := range s.room.Groups {
		if slices.Contains(s.course().Rubric.Reads[s.room.Groups[group].ID], g.ID) {
			list = append(list, i)
		}
	}
	return list
}

// readers are the places of the groups that score a group's draft.
func (s *scored) readers(of int) (list []int) {
	for i := range s.room.Groups {
		if slices.Contains(s.reads(i), of) {
			list = append(list, i)
		}
	}
	return list
}

func (s *scored) page(group int) string { return s.path + "/groups/" + s.room.Groups[group].ID }

func (s *scored) marks(who person, group int, pairs ...string) *answer {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return s.call(who, "POST", s.page(group), form)
}

var storyOf = []string{"Kopi on Thursdays", "กินข้าวด้วยกัน", "ញ៉ាំជាមួយគ្នា", "Pho for all"}

func TestRubric_OnlyThoseWhoWereAllocatedADraftReadAndScoreItWhileItIsOpen(t *testing.T) {
	s := scores(t)
	none := func(when string) {
		t.Helper()
		for i, m := range s.at {
			for j := range s.room.Groups {
				for _, method := range []string{"GET", "POST"} {
					if r := s.call(m, method, s.page(j), url.Values{"note.care": {"x"}}); r.status != 404 || strings.Contains(string(r.body), storyOf[j]) {
						t.Errorf("%s: group %d gets %d of draft %d by %s", when, i, r.status, j, method)
					}
				}
			}
		}
	}
	none("nothing allocated")
	s.leads("allocate", "each", "2", "least", "2").expect(303)
	none("allocated")
	s.leads("open").expect(409).says("Nothing is revealed")
	none("not confirmed")
	s.leads("open", "sure", "yes").expect(303)
	reads := func(when string, text bool) {
		t.Helper()
		for i, m := range s.at {
			own := said(s.call(m, "GET", "/drafts/"+m.draft+"/rubric", nil).expect(200))
			for j, g := range s.room.Groups {
				want := 404
				if slices.Contains(s.reads(i), j) {
					want = 200
				}
				if strings.Contains(own, "groups/"+g.ID) != (want == 200) {
					t.Errorf("%s: group %d is not led to the drafts that it scores", when, i)
				}
				r := s.call(m, "GET", s.page(j), nil).expect(want)
				if strings.Contains(string(r.body), storyOf[j]) != (text && want == 200) || strings.Contains(string(r.body), "teachers") {
					t.Errorf("%s: group %d does not read what it should of draft %d", when, i, j)
				}
			}
		}
	}
	reads("nothing revealed", false)
	s.reveal("message")
	s.leads("close").expect(303)
	reads("closed", false)
	s.leads("open").expect(409).says("what is revealed to all groups, beside its marks: Message.")
	s.leads("open", "sure", "yes").expect(303)
	reads("revealed", true)
	s.call(s.at[0], "GET", "/drafts/"+s.at[0].draft+"/rubric", nil).says("2 other groups and the facilitators can score your draft")
	s.call(s.at[0], "GET", "/drafts/"+s.at[0].draft+"/sections/message", nil).says("Score the drafts of 2 other groups", "2 groups score yours meanwhile")
	s.call(s.lead, "GET", s.page(0), nil).expect(200).says(storyOf[0], "teachers", "as said by a facilitator")
	s.call(s.lead, "GET", "/workshops/"+s.other.ID+"/rubric/groups/"+s.room.Groups[0].ID, nil).expect(404)
}

func TestRubric_GroupsThatStandWithoutNamesAreScoredWithoutThem(t *testing.T) {
	s := scores(t).begun()
	s.reveal("message", "unnamed", "yes")
	letter := regexp.MustCompile(`/rubric/groups/([A-Z])"`)
	for i, m := range s.at {
		own := s.call(m, "GET", "/drafts/"+m.draft+"/rubric", nil).expect(200)
		links := letter.FindAllStringSubmatch(string(own.body), -1)
		if len(links) != 2 {
			t.Fatalf("group %d is led to %v", i, links)
		}
		for at, j := range s.room.Groups {
			if at != i {
				own.lacks(j.Name, j.ID)
				s.call(m, "GET", s.page(at), nil).expect(404)
			}
		}
		for _, link := range links {
			at := s.path + "/groups/" + link[1]
			page := s.call(m, "GET", at, nil).expect(200).says("Score the draft of " + link[1]).lacks(`class="sign`)
			told := 0
			for j, g := range s.room.Groups {
				page.lacks(g.Name, g.ID)
				if strings.Contains(string(page.body), storyOf[j]) {
					told++
				}
			}
			if told != 1 {
				t.Errorf("draft %s shows the words of %d groups", link[1], told)
			}
			s.call(m, "POST", at, url.Values{"step.care": {"fully"}}).expect(303)
		}
		s.call(m, "GET", s.path+"/groups/ZZ", nil).expect(404)
	}
	s.call(s.lead, "GET", s.path, nil).says("1 of 6 marked", s.room.Groups[0].Name)
}

func TestRubric_MarksAreShownWithoutNamesOnceTheRoundIsClosedAndOpened(t *testing.T) {
	s := scores(t).begun()
	by := s.readers(0)
	s.marks(s.at[by[0]], 0, "step.care", "begun", "note.care", "=HYPERLINK(\"x\")").expect(303)
	s.marks(s.at[by[1]], 0, "step.care", "fully", "note.care", "ใครจะตอบ <b>เมื่อไร</b>?", "step.people", "mostly").expect(303)
	s.marks(s.lead, 0, "step.care", "fully", "note.care", "Who watches?").expect(303)
	s.call(s.at[by[0]], "GET", s.page(0), nil).says("1 of 6 marked", `value="begun" checked`)
	s.call(s.lead, "GET", s.path, nil).says("1 of 6 marked", "1 note").lacks("Who watches?")
	s.call(s.lead, "GET", s.path+"/results", nil).expect(200).says("Close the scoring first").lacks("Who watches?")
	s.call(s.at[0], "GET", "/drafts/"+s.at[0].draft+"/rubric", nil).lacks("Who watches?")
	s.leads("close").expect(303)
	results := said(s.call(s.lead, "GET", s.path+"/results", nil).expect(200).says("Who watches?", "<b>เมื่อไร</b>", "<b>1</b> Begun", "<b>2</b> Fully there", "Fewer than 2 have scored this", "Nobody has scored this", "A group", "A facilitator"))
	for _, word := range []string{"Total", "Mean", "Rank"} {
		if strings.Contains(results, word) {
			t.Errorf("the results say %q", word)
		}
	}
	first, last := strings.Index(results, "Malaysia"), strings.Index(results, "Viet Nam")
	if first < 0 || last < first {
		t.Error("the groups do not stand in their order")
	}
	s.call(s.lead, "GET", s.path+"/results.csv", nil).expect(200).says("Takes care of people,Malaysia,0,1,0,2,", "A group: =HYPERLINK", "People you can picture,Malaysia,,,,,\"Fewer than 2")
	s.call(s.lead, "GET", s.path+"/results.md", nil).expect(200).says("- Fully there: 2", `\<b\>เมื่อไร`)
	own := "/drafts/" + s.at[0].draft + "/rubric"
	s.call(s.at[0], "GET", own, nil).lacks("Who watches?")
	s.leads("show").expect(409).says("cannot be taken back")
	s.leads("show", "sure", "yes").expect(303)
	s.call(s.at[0], "GET", own, nil).expect(200).says("Who watches?", "<b>2</b> Fully there", "Fewer than 2 have scored this").lacks(s.room.Groups[by[0]].Name + "</span> <q")
	s.call(s.at[0], "GET", "/drafts/"+s.at[0].draft+"/sections/message", nil).says("See what others said of your draft")
	s.call(s.at[1], "GET", "/drafts/"+s.at[1].draft+"/rubric", nil).expect(200).lacks("Who watches?")
	s.leads("hide").expect(303)
	s.call(s.at[0], "GET", own, nil).lacks("Who watches?")
}

func TestRubric_WhatIsRefusedComesBackAsTyped(t *testing.T) {
	s := scores(t).begun()
	by := s.readers(0)
	long := strings.Repeat("ก", campaign.RubricNote+1)
	s.marks(s.at[by[0]], 0, "step.care", "begun", "note.care", long, "note.people", "who?").expect(400).says("has 501 characters", long, ">\nwho?</textarea>", `value="begun" checked`)
	s.marks(s.at[by[0]], 0, "step.care", "best").expect(400).says("The rubric has no step “best”")
	s.leads("allocate", "each", "9", "least", "3").expect(400).says("A group can read 1 to 4 drafts", `<option selected>3</option>`)
	s.leads("allocate", "each", "1", "least", "3").expect(409).says("tick the box")
	if s.course().Rubric.Minimum != 2 {
		t.Error("it was allocated anew without being confirmed")
	}
	s.leads("shuffle").expect(400)
	s.marks(s.at[by[0]], 0, "note.care", "kept").expect(303)
	s.leads("close").expect(303)
	s.marks(s.at[by[0]], 0, "note.care", "too late").expect(409).says("A facilitator has closed the round", ">\ntoo late</textarea>")
	s.leads("open", "sure", "yes").expect(303)
	s.call(s.at[by[0]], "GET", s.page(0), nil).says(">\nkept</textarea>")
	s.leads("allocate", "each", "1", "least", "2", "confirmed", "yes").expect(303)
	if len(s.reads(0)) != 1 {
		t.Error("it was not allocated anew")
	}
}

func TestRubric_TwoAtATableNeverReplaceOneAnothersWordsUnseen(t *testing.T) {
	s := scores(t).begun()
	by := s.readers(0)
	ann, ben := s.at[by[0]], s.member(s.room, by[0], "Ben")
	ben.cookie = true
	s.marks(ann, 0, "step.care", "begun", "note.care", "Ann's").expect(303)
	s.marks(ben, 0, "step.people", "fully").expect(303) // his page showed nothing under care, and he left it so
	s.call(ann, "GET", s.page(0), nil).says("Ann's", "2 of 6 marked")
	s.marks(ben, 0, "step.care", "fully", "note.care", "Ben's").expect(409).says("Somebody else has meanwhile changed", "Begun. Ann's", ">\nBen's</textarea>")
	s.call(ann, "GET", s.page(0), nil).says("Ann's").lacks("Ben&#39;s")
	s.marks(ben, 0, "step.care", "fully", "note.care", "Ben's", "was.step.care", "begun", "was.note.care", "Ann's", "step.people", "fully", "was.step.people", "fully").expect(303)
	s.call(ann, "GET", s.page(0), nil).says("Ben's", "2 of 6 marked").lacks("Ann&#39;s")
	s.marks(ann, 0, "was.step.care", "fully", "was.note.care", "Ben's").expect(303) // taken back
	s.call(ben, "GET", s.page(0), nil).says("1 of 6 marked").lacks("Ben&#39;s")
}
