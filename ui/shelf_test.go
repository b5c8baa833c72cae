package ui_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
	"workbench/storage"
	"workbench/ui"
)

// edited returns the files of the pack that ships, with texts replaced in one of them, named FILE, OLD, NEW.
func edited(t testing.TB, changes ...string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(principles.StandardFiles(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(principles.StandardFiles(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+2 < len(changes); i += 3 {
		f := files[changes[i]]
		if f == nil || !bytes.Contains(f.Data, []byte(changes[i+1])) {
			t.Fatalf("%s holds no %q", changes[i], changes[i+1])
		}
		f.Data = bytes.Replace(f.Data, []byte(changes[i+1]), []byte(changes[i+2]), 1)
	}
	return files
}

// newer is the pack of a newer program: another version, in which the enemies of a message are no longer asked about.
func newer(t testing.TB) fs.FS {
	return edited(t, "pack.yaml", "version: "+principles.Standard().Version, "version: 9.0.0",
		"principles/msg-inclusive.yaml", "  - id: enemy\n    kind: wording\n    families: [enemy]", "  - id: enemy\n    kind: wording\n    families: [war-talk]")
}

func loaded(t testing.TB, files fs.FS) *principles.Pack {
	t.Helper()
	p, err := principles.Load(files, campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func zipped(t testing.TB, files fs.FS) []byte {
	t.Helper()
	data, err := principles.Zip(files)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// program puts another program over the database of an app, with a pack of its own built in.
func (a *app) program(pack *principles.Pack) *app {
	a.t.Helper()
	b := *a
	lib := campaign.Standard()
	b.hub = live.NewHub()
	a.t.Cleanup(b.hub.Close)
	shelf := ui.NewShelf(b.store, lib, func() *principles.Pack { return pack })
	b.desk = live.NewDesk(lib, b.store, b.hub, b.now.Now, ui.DeskOptions(b.store, shelf, b.now.Now))
	a.t.Cleanup(b.desk.Close)
	var err error
	b.handler, err = ui.New(ui.Config{Addresses: func() []string { return []string{"http://192.0.2.7:8080"} }},
		ui.Parts{Library: lib, Shelf: shelf, Store: b.store, Desk: b.desk, Hub: b.hub, Log: slog.New(slog.NewTextHandler(b.log, nil)), Now: b.now.Now})
	if err != nil {
		a.t.Fatal(err)
	}
	return &b
}

// checkedBy is what a draft's report says of the pack, and how many findings msg-inclusive has.
func (a *app) checkedBy(who person, draft string) (pack principles.PackRef, inclusive int) {
	a.t.Helper()
	var r principles.Report
	a.call(who, "GET", "/api/v1/drafts/"+draft+"/findings", nil).expect(200).read(&r)
	return r.Pack, len(r.Of("msg-inclusive"))
}

func TestShelf_AWorkshopKeepsItsPackWhenTheProgramIsReplaced(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	old := principles.Standard()
	var made struct {
		ID, Pack string
		Version  string `json:"pack_version"`
		Groups   []struct {
			DraftID string `json:"draft_id"`
		}
	}
	a.call(lead, "POST", "/api/v1/workshops", obj{"title": "Before", "groups": []obj{{"name": "One"}}}).expect(201).read(&made)
	if made.Pack != old.ID || made.Version != old.Version {
		t.Fatalf("made with %+v", made)
	}
	before := made.Groups[0].DraftID
	for _, draft := range []string{before, a.room.Groups[0].DraftID} {
		p := a.open(person{token: lead.token, draft: draft}, "page")
		p.submit(0, write("message.core", 0, 0, "Crush the enemy of our nation."))
	}
	_, asked := a.checkedBy(lead, before)
	if asked == 0 {
		t.Fatal("the sentence is not asked about")
	}
	// A workshop of a database from before packs were kept is settled by the program that first checks it.
	unsettled := a.room.Groups[0].DraftID
	if ref, n := a.checkedBy(lead, unsettled); ref.Version != old.Version || n != asked {
		t.Errorf("the workshop of an earlier program is checked by %v, %d findings", ref, n)
	}

	b := a.program(loaded(t, newer(t)))
	lead = b.leader()
	for _, draft := range []string{before, unsettled} {
		if ref, n := b.checkedBy(lead, draft); ref.ID != old.ID || ref.Version != old.Version || n != asked {
			t.Errorf("after the program was replaced %s is checked by %v, %d findings; was %s, %d", draft, ref, n, old.Version, asked)
		}
	}
	b.call(lead, "POST", "/api/v1/workshops", obj{"title": "After", "groups": []obj{{"name": "One"}}}).expect(201).read(&made)
	after := made.Groups[0].DraftID
	b.open(person{token: lead.token, draft: after}, "page").submit(0, write("message.core", 0, 0, "Crush the enemy of our nation."))
	if ref, n := b.checkedBy(lead, after); made.Version != "9.0.0" || ref.Version != "9.0.0" || n >= asked {
		t.Errorf("a new workshop is checked by %v (made with %s), %d findings", ref, made.Version, n)
	}
	// The old version can still be asked for by name, and one that is not there is refused.
	b.call(lead, "POST", "/api/v1/workshops", obj{"title": "Old again", "pack": old.ID + "@" + old.Version}).expect(201).read(&made)
	if made.Version != old.Version {
		t.Errorf("made with %s", made.Version)
	}
	b.call(lead, "POST", "/api/v1/workshops", obj{"title": "Newest", "pack": old.ID}).expect(201).read(&made)
	if made.Version != "9.0.0" {
		t.Errorf("made with %s", made.Version)
	}
	for _, wrong := range []string{"none", old.ID + "@7.7.7", old.ID + "@", "@1.0.0"} {
		said := b.call(lead, "POST", "/api/v1/workshops", obj{"title": "x", "pack": wrong}).refused(400, "invalid", "pack")
		if !strings.Contains(said, old.ID+"@9.0.0") {
			t.Errorf("%q: %q does not say what there is", wrong, said)
		}
	}
}

func TestShelf_TheSameReportEverywhere(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	draft := a.room.Groups[0].DraftID
	a.open(person{token: lead.token, draft: draft}, "page").submit(0, write("message.core", 0, 0, "Crush the enemy and the Zorgblatts."), write("audience.primary", 0, 0, "the general public"))
	local := principles.Local{Off: []string{"aud-specific"}, Severity: map[string]principles.Severity{"msg-inclusive": principles.Should},
		Words: []principles.LocalWord{{Language: "en", Family: "enemy", Phrase: "zorgblatt*", Rewrite: "our neighbours"}}}
	a.settle(a.room.ID, local)
	pack, err := principles.Standard().With(local)
	if err != nil {
		t.Fatal(err)
	}
	head, err := a.desk.Read(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(principles.Check(head.State.Draft(a.room.Groups[0].Name), pack))
	if err != nil {
		t.Fatal(err)
	}
	same := func(where string, got json.RawMessage) {
		t.Helper()
		var g, w map[string]any
		if err := errors.Join(json.Unmarshal(got, &g), json.Unmarshal(want, &w)); err != nil {
			t.Fatal(err)
		}
		delete(g, "seq")
		gb, _ := json.Marshal(g)
		wb, _ := json.Marshal(w)
		if !bytes.Equal(gb, wb) {
			t.Errorf("%s\n%s\nwant\n%s", where, gb, wb)
		}
	}
	same("the JSON interface", a.call(lead, "GET", "/api/v1/drafts/"+draft+"/findings", nil).expect(200).body)
	var brief struct{ Report json.RawMessage }
	a.call(lead, "GET", "/api/v1/drafts/"+draft+"/brief?format=json", nil).expect(200).read(&brief)
	same("the brief", brief.Report)
	report, err := a.desk.Findings(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	same("the event", report)
	md := string(a.call(lead, "GET", "/api/v1/drafts/"+draft+"/brief", nil).expect(200).body)
	if !strings.Contains(md, `version: "`+pack.Version+`"`) {
		t.Errorf("the front matter does not state %s:\n%.600s", pack.Version, md)
	}
	page := html.UnescapeString(string(a.call(lead, "GET", "/drafts/"+draft+"/findings", nil).expect(200).body))
	section := string(a.call(lead, "GET", "/drafts/"+draft+"/sections/message", nil).expect(200).body)
	for name, body := range map[string]string{"findings": page, "section": section} {
		if !strings.Contains(body, "Zorgblatts") {
			t.Errorf("the page %s does not ask about the workshop's own word", name)
		}
	}
	if !strings.Contains(page, pack.Version) {
		t.Error("the findings page does not say by what it was checked")
	}
}

// settle gives a workshop settings of its own over the pack that it has.
func (a *app) settle(workshop string, local principles.Local) {
	a.t.Helper()
	use, err := a.store.WorkshopPack(a.t.Context(), workshop)
	if err != nil {
		a.t.Fatal(err)
	}
	now := use
	now.Settings = string(local.JSON())
	if err := a.store.SetWorkshopPack(a.t.Context(), workshop, use, now); err != nil {
		a.t.Fatal(err)
	}
}

func TestShelf_APackThatCannotBeLoadedHoldsUpNoWord(t *testing.T) {
	a := newApp(t)
	lead, member := a.leader(), a.member(a.room, 0, "Aisyah")
	broken := campaign.KeptPack{ID: "gone", Version: "1.0.0", Digest: "of a kind of rule that is no more", Zip: zipFile(t, "pack.yaml", "id: gone")}
	if err := a.store.KeepPack(t.Context(), broken); err != nil {
		t.Fatal(err)
	}
	was, err := a.store.WorkshopPack(t.Context(), a.room.ID)
	if err == nil {
		err = a.store.SetWorkshopPack(t.Context(), a.room.ID, was, campaign.PackUse{ID: "gone", Version: "1.0.0", Digest: broken.Digest})
	}
	if err != nil {
		t.Fatal(err)
	}
	p := a.open(member, "page")
	p.submit(0, write("message.core", 0, 0, "Crush the enemy."))
	said := a.call(member, "GET", "/api/v1/drafts/"+member.draft+"/findings", nil).refused(409, "conflict", "")
	if !strings.Contains(said, "gone 1.0.0") || !strings.Contains(said, "Principles") {
		t.Errorf("the sentence is %q", said)
	}
	a.call(member, "GET", "/api/v1/drafts/"+member.draft, nil).expect(200)
	a.call(member, "GET", "/api/v1/drafts/"+member.draft+"/events", nil).expect(200)
	for _, path := range []string{"/sections/message", "/findings?fragment=message"} {
		if body := string(a.call(member, "GET", "/drafts/"+member.draft+path, nil).expect(200).body); !strings.Contains(body, "gone 1.0.0") {
			t.Errorf("%s does not say why nothing is checked", path)
		}
	}
	if md := string(a.call(member, "GET", "/api/v1/drafts/"+member.draft+"/brief", nil).expect(200).body); !strings.Contains(md, "Crush the enemy.") {
		t.Error("the brief has lost the words")
	}
	for _, path := range []string{"/workshops/" + a.room.ID + "/groups", "/workshops/" + a.room.ID + "/compare"} {
		if body := string(a.call(lead, "GET", path, nil).expect(200).body); !strings.Contains(body, "gone 1.0.0") {
			t.Errorf("%s does not say why nothing is checked", path)
		}
	}
	a.call(member, "GET", "/drafts/"+member.draft+"/findings", nil).expect(409)
}

func zipFile(t testing.TB, name, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	to, err := w.Create(name)
	if err == nil {
		_, err = to.Write([]byte(data))
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// counted counts how often packs are read from the database.
type counted struct {
	*storage.Store
	read atomic.Int64
	fail atomic.Bool
}

func (c *counted) Pack(ctx context.Context, id, version string) (campaign.KeptPack, error) {
	c.read.Add(1)
	if c.fail.Load() {
		return campaign.KeptPack{}, campaign.Fail(campaign.Unavailable, "", "The database cannot be reached.")
	}
	return c.Store.Pack(ctx, id, version)
}

func TestShelf_ReadsAPackOnceForAllWhoAskAndHoldsAFew(t *testing.T) {
	a := newApp(t)
	store := &counted{Store: a.store}
	shelf := ui.NewShelf(store, campaign.Standard(), principles.Standard)
	var uses []campaign.Workshop
	for _, version := range []string{"2.0.0", "2.0.1", "2.0.2", "2.0.3", "2.0.4"} {
		files := edited(t, "pack.yaml", "version: "+principles.Standard().Version, "version: "+version)
		digest, err := principles.Digest(files)
		if err != nil {
			t.Fatal(err)
		}
		p := campaign.KeptPack{ID: principles.StandardID, Version: version, Digest: digest, Zip: zipped(t, files)}
		if err := a.store.KeepPack(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		uses = append(uses, campaign.Workshop{Pack: p.ID, PackVersion: version, PackDigest: digest})
	}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if p, err := shelf.Of(t.Context(), uses[0]); err != nil || p.Version != "2.0.0" {
				t.Errorf("%v, %v", p, err)
			}
		})
	}
	wg.Wait()
	if n := store.read.Load(); n != 1 {
		t.Errorf("read %d times for 16 who ask at once", n)
	}
	for _, w := range append(uses, uses[1:]...) {
		if p, err := shelf.Of(t.Context(), w); err != nil || p.Version != w.PackVersion {
			t.Fatalf("%v, %v", p, err)
		}
	}
	if n := store.read.Load(); n != 5 {
		t.Errorf("read %d times, want each once: four are held", n)
	}
	store.fail.Store(true)
	if _, err := shelf.Of(t.Context(), uses[0]); campaign.CodeOf(err) != campaign.Unavailable {
		t.Errorf("the one that is not held any more, without a database: %v", err)
	}
	store.fail.Store(false)
	if _, err := shelf.Of(t.Context(), uses[0]); err != nil {
		t.Errorf("a failure is kept: %v", err)
	}
	// The pack that is built in is never read from there, and settings without words share it.
	before := store.read.Load()
	own, err := shelf.Choose(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := shelf.Of(t.Context(), campaign.Workshop{Pack: own.ID, PackVersion: own.Version, PackDigest: own.Digest})
	if err != nil || p != principles.Standard() || store.read.Load() != before {
		t.Errorf("another pack than the one built in, %v", err)
	}
	words := campaign.Workshop{Pack: own.ID, PackVersion: own.Version, PackDigest: own.Digest,
		PackSettings: string(principles.Local{Words: []principles.LocalWord{{Language: "en", Family: "enemy", Phrase: "zorg"}}}.JSON())}
	one, err := shelf.Of(t.Context(), words)
	if err != nil {
		t.Fatal(err)
	}
	if two, err := shelf.Of(t.Context(), words); err != nil || one != two {
		t.Errorf("words are compiled twice, %v", err)
	}
	// The list of packs reads each once, without holding it.
	before = store.read.Load()
	for range 3 {
		if title, err := shelf.Title(t.Context(), uses[1].PackUse()); err != nil || title != principles.Standard().Title {
			t.Errorf("%q, %v", title, err)
		}
	}
	if n := store.read.Load() - before; n != 1 {
		t.Errorf("read %d times for a list that is shown three times", n)
	}
}
