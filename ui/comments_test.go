package ui_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

// heard is what the JSON interface says of a draft's comments.
type heard struct {
	Comments []struct {
		campaign.Comment
		Now *struct {
			From, To int
			Gone     bool
		}
	}
}

func (p *page) comments(who person) heard {
	p.t.Helper()
	var got heard
	p.call(who, "GET", "/api/v1/drafts/"+p.who.draft+"/comments", nil).expect(200).read(&got)
	return got
}

func TestComments_StandOnTheirWordsAndAreOfOneGroup(t *testing.T) {
	p, lead := atWork(t)
	api, page := "/api/v1/drafts/"+p.who.draft+"/comments", "/drafts/"+p.who.draft+"/comments"
	other := p.joined(obj{"code": p.room.Groups[1].Code, "group_id": p.room.Groups[1].ID, "name": "Somchai"})
	p.submit(0, write("message.core", 0, 0, "เรากินข้าวด้วยกัน"))
	p.call(lead, "POST", api, obj{"at": "message.core", "text": "ใคร <script>?", "from": 6, "to": 10, "seq": 1, "quote": "ข้าว"}).expect(201)
	p.call(lead, "POST", api, obj{"at": "message.core", "text": "x", "from": 0, "to": 4, "seq": 1, "quote": "ข้าว"}).refused(400, campaign.Invalid, "quote")
	p.call(lead, "POST", api, obj{"at": "message.core", "text": "x", "from": 6, "to": 10, "seq": 9, "quote": "ข้าว"}).refused(409, campaign.Conflict, "seq")
	p.submit(1, write("message.core", 0, 0, "วันนี้"))
	if got := p.comments(p.who).Comments; len(got) != 1 || got[0].Now.From != 12 || got[0].Now.To != 16 || got[0].Who != p.lead.ID {
		t.Errorf("%+v", got)
	}
	shown := p.call(p.who, "GET", "/drafts/"+p.who.draft+"/sections/message", nil).expect(200)
	shown.says("1 comment", "ข้าว", "ใคร <script>?", leadName)
	if body := string(shown.body); !strings.Contains(body, "ใคร &lt;script&gt;?") || strings.Contains(body, "ใคร <script>") {
		t.Error("a comment is not escaped")
	}
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/brief.md", nil).expect(200)
	if body := string(p.call(p.who, "GET", "/drafts/"+p.who.draft+"/brief.md", nil).body); strings.Contains(body, "ใคร") {
		t.Error("a comment is in the brief")
	}
	p.call(p.who, "GET", page, nil).expect(200).says("ข้าว")
	p.call(other, "GET", page, nil).expect(404)
	p.call(other, "GET", api, nil).expect(404)
	p.call(other, "POST", api, obj{"at": "message.core", "text": "x"}).expect(404)
	p.submit(2, write("message.core", 12, 16, ""))
	if got := p.comments(p.who).Comments[0]; !got.Now.Gone || got.Quote != "ข้าว" {
		t.Errorf("%+v", got)
	}
	p.call(p.who, "GET", page, nil).says("no longer in the draft", "ข้าว")

	id := p.comments(lead).Comments[0].ID
	p.call(p.who, "POST", page, url.Values{"action": {"reply"}, "thread": {id}, "text": {"Us"}}).expect(303)
	p.call(p.who, "POST", page, url.Values{"action": {"reword"}, "id": {id}, "text": {"mine now"}}).expect(403)
	p.call(p.who, "POST", page, url.Values{"action": {"assign"}, "id": {id}, "assigned": {other.member}}).expect(400)
	p.call(p.who, "POST", page, url.Values{"action": {"assign"}, "id": {id}, "assigned": {p.who.member}}).expect(303)
	p.call(p.who, "GET", page+"?for=me", nil).expect(200).says("Us")
	p.call(lead, "GET", page+"?for=me", nil).expect(200).says("Nothing is waiting for you")
	p.call(p.who, "POST", page, url.Values{"action": {"resolve"}, "id": {id}}).expect(303)
	p.call(p.who, "POST", page, url.Values{"action": {"open"}, "id": {id}}).expect(303)
	p.call(p.who, "POST", page, url.Values{"action": {"add"}, "at": {"message.core"}, "text": {strings.Repeat("ก", 1001)}}).expect(400).says("ก", "too long")
	p.call(lead, "POST", page, url.Values{"action": {"withdraw"}, "id": {id}}).expect(303)
	for _, c := range p.comments(p.who).Comments {
		if c.ID == id {
			t.Error("what was taken back is shown to others")
		}
	}
	p.call(lead, "POST", "/workshops/"+p.room.ID+"/members/"+p.who.member+"/remove", url.Values{}).expect(303)
	p.call(p.who, "GET", api, nil).expect(401)
	p.call(p.who, "POST", api, obj{"at": "message.core", "text": "x"}).expect(401)
}

func TestComments_FollowWhatThePhaseAllows(t *testing.T) {
	p, lead := atWork(t)
	api := "/api/v1/drafts/" + p.who.draft + "/comments"
	for members, want := range map[string]int{"read": 403, "comment": 201, "write": 201} {
		p.press(lead, "save", "title.p4", "Message", "minutes.p4", "20", "members.p4", members, "sections.p4", "message").expect(303)
		p.press(lead, "start:p4").expect(303)
		got := p.call(p.who, "POST", api, obj{"at": "message.core", "text": "x"})
		if got.expect(want); want == 403 {
			if why := got.refused(403, campaign.Locked, ""); !strings.Contains(why, leadName) {
				t.Errorf("it says %q", why)
			}
		}
		p.call(lead, "POST", api, obj{"at": "message.core", "text": "x"}).expect(201)
	}
}

func TestSuggestions_BecomeEditsOfWhoAcceptsThem(t *testing.T) {
	p, lead := atWork(t)
	api, page := "/api/v1/drafts/"+p.who.draft+"/comments", "/drafts/"+p.who.draft+"/comments"
	p.submit(0, write("message.core", 0, 0, "We eat alone"))
	p.call(lead, "POST", page, url.Values{"action": {"add"}, "at": {"message.core"}, "quote": {"alone"}, "suggests": {"true"}, "replacement": {"together"}}).expect(303)
	p.call(lead, "POST", api, obj{"at": "audience.age_from", "suggests": true, "replacement": "18"}).expect(201)
	p.call(lead, "POST", api, obj{"at": "audience.age_from", "suggests": true, "replacement": "many"}).expect(400)
	list := p.comments(p.who).Comments
	accept := func(id string, seen ...string) *answer {
		return p.call(p.who, "POST", page, url.Values{"action": {"accept"}, "id": {id}, "seen": seen})
	}
	p.submit(1, write("message.core", 12, 12, " no more"), write("message.core", 9, 9, "X"))
	accept(list[0].ID).expect(409).says("We eat alXone no more", "X", "Accept it so")
	accept(list[0].ID, "We eat alXone no more\n"+list[0].ID).expect(303)
	accept(list[0].ID).expect(409)
	accept(list[1].ID).expect(303)
	fields := p.fields()
	if got, _ := fields["message.core"].(string); !strings.Contains(got, "X") || !strings.HasSuffix(got, " no more") || strings.Contains(got, "alone") {
		t.Errorf("the message is %q", got)
	}
	if got := fields["audience.age_from"]; got != 18.0 {
		t.Errorf("the age is %v", got)
	}
	head, err := p.desk.Read(t.Context(), p.who.draft)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := p.desk.Entries(t.Context(), p.who.draft, head.Seq-1, 1)
	if err != nil || entries.Entries[0].Who != p.who.member {
		t.Errorf("%+v, %v", entries, err)
	}
	if got := p.comments(p.who).Comments; got[1].Entry != head.Seq || got[1].State != campaign.SuggestionTaken {
		t.Errorf("%+v", got[1])
	}
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/history", nil).expect(200).says("Suggested by", leadName)
}

func TestSuggestions_CanBeTakenOutAgain(t *testing.T) {
	p, lead := atWork(t)
	api, page := "/api/v1/drafts/"+p.who.draft+"/comments", "/drafts/"+p.who.draft+"/comments"
	p.submit(0, write("message.core", 0, 0, "เรากินคนเดียว"))
	p.call(lead, "POST", page, url.Values{"action": {"add"}, "at": {"message.core"}, "quote": {"คนเดียว"}, "suggests": {"true"}, "replacement": {"ด้วยกัน"}}).expect(303)
	p.call(lead, "POST", api, obj{"at": "audience.age_from", "suggests": true, "replacement": "18"}).expect(201)
	list := p.comments(p.who).Comments
	press := func(action, id string) *answer {
		return p.call(p.who, "POST", page, url.Values{"action": {action}, "id": {id}, "back": {"message"}})
	}
	text := func(want string, age any) {
		t.Helper()
		if got := p.fields(); got["message.core"] != want || got["audience.age_from"] != age {
			t.Errorf("%v, should hold %q and %v", got, want, age)
		}
	}
	press("takeout", list[0].ID).expect(409)
	for range 2 { // and once more
		there := press("accept", list[0].ID).expect(303).header.Get("Location")
		text("เรากินด้วยกัน", nil)
		p.call(p.who, "GET", strings.TrimSuffix(there, "#taken"), nil).expect(200).says("The suggestion is in the draft", "Take it out again")
		press("takeout", list[0].ID).expect(303)
		text("เรากินคนเดียว", nil)
	}
	if got := p.comments(p.who).Comments[0]; got.State != campaign.CommentOpen || got.Now == nil || got.Now.Gone {
		t.Errorf("%+v", got)
	}
	press("accept", list[0].ID).expect(303)
	head, err := p.desk.Read(t.Context(), p.who.draft)
	if err != nil {
		t.Fatal(err)
	}
	p.submit(head.Seq, write("message.core", 0, 0, "วันนี้"), write("message.core", 0, 0, "ครับ"))
	press("takeout", list[0].ID).expect(303)
	text("ครับวันนี้เรากินคนเดียว", nil)
	press("accept", list[1].ID).expect(303)
	press("takeout", list[1].ID).expect(303)
	text("ครับวันนี้เรากินคนเดียว", nil)
	press("accept", list[1].ID).expect(303)
	text("ครับวันนี้เรากินคนเดียว", 18.0)
}

func TestSuggestions_AreMadeOfWordsThatALockRefused(t *testing.T) {
	p, lead := atWork(t)
	section, page := "/drafts/"+p.who.draft+"/sections/message", "/drafts/"+p.who.draft+"/comments"
	p.submit(0, write("message.core", 0, 0, "Eat"))
	p.press(lead, "lock:message").expect(303)
	p.now.pass(2 * time.Minute)
	p.call(p.who, "POST", section, url.Values{"seq": {"2"}, "was.message.core": {"Eat"}, "f.message.core": {"Eat together"}}).expect(400).says("Offer as a suggestion")
	p.call(p.who, "POST", page, url.Values{"action": {"late:message.core"}, "was.message.core": {"Eat"}, "f.message.core": {"Eat together"}}).expect(303)
	id := p.comments(p.who).Comments[0].ID
	p.call(p.who, "POST", page, url.Values{"action": {"accept"}, "id": {id}}).expect(403).says("is locked", leadName)
	p.press(lead, "open:message").expect(303)
	p.call(p.who, "POST", page, url.Values{"action": {"accept"}, "id": {id}}).expect(303)
	if got := p.fields()["message.core"]; got != "Eat together" {
		t.Errorf("the message is %q", got)
	}
}

func TestComments_KeepNobodyWhereNothingIsKept(t *testing.T) {
	a, lead, one, two := nameless(t)
	api, page := "/api/v1/drafts/"+one.draft+"/comments", "/drafts/"+one.draft+"/comments"
	a.call(one, "POST", api, obj{"at": "message.core", "text": "Too long"}).expect(201)
	a.call(lead, "POST", api, obj{"at": "message.core", "text": "Indeed"}).expect(201)
	shown := string(a.call(two, "GET", page, nil).expect(200).body)
	if strings.Contains(shown, "Aisyah") || strings.Contains(shown, leadName) || strings.Contains(shown, one.member) || strings.Contains(shown, a.lead.ID) || !strings.Contains(shown, "Seat 1") {
		t.Error("the page of comments tells who somebody is, or not which seat")
	}
	list, err := a.store.Comments(t.Context(), one.draft)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	seat, err := a.store.Member(t.Context(), one.member)
	if err != nil {
		t.Fatal(err)
	}
	a.call(two, "POST", page, url.Values{"action": {"assign"}, "id": {list[0].ID}, "assigned": {one.member}}).expect(400)
	a.call(two, "POST", page, url.Values{"action": {"assign"}, "id": {list[0].ID}, "assigned": {seat.Pseudonym}}).expect(303)
	a.call(two, "POST", page, url.Values{"action": {"assign"}, "id": {list[1].ID}, "assigned": {campaign.FacilitatorAuthor}}).expect(303)
	a.call(one, "GET", page+"?for=me", nil).says("Too long")
	a.call(lead, "GET", page+"?for=me", nil).says("Indeed")
	a.call(one, "POST", page, url.Values{"action": {"reword"}, "id": {list[0].ID}, "text": {"Too long for me"}}).expect(303)
	a.call(two, "POST", page, url.Values{"action": {"resolve"}, "id": {list[0].ID}}).expect(303)
	if list, err = a.store.Comments(t.Context(), one.draft); err != nil || list[0].Who != seat.Pseudonym || list[0].Assigned != seat.Pseudonym || list[1].Who != campaign.FacilitatorAuthor || list[0].By == two.member || list[0].Text != "Too long for me" {
		t.Errorf("kept %+v, %v", list, err)
	}
}

func TestPhases_CanBeForCommenting(t *testing.T) {
	p, lead := atWork(t)
	p.press(lead, "save", "title.p4", "Message", "minutes.p4", "20", "members.p4", "comment", "sections.p4", "message").expect(303)
	p.call(lead, "GET", "/workshops/"+p.room.ID+"/phases", nil).expect(200).says(`value="comment" selected`, "read and comment")
}
