package campaign

// Number is a value of kind number in hundredths, so that 12.5 is 1250: two decimals, exactly.
type Number int64

// Value is what a field or a cell holds. Which part is used follows from the kind: Text for line, text,
// date and choice; Number; Choices; Rows. The zero Value is "nothing": absent, null, "" and [] are equal.
type Value struct {
	Text    string
	Number  *Number
	Choices []string
	Rows    []Row
}

// Row is one row of a rows field. ID is stable inside a draft and empty in a file that carries none.
type Row struct {
	ID    string
	Cells map[string]Value // by column id; absent cells are nothing
}

// Draft is the visible content of a draft: what a file holds, what is checked and what a brief shows.
// Fields holds only values that are not nothing. Fields outside the canvas are kept.
type Draft struct {
	Canvas   string
	Language string
	Group    string
	Fields   map[string]Value

	Asides     []Aside     // findings that the group has set aside
	SelfChecks []SelfCheck // the group's own answers, by principle
}

// Text returns the text of a line, text, date or choice field, "" where there is none.
func (d *Draft) Text(field string) string { return d.Fields[field].Text }
