package campaign

// Kind is the kind of a field's or a column's value.
type Kind string

// The kinds. A column is never rows or choices.
const (
	Line    Kind = "line"    // one line of text, no line feed
	Text    Kind = "text"    // several lines, light Markdown
	Amount  Kind = "number"  // below 1e12, at most two decimals
	Date    Kind = "date"    // YYYY-MM-DD
	Choice  Kind = "choice"  // one option of a list
	Choices Kind = "choices" // several options of a list, in the list's order
	Rows    Kind = "rows"    // repeating, each row with a stable id
)

// Voice says who a field speaks to, and so how strictly its words are checked.
type Voice string

// The voices. A field without words of its own (numbers, choices) has none.
const (
	Public   Voice = "public"   // the audience will read it
	Analysis Voice = "analysis" // the group thinks here and must be able to name harm
)

// Field is one thing that a canvas can ask for. Ids, kinds, columns and options are fixed for ever.
type Field struct {
	ID        string
	Kind      Kind
	Voice     Voice
	OptionSet string   // the name of its list of options; choice and choices only
	Options   []string // that list
	Columns   []Column // rows only, in the order they are shown
}

// Column is one cell of a row.
type Column struct {
	ID        string
	Kind      Kind
	OptionSet string
	Options   []string
}

// Column returns the column with the id, or nil.
func (f *Field) Column(id string) *Column {
	for i := range f.Columns {
		if f.Columns[i].ID == id {
			return &f.Columns[i]
		}
	}
	return nil
}

// Section is one step of a canvas.
type Section struct {
	ID      string
	Minutes int      // the workshop time suggested
	Fields  []string // field ids in the order they are asked
	Core    []string // those a draft should fill before it is submitted
}

// Canvas is an arrangement of fields into sections.
type Canvas struct {
	ID       string
	Minutes  int
	Sections []Section
}

// Section returns the section with the id, or nil.
func (c *Canvas) Section(id string) *Section {
	for i := range c.Sections {
		if c.Sections[i].ID == id {
			return &c.Sections[i]
		}
	}
	return nil
}

// Has says whether the canvas asks for the field. campaign.title is on every canvas.
func (c *Canvas) Has(field string) bool {
	if field == TitleField {
		return true
	}
	for i := range c.Sections {
		for _, f := range c.Sections[i].Fields {
			if f == field {
				return true
			}
		}
	}
	return false
}

// TitleField is on every canvas, above its sections.
const TitleField = "campaign.title"

// DefaultCanvas is what a new workshop starts with.
const DefaultCanvas = "pve-campaign"
