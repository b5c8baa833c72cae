package ui_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestCheckpoint_NamesAMomentThatIsFoundAgain(t *testing.T) {
	p := newPage(t)
	path := "/drafts/" + p.who.draft + "/history"
	p.call(p.who, "GET", path, nil).expect(200).says("None yet.")
	p.submit(0, write("message.core", 0, 0, "Ask first"))
	for range 2 { // pressed twice
		p.call(p.who, "POST", path, url.Values{"name": {" ก่อนพัก <b> "}}).expect(303)
	}
	p.submit(1, write("message.core", 0, 9, "Shout"))
	_, moment := p.moment(0)
	p.call(p.who, "POST", path, url.Values{"name": {"Empty"}, "seq": {moment.field("seq")}}).expect(303)
	got := p.call(p.who, "GET", path, nil).expect(200)
	body := string(got.body)
	named, empty := fmt.Sprintf(`href="%s/1" dir="auto">ก่อนพัก &lt;b&gt;</a>`, path), fmt.Sprintf(`href="%s/0" dir="auto">Empty</a>`, path)
	if strings.Count(body, named) != 1 || strings.Count(body, empty) != 1 || strings.Index(body, named) > strings.Index(body, empty) {
		t.Errorf("the page lists\n%s", body)
	}
	got.says("Aisyah")
	other := p.member(p.room, 1, "Ploy")
	p.call(other, "GET", "/drafts/"+other.draft+"/history", nil).expect(200).says("None yet.")
}

func TestCheckpoint_ARefusedNameComesBackAsTyped(t *testing.T) {
	p := newPage(t)
	path := "/drafts/" + p.who.draft + "/history"
	long := strings.Repeat("ก", 81)
	for name, form := range map[string]url.Values{
		"empty": {"name": {"  "}}, "long": {"name": {long}}, "of no moment": {"name": {"x"}, "seq": {"7"}}, "of none": {"name": {"x"}, "seq": {"-1"}},
	} {
		got := p.call(p.who, "POST", path, form).expect(400)
		if _, typed := field(shown(t, got), "name"); typed != form.Get("name") || !strings.Contains(string(got.body), `role="alert"`) {
			t.Errorf("%s: it comes back as %q", name, typed)
		}
	}
	p.call(p.who, "GET", path, nil).expect(200).says("None yet.")
	p.call(p.who, "POST", path, url.Values{"name": {long[3:]}}).expect(303)
}
