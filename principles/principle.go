package principles

// Principle is one guiding principle of a pack.
type Principle struct {
	ID       string
	Group    string
	Severity Severity
	Needs    []string // it is judged where the canvas asks for one of them, and "to do" while all are empty
	Fields   []string // all the fields it looks at, in the order of the vocabulary
	Sources  []string // keys of Pack.Source
	Families []string // of words that its wording rules ask about, sorted

	rules []rule
}

// Group is one group of principles.
type Group struct {
	ID         string
	Principles []string
}

// Source is a publication that a principle stands on. URL may be a copy on another host where the
// publisher's own page could not be found; Copy says so.
type Source struct {
	Key       string
	Title     string
	Publisher string
	Year      int // 0 where it is not known
	URL       string
	Copy      bool
}
