//go:build browser

package main

import (
	"context"
	"testing"
)

// stage is a workbench with a workshop, whose facilitator has a page open.
type stage struct {
	t       *testing.T
	url     string
	browser context.Context
	room    *room
	rosa    *writingTab
}

// openStage opens a workshop of groups that nobody has joined yet. The facilitator is at the laptop itself.
func openStage(t *testing.T, lead device, groups ...string) *stage {
	t.Helper()
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	st := &stage{t: t, url: s.url, room: openRoom(t, signIn(t, s.url, demoName, demoPassword), groups...), browser: startBrowser(t)}
	st.rosa = st.leads(lead)
	return st
}

// leads is a page on which the facilitator is signed in.
func (st *stage) leads(d device) *writingTab {
	st.t.Helper()
	w := st.page(d)
	w.open("/sign-in")
	w.write("#name", demoName)
	w.write("#password", demoPassword)
	w.follow("main form .btn.main")
	return w
}

// page is a page that nobody is known on.
func (st *stage) page(d device) *writingTab {
	st.t.Helper()
	return &writingTab{newTab(st.t, st.browser, st.url, d)}
}

// group is a page on which somebody has joined a group and opened a section of its draft.
func (st *stage) group(group int, name, section string, d device) *writingTab {
	st.t.Helper()
	w := st.page(d)
	w.joinBy(st.room.JoinCode, st.room.Groups[group].Name, name)
	w.openSection(st.room.Groups[group].DraftID, section)
	return w
}
