package campaign

// English is the language that every text has, and that stands in where another language has a gap.
const English = "en"

// Texts holds what the library says to people in one language, gaps already filled from English.
type Texts struct {
	language  string
	name      string
	canvases  map[string]CanvasText
	sections  map[string]SectionText
	fields    map[string]FieldText
	columns   map[string]map[string]ColumnText // by field, by column
	options   map[string]map[string]OptionText // by list, by option
	countries map[string]string
}

// CanvasText is what people read of a canvas. Aliases, here and below, are titles once shipped: an import
// still reads them, so a brief that was exported before a title was improved keeps coming back whole.
type CanvasText struct {
	Title   string
	About   string // when to take it, in a sentence or two
	Aliases []string
}

// SectionText is what people read of a section. Canvases share sections by id.
type SectionText struct {
	Title   string
	Purpose string // what the section is for
	Aliases []string
}

// FieldText is what people read of a field.
type FieldText struct {
	Title    string
	Hint     string   // what to write, in one or two sentences
	Good     string   // an example that does it well; of rows: one row, its cells with " · " between them
	Weak     string   // an example with the usual weakness
	Starters []string // beginnings of a sentence
	Aliases  []string
}

// ColumnText is what people read of a column.
type ColumnText struct {
	Title   string
	Hint    string
	Aliases []string
}

// OptionText is what people read of an option.
type OptionText struct {
	Title   string
	Aliases []string
}

// Language returns the code of the language, such as "en".
func (t *Texts) Language() string { return t.language }

// Name returns the name of the language in itself, such as "Bahasa Melayu".
func (t *Texts) Name() string { return t.name }

// Canvas returns the texts of a canvas. Of an id that has none, here and below, the id is the title.
func (t *Texts) Canvas(id string) CanvasText {
	if text, ok := t.canvases[id]; ok {
		return text
	}
	return CanvasText{Title: id}
}

// Section returns the texts of a section.
func (t *Texts) Section(id string) SectionText {
	if text, ok := t.sections[id]; ok {
		return text
	}
	return SectionText{Title: id}
}

// Field returns the texts of a field.
func (t *Texts) Field(id string) FieldText {
	if text, ok := t.fields[id]; ok {
		return text
	}
	return FieldText{Title: id}
}

// Column returns the texts of a column of a field.
func (t *Texts) Column(field, column string) ColumnText {
	if text, ok := t.columns[field][column]; ok {
		return text
	}
	return ColumnText{Title: column}
}

// Option returns the title of an option of a list.
func (t *Texts) Option(set, id string) string { return t.OptionText(set, id).Title }

// OptionText returns the texts of an option of a list.
func (t *Texts) OptionText(set, id string) OptionText {
	if text, ok := t.options[set][id]; ok {
		return text
	}
	return OptionText{Title: id}
}

// Country returns the name of a country by its ISO 3166 alpha-2 code, or the code where it has no name here.
func (t *Texts) Country(code string) string {
	if name, ok := t.countries[code]; ok {
		return name
	}
	return code
}
