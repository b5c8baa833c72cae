package principles

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Mistake is one thing that is wrong in a file of a pack, with the place where it is mended.
type Mistake struct {
	File string
	Line int
	Text string
}

// Error returns "file:line: what is wrong and how to mend it".
func (m Mistake) Error() string { return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.Text) }

// mistakes collects everything that is wrong, so that whoever edits a pack mends it in one go.
type mistakes struct{ all []Mistake }

func (m *mistakes) add(file string, line int, format string, args ...any) {
	m.all = append(m.all, Mistake{File: file, Line: max(1, line), Text: fmt.Sprintf(format, args...)})
}

// err joins the mistakes by file and line; nil if there are none.
func (m *mistakes) err() error {
	slices.SortStableFunc(m.all, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var errs []error
	for _, one := range m.all {
		errs = append(errs, one)
	}
	return errors.Join(errs...)
}
