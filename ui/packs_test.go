package ui_test

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"mime/multipart"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"workbench/campaign"
	"workbench/principles"
)

// upload sends a file as the form of the packs page does.
func (a *app) upload(who person, data []byte) *answer {
	a.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("pack", "mine.zip")
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		a.t.Fatal(err)
	}
	return a.call(who, "POST", "/packs", b.Bytes(), "Content-Type", w.FormDataContentType())
}

// said is a page as one reads it, without its markup's escapes.
func said(r *answer) string { return html.UnescapeString(string(r.body)) }

func (r *answer) says(words ...string) *answer {
	r.t.Helper()
	for _, w := range words {
		if !strings.Contains(said(r), w) {
			r.t.Errorf("%s does not say %q:\n%.3000s", r.asked, w, r.body)
		}
	}
	return r
}

// mine is a pack of one's own, made from the one that ships.
func mine(t testing.TB, version string) fs.FS {
	return edited(t, "pack.yaml", "id: pve-sea", "id: mine", "pack.yaml", "version: "+principles.Standard().Version, "version: "+version,
		"principles/msg-positive.yaml", "severity: must", "severity: should",
		"words/th/jargon.yaml", "confidence:", "reviewed: {by: Nok Srisuk, at: 2026-11-20}\nconfidence:")
}

func TestPacks_ATrainerBeginsWithTheOneThatShipsAndKeepsOnesOwn(t *testing.T) {
	a := newApp(t)
	trainer, lead := a.trainer(), a.leader()
	got := a.call(lead, "GET", "/packs/pve-sea/"+principles.Standard().Version, nil).expect(200)
	if got.header.Get("Content-Type") != "application/zip" || !strings.Contains(got.header.Get("Content-Disposition"), "pve-sea-"+principles.Standard().Version+".zip") {
		t.Errorf("the download is %v", got.header)
	}
	files, err := principles.OpenZip(got.body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := principles.LoadVerified(files, campaign.Standard()); err != nil {
		t.Errorf("what is downloaded could not be sent back: %.500s", err)
	}
	// Sent back as it is, it is there already; changed under its version it is refused.
	a.upload(trainer, got.body).expect(303)
	changed := edited(t, "principles/msg-positive.yaml", "severity: must", "severity: should")
	a.upload(trainer, zipped(t, changed)).expect(409).says("pve-sea "+principles.Standard().Version, "Raise the version in pack.yaml")

	a.upload(trainer, zipped(t, mine(t, "1.0.0"))).expect(303)
	page := a.call(trainer, "GET", "/packs", nil).expect(200).says("mine 1.0.0", trainName, "Bahasa Melayu", "not all reviewed by a native speaker", "Nok Srisuk", `datetime="2026-11-20"`, "0 workshops are checked by it")
	if strings.Count(string(page.body), `action="/packs/mine/1.0.0/remove"`) != 1 || strings.Contains(string(page.body), `action="/packs/pve-sea/`) {
		t.Error("what can be removed is not what nobody needs")
	}
	a.call(lead, "GET", "/packs", nil).expect(200).says("mine 1.0.0", "Trainers can add packs")
	a.upload(lead, zipped(t, mine(t, "1.1.0"))).expect(403)

	var made struct{ ID string }
	a.call(lead, "POST", "/api/v1/workshops", obj{"title": "With mine", "pack": "mine", "groups": []obj{{"name": "One"}}}).expect(201).read(&made)
	a.call(trainer, "POST", "/packs/mine/1.0.0/remove", url.Values{}).expect(409).says("mine 1.0.0", "a workshop is checked by it")
	a.upload(trainer, zipped(t, mine(t, "1.1.0"))).expect(303)
	a.call(trainer, "POST", "/packs/mine/1.1.0/remove", url.Values{}).expect(303)
	a.call(trainer, "POST", "/packs/mine/1.1.0/remove", url.Values{}).expect(404)
	a.call(lead, "GET", "/packs/mine/1.1.0", nil).expect(404)
	a.call(trainer, "POST", "/packs/pve-sea/"+principles.Standard().Version+"/remove", url.Values{}).expect(409).says("built into the program")
}

func TestPacks_KeepsNothingThatHasMistakesAndListsThemAll(t *testing.T) {
	a := newApp(t)
	trainer := a.trainer()
	bad := edited(t, "pack.yaml", "id: pve-sea", "id: Mine", "principles/msg-inclusive.yaml", "severity: must", "severity: heavy",
		"principles/aud-specific.yaml", "group: audience", "group: message").(fstest.MapFS)
	bad["words/en/typo.txt"] = &fstest.MapFile{Data: []byte("x")}
	_, err := principles.LoadVerified(edited(t, "principles/msg-inclusive.yaml", "severity: must", "severity: heavy", "principles/aud-specific.yaml", "group: audience", "group: message"), campaign.Standard())
	if err == nil {
		t.Fatal("the pack is good")
	}
	want := strings.Split(err.Error(), "\n")
	good := edited(t, "pack.yaml", "id: pve-sea", "id: mine", "principles/msg-inclusive.yaml", "severity: must", "severity: heavy", "principles/aud-specific.yaml", "group: audience", "group: message")
	a.upload(trainer, zipped(t, good)).expect(400).says(append(want, fmt.Sprintf("there are %d mistakes", len(want)))...)
	a.upload(trainer, zipped(t, bad)).expect(400).says("pack.yaml:1: the id")
	// A pack whose own example does not hold is refused as well.
	a.upload(trainer, zipped(t, edited(t, "pack.yaml", "id: pve-sea", "id: mine", "principles/msg-inclusive.yaml", "families: [enemy]", "families: [sweeping]"))).expect(400).says("examples/en.yaml:", "does not give the finding")
	kept, err := a.store.Packs(t.Context())
	if err != nil || len(kept) != 1 || kept[0].ID != "pve-sea" {
		t.Errorf("kept %v, %v", kept, err)
	}
}

func TestPacks_RefusesHostileFilesWithASentence(t *testing.T) {
	a := newApp(t)
	trainer := a.trainer()
	for name, data := range map[string][]byte{
		"no zip": []byte("pack"), "nothing": nil, "a way out": zipFile(t, "../pack.yaml", "x"), "a backslash": zipFile(t, `words\a.yaml`, "x"),
	} {
		if got := a.upload(trainer, data).expect(400); !strings.Contains(string(got.body), `role="alert"`) || !strings.Contains(string(got.body), "zip") {
			t.Errorf("%s: no sentence", name)
		}
	}
	a.upload(trainer, bytes.Repeat([]byte{0}, principles.MaxZip+1)).expect(413).says("5 MiB")
	a.upload(trainer, bytes.Repeat([]byte{0}, principles.MaxZip+1<<20)).expect(413)
	a.upload(trainer, zipFile(t, "pack.yaml", strings.Repeat("0", principles.MaxUnpacked+1))).expect(413).says("20 MiB")
	a.call(trainer, "POST", "/packs", []byte("x"), "Content-Type", "multipart/form-data; boundary=x").expect(400).says("No file came with this form")
	a.call(trainer, "POST", "/packs", url.Values{"pack": {"x"}}).expect(400)
	if kept, err := a.store.Packs(t.Context()); err != nil || len(kept) != 1 {
		t.Errorf("kept %v, %v", kept, err)
	}
}

func TestPacks_ANewWorkshopChoosesWhereThereIsMoreThanOne(t *testing.T) {
	a := newApp(t)
	lead, trainer := a.leader(), a.trainer()
	if strings.Contains(string(a.call(lead, "GET", "/workshops/new", nil).expect(200).body), `name="pack"`) {
		t.Error("there is nothing to choose, and it is asked for")
	}
	a.upload(trainer, zipped(t, mine(t, "1.0.0"))).expect(303)
	a.call(lead, "GET", "/workshops/new", nil).expect(200).says(`<option value="mine@1.0.0">`, `<option value="pve-sea@`+principles.Standard().Version+`" selected>`)
	a.call(lead, "POST", "/workshops", url.Values{"title": {""}, "pack": {"mine@1.0.0"}}).expect(400).says(`<option value="mine@1.0.0" selected>`)
	a.call(lead, "POST", "/workshops", url.Values{"title": {"x"}, "pack": {"none"}}).expect(400).says("There is no pack “none” here")
	to := a.call(lead, "POST", "/workshops", url.Values{"title": {"With mine"}, "pack": {"mine@1.0.0"}}).expect(303).header.Get("Location")
	use, err := a.store.WorkshopPack(t.Context(), strings.TrimPrefix(to, "/workshops/"))
	if err != nil || use.ID != "mine" || use.Version != "1.0.0" || use.Digest == "" {
		t.Errorf("made with %+v, %v", use, err)
	}
	var seen struct {
		Pack    string
		Version string `json:"pack_version"`
	}
	a.call(lead, "GET", "/api/v1"+to, nil).expect(200).read(&seen)
	if seen.Pack != "mine" || seen.Version != "1.0.0" {
		t.Errorf("told as %+v", seen)
	}
}

func TestPacks_UploadsAtOnceAreCheckedOneAfterTheOther(t *testing.T) {
	a := newApp(t)
	trainer := a.trainer()
	small := recipe(t).(fstest.MapFS)
	var wg sync.WaitGroup
	for i := range 6 {
		files := maps.Clone(small)
		files["pack.yaml"] = &fstest.MapFile{Data: bytes.Replace(small["pack.yaml"].Data, []byte("1.0.0"), fmt.Appendf(nil, "1.0.%d", i/2), 1)}
		data := zipped(t, files)
		wg.Go(func() { // each version twice
			if got := a.upload(trainer, data); got.status != 303 {
				t.Errorf("answered %d", got.status)
			}
		})
	}
	wg.Wait()
	if kept, err := a.store.Packs(t.Context()); err != nil || len(kept) != 4 {
		t.Errorf("kept %d, %v", len(kept), err)
	}
}
