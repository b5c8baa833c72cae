package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// phasesPage is the facilitator's page of phases: what runs, and the plan.
type phasesPage struct {
	Page
	Workshop campaign.Workshop
	Course   *campaign.Course
	Line     courseView
	Since    string // when the phase that runs was started
	Total    int    // minutes of the plan
	Plan     []phaseView
	Own      []ownTime // groups with time of their own
	Sections []sectionLock
	Said     []roomMessage // the latest first
	Once     string        // what makes a message sent twice one
	Saying   url.Values    // what was typed and refused
	Places   []placesTo    // where people can be brought to
	More     string        // minutes typed and refused
	Asked    string        // the section that is to be revealed, from another page
}

// phaseView is one phase of the plan.
type phaseView struct {
	campaign.Phase
	Number      int
	Now         bool
	First, Last bool
	Sections    []option
}

// Titles names the phase's sections in one line.
func (v phaseView) Titles() string {
	var titles []string
	for _, s := range v.Sections {
		if s.Chosen {
			titles = append(titles, s.Title)
		}
	}
	return strings.Join(titles, ", ")
}

// sectionLock is a section of the workshop's canvas, and why nobody writes in it now; Why is empty where they may.
type sectionLock struct {
	ID, Title, Why string
	Phase          bool   // the phase that runs says so, and opening is done there
	Shown          string // who has revealed it to all groups and when, empty where nobody has
}

// ownTime is a group that has more time than the others.
type ownTime struct {
	Group campaign.Group
	Until string
}

// NumberOf is the number of a phase in the plan, as people count.
func (p phasesPage) NumberOf(phase *campaign.Phase) int {
	return slices.IndexFunc(p.Course.Phases, func(o campaign.Phase) bool { return o.ID == phase.ID }) + 1
}

// showPhases shows what runs, and the plan.
func (s *Server) showPhases(c echo.Context) error {
	course, err := s.store.Course(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	p, err := s.phasesPage(c, course)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "phases", p)
}

func (s *Server) phasesPage(c echo.Context, course campaign.Course) (phasesPage, error) {
	w, err := s.store.Workshop(c.Request().Context(), c.Param("id"))
	if err != nil {
		return phasesPage{}, err
	}
	p := phasesPage{Page: s.page(c, "", "room.js"), Workshop: w, Course: &course}
	p.Title, p.Line = p.T("phases.title"), s.courseView(p.Page, "", course)
	if course.Now() != nil {
		p.Since = p.Clock(course.Since, s.now())
	}
	texts := s.lib.Texts(p.Language)
	for i, phase := range course.Phases {
		v := phaseView{Phase: phase, Number: i + 1, Now: phase.ID == course.Phase, First: i == 0, Last: i == len(course.Phases)-1}
		for _, section := range s.lib.Canvas(w.Canvas).Sections {
			v.Sections = append(v.Sections, option{ID: section.ID, Title: texts.Section(section.ID).Title, Chosen: slices.Contains(phase.Sections, section.ID)})
		}
		p.Plan, p.Total = append(p.Plan, v), p.Total+phase.Minutes
	}
	for _, section := range s.lib.Canvas(w.Canvas).Sections {
		v := sectionLock{ID: section.ID, Title: texts.Section(section.ID).Title}
		if _, lock := course.May(section.ID); lock != nil {
			lock.At = p.Clock(lock.Since, s.now())
			v.Why, v.Phase = s.sentenceOf(c, lock.Refusal(v.Title)), lock.Why == campaign.LockedByPhase
		}
		if by, ok := course.Shown[section.ID]; ok {
			v.Shown = p.T("reveal.since", "Time", p.Clock(by.At, s.now()), "Name", by.By)
		}
		p.Sections = append(p.Sections, v)
	}
	p.Once, p.Asked = randomText(12), c.QueryParam("reveal")
	names, err := s.namesOf(c, w.ID)
	if err != nil {
		return p, err
	}
	for _, m := range slices.Backward(course.Messages[max(0, len(course.Messages)-campaign.MessageCount):]) {
		v := s.roomMessage(p.Page, m, names)
		if v.Come, _ = s.come(p.Page, w, course, m, "", w.Canvas); v.Come == "" && m.Field != "" {
			v.About = texts.Field(m.Field).Title
		}
		if i := slices.IndexFunc(w.Groups, func(g campaign.Group) bool { return g.ID == m.Group }); i >= 0 {
			v.To = w.Groups[i].Name
		}
		p.Said = append(p.Said, v)
	}
	p.Own, p.Places = s.ownTimes(p.Page, w, course), s.bringTo(p.Page, w, &course, nil)
	return p, nil
}

// ownTimes are the groups that have more time than the others in the phase that runs.
func (s *Server) ownTimes(p Page, w campaign.Workshop, course campaign.Course) []ownTime {
	var own []ownTime
	for _, g := range w.Groups {
		if course.Now() != nil && course.Added[g.ID] > 0 {
			own = append(own, ownTime{g, p.Clock(course.EndsFor(g.ID), s.now())})
		}
	}
	return own
}

// changePhases does what one button of the page says. What runs and the plan are two forms, so that neither
// takes what was typed into the other.
func (s *Server) changePhases(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	w, err := s.store.Workshop(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	change := courseChange{s: s, w: w, page: s.page(c, "", ""), form: form}
	change.action, change.id, _ = strings.Cut(form.Get("action"), ":")
	var typed campaign.Course
	var was campaign.Course
	course, err := s.store.ChangeCourse(c.Request().Context(), w.ID, func(k *campaign.Course) error {
		was = *k
		err := change.do(k)
		typed = *k
		return err
	})
	if code := campaign.CodeOf(err); code == campaign.Invalid || code == campaign.Conflict {
		if typed.Phases = change.plan; change.plan == nil {
			typed.Phases = was.Phases
		}
		p, lost := s.phasesPage(c, typed)
		if lost != nil {
			return lost
		}
		p.More, p.Saying, p.Places = form.Get("minutes"), form, s.bringTo(p.Page, w, &course, form)
		return s.renderRefused(c, "phases", &p.Page, &p, err)
	}
	if err != nil {
		return err
	}
	if err := change.after(c, was, course); err != nil {
		return err
	}
	return s.redirect(c, "/workshops/"+w.ID+change.back(), change.notice)
}

// back is the page of the workshop that one comes from: that of phases, the timer, or what people are brought to read.
func (ch *courseChange) back() string {
	switch kind, id, _ := strings.Cut(ch.form.Get("from_place"), ":"); {
	case kind == toTimer:
		return "/timer"
	case kind == toRoom && id == allOfRoom:
		return "/room"
	case kind == toRoom && (isLetters(id) || ch.groupOf(id) != nil):
		return "/room/" + id
	}
	return "/phases"
}

// courseChange is one press of a button on the page of phases.
type courseChange struct {
	s          *Server
	w          campaign.Workshop
	page       Page
	form       url.Values
	action, id string
	plan       []campaign.Phase // as it was typed
	notice     string
}

// do changes the course. It may be called again, with another one.
func (ch *courseChange) do(c *campaign.Course) error {
	p, now := ch.page, ch.s.now().UTC()
	if from, sent := ch.form["from"]; sent && from[0] != c.Phase { // pressed twice, or by two people
		ch.notice = p.T("phases.already")
		return nil
	}
	started := func(phase *campaign.Phase) error {
		if phase == nil {
			return campaign.Fail(campaign.Conflict, "phase", "There is no phase there any more. Here is the plan as it stands.")
		}
		if err := c.Start(phase.ID, p.Caller.Name, now); err != nil {
			return err
		}
		ch.notice = p.T("phases.started", "Number", c.Number(), "Title", c.Now().Title)
		return nil
	}
	switch ch.action {
	case "next":
		return started(c.After())
	case "back":
		return started(c.Before())
	case "end":
		ch.notice = p.T("phases.ended")
		return c.End()
	case "pause":
		ch.notice = p.T("phases.paused_done")
		return c.Pause(now)
	case "resume":
		ch.notice = p.T("phases.resumed")
		return c.Resume(now)
	case "more":
		return ch.more(c)
	case "say":
		return ch.say(c)
	case "unsay":
		c.Unsay(ch.id)
		ch.notice = p.T("say.undone")
		return nil
	case "lock", "open", "ahead":
		return ch.sections(c)
	case "reveal", "hide":
		return ch.revealing(c)
	case "canvas":
		if len(c.Phases) > 0 {
			ch.notice = p.T("phases.already")
			return nil
		}
		texts := ch.s.lib.Texts(ch.w.Language)
		ch.notice = p.T("phases.made")
		return c.Plan(campaign.PhasesOf(ch.s.lib.Canvas(ch.w.Canvas), func(section string) string { return texts.Section(section).Title }))
	}
	if err := ch.typed(c); err != nil {
		return err
	}
	ch.notice = p.T("phases.saved")
	switch ch.action {
	case "save":
		return nil
	case "add":
		return c.Add(campaign.Phase{Title: p.T("phases.new"), Minutes: 10, Members: campaign.MayWrite})
	case "remove":
		return c.Remove(ch.id)
	case "up":
		return c.Move(ch.id, -1)
	case "down":
		return c.Move(ch.id, 1)
	case "start":
		if err := c.Start(ch.id, p.Caller.Name, now); err != nil {
			return err
		}
		ch.notice = p.T("phases.started", "Number", c.Number(), "Title", c.Now().Title)
		return nil
	}
	return campaign.Fail(campaign.Invalid, "action", "The page does not know the button “%s”. Load it again.", ch.action)
}

// more gives minutes to all groups or to one.
func (ch *courseChange) more(c *campaign.Course) error {
	minutes, err := strconv.Atoi(strings.TrimSpace(ch.form.Get("minutes")))
	if err != nil {
		minutes = 0 // refused with the right words
	}
	group := ch.form.Get("group")
	if group != "" && !slices.ContainsFunc(ch.w.Groups, func(g campaign.Group) bool { return g.ID == group }) {
		return campaign.Fail(campaign.Invalid, "group", "There is no such group any more. Choose one of the list.")
	}
	if ch.form.Get("revision") != strconv.FormatInt(c.Revision, 10) {
		ch.notice = ch.page.T("phases.already")
		return nil
	}
	ch.notice = ch.page.N("phases.more_done", minutes)
	return c.Extend(group, minutes, ch.s.now().UTC())
}

// sections locks a section, opens one, or says whether those of later phases are kept closed.
func (ch *courseChange) sections(c *campaign.Course) error {
	if ch.action == "ahead" {
		c.Closed, c.Opened = ch.form.Has("closed"), nil
		ch.notice = ch.page.T("phases.saved")
		return nil
	}
	if ch.s.lib.Canvas(ch.w.Canvas).Section(ch.id) == nil {
		return campaign.Fail(campaign.Invalid, "section", "The canvas has no section “%s”. Load the page again.", ch.id)
	}
	title := ch.s.lib.Texts(ch.page.Language).Section(ch.id).Title
	if ch.action == "lock" {
		ch.notice = ch.page.T("phases.locked_done", "Title", title)
		c.LockSection(ch.id, ch.page.Caller.Name, ch.s.now().UTC())
		return nil
	}
	ch.notice = ch.page.T("phases.opened_done", "Title", title)
	return c.OpenSection(ch.id)
}

// typed takes the titles, minutes and sections from the form. Phases that somebody has added meanwhile stay as they are.
func (ch *courseChange) typed(c *campaign.Course) error {
	plan := slices.Clone(c.Phases)
	for i := range plan {
		p := &plan[i]
		if !ch.form.Has("title." + p.ID) {
			continue
		}
		p.Title = ch.form.Get("title." + p.ID)
		p.Minutes, _ = strconv.Atoi(strings.TrimSpace(ch.form.Get("minutes." + p.ID))) // what is no number is refused as 0
		if members := campaign.May(ch.form.Get("members." + p.ID)); members != "" {
			p.Members = members
		}
		p.Reveal = ch.form.Has("reveal." + p.ID)
		p.Sections = nil
		for _, section := range ch.form["sections."+p.ID] {
			if ch.s.lib.Canvas(ch.w.Canvas).Section(section) != nil {
				p.Sections = append(p.Sections, section)
			}
		}
	}
	ch.plan = plan
	return c.Plan(plan)
}

// after does what follows from a change that is kept: a checkpoint at the end of a phase, joining by the groups' own
// codes from the first phase on, and the news for every page.
func (ch *courseChange) after(c echo.Context, was, course campaign.Course) error {
	ctx, p := c.Request().Context(), ch.page
	if ended := was.Now(); ended != nil && (course.Phase != was.Phase || !course.Since.Equal(was.Since)) {
		name := p.T("phases.checkpoint", "Number", was.Number(), "Title", ended.Title)
		if campaign.Graphemes(name) > campaign.CheckpointName {
			name = p.T("phases.checkpoint_short", "Number", was.Number())
		}
		if _, err := ch.s.keepAll(ctx, ch.w.ID, name, p.Caller.ID); err != nil {
			return err
		}
	}
	if course.Begun && !was.Begun && ch.w.Joining == campaign.JoinOpen {
		ch.w.Joining = campaign.JoinByGroupCode
		if err := ch.s.store.UpdateWorkshop(ctx, ch.w); err != nil {
			return err
		}
		ch.s.tellOfSettings(ch.w.ID)
		ch.notice += " " + p.T("phases.joining")
	}
	if err := ch.s.settleLocks(c, ch.w); err != nil {
		return err
	}
	return ch.s.tellOfCourse(ch.w.ID, course)
}
