package ui

import (
	"slices"

	"workbench/principles"
)

// standingPart is one part of the bar that shows how many principles have which status.
type standingPart struct {
	Class, Sign, Word string
	Count             int
	From              int // where it begins, in principles
}

// standingBar parts the principles of a report by status, those that nobody has begun with apart.
func standingBar(r *principles.Report) []standingPart {
	parts := []standingPart{
		{Class: "met", Sign: "●", Word: "status.met"}, {Class: "partly", Sign: "◐", Word: "status.partly"},
		{Class: "open", Sign: "○", Word: "status.not_met"}, {Class: "people", Sign: "◇", Word: "status.review"},
		{Class: "todo", Sign: "–", Word: "status.todo"}, {Class: "none", Sign: "–", Word: "status.not_asked"},
		{Class: "none", Sign: "–", Word: "status.not_applicable"},
	}
	for _, j := range r.Principles {
		word := principleItem{Status: j.Status, Todo: j.Todo}.Word()
		i := slices.IndexFunc(parts, func(p standingPart) bool { return p.Word == word })
		parts[i].Count++
	}
	parts = slices.DeleteFunc(parts, func(p standingPart) bool { return p.Count == 0 })
	for i := 1; i < len(parts); i++ {
		parts[i].From = parts[i-1].From + parts[i-1].Count
	}
	return parts
}
