package campaign

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// mistake is one thing that is wrong in a file of the library, with the place where it is mended.
type mistake struct {
	file string
	line int
	text string
}

// Error returns "file:line: what is wrong and how to mend it".
func (m mistake) Error() string { return fmt.Sprintf("%s:%d: %s", m.file, m.line, m.text) }

// mistakes collects everything that is wrong, so that whoever edits the files mends them in one go.
type mistakes struct {
	files []string // in the order they were read
	all   []mistake
}

func (m *mistakes) add(file string, line int, format string, args ...any) {
	m.all = append(m.all, mistake{file: file, line: line, text: fmt.Sprintf(format, args...)})
}

// err joins the mistakes in the order of the files and, inside a file, of the lines; nil if there are none.
func (m *mistakes) err() error {
	slices.SortStableFunc(m.all, func(a, b mistake) int {
		return cmp.Or(
			cmp.Compare(slices.Index(m.files, a.file), slices.Index(m.files, b.file)),
			cmp.Compare(a.line, b.line),
		)
	})
	var errs []error
	for _, one := range m.all {
		errs = append(errs, one)
	}
	return errors.Join(errs...)
}
