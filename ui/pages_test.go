package ui_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// mark begins every text that a person typed on these pages, so that it is found wherever it is shown. It
// would be markup if it were not escaped, and would leave an attribute if that were not quoted.
const mark = `¤"'><script>alert(1)</script><b data-typed>`

// furnish fills a room with typed text everywhere that people can type, and returns its facilitator and a
// member.
func furnish(t *testing.T) (a *app, lead, member person) {
	t.Helper()
	a = newApp(t)
	lead = a.leader()
	room := "/workshops/" + a.room.ID
	a.call(lead, "POST", room+"/settings", url.Values{"title": {mark + "title"}, "place": {mark + "place"}, "from": {"2024-05-14"}, "to": {"2024-05-16"}, "wifi": {"¤<b data-typed>wifi"}, "wifi_key": {"¤secret"}, "joining": {"open"}}).expect(303)
	for _, g := range a.room.Groups {
		a.call(lead, "POST", room+"/groups/"+g.ID, url.Values{"name": {mark + g.Name}, "country": {"MY"}}).expect(303)
	}
	for i := range a.room.Groups {
		member = a.member(a.room, 1-i, mark+"name") // the last sits in the first group
		p := a.open(member, "page")
		p.submit(0, write("campaign.title", 0, 0, mark+"campaign"), write("message.core", 0, 0, mark+"message"), write("audience.insight", 0, 0, mark+"insight\n- list\n# no heading"),
			write("context.strengths", 0, 0, mark+"strength"), obj{"kind": "insert_row", "at": "channels.list", "row": "kept", "after": "", "values": obj{"channel": "radio", "why": mark + "why"}},
			obj{"kind": "insert_row", "at": "channels.list", "row": "binned", "after": "", "values": obj{"why": mark + "binned"}}, obj{"kind": "delete_row", "at": "channels.list/binned"})
	}
	a.call(lead, "POST", "/drafts/"+member.draft+"/nudge", url.Values{"action": {"say"}, "once": {"n1"}, "at": {"message.core"}, "text": {mark + "nudge"}}).expect(303)
	a.call(member, "POST", "/drafts/"+member.draft+"/history", url.Values{"name": {mark + "moment"}}).expect(303)
	return a, lead, member
}

// pagesOf lists every page that there is to see, by who may.
func pagesOf(a *app) (anyone, leaders, group []string) {
	room, draft := "/workshops/"+a.room.ID, "/drafts/"+a.room.Groups[0].DraftID
	anyone = []string{"/", "/sign-in", "/invited", "/join", "/join/" + a.room.JoinCode, "/join/" + a.room.Groups[0].Code, "/join?code=%22%3Cb%20data-typed%3E", "/seat", "/seat?code=%22%3Cb%20data-typed%3E", "/handover",
		"/principles", "/nothing", "/nothing/%3Cb%20data-typed%3E", "/principles/%3Cb%20data-typed%3E"}
	for _, m := range regexp.MustCompile(`href="(/principles/[^"]+)"`).FindAllSubmatch(a.call(person{}, "GET", "/principles", nil).body, -1) {
		anyone = append(anyone, string(m[1]))
	}
	leaders = []string{"/workshops", "/workshops/new", room, room + "/settings", room + "/principles", room + "/principles?to=none", "/packs", room + "/groups", room + "/compare", room + "/compare?section=message",
		room + "/compare?section=message&groups=" + a.room.Groups[0].ID + "&groups=" + a.room.Groups[1].ID, room + "/compare?groups=" + a.room.Groups[0].ID, room + "/compare?blind=seedseed", room + "/compare/projector", room + "/compare/principles", room + "/compare/principles?open=all", room + "/compare/principles?open=message&blind=seedseed", room + "/compare/coverage", room + "/compare/coverage?blind=seedseed", room + "/compare/projector?section=channels&page=2&blind=seedseed", room + "/compare?section=message&blind=seedseed&groups=A&groups=B"}
	group = []string{draft + "/findings", draft + "/canvas", draft + "/brief", draft + "/sections/none", draft + "/history", draft + "/history?field=message.core", draft + "/history/0", draft + "/history/1",
		draft + "/history/compare?from=0&to=1", draft + "/history/compare?from=0&to=now&field=message.core", draft + "/history?again=%22%3Cb%20data-typed%3E&seq=0"}
	group = append(group, draft+"/blank", draft+"/table", room+"/timer")
	leaders = append(leaders, draft+"/nudge", draft+"/nudge?at=message.core&from=wall", room+"/blank", room+"/teaching", room+"/teaching/msg-positive", room+"/teaching/msg-positive?part=examples", room+"/teaching/msg-positive?part=drafts")
	for _, s := range campaign.Standard().Canvas(a.room.Canvas).Sections {
		group = append(group, draft+"/sections/"+s.ID, draft+"/findings?fragment="+s.ID, draft+"/sections/"+s.ID+"/bin")
	}
	return anyone, leaders, group
}

// eachPage renders every page as everybody who may see it.
func eachPage(t *testing.T, f func(t *testing.T, got *answer, root *html.Node)) {
	a, lead, member := furnish(t)
	anyone, leaders, group := pagesOf(a)
	if len(anyone) < 20 {
		t.Fatalf("only %d pages for anyone: the principles are not linked", len(anyone))
	}
	show := func(who string, p person, paths []string) {
		for _, path := range paths {
			got := a.call(p, "GET", path, nil)
			if got.status == http.StatusSeeOther {
				continue // the front door sends a facilitator on
			}
			if kind := got.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
				t.Errorf("%s for %s is %s", path, who, kind)
			}
			root, err := html.Parse(strings.NewReader(string(got.body)))
			if err != nil {
				t.Fatal(err)
			}
			t.Run(who+" "+path, func(t *testing.T) { f(t, got, root) })
		}
	}
	show("a stranger", person{}, append(append([]string{}, anyone...), "/workshops"))
	show("a member", member, append(append([]string{"/workshops"}, anyone...), group...))
	show("the facilitator", lead, append(append(append([]string{}, anyone...), leaders...), group...))
}

func TestPages_LetNothingRunThatIsNotTheirs(t *testing.T) {
	policy := regexp.MustCompile(`^default-src 'none'; script-src 'nonce-([A-Za-z0-9_-]{22})'; style-src 'self' 'nonce-([A-Za-z0-9_-]{22})'; `)
	nonces := map[string]bool{}
	eachPage(t, func(t *testing.T, got *answer, root *html.Node) {
		csp := got.header.Get("Content-Security-Policy")
		m := policy.FindStringSubmatch(csp)
		if m == nil || m[1] != m[2] || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") || nonces[m[1]] {
			t.Fatalf("the policy is %s", csp)
		}
		nonces[m[1]] = true
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store"} {
			if got.header.Get(name) != want {
				t.Errorf("%s is %q, should be %q", name, got.header.Get(name), want)
			}
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if (n.Data == "script" || n.Data == "style") && attribute(n, "nonce") != m[1] {
				t.Errorf("a %s has the nonce %q", n.Data, attribute(n, "nonce"))
			}
			for _, at := range n.Attr {
				if strings.HasPrefix(at.Key, "on") || at.Key == "style" || at.Key == "srcdoc" {
					t.Errorf("a %s has %s=%q", n.Data, at.Key, at.Val)
				}
				switch at.Key {
				case "src", "href", "action", "formaction", "poster", "srcset", "data", "background", "cite", "ping":
					own := strings.HasPrefix(at.Val, "/") && !strings.HasPrefix(at.Val, "//") || strings.HasPrefix(at.Val, "#") || strings.HasPrefix(at.Val, "?")
					// A principle's source, for people to follow; the policy for referrers keeps the room's address here.
					source := n.Data == "a" && regexp.MustCompile(`^https?://`).MatchString(at.Val) && (strings.Contains(got.asked, "/principles/") || strings.HasSuffix(got.asked, "/brief"))
					if !own && !source {
						t.Errorf("a %s has %s=%q", n.Data, at.Key, at.Val)
					}
				}
			}
		}
	})
}

func TestPages_ShowWhatPeopleTypeAsText(t *testing.T) {
	shown := 0
	eachPage(t, func(t *testing.T, got *answer, root *html.Node) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && has(n, "data-typed") || n.Type == html.ElementNode && n.Data == "script" && strings.Contains(text(n), "alert") {
				t.Errorf("typed text became markup: %.300s", got.body)
			}
			if n.Type == html.TextNode && strings.Contains(n.Data, mark) {
				shown++
			}
		}
	})
	if shown < 50 {
		t.Errorf("typed text was shown only %d times", shown)
	}
}

func TestPages_ShowTypedTextInItsOwnDirection(t *testing.T) {
	eachPage(t, func(t *testing.T, got *answer, root *html.Node) {
		for n := range root.Descendants() {
			switch {
			case n.Type == html.TextNode && strings.HasPrefix(strings.TrimSpace(n.Data), "¤"):
				if p := n.Parent; p.Data != "title" && !has(p, "hidden") && p.Data != "option" && !isolated(p) && !strings.Contains(attribute(p, "class"), "visually-hidden") {
					t.Errorf("%s in <%s class=%q> has no direction of its own", n.Data, p.Data, attribute(p, "class"))
				}
			case n.Type == html.ElementNode && n.Data == "input" && strings.HasPrefix(attribute(n, "value"), "¤"):
				if attribute(n, "type") != "hidden" && attribute(n, "name") != "wifi_key" && attribute(n, "dir") != "auto" {
					t.Errorf("the field %s has no direction of its own", attribute(n, "name"))
				}
			}
		}
	})
}

// isolated says whether an element or one near it has the direction of its own text.
func isolated(n *html.Node) bool {
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if n.Data == "bdi" || attribute(n, "dir") == "auto" {
			return true
		}
		if has(n, "dir") {
			return false
		}
	}
	return false
}

func TestPages_HaveATitleAndNoBareMessageID(t *testing.T) {
	id := regexp.MustCompile(`\[[a-z_]+\.[a-z0-9_.]+\]|<no value>|%!|\{\{|ZgotmplZ`)
	eachPage(t, func(t *testing.T, got *answer, root *html.Node) {
		if m := id.Find(got.body); m != nil {
			t.Errorf("the page says %s", m)
		}
		if strings.Contains(got.asked, "fragment") || (strings.HasSuffix(got.asked, "/findings") || strings.HasSuffix(got.asked, "/bin")) && !strings.Contains(string(got.body), "<html") {
			return
		}
		words := map[string]int{}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode {
				words[n.Data]++
				if n.Data == "title" && strings.HasPrefix(strings.TrimSpace(text(n)), "·") {
					t.Errorf("the page has no title of its own: %q", text(n))
				}
			}
		}
		if words["main"] != 1 || words["h1"] != 1 {
			t.Errorf("the page has %d main and %d h1", words["main"], words["h1"])
		}
	})
}
