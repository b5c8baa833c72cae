package ui

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// standingPage is one principle in a draft: how the draft stands to it as far as a machine can tell, what the
// group says itself, and all that the principle's own page says.
type standingPage struct {
	draftPage
	principleView
	Item     principleItem
	Answers  []option
	Answer   string // as chosen
	Evidence string // as typed
	Seen     string // names what the group has answered, as the page shows it
	Fragment bool
}

// standingOf reads the principle that the address names, in the draft as it stands.
func (s *Server) standingOf(c echo.Context) (standingPage, error) {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return standingPage{}, err
	}
	pack, err := s.packOf(c.Request().Context(), of.workshop)
	if err != nil {
		return standingPage{}, err
	}
	p := standingPage{draftPage: s.draftPage(c, of, d, "", ""), Fragment: c.FormValue("fragment") != ""}
	words := s.wordsFor(c, pack)
	view, ok := s.principleView(words, p.Language, pack, c.Param("principle"))
	if !ok {
		return p, campaign.Fail(campaign.NotFound, "", "There is no principle “%s” in this workshop's pack. Choose one of the list.", c.Param("principle"))
	}
	p.principleView, p.Title = view, view.Words.Title
	report := principles.Check(d, pack)
	judged, _ := report.Judged(view.ID)
	p.Item = s.principleItem(words, p.Language, p.DraftID, d, report, judged)
	if judged.SelfCheck != nil {
		p.Answer, p.Evidence = string(judged.SelfCheck.Answer), judged.SelfCheck.Evidence
	}
	p.Seen = seen(p.Answer, p.Evidence)
	return p, nil
}

// showStanding shows a principle as it stands in a draft.
func (s *Server) showStanding(c echo.Context) error {
	p, err := s.standingOf(c)
	if err != nil {
		return err
	}
	if !p.Fragment {
		p.Notice = s.notice(c)
	}
	return s.renderStanding(c, http.StatusOK, p)
}

func (s *Server) renderStanding(c echo.Context, status int, p standingPage) error {
	for _, a := range campaign.Answers {
		p.Answers = append(p.Answers, option{ID: string(a), Title: p.T("self_check." + string(a)), Chosen: string(a) == p.Answer})
	}
	if p.Fragment {
		return s.renderPart(c, status, "self-check-card", p)
	}
	return s.render(c, status, "standing", p)
}

type answerRequest struct {
	Answer   string `form:"answer" validate:"max=20"`
	Evidence string `form:"evidence"`
	Seen     string `form:"seen"`
}

// saveSelfCheck keeps what the group says itself of a principle. It is an edit of the draft like any other.
func (s *Server) saveSelfCheck(c echo.Context) error {
	p, err := s.standingOf(c)
	if err != nil {
		return err
	}
	var r answerRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	evidence := strings.TrimSpace(lineFeeds(r.Evidence))
	switch {
	case r.Answer == p.Answer && evidence == p.Evidence: // pressed twice, or somebody else has answered the same
	case r.Seen != "" && r.Seen != p.Seen:
		p.Alert = p.answeredMeanwhile()
		p.Answer, p.Evidence = r.Answer, r.Evidence
		return s.renderStanding(c, http.StatusConflict, p)
	default:
		err = s.submitOne(c, campaign.Edit{Kind: campaign.EditSelfCheck, Principle: p.ID, Answer: campaign.Answer(r.Answer), Evidence: evidence})
	}
	if err != nil {
		e, status := asError(err)
		if status >= http.StatusInternalServerError {
			return err
		}
		p.Answer, p.Evidence, p.Alert = r.Answer, r.Evidence, s.sentence(c, e)
		p.Wrong = e.Field
		return s.renderStanding(c, status, p)
	}
	if p.Fragment {
		return c.NoContent(http.StatusNoContent)
	}
	return s.redirect(c, "/drafts/"+p.DraftID+"/principles/"+p.ID, p.T("self_check.done"))
}

// answeredMeanwhile says what somebody else has answered while the form was filled in.
func (p standingPage) answeredMeanwhile() string {
	answer := p.T("self_check.none")
	if p.Answer != "" {
		answer = p.T("self_check." + p.Answer)
	}
	if p.Evidence == "" {
		return p.T("self_check.meanwhile", "Answer", answer)
	}
	return p.T("self_check.meanwhile_with", "Answer", answer, "Evidence", p.Evidence)
}

// questionsView are the self-checks that belong to a section: those of the principles whose first field is in it.
type questionsView struct {
	Questions []questionView
	Answered  int
}

type questionView struct {
	Principle, Question, Lang string
	Link                      string
	Answer                    string // yes, partly, not_yet or empty
	Evidence                  string
}

// Sign is the shape of the answer, which a word stands beside.
func (q questionView) Sign() string {
	switch campaign.Answer(q.Answer) {
	case campaign.AnswerYes:
		return "●"
	case campaign.AnswerPartly:
		return "◐"
	case campaign.AnswerNotYet:
		return "○"
	}
	return "◇"
}

func (s *Server) questions(pack *principles.Pack, words principles.PackTexts, draftID string, r *principles.Report, fields []string) questionsView {
	var v questionsView
	for _, j := range r.Principles {
		pr := pack.Principle(j.ID)
		if pr == nil || len(pr.Needs) == 0 || !slices.Contains(fields, pr.Needs[0]) || words.Principle(j.ID).SelfCheck == "" {
			continue
		}
		q := questionView{Principle: words.Principle(j.ID).Title, Question: words.Principle(j.ID).SelfCheck, Lang: words.Language, Link: "/drafts/" + draftID + "/principles/" + j.ID}
		if j.SelfCheck != nil {
			q.Answer, q.Evidence = string(j.SelfCheck.Answer), j.SelfCheck.Evidence
			v.Answered++
		}
		v.Questions = append(v.Questions, q)
	}
	return v
}
