package ui_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// binned lists the deleted rows that a page or a part of it offers for a field, as one reads them.
func binned(t *testing.T, got *answer, field string) (rows []string) {
	t.Helper()
	for n := range shown(t, got).Descendants() {
		if n.Type == html.ElementNode && attribute(n, "data-bin") == field {
			for d := range n.Descendants() {
				if d.Type == html.ElementNode && d.Data == "li" {
					rows = append(rows, strings.Join(strings.Fields(text(d)), " "))
				}
			}
		}
	}
	return rows
}

func deleted(row string) obj { return obj{"kind": "delete_row", "at": "channels.list/" + row} }

func TestBin_AnybodyBringsBackWhatAnybodyDeletedLongAgo(t *testing.T) {
	p := newPage(t)
	section := "/drafts/" + p.who.draft + "/sections/channels"
	p.submit(0, channel("r1", "", "one"), channel("r2", "r1", "កាសែតវិទ្យុ"), channel("r3", "r2", "three"), channel("r4", "r3", ""))
	guest := p.member(p.room, 0, "")
	p.open(guest, "guest").submit(1, deleted("r2"))
	then := p.now.Now()
	p.call(p.leader(), "POST", "/workshops/"+p.room.ID+"/members/"+guest.member+"/remove", url.Values{}).expect(303)
	p.now.pass(26 * time.Hour)
	p.submit(2, deleted("r4"), write("channels.list/r2/why", 5, 5, "!")) // what is written in it later is in it

	mate := p.member(p.room, 0, "Mai")
	for _, path := range []string{section, section + "/bin"} {
		rows := binned(t, p.call(mate, "GET", path, nil).expect(200), "channels.list")
		if len(rows) != 2 {
			t.Fatalf("%s: the bin holds %q", path, rows)
		}
		why := campaign.Standard().Texts("en").Column("channels.list", "why").Title
		day := then.Local().Format("2 January 2006, 15:04")
		if !strings.HasPrefix(rows[0], "An empty row Deleted on") || !strings.Contains(rows[0], "Aisyah") {
			t.Errorf("%s: the last deleted is told as %q", path, rows[0])
		}
		for _, want := range []string{why + "កាសែត!វិទ្យុ", "Deleted on " + day, "Guest 1", "Bring back"} {
			if !strings.Contains(rows[1], want) {
				t.Errorf("%s: %q does not say %q", path, rows[1], want)
			}
		}
	}

	form := url.Values{"seq": {"3"}, "client": {"plain"}, "rows.channels.list": {"r1", "r3"}, "action": {"restore:channels.list:r2"}}
	for range 2 { // pressed twice
		p.call(mate, "POST", section, form).expect(303)
	}
	var order []string
	for _, r := range p.rows("channels.list") {
		order = append(order, r.ID)
	}
	if got := strings.Join(order, " "); got != "r1 r2 r3" {
		t.Errorf("the rows are %s: it is not back where it stood", got)
	}
	if rows := binned(t, p.call(mate, "GET", section+"/bin", nil).expect(200), "channels.list"); len(rows) != 1 || !strings.Contains(rows[0], "An empty row") {
		t.Errorf("the bin still holds %q", rows)
	}
	p.call(mate, "GET", "/drafts/"+p.who.draft+"/sections/none/bin", nil).expect(404)
}

// rows are the visible rows of a field of the draft.
func (p *page) rows(field string) []campaign.Row {
	p.t.Helper()
	head, err := p.desk.Read(p.t.Context(), p.who.draft)
	if err != nil {
		p.t.Fatal(err)
	}
	return head.State.Draft("").Fields[field].Rows
}

func TestBin_ARowThatFindsNoRoomStaysInIt(t *testing.T) {
	p := newPage(t)
	section := "/drafts/" + p.who.draft + "/sections/channels"
	p.submit(0, channel("gone", "", "why"))
	var full []obj
	for i := range campaign.VisibleRows {
		full = append(full, channel(fmt.Sprint("n", i), "", ""))
	}
	p.submit(1, deleted("gone"))
	p.submit(2, full...)
	got := p.call(p.who, "POST", section, url.Values{"seq": {"3"}, "client": {"plain"}, "action": {"restore:channels.list:gone"}}).expect(400)
	got.says(fmt.Sprint(campaign.VisibleRows))
	if rows := binned(t, p.call(p.who, "GET", section, nil).expect(200), "channels.list"); len(rows) != 1 {
		t.Errorf("the bin holds %q", rows)
	}
}

func TestBin_ShowsTheLatestUnlessAllAreAskedFor(t *testing.T) {
	p := newPage(t)
	section := "/drafts/" + p.who.draft + "/sections/channels"
	for i := range int64(35) {
		row := fmt.Sprint("r", i)
		p.submit(i, channel(row, "", fmt.Sprintf("why %02d", i)), deleted(row))
	}
	for query, want := range map[string]int{"": 30, "?bin=all": 35} {
		for _, path := range []string{section, section + "/bin"} {
			got := p.call(p.who, "GET", path+query, nil).expect(200)
			rows := binned(t, got, "channels.list")
			if len(rows) != want || !strings.Contains(rows[0], "why 34") || !strings.Contains(rows[want-1], fmt.Sprintf("why %02d", 35-want)) {
				t.Errorf("%s%s: %d rows, from %q", path, query, len(rows), rows[0])
			}
			got.says("35 deleted rows")
			if more := strings.Contains(said(got), section+"?bin=all#at-channels.list"); more == (query != "") {
				t.Errorf("%s%s: offering all is %v", path, query, more)
			}
		}
	}
}
