package brief

import "strings"

// fences finds fenced code. It remembers what it looked for in vain, so that a file full of openings is not
// searched to its end for each of them.
type fences struct {
	lines []string
	none  [2]int // the shortest mark of each sort that nothing closes any more, 0 where that is not known
}

// end returns the line that closes the fence that line i opens, or -1. A fence that is never closed is not
// one: it would swallow the rest of the file. Lines must be asked for in order.
func (f *fences) end(i int) int {
	mark, info := fence(f.lines[i])
	if mark == "" || mark[0] == '`' && strings.Contains(info, "`") {
		return -1
	}
	none := &f.none[0]
	if mark[0] == '~' {
		none = &f.none[1]
	}
	if *none > 0 && len(mark) >= *none {
		return -1
	}
	for k := i + 1; k < len(f.lines); k++ {
		if m, rest := fence(f.lines[k]); len(m) >= len(mark) && m[0] == mark[0] && strings.TrimSpace(rest) == "" {
			return k
		}
	}
	*none = len(mark)
	return -1
}

func fence(s string) (mark, rest string) {
	s = strings.TrimLeft(s, " ")
	if s == "" || s[0] != '`' && s[0] != '~' {
		return "", s
	}
	rest = strings.TrimLeft(s, s[:1])
	if len(s)-len(rest) < 3 {
		return "", s
	}
	return s[:len(s)-len(rest)], rest
}

const (
	opening = "<!--"
	closing = "-->"
)

// dropComments takes HTML comments out of the lines and keeps them aside: a reader does not see them. The
// number of lines stays. A comment that is never closed is text.
func (r *reader) dropComments(lines []string) {
	last, lastAt := lastClosing(lines)
	fences := fences{lines: lines}
	var comment strings.Builder
	inside, from := false, 0
	for i := 0; i <= last; i++ {
		if !inside {
			if end := fences.end(i); end > i {
				i = end
				continue
			}
		}
		var kept strings.Builder
		rest := lines[i]
		for {
			if inside {
				stop := strings.Index(rest, closing)
				if stop < 0 {
					comment.WriteString(rest + "\n")
					rest = ""
					break
				}
				comment.WriteString(rest[:stop+len(closing)])
				r.unplaced(from, "", comment.String(), "A comment that readers do not see was kept aside.")
				inside, rest = false, rest[stop+len(closing):]
				comment.Reset()
			}
			at := strings.Index(rest, opening)
			if at < 0 {
				break
			}
			behind := at + len(opening)
			if i == last && len(lines[i])-len(rest)+behind > lastAt {
				break
			}
			if hardBreak(rest[:at]) { // the bracket is escaped
				kept.WriteString(rest[:behind])
				rest = rest[behind:]
				continue
			}
			kept.WriteString(rest[:at])
			comment.WriteString(opening)
			inside, from, rest = true, i+1, rest[behind:]
		}
		kept.WriteString(rest)
		lines[i] = kept.String()
	}
}

// lastClosing returns where the last end of a comment stands; -1 where there is none.
func lastClosing(lines []string) (line, at int) {
	for i := len(lines) - 1; i >= 0; i-- {
		if at := strings.LastIndex(lines[i], closing); at >= 0 {
			return i, at
		}
	}
	return -1, 0
}
