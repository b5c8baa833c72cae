package ui_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// styleOf is the address of the style sheet that pages ask for.
func styleOf(a *app) string {
	return regexp.MustCompile(`/assets/[^"]*\.css`).FindString(string(a.call(person{}, "GET", "/", nil).body))
}

func unpacked(t testing.TB, data []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAssets_AreCompressedOnlyForThoseWhoTakeIt(t *testing.T) {
	a := newApp(t)
	style := styleOf(a)
	plain := a.call(person{}, "GET", style, nil).expect(200)
	for _, c := range []struct {
		accepted string
		gzip     bool
	}{
		{"", false}, {"gzip, deflate", true}, {"br;q=1.0, GZIP;q=0.8", true}, {"gzip;q=0", false}, {"gzip; q=0.000, *", false}, {"*", true}, {"*;q=0", false},
		{"identity", false}, {"identity;q=0, gzip", true}, {"gzip;q=much", false}, {"gzipped", false}, {"deflate, gzip ; q=0.001", true},
	} {
		var headers []string
		if c.accepted != "" {
			headers = []string{"Accept-Encoding", c.accepted}
		}
		got := a.call(person{}, "GET", style, nil, headers...).expect(200)
		body := got.body
		want := ""
		if c.gzip {
			want, body = "gzip", unpacked(t, body)
		}
		if got.header.Get("Content-Encoding") != want || !bytes.Equal(body, plain.body) {
			t.Errorf("%q is answered with the encoding %q and %d bytes", c.accepted, got.header.Get("Content-Encoding"), len(got.body))
		}
		if got.header.Get("Vary") != "Accept-Encoding" || !strings.Contains(got.header.Get("Cache-Control"), "immutable") || got.header.Get("Content-Length") != strconv.Itoa(len(got.body)) ||
			!strings.HasPrefix(got.header.Get("Content-Type"), "text/css") {
			t.Errorf("%q is answered with %v", c.accepted, got.header)
		}
	}
}

// TestAssets_PagesAndStreamsAreNotCompressed holds what showAsset says: a page's length must tell nobody what is in it.
func TestAssets_PagesAndStreamsAreNotCompressed(t *testing.T) {
	a := newApp(t)
	member := a.member(a.room, 0, "Ann")
	for _, path := range []string{"/", "/join/" + a.room.JoinCode, "/drafts/" + member.draft + "/sections/message", "/api/v1/drafts/" + member.draft, "/api/v1/drafts/" + member.draft + "/events?after=0"} {
		if got := a.call(member, "GET", path, nil, "Accept-Encoding", "gzip").expect(200); got.header.Get("Content-Encoding") != "" {
			t.Errorf("%s comes as %s", path, got.header.Get("Content-Encoding"))
		}
	}
}
