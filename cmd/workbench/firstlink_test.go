package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A demonstration that goes on without --demo has nobody who could sign in until somebody is made.
func TestServe_ADemonstrationThatGoesOnGetsItsFirstFacilitator(t *testing.T) {
	dir := t.TempDir()
	demo := serveHere(t, nil, "--demo", "--addr", here, "--data", dir)
	if strings.Contains(demo.out.String(), "/first/") {
		t.Error("the demonstration has its facilitator and prints a link for another")
	}
	demo.stop()

	plain := serveHere(t, nil, "--addr", here, "--data", dir)
	link := plain.out.find(t, `http://\S+/first/\S+`)
	if status := postForm(t, link, url.Values{"name": {"Nadia"}, "password": {"a few words in a row"}}); status != http.StatusOK {
		t.Fatalf("the link was answered with %d", status)
	}
	var all struct{ Workshops []room }
	signIn(t, plain.url, "Nadia", "a few words in a row").do(t, http.MethodGet, "/workshops", nil, &all)
	if len(all.Workshops) != 1 {
		t.Errorf("she sees %d workshops", len(all.Workshops))
	}
	plain.stop()

	if again := serveHere(t, nil, "--addr", here, "--data", dir); strings.Contains(again.out.String(), "/first/") {
		t.Error("the link is printed once there is a facilitator")
	}
}
