package ui_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

// keptTwice has the groups of a comparison write on between two moments of all of them; a third is one group's own.
func keptTwice(a *app) (campaign.Workshop, []person) {
	a.t.Helper()
	w, people := compared(a)
	lead := a.leader()
	a.call(lead, "POST", "/workshops/"+w.ID+"/checkpoints", url.Values{"name": {"End of phase 1"}}).expect(303)
	a.now.pass(time.Hour)
	p := a.open(people[1], "later")
	p.submit(1, write("message.core", 0, len([]rune("เรากิน")), "เราดื่ม"), set("audience.age_from", 40))
	a.call(lead, "POST", "/workshops/"+w.ID+"/checkpoints", url.Values{"name": {"End of phase 2"}}).expect(303)
	a.now.pass(time.Hour)
	p.submit(2, write("message.core", 0, len([]rune("เราดื่ม")), "เราร้อง"))
	a.call(people[1], "POST", "/drafts/"+people[1].draft+"/history", url.Values{"name": {"สมชาย"}}).expect(303)
	return w, people
}

func TestCompareTime_ShowsEveryGroupAsItStoodAtAMomentThatTheyShare(t *testing.T) {
	a := newApp(t)
	w, _ := keptTwice(a)
	lead, room := a.leader(), "/workshops/"+w.ID
	for at, want := range map[string]string{"End of phase 1": "เรากินข้าว", "End of phase 2": "เราดื่มข้าว", "": "เราร้องข้าว"} {
		q := "?fields=message.core&at=" + url.QueryEscape(at)
		for _, view := range []string{"/compare", "/compare/projector", "/compare.md", "/compare.csv"} {
			got := string(a.call(lead, "GET", room+view+q, nil).expect(200).body)
			for _, sentence := range []string{"เรากินข้าวด้วยกันทุกวันที่", "เราดื่มข้าว", "เราร้องข้าว"} {
				if strings.Contains(got, sentence) != strings.HasPrefix(sentence, want) {
					t.Errorf("%s at %q: that it says %s is %v", view, at, sentence, !strings.HasPrefix(sentence, want))
				}
			}
			if at != "" && view != "/compare.csv" && !strings.Contains(got, at) {
				t.Errorf("%s does not say that it is of %q", view, at)
			}
		}
	}
	// The same letters then as now, so that a room can follow one.
	letter := func(at string) string {
		got := string(a.call(lead, "GET", room+"/compare.csv?fields=message.core&blind=seedseed&at="+url.QueryEscape(at), nil).expect(200).body)
		for line := range strings.Lines(got) {
			if strings.Contains(line, "ข้าวด้วยกันทุกวันที่") {
				letter, _, _ := strings.Cut(line, ",")
				return letter
			}
		}
		t.Fatalf("at %q nobody has it: %s", at, got)
		return ""
	}
	if then, now := letter("End of phase 1"), letter(""); then != now {
		t.Errorf("the group was %s and is %s", then, now)
	}
	got := a.call(lead, "GET", room+"/compare/time", nil).expect(200).says("End of phase 2", "End of phase 1", "5 groups", "3 moments with a name", "Cambodia")
	if all := words(t, got); strings.Index(all, "End of phase 2") > strings.Index(all, "End of phase 1") || strings.Contains(all, "สมชาย") {
		t.Errorf("the moments are not those that groups share, the latest first: %s", all)
	}
	if all := words(t, a.call(lead, "GET", room+"/compare/time?blind=seedseed", nil).expect(200)); strings.Contains(all, "Cambodia") || !strings.Contains(all, "End of phase 1") {
		t.Errorf("without names it says %s", all)
	}
	// What only one group has is empty for the others, and that is said; what none has is refused.
	a.call(lead, "GET", room+"/compare?fields=message.core&at="+url.QueryEscape("สมชาย"), nil).expect(200).says("เราร้องข้าว", "4 groups have no moment of this name")
	a.call(lead, "GET", room+"/compare?at=Nothing", nil).expect(400).says("No group has a moment called “Nothing”")
}

func TestOverTime_FollowsTheFieldsOverSeveralMoments(t *testing.T) {
	a := newApp(t)
	_, people := keptTwice(a)
	who := people[1]
	path := "/drafts/" + who.draft + "/history/time"
	got := a.call(who, "GET", path+"?at=now&at=1&at=2", nil).expect(200)
	got.says("2 fields have changed.", "From “End of phase 1” to “End of phase 2”", "From “End of phase 2” to “สมชาย”")
	gone, fresh := marked(t, got, "del"), marked(t, got, "ins")
	if fmt.Sprint(gone, fresh) != "[16 กิน ดื่ม] [40 ดื่ม ร้อง]" {
		t.Errorf("gone is %q, new is %q", gone, fresh)
	}
	a.call(who, "GET", path+"?at=2&at=2", nil).expect(200).says("Choose from 2 to 6 moments.")
	a.call(who, "GET", path+"?at=0&at=99", nil).expect(404)
	if all := words(t, a.call(who, "GET", path, nil).expect(200)); strings.Contains(all, "fields have changed") || !strings.Contains(all, "End of phase 1") {
		t.Errorf("before anything is chosen it says %s", all)
	}
}
