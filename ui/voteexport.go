package ui

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

// downloadVote gives the result of a vote as Markdown or as a table (CSV): what its page shows and no more.
func (s *Server) downloadVote(c echo.Context) error {
	p, err := s.votePage(c)
	if err != nil {
		return err
	}
	name, kind, data := "vote.md", "text/markdown; charset=utf-8", []byte(nil)
	if strings.HasSuffix(c.Request().URL.Path, ".csv") {
		name, kind = "vote.csv", "text/csv; charset=utf-8"
		data, err = p.table()
	} else {
		data = p.markdown()
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, kind, data)
}

// Standing says how many have voted, and why nothing is shown where nothing is.
func (p votePage) Standing() []string {
	if p.Vote.Open() {
		return []string{p.T("votes.hidden")}
	}
	lines := []string{p.N("votes.voters", p.Result.Voters)}
	if p.Result.Hands > 0 {
		lines = append(lines, p.N("votes.hands_people", p.Result.Hands))
	}
	if !p.Result.Shown || p.Result.Covered {
		lines = append(lines, p.T("votes.too_few"))
	}
	return lines
}

// table has a row for each choice. It begins with a byte order mark, without which Excel takes Thai and Khmer for
// something else.
func (p votePage) table() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{p.Vote.Question}, {strings.Join(p.Standing(), " ")}}
	if p.Result.Shown {
		rows = append(rows, []string{p.T("votes.choice"), p.T("compare.group"), p.T("votes.dots_all"), p.T("votes.dots_hand")})
		for _, v := range p.Choices {
			rows = append(rows, []string{v.Text, v.By, strconv.Itoa(v.Dots), strconv.Itoa(v.Hand)})
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func (p votePage) markdown() []byte {
	var b strings.Builder
	b.WriteString("# " + plainMarkdown(p.Vote.Question) + "\n\n" + plainMarkdown(strings.Join(p.Standing(), " ")) + "\n")
	if p.Result.Shown {
		b.WriteString("\n| " + p.T("votes.choice") + " | " + p.T("votes.dots_all") + " | " + p.T("votes.dots_hand") + " |\n| --- | ---: | ---: |\n")
		for _, v := range p.Choices {
			text := plainMarkdown(v.Text)
			if v.By != "" {
				text += " (" + plainMarkdown(v.By) + ")"
			}
			b.WriteString("| " + text + " | " + strconv.Itoa(v.Dots) + " | " + strconv.Itoa(v.Hand) + " |\n")
		}
	}
	return []byte(b.String())
}
