package ui_test

import (
	"net/url"
	"strings"
	"testing"

	"workbench/principles"
)

func TestTeaching_CountsWhereAPrincipleStandsAndNamesNobody(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	met := a.member(a.room, 0, "Aisyah")
	p := a.open(met, "page")
	p.submit(0, write("audience.primary", 0, 0, "First-year students in hostels who arrived this semester"), write("audience.place", 0, 0, "Yala town"),
		obj{"kind": "set", "at": "audience.age_from", "value": 18}, obj{"kind": "set", "at": "audience.age_to", "value": 20})
	room := "/workshops/" + a.room.ID + "/teaching"
	body := string(a.call(lead, "GET", room+"/aud-specific?part=drafts", nil).expect(200).body)
	for _, want := range []string{"met in 1", "to do in 1", "your 2 drafts"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not said", want)
		}
	}
	names := []string{"Aisyah", "hostels"}
	for _, g := range a.room.Groups {
		names = append(names, g.ID, g.DraftID, g.Name, g.Code, "sign-")
	}
	for _, name := range names {
		if strings.Contains(body, name) {
			t.Errorf("the page tells %q", name)
		}
	}
}

func TestTeaching_GoesThroughAllPrinciplesStepByStep(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	at, steps := "/workshops/"+a.room.ID+"/teaching", 0
	for before := ""; steps == 0 || at != "/workshops/"+a.room.ID+"/teaching"; steps++ {
		body := string(a.call(lead, "GET", at, nil).expect(200).body)
		if steps > 1 && !strings.Contains(body, `rel="prev" href="`+before+`"`) {
			t.Fatalf("%s does not lead back to %s", at, before)
		}
		_, rest, ok := strings.Cut(body, `rel="next" href="`)
		if !ok || steps > 500 {
			t.Fatalf("%s leads nowhere after %d steps", at, steps)
		}
		next, _, _ := strings.Cut(rest, `"`)
		before, at = at, strings.ReplaceAll(next, "&amp;", "&")
	}
	if want := 1 + 3*len(principles.Standard().Principles()); steps != want {
		t.Errorf("%d steps, should be %d", steps, want)
	}
}

func TestTeaching_IsInTheLanguageOfTheWorkshopUnlessAnotherIsChosen(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	room := "/workshops/" + a.room.ID
	a.call(lead, "POST", room+"/settings", url.Values{"title": {"Kampung"}, "language": {"th"}, "joining": {"open"}}).expect(303)
	pack := principles.Standard()
	for _, c := range []struct{ query, language, next string }{
		{"", "th", "?part=examples"}, {"?language=km", "km", "?language=km&amp;part=examples"}, {"?language=xx", "th", "?part=examples"},
	} {
		body := string(a.call(lead, "GET", room+"/teaching/dnh-risk"+c.query, nil).expect(200).body)
		if title := pack.Texts(c.language).Principle("dnh-risk").Title; !strings.Contains(body, `<h1 lang="`+c.language+`" dir="auto">`+title+`</h1>`) {
			t.Errorf("%q is not in %s", c.query, c.language)
		}
		if !strings.Contains(body, `href="`+room+"/teaching/dnh-risk"+c.next+`"`) {
			t.Errorf("%q does not keep its language", c.query)
		}
	}
	a.call(lead, "GET", room+"/teaching/dnh-risk?part=none", nil).expect(404)
	a.call(lead, "GET", room+"/teaching/none", nil).expect(404)
}
