package ui_test

import (
	"strings"
	"testing"
)

func TestServerTiming_IsForThoseWhoLead(t *testing.T) {
	a := newApp(t)
	path := "/workshops/" + a.room.ID + "/groups"
	if got := a.call(a.leader(), "GET", path, nil).expect(200).header.Get("Server-Timing"); !strings.HasPrefix(got, "app;dur=") {
		t.Errorf("a facilitator's page says %q", got)
	}
	if got := a.call(person{}, "GET", "/join", nil).expect(200).header.Get("Server-Timing"); got != "" {
		t.Errorf("a stranger learns %q", got)
	}
}
