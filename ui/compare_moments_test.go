package ui_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// between is the page that compares two moments.
func (p *page) between(query string) *answer {
	return p.call(p.who, "GET", "/drafts/"+p.who.draft+"/history/compare?"+query, nil)
}

func channel(id, after, why string) obj {
	return obj{"kind": "insert_row", "at": "channels.list", "row": id, "after": after, "values": obj{"why": why}}
}

func TestTwoMoments_AnyTwoAreComparedInEitherOrder(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("message.core", 0, 0, "យុវជនស្តាប់"), channel("r1", "", "one"), channel("r2", "r1", "two"), channel("r3", "r2", "three"),
		obj{"kind": "choose", "at": "audience.languages", "add": []string{"km", "en"}, "remove": []string{}})
	p.submit(1, write("message.core", 0, 5, "ក្មេង"), obj{"kind": "delete_row", "at": "channels.list/r2"}, obj{"kind": "move_row", "at": "channels.list/r3", "after": ""},
		channel("r4", "r1", "four"), obj{"kind": "choose", "at": "audience.languages", "add": []string{"th"}, "remove": []string{"en"}})
	p.submit(2, write("message.core", 0, 10, ""), write("campaign.title", 0, 0, "Later still"))

	texts := campaign.Standard().Texts("en")
	for _, query := range []string{"from=1&to=2", "from=2&to=1"} {
		got := p.between(query).expect(200)
		gone, fresh := marked(t, got, "del"), marked(t, got, "ins")
		for _, want := range []string{"two", texts.Option("language", "en")} {
			if !slices.Contains(gone, want) {
				t.Errorf("%s: gone is %q, without %q", query, gone, want)
			}
		}
		for _, want := range []string{"four", texts.Option("language", "th")} {
			if !slices.Contains(fresh, want) {
				t.Errorf("%s: new is %q, without %q", query, fresh, want)
			}
		}
		if all := strings.Join(slices.Concat(gone, fresh), "|"); strings.Contains(all, "one") || strings.Contains(all, texts.Option("language", "km")) || strings.Contains(all, "Later") {
			t.Errorf("%s: it marks %s", query, all)
		}
		got.says("Row 2 has been taken out since", "Row 1 was row 3 and has been moved", "Row 3 has been added since", "Earlier", "Later", "after what Aisyah wrote")
	}
	p.between("from=1&to=now").expect(200).says("The draft as it stands now", "Later still")
	if got := p.between("").expect(200); len(marked(t, got, "ins")) < 4 || len(marked(t, got, "del")) > 0 {
		t.Error("without moments it does not go from the beginning to now")
	}
	p.between("from=2&to=2").expect(200).says("The fields are the same at both moments.")
	only := p.between("from=1&to=2&field=channels.list").expect(200)
	only.says("Only “" + texts.Field("channels.list").Title + "” is compared.")
	if slices.Contains(marked(t, only, "ins"), texts.Option("language", "th")) {
		t.Error("another field is compared too")
	}
	for n := range shown(t, p.between("from=1&to=2").expect(200)).Descendants() {
		if n.Type == html.ElementNode && attribute(n, "class") == "compared" {
			isOption := strings.Contains(text(n), texts.Option("language", "th"))
			if has(n, "data-compared") == isOption {
				t.Errorf("words are to be found in %q: %v", text(n), has(n, "data-compared"))
			}
		}
	}
	for _, query := range []string{"from=4&to=now", "from=-1", "to=x", "from=0&to=99999999999999999999", "field=none"} {
		p.between(query).expect(404)
	}
}

func TestTwoMoments_TheEarlierOneIsBroughtBack(t *testing.T) {
	p := newPage(t)
	for i, word := range []string{"one ", "two ", "three "} {
		p.submit(int64(i), write("message.core", 0, 0, word), write("campaign.title", 0, 0, word))
	}
	got := p.between("from=1&to=2").expect(200)
	path := fmt.Sprintf("/drafts/%s/history/1", p.who.draft)
	got.says(`action="` + path + `"`)
	p.call(p.who, "POST", path, bringBack(t, got, "message.core")).expect(303)
	if now := p.fields(); now["message.core"] != "one " || now["campaign.title"] != "three two one " {
		t.Errorf("it holds %v", now)
	}
}

// chosen is what the form of the page of the history asks for, as it stands.
func chosen(t *testing.T, got *answer) url.Values {
	t.Helper()
	form := url.Values{}
	for n := range shown(t, got).Descendants() {
		if n.Type == html.ElementNode && n.Data == "input" && attribute(n, "form") == "compare" && has(n, "checked") {
			form.Add(attribute(n, "name"), attribute(n, "value"))
		}
	}
	return form
}

func TestHistory_OffersToCompareTheLastChangeFirst(t *testing.T) {
	p := newPage(t)
	path := "/drafts/" + p.who.draft + "/history"
	p.submit(0, write("message.core", 0, 0, "one"))
	if form := chosen(t, p.call(p.who, "GET", path, nil)); form.Encode() != "from=0&to=now" {
		t.Errorf("after one entry it offers %s", form.Encode())
	}
	p.now.pass(historyApart)
	p.submit(1, write("message.core", 0, 0, "two"))
	got := p.call(p.who, "GET", path, nil)
	if form := chosen(t, got); form.Encode() != "from=1&to=now" {
		t.Errorf("after two entries it offers %s", form.Encode())
	}
	got.says(`href="` + path + `/compare?from=1&to=2"`)
	p.call(p.who, "GET", path+"?field=message.core", nil).expect(200).says(`href="` + path + `/compare?field=message.core&from=1&to=2"`)
}
