package ui_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Whatever is sent, the answer is a refusal in the form of the contract and never a fault of the server:
// call checks that of every answer. Here it only has to be sent.
func TestBroken_RequestsAreRefusedAndNeverAFault(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("message.core", 0, 0, "ab"))
	lead := p.leader()
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	bodies := []any{
		"", " ", "null", "true", "7", `"text"`, "[]", "{}", "{", "}", "[{}]", "{}{}", "{} x", "\x00", "\xff\xfe", "\xef\xbb\xbf{}", "undefined", "<xml/>", "a=b&c=d", "%zz",
		deep, `{"edits":` + deep + `}`, `{"client":"c","batch":1,"base":0,"edits":[{"kind":"set","at":"audience.age_from","value":` + deep + `}]}`,
		`{"client":"c","batch":99999999999999999999,"base":0,"edits":[]}`, `{"client":"c","batch":1e3,"base":0,"edits":[]}`, `{"client":"c","batch":9007199254740993,"base":0,"edits":[]}`,
		`{"client":"c","batch":-1,"base":-1,"edits":null}`, `{"client":"c","batch":1,"base":9223372036854775807,"edits":[{"kind":"set","at":"audience.age_from","value":1}]}`,
		`{"client":null,"batch":null,"base":null,"edits":[null]}`, `{"client":"c","batch":1,"base":1,"edits":[[]]}`, `{"client":"c","batch":1,"base":1,"edits":{"0":{}}}`,
		`{"client":"server","batch":1,"base":1,"edits":[{"kind":"set","at":"audience.age_from","value":1}]}`,
		`{"client":"c\u0000","batch":1,"base":1,"edits":[{"kind":"set","at":"audience.age_from","value":1}]}`,
		`{"client":"c","batch":1,"base":1,"edits":[{"kind":"text","at":"message.core","splices":[{"from":9223372036854775807,"to":9223372036854775807,"insert":"x"}]}]}`,
		`{"client":"c","batch":1,"base":1,"edits":[{"kind":"text","at":"message.core","splices":[{"from":1,"to":0,"insert":"x"},{"from":0,"to":0,"insert":"x"}]}]}`,
		`{"client":"c","batch":1,"base":1,"edits":[{"kind":"text","at":"message.core","splices":null}]}`,
		`{"client":"c","batch":1,"base":1,"edits":[{"kind":"set","at":"channels.list","value":[{"channel":"radio"}]}]}`,
		`{"client":"c","batch":1,"base":1,"edits":[{"kind":"set","at":"channels.list////","value":1}]}`,
		`{"client":"c","batch":1,"base":1,"edits":[{"kind":"insert_row","at":"channels.list","row":"","after":null,"values":[]}]}`,
		`{"client":"c","batch":1,"base":1,"edits":[{"kind":"restore_row","at":"channels.list/none","after":"\u0000"}]}`,
		`{"title":["x"],"groups":{"a":1}}`, `{"title":"x","groups":[null,7]}`, `{"title":"x","groups":[{"name":{}}]}`, `{"code":{},"name":[]}`, `{"code":"\u0000\u0000","name":"x"}`,
		`{"code":"` + strings.Repeat("2", 41) + `"}`, `{"canvas":"\u0000"}`, `{"canvas":["oasis"]}`, `{"name":"\u0000","password":"\u0000"}`,
		strings.Repeat("x", 300<<10),
	}
	paths := []string{"/api/v1/session", "/api/v1/workshops", "/api/v1/join", p.path + "/edits", p.path + "/presence", p.path + "/canvas"}
	for _, path := range paths {
		method := "POST"
		if strings.HasSuffix(path, "/canvas") {
			method = "PUT"
		}
		for _, body := range bodies {
			got := p.call(person{token: lead.token, from: here}, method, path, body)
			// Where somebody is may be said with members that later versions add, and no splices are no change.
			if sent := fmt.Sprint(body); got.status < 400 && !strings.HasSuffix(path, "/presence") && !strings.Contains(sent, `"splices":null`) {
				t.Errorf("%s %s with %.60q answered %d", method, path, body, got.status)
			}
		}
		for _, kind := range []string{"", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "application/json; charset=latin1", "\x7f"} {
			p.call(person{token: lead.token, from: here}, method, path, "{", "Content-Type", kind).expect(400)
		}
		for _, method := range []string{"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get"} {
			if got := p.call(p.leader(), method, path, "{}"); got.status == 405 && got.header.Get("Allow") == "" {
				t.Errorf("%s %s is refused without saying what is allowed", method, path)
			}
		}
	}
	for _, query := range []string{"?after=%00", "?after=%zz", "?limit=%ff", "?after=1&after=2", "?section=%00", "?fields=,,,", "?fields=%ff", "?groups=%00&section=message", "?format=%00", "?" + strings.Repeat("x=1&", 5000)} {
		for _, path := range []string{p.path, p.path + "/edits", p.path + "/findings", p.path + "/brief", "/api/v1/workshops/" + p.room.ID + "/compare", "/api/v1/join/%00", "/join/%ff", "/join",
			"/drafts/" + p.who.draft + "/findings", "/workshops/" + p.room.ID + "/compare", "/workshops/" + p.room.ID + "/groups", "/seat", "/sign-in", "/principles/%00"} {
			p.call(lead, "GET", path+query, nil)
		}
	}
}

func TestBroken_FormsAreRefusedAndNeverAFault(t *testing.T) {
	p := newPage(t)
	lead := p.leader()
	draft, room := "/drafts/"+p.who.draft, "/workshops/"+p.room.ID
	for _, path := range []string{"/join", "/seat", "/sign-in", "/invited", "/first/x", "/workshops", room + "/settings", room + "/groups", room + "/groups/" + p.room.Groups[0].ID,
		room + "/code", room + "/members/" + p.who.member + "/move", draft + "/sections/message", draft + "/canvas"} {
		for _, body := range []string{"", "%zz", "\x00", "\xff", "a;b", "title=%00&name=%00&code=%00&canvas=%00&group=%00&seq=%00", "title=%ff&name=%ff&code=%ff&canvas=%ff&group=%ff&seq=%ff",
			"seq=99999999999999999999", "seq=-1&was.message.core=&f.message.core=x", "seq=999&was.message.core=&f.message.core=x", "seq=0&was.message.core=&f.message.core=%ed%a0%80",
			"seq=0&was.channels.list/x/why=&f.channels.list/x/why=y", "seq=0&was.audience.age_from=&f.audience.age_from=eighteen", "seq=0&action=add:none", "seq=0&action=up:channels.list:none",
			"seq=0&action=::::", "seq=0&action=add:message.core", "seq=0&log=another&was.message.core=&f.message.core=x", strings.Repeat("a=b&", 20_000)} {
			for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "application/json", ""} {
				p.call(person{token: lead.token, from: here}, "POST", path, body, "Content-Type", kind)
			}
		}
		p.call(lead, "POST", path, strings.Repeat("x", 4<<20+1), "Content-Type", "application/x-www-form-urlencoded").expect(413)
	}
}

// Random damage to a good batch, from a fixed seed: whatever comes of it, it is answered in form.
func TestBroken_DamagedBatchesAreRefusedAndNeverAFault(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("message.core", 0, 0, "ab"), obj{"kind": "insert_row", "at": "channels.list", "row": "r1", "after": "", "values": obj{}})
	good := `{"client":"c","batch":%d,"log":"","base":1,"edits":[{"kind":"text","at":"message.core","splices":[{"from":0,"to":1,"insert":"\u00e9"}]},` +
		`{"kind":"set","at":"audience.age_from","value":18},{"kind":"choose","at":"audience.languages","add":["th"],"remove":["ms"]},{"kind":"move_row","at":"channels.list/r1","after":""}]}`
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"", "\x00", `"`, `\`, "{", "}", "[", "]", ",", ":", "null", "-1", "1e400", "\xff", `\ud800`, "0", "true", "message.core", "/"}
	for i := range 600 {
		body := []byte(fmt.Sprintf(good, i))
		for range 1 + random.IntN(3) {
			from := random.IntN(len(body))
			to := min(len(body), from+random.IntN(8))
			body = append(append(append([]byte{}, body[:from]...), pieces[random.IntN(len(pieces))]...), body[to:]...)
		}
		p.call(p.who, "POST", p.path+"/edits", body)
	}
	p.call(p.who, "GET", p.path, nil).expect(200)
	p.call(p.who, "GET", p.path+"/findings", nil).expect(200)
}
