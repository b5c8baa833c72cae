package ui_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/campaign"
	"workbench/principles"
)

// compared fills a workshop with groups that have things in common, one of them Thai and one Khmer, and returns them
// with those who write there.
func compared(a *app) (campaign.Workshop, []person) {
	a.t.Helper()
	w := campaign.Workshop{Title: "Penang meeting", Place: "George Town", Language: "en", Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinOpen}
	for i, g := range []struct{ name, country string }{{"Malaysia", "MY"}, {"ไทย", "TH"}, {"Cambodia", "KH"}, {"Philippines", "PH"}, {"Brunei", "BN"}} {
		w.Groups = append(w.Groups, campaign.Group{Name: g.name, Country: g.country, Sign: i})
	}
	w, err := a.store.CreateWorkshop(a.t.Context(), w)
	if err != nil {
		a.t.Fatal(err)
	}
	texts := [][]string{
		{"We eat together, so rumours starve, says Malaysia", "trust, respect", "Kota Bharu", "Aisyah Binti Ali"},
		{"เรากินข้าวด้วยกันทุกวันที่เมืองไทย", "ความหวัง, ความรัก", "ยะลา", "สมชาย"},
		{"យើងរស់នៅជាមួយគ្នាដោយសុខសាន្ត Cambodian", "ការគោរព, trust", "Kampong Cham", "Sokha"},
		{"Neighbours know: we eat together. Maligayang Pilipinas", "trust, bayanihan", "Marawi", "Jun"},
		{"Brunei hears: เรากินข้าวด้วยกันทุกวัน", "hope", "Tutong", "Nurul"},
	}
	var people []person
	for i, text := range texts {
		who := a.member(w, i, text[3])
		people = append(people, who)
		p := a.open(who, "page")
		p.submit(0, write("message.core", 0, 0, text[0]), write("message.values", 0, 0, text[1]), write("audience.primary", 0, 0, "the general public"), write("context.place", 0, 0, text[2]), write("campaign.title", 0, 0, "Kitchen of "+w.Groups[i].Name),
			write("context.situation", 0, 0, text[3]+" met "+strings.ToUpper(w.Groups[i].Name)+" in George Town"), set("audience.languages", []string{"en", "ms"}), set("audience.age_from", 15+i), set("audience.age_to", 30+5*i),
			obj{"kind": "insert_row", "at": "channels.list", "row": "r1", "after": "", "values": obj{"channel": []string{"radio", "tiktok", "radio", "market", "radio"}[i], "why": "they listen"}},
			obj{"kind": "insert_row", "at": "partners.list", "row": "r2", "after": "", "values": obj{"name": []string{"Red Cross", "=1+1", "red  cross", "School", "-x"}[i], "sector": "youth_group"}})
	}
	return w, people
}

// marks are what a page shows as shared, without who shares it.
func marks(root *html.Node) []string {
	var all []string
	for n := range root.Descendants() {
		if n.Data == "mark" && n.Type == html.ElementNode && n.Parent.Data != "p" || n.Data == "mark" && attribute(n.Parent, "class") == "" && n.Type == html.ElementNode {
			got, _, _ := strings.Cut(text(n), "shared by")
			all = append(all, got)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestCompare_MarksWhatSeveralGroupsHave(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	lead := a.leader()
	for _, row := range []struct {
		section string
		groups  []int
		shared  []string
	}{
		{"message", []int{0, 3}, []string{"trust", "we eat together"}},
		{"message", []int{1, 4}, []string{"เรากินข้าวด้วยกันทุกวัน"}},
		{"message", []int{0, 2, 3}, []string{"trust", "we eat together"}},
		{"channels", []int{0, 2}, []string{"Radio"}},
		{"partners", []int{0, 2}, []string{"Red Cross", "red  cross", "Youth group"}},
		{"audience", []int{0, 1, 2, 3}, []string{"English", "Malay"}},
	} {
		q := url.Values{"section": {row.section}}
		for _, g := range row.groups {
			q.Add("groups", w.Groups[g].ID)
		}
		got := a.call(lead, "GET", "/workshops/"+w.ID+"/compare?"+q.Encode(), nil).expect(200)
		found := marks(shown(t, got))
		for _, want := range row.shared {
			if !slices.ContainsFunc(found, func(s string) bool { return strings.EqualFold(s, want) }) {
				t.Errorf("%s of %v: %q is not marked, only %q", row.section, row.groups, want, found)
			}
		}
		if !strings.Contains(words(t, got), "shared by ") {
			t.Errorf("%s does not say in a word that something is shared", row.section)
		}
	}
}

func TestCompare_SaysASignAndAWordForEachField(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	got := words(t, a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare?section=message", nil).expect(200))
	got += words(t, a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare?section=audience", nil).expect(200))
	for _, part := range []string{"We eat together, so rumours starve", "● nothing open", "○ open", "nothing yet", "เรากินข้าว", "យើងរស់នៅ"} {
		if !strings.Contains(got, part) {
			t.Errorf("the matrix does not say %q: %s", part, got)
		}
	}
	// By name, or as the workshop has them.
	for order, first := range map[string]string{"": "Malaysia", "&order=name": "Brunei"} {
		got := words(t, a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare?section=message"+order, nil).expect(200))
		if at := strings.Index(got, "Core message"); at < 0 || !strings.HasPrefix(firstGroup(got, w), first) {
			t.Errorf("with %q the first group is not %s: %s", order, first, got)
		}
	}
}

// firstGroup is the group whose name stands first behind the heads of the columns.
func firstGroup(page string, w campaign.Workshop) string {
	first, at := "", len(page)
	for _, g := range w.Groups {
		if i := strings.Index(page, " "+g.Name+" "); i >= 0 && i < at {
			first, at = g.Name, i
		}
	}
	return first
}

// blindViews are the views that can be shown without names.
var blindViews = []string{"/compare?", "/compare?section=context&", "/compare?section=context&places=1&", "/compare?section=message&groups=A&groups=B&groups=C&", "/compare?section=context&groups=D&groups=E&", "/compare?groups=A&", "/compare/projector?section=message&", "/compare/principles?open=all&", "/compare/principles?", "/compare/coverage?", "/compare/projector?section=context&page=2&", "/compare.md?section=message&", "/compare.csv?section=context&", "/compare.csv?section=context&places=1&", "/compare.html?section=message&", "/compare.html?section=context&places=1&", "/compare.xlsx?section=message&", "/compare.xlsx?section=context&places=1&"}

func TestCompare_WithoutNamesNothingInThePageTellsWhose(t *testing.T) {
	a := newApp(t)
	w, people := compared(a)
	lead := a.leader()
	var telling []string
	for i, g := range w.Groups {
		telling = append(telling, g.Name, g.ID, g.DraftID, g.Code, people[i].member, people[i].seat, `"`+g.Country+`"`, ">"+g.Country+"<", campaign.Standard().Texts("en").Country(g.Country))
	}
	telling = append(telling, "Aisyah", "สมชาย", "Sokha", "Nurul", "George Town", "Penang", "/drafts/", "sign-0", "sign-1", "sign-2", "sign-3", "sign-4", `class="sign`)
	to := a.call(lead, "GET", "/workshops/"+w.ID+"/compare?blind=new&section=message&groups="+w.Groups[0].ID, nil).expect(303).header.Get("Location")
	seed := regexp.MustCompile(`blind=([A-Za-z0-9_-]{8,})`).FindStringSubmatch(to)
	if seed == nil || strings.Contains(to, w.Groups[0].ID) {
		t.Fatalf("covering the names leads to %s", to)
	}
	for _, view := range blindViews {
		path := "/workshops/" + w.ID + view + "blind=" + seed[1]
		first := a.call(lead, "GET", path, nil).expect(200)
		source := string(first.body)
		if strings.Contains(view, ".xlsx") {
			source = everySheet(t, first.body)
		}
		if first.header.Get("ETag")+first.header.Get("Last-Modified")+first.header.Get("Link") != "" {
			t.Errorf("%s has a header that stays with a draft: %v", view, first.header)
		}
		source = strings.ToLower(source)
		for _, word := range telling {
			if strings.Contains(source, strings.ToLower(word)) {
				at := strings.Index(source, strings.ToLower(word))
				t.Errorf("%s tells %q: …%s…", view, word, source[max(0, at-60):min(len(source), at+60)])
			}
		}
		if places := strings.Contains(source, "kota bharu") || strings.Contains(source, "yala"); strings.Contains(view, "section=context") && strings.Contains(view, "places=1") != places {
			t.Errorf("%s shows the places: %v", view, places)
		}
		if strings.Contains(first.header.Get("Content-Disposition"), w.ID) {
			t.Errorf("%s is called %s", view, first.header.Get("Content-Disposition"))
		}
		if again := a.call(lead, "GET", path, nil); words(t, again) != words(t, first) {
			t.Errorf("%s does not stay as it is", view)
		}
	}
	// Another seed, another order: of five groups, twenty seeds cannot all give the same.
	orders := map[string]bool{}
	for i := range 20 {
		orders[words(t, a.call(lead, "GET", "/workshops/"+w.ID+"/compare?section=message&blind=seedseed"+string(rune('a'+i)), nil).expect(200))] = true
	}
	if len(orders) < 2 {
		t.Error("the order is not shuffled")
	}
	a.call(lead, "GET", "/workshops/"+w.ID+"/compare?blind=%3Cx%3E", nil).expect(400)
	a.call(lead, "GET", "/workshops/"+w.ID+"/compare?blind=seedseed&groups="+w.Groups[0].ID, nil).expect(400)
}

func TestComparePrinciples_LeadToWhatWasFound(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	lead := a.leader()
	path := "/workshops/" + w.ID + "/compare/principles"
	if got := words(t, a.call(lead, "GET", path, nil).expect(200)); !strings.Contains(got, "open") || strings.Contains(got, principleInside(t)) {
		t.Errorf("the groups of principles do not come first, alone: %s", got)
	}
	got := a.call(lead, "GET", path+"?open=all", nil).expect(200)
	if !strings.Contains(words(t, got), principleInside(t)) {
		t.Errorf("an opened group does not show its principles: %s", words(t, got))
	}
	links := 0
	for n := range shown(t, got).Descendants() {
		if to := attribute(n, "href"); n.Data == "a" && strings.HasPrefix(to, "/drafts/") {
			a.call(lead, "GET", to, nil).expect(200)
			if strings.Contains(to, "/findings/") {
				links++
			}
		}
	}
	if links == 0 {
		t.Error("no cell leads to a finding")
	}
}

// principleInside is the title of a principle of the group that is opened.
func principleInside(t *testing.T) string {
	t.Helper()
	title := principles.Standard().Texts("en").Principle("aud-specific").Title
	if title == "" {
		t.Fatal("the principle has no title")
	}
	return title
}

func TestCompareCoverage_SaysInATableWhatThePicturesShow(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	got := a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare/coverage", nil).expect(200)
	for _, part := range []string{"Radio: 3 of 5 groups", "TikTok: 1 of 5 groups", "Market: 1 of 5 groups", "Malaysia, Cambodia, Brunei", "Youth group: 5 of 5 groups", "15 to 30 years", "15 to 30"} {
		if !strings.Contains(words(t, got), part) {
			t.Errorf("the pictures do not say %q: %s", part, words(t, got))
		}
	}
	for n := range shown(t, got).Descendants() {
		if n.Data == "svg" && attribute(n, "role") == "img" && (n.FirstChild == nil || n.FirstChild.Data != "title") {
			t.Error("a picture has no title")
		}
	}
}
