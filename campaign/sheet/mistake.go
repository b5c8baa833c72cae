package sheet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Mistake is one thing that is wrong in a file, with the place where it is mended. Lines count from one.
type Mistake struct {
	File string
	Line int
	Text string
}

// Error returns "file:line: what is wrong and how to mend it".
func (m Mistake) Error() string { return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.Text) }

// Mistakes collects everything that is wrong, so that whoever edits the files mends them in one go. The zero
// value is ready to use.
type Mistakes struct {
	files map[string]int // in the order in which they were first opened or spoken of
	all   []Mistake
}

// Add notes a mistake. A line below one is taken for the first.
func (m *Mistakes) Add(file string, line int, format string, args ...any) {
	m.place(file)
	m.all = append(m.all, Mistake{File: file, Line: max(1, line), Text: fmt.Sprintf(format, args...)})
}

// place gives a file its place among the files, if it has none yet.
func (m *Mistakes) place(file string) {
	if m.files == nil {
		m.files = map[string]int{}
	}
	if _, known := m.files[file]; !known {
		m.files[file] = len(m.files)
	}
}

// Err joins the mistakes in the order in which the files were read and, inside a file, of the lines; nil if
// there are none.
func (m *Mistakes) Err() error {
	slices.SortStableFunc(m.all, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(m.files[a.File], m.files[b.File]), cmp.Compare(a.Line, b.Line))
	})
	var errs []error
	for _, one := range m.all {
		errs = append(errs, one)
	}
	return errors.Join(errs...)
}
