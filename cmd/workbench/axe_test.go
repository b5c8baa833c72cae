//go:build browser

package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"workbench/campaign"
)

// visited is a page and who looks at it, and its status where that is not 200.
type visited struct {
	who, path string
	status    int64
}

// pagesToVisit lists every page. WORKSHOP, GROUP1 and GROUP2 stand for ids of the demonstration; EN, TH and KH for
// the drafts of groups that write English, Thai and Khmer; FINDING for a finding in VN, a draft that has some; FIRST for the first-start link's path; CODE for the join code.
var pagesToVisit = []visited{
	{"stranger", "/", 0},
	{"stranger", "/join", 0},
	{"stranger", "/join?code=000000", 404},
	{"stranger", "/join/CODE", 0},
	{"stranger", "/seat", 0},
	{"stranger", "/handover", 0},
	{"stranger", "/sign-in", 0},
	{"stranger", "/invited", 0},
	{"stranger", "/principles", 0},
	{"stranger", "/principles/msg-positive", 0},
	{"stranger", "/nothing-here", 404},
	{"stranger", "/workshops", 401},
	{"owner", "FIRST", 0},
	{"facilitator", "/", 0},
	{"facilitator", "/workshops", 0},
	{"facilitator", "/workshops/new", 0},
	{"facilitator", "/workshops/WORKSHOP", 0},
	{"facilitator", "/workshops/WORKSHOP/settings", 0},
	{"facilitator", "/workshops/WORKSHOP/principles", 0},
	{"facilitator", "/workshops/WORKSHOP/principles?to=pve-sea", 0},
	{"facilitator", "/workshops/WORKSHOP/principles?to=nothing-here", 400},
	{"facilitator", "/workshops/WORKSHOP/blank", 0},
	{"member", "/drafts/EN/blank", 0},
	{"facilitator", "/workshops/WORKSHOP/posters", 0},
	{"facilitator", "/drafts/KH/poster?size=a3", 0},
	{"facilitator", "/workshops/WORKSHOP/teaching", 0},
	{"facilitator", "/workshops/WORKSHOP/teaching?language=km", 0},
	{"facilitator", "/workshops/WORKSHOP/teaching/msg-positive", 0},
	{"facilitator", "/workshops/WORKSHOP/teaching/msg-positive?part=examples&language=th", 0},
	{"facilitator", "/workshops/WORKSHOP/teaching/msg-positive?part=drafts", 0},
	{"facilitator", "/packs", 0},
	{"facilitator", "/workshops/WORKSHOP/groups", 0},
	{"facilitator", "/workshops/WORKSHOP/phases", 0},
	{"facilitator", "/workshops/WORKSHOP/timer", 0},
	{"member", "/workshops/WORKSHOP/timer", 0},
	{"facilitator", "/drafts/KH/nudge?from=wall", 0},
	{"facilitator", "/workshops/WORKSHOP/votes", 0},
	{"facilitator", "/workshops/WORKSHOP/rubric", 0},
	{"facilitator", "/workshops/WORKSHOP/rubric/results", 0},
	{"facilitator", "/workshops/WORKSHOP/rubric/groups/GROUP1", 0},
	{"member", "/drafts/EN/rubric", 0},
	{"facilitator", "/workshops/WORKSHOP/compare", 0},
	{"facilitator", "/workshops/WORKSHOP/compare?section=audience", 0},
	{"facilitator", "/workshops/WORKSHOP/compare?section=message&blind=seedseed", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/principles", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/principles?open=message&blind=seedseed", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/principles/projector", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/principles/projector?open=message&blind=seedseed", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/coverage", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/time", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/projector?section=message", 0},
	{"facilitator", "/workshops/WORKSHOP/compare/projector?section=channels&blind=seedseed", 0},
	{"facilitator", "/workshops/WORKSHOP/compare?section=message&blind=seedseed&groups=A&groups=C", 0},
	{"facilitator", "/workshops/WORKSHOP/compare?section=message&groups=GROUP1&groups=GROUP2", 0},
	{"facilitator", "/drafts/TH/sections/channels", 0},
	{"member", "/", 0},
	{"member", "/drafts/EN/findings", 0},
	{"member", "/drafts/EN/principles/msg-positive", 0},
	{"facilitator", "/drafts/TH/principles/hrg-rights", 0},
	{"facilitator", "/drafts/VN/findings/FINDING", 0},
	{"facilitator", "/principles/not-useful", 0},
	{"member", "/drafts/EN/canvas", 0},
	{"member", "/drafts/EN/brief", 0},
	{"facilitator", "/drafts/KH/brief?comments=yes", 0},
	{"member", "/drafts/EN/comments", 0},
	{"member", "/drafts/EN/table", 0},
	{"facilitator", "/drafts/KH/table", 0},
	{"member", "/drafts/EN/comments?for=me", 0},
	{"facilitator", "/drafts/KH/comments", 0},
	{"member", "/drafts/EN/history", 0},
	{"member", "/drafts/EN/history?field=message.core", 0},
	{"facilitator", "/drafts/KH/history", 0},
	{"facilitator", "/drafts/KH/history/1", 0},
	{"member", "/drafts/EN/history/0", 0},
	{"member", "/drafts/EN/history/999999", 404},
	{"facilitator", "/drafts/KH/history/compare?from=0&to=now", 0},
	{"facilitator", "/drafts/TH/history/compare?from=0&to=1&field=channels.list", 0},
	{"member", "/drafts/EN/history/time", 0},
	{"facilitator", "/drafts/KH/history/time?at=0&at=now", 0},
	{"member", "/drafts/EN/history?again=Before%20lunch&seq=0", 0},
	{"member", "/drafts/EN/sections/nothing-here", 404},
	{"facilitator", "/drafts/TH/findings", 0},
	{"facilitator", "/drafts/TH/brief", 0},
	{"facilitator", "/drafts/KH/brief", 0},
}

// pagesUnderWay are those that are others once a phase runs, one section is locked and revealed, and VOTE is asked.
var pagesUnderWay = []visited{
	{"facilitator", "/workshops/WORKSHOP/phases", 0},
	{"facilitator", "/workshops/WORKSHOP/timer", 0},
	{"member", "/workshops/WORKSHOP/timer", 0},
	{"facilitator", "/workshops/WORKSHOP/groups", 0},
	{"facilitator", "/workshops/WORKSHOP/room", 0},
	{"member", "/workshops/WORKSHOP/room", 0},
	{"member", "/workshops/WORKSHOP/room/GROUP2?at=message.core", 0},
	{"member", "/drafts/EN/sections/message", 0},
	{"facilitator", "/drafts/KH/sections/message", 0},
	{"facilitator", "/workshops/WORKSHOP/votes/VOTE", 0},
	{"facilitator", "/workshops/WORKSHOP/votes/VOTE?sure=close", 0},
	{"facilitator", "/workshops/WORKSHOP/votes/VOTE/projector", 0},
	{"member", "/workshops/WORKSHOP/votes/VOTE", 0},
	{"facilitator", "/workshops/WORKSHOP/rubric?sure=open", 0},
	{"facilitator", "/workshops/WORKSHOP/closing", 409},
	{"facilitator", "/workshops/UNNAMED/closing", 0},
	{"facilitator", "/workshops/UNNAMED/settings", 0},
}

// TestPages_Accessible visits every page at the width of a phone and of a laptop, in light and dark, with
// every part opened, and demands that axe finds nothing; and that nothing hangs over the edge at 320 pixels.
func TestPages_Accessible(t *testing.T) {
	axe, err := os.ReadFile("../../ui/client/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe is not installed. Run make scripts first. %v", err)
	}
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	fresh := serveApart(t, nil, "--addr", here, "--data", t.TempDir())
	facilitator := signIn(t, s.url, demoName, demoPassword)
	names, sections := demoNames(t, facilitator)
	names["FIRST"] = strings.TrimPrefix(fresh.out.find(t, `(?m)^  (http\S+/first/\S+)$`), fresh.url)
	for _, said := range []map[string]any{
		{"at": "message.core", "text": "តើអ្នកណានឹងឮ?"},
		{"at": "message.core", "suggests": true, "replacement": "យើងញ៉ាំបាយជាមួយគ្នា"},
		{"at": "audience.age_from", "suggests": true, "replacement": "23", "text": "Younger ones are not asked."},
	} {
		facilitator.do(t, http.MethodPost, "/drafts/"+names["KH"]+"/comments", said, nil)
	}
	var unnamed struct{ ID string }
	facilitator.do(t, http.MethodPost, "/workshops", map[string]any{"title": "เดลตา", "canvas": roomCanvas, "language": "en", "privacy": "nothing", "groups": []map[string]string{{"name": "A"}}}, &unnamed)
	names["UNNAMED"] = unnamed.ID
	pages := slices.Clone(pagesToVisit)
	for _, section := range sections {
		for _, draft := range []string{"EN", "TH", "KH"} {
			who := "facilitator"
			if draft == "EN" {
				who = "member"
			}
			pages = append(pages, visited{who, "/drafts/" + draft + "/sections/" + section, 0})
		}
	}
	browser := startBrowser(t)
	laptop := device{1280, 800, false, "localhost", true}
	people := map[string]*tab{}
	for _, who := range []string{"stranger", "facilitator", "member"} {
		people[who] = newTab(t, browser, s.url, laptop)
	}
	people["owner"] = newTab(t, browser, fresh.url, laptop)
	rosa := people["facilitator"]
	rosa.open("/sign-in")
	rosa.write("#name", demoName)
	rosa.write("#password", demoPassword)
	rosa.follow("main form .btn.main")
	(&writingTab{people["member"]}).joinBy(names["CODE"], names["ENGROUP"], "Ann")
	for _, b := range people {
		if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: string(axe)}); err != nil {
			t.Fatal(err)
		}
	}
	visit := func(v visited) {
		var pairs []string
		for _, name := range []string{"WORKSHOP", "GROUP1", "GROUP2", "CODE", "FIRST", "FINDING", "VOTE", "UNNAMED", "EN", "TH", "KH", "VN"} {
			pairs = append(pairs, name, names[name])
		}
		path := strings.NewReplacer(pairs...).Replace(v.path)
		t.Run(v.who+strings.ReplaceAll(v.path, "/", " "), func(t *testing.T) {
			b := *people[v.who]
			b.t = t
			ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
			defer cancel()
			answer, err := chromedp.Run(ctx, chromedp.NavigateResponse(b.base+path))
			if err != nil || answer.Status != cmp.Or(v.status, 200) {
				t.Fatalf("%v, %+v", err, answer)
			}
			b.await("the page and axe", "document.readyState === 'complete' && window.axe")
			b.await("the editors, where there is a mouse", `!document.querySelector("form[data-draft] textarea[data-at]:not(template *)")
				|| !matchMedia("(hover: hover) and (pointer: fine)").matches || document.querySelector("[data-editor] .cm-content")`)
			look[int](&b, "[...document.querySelectorAll('details')].map(d => d.open = true).length")
			for _, scheme := range []string{"light", "dark"} {
				for _, width := range []int64{360, 1280} {
					b.show(width, scheme)
					for _, violation := range b.violations() {
						t.Errorf("%s at %d: %s", scheme, width, violation)
					}
				}
			}
			b.show(320, "light")
			if over := look[string](&b, overTheEdge); over != "" {
				t.Errorf("at 320 pixels this hangs over the edge: %s", over)
			}
		})
	}
	for _, v := range pages {
		visit(v)
	}
	room := "/workshops/" + names["WORKSHOP"]
	rosa.show(1280, "light")
	rosa.open(room + "/phases")
	rosa.follow("button[value=canvas]")
	rosa.follow("button[value=next]")
	rosa.follow(`button[value="lock:message"]`)
	rosa.press(`details.reveal:has(button[value="reveal:message"]) summary`)
	rosa.follow(`button[value="reveal:message"]`)
	rosa.open(room + "/votes")
	rosa.write("#question", "យើងធ្វើអ្វី?")
	rosa.write("#choices", "ทำด้วยกัน\nWait")
	rosa.follow("form.form .btn.main")
	names["VOTE"] = strings.TrimPrefix(look[string](rosa, "location.pathname"), room+"/votes/")
	for _, v := range pagesUnderWay {
		visit(v)
	}
}

// overTheEdge names what makes the page wider than its window, or nothing.
const overTheEdge = `(() => {
	const wide = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= wide) return "";
	const over = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > wide + 0.5);
	return document.documentElement.scrollWidth + ": " + over.slice(0, 5).map(e => e.tagName.toLowerCase() + "." + e.className + "#" + e.id).join(", ");
})()`

// show gives the page a width and a colour scheme.
func (b *tab) show(width int64, scheme string) {
	b.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(width, 800))
}

// violations runs axe and tells each violation with the elements that have it.
func (b *tab) violations() []string {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(
		r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 4).map(n => n.target.join(" ") + " " + n.failureSummary.split("\n").slice(1).join(" "))}))))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	var found []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(answer), &found); err != nil {
		b.t.Fatal(err)
	}
	var all []string
	for _, v := range found {
		all = append(all, fmt.Sprintf("%s (%s)\n    %s", v.ID, v.Help, strings.Join(v.Nodes, "\n    ")))
	}
	return all
}

// demoNames finds the ids of the demonstration that pagesToVisit names, and the sections of its canvas.
func demoNames(t *testing.T, facilitator *client) (names map[string]string, sections []string) {
	t.Helper()
	var all struct{ Workshops []room }
	facilitator.do(t, http.MethodGet, "/workshops", nil, &all)
	var w struct {
		JoinCode string `json:"join_code"`
		Groups   []struct {
			ID, Name, Country string
			DraftID           string `json:"draft_id"`
		}
	}
	facilitator.do(t, http.MethodGet, "/workshops/"+all.Workshops[0].ID, nil, &w)
	names = map[string]string{"WORKSHOP": all.Workshops[0].ID, "CODE": w.JoinCode, "GROUP1": w.Groups[0].ID, "GROUP2": w.Groups[1].ID}
	for _, g := range w.Groups {
		switch g.Country {
		case "MY":
			names["EN"], names["ENGROUP"] = g.DraftID, g.Name
		case "TH", "KH", "VN":
			names[g.Country] = g.DraftID
		}
	}
	page := pageAs(t, facilitator, "/drafts/"+names["VN"]+"/findings")
	_, page, _ = strings.Cut(page, "/drafts/"+names["VN"]+"/findings/")
	names["FINDING"], _, _ = strings.Cut(page, `"`)
	for _, s := range campaign.Standard().Canvas(campaign.DefaultCanvas).Sections {
		sections = append(sections, s.ID)
	}
	return names, sections
}
