package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestScripts_CommandLine runs testdata/cli/*.txt, each in an empty folder of its own. A script is read by line:
//
//	# a comment
//	-- NAME                  a file follows, up to a line of "--" or the next of these
//	$ VAR=VALUE workbench …  a call; "< FILE" at the end is its standard input, "…" quotes words
//	= CODE                   its exit code, 0 where this line is missing; at 2 standard error is one sentence
//	> TEXT                   standard output has this
//	! TEXT                   standard error has this
//	~ REGEXP                 standard output matches this
//	> and ! alone            nothing was printed there
//	same A B                 two files are equal
//
// {drafts} stands for the folder with the drafts of testdata, {demo} for the demonstration's, {pack} for the pack's.
// A refused call (= 2) prints nothing on standard output unless a line says what.
func TestScripts_CommandLine(t *testing.T) {
	names, err := filepath.Glob("testdata/cli/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	places := strings.NewReplacer("{drafts}", absolute(t, "../../testdata/drafts"), "{demo}", absolute(t, "demo"), "{pack}", absolute(t, "../../principles/packs/pve-sea"))
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Chdir(t.TempDir())
			s := &script{t: t, name: filepath.Base(name), places: places}
			s.play(string(text))
		})
	}
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	abs, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

type script struct {
	t      *testing.T
	name   string
	places *strings.Replacer
	line   int
	called int  // the line of the call under way, or 0
	code   int  // the exit code that the call should have
	told   bool // the script says what a refused call prints on standard output
	last   result
}

func (s *script) wrong(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf("%s:%d: %s", s.name, s.line, fmt.Sprintf(format, args...))
}

func (s *script) play(text string) {
	all := strings.Split(text, "\n")
	for i := 0; i < len(all); i++ {
		s.line = i + 1
		line := strings.TrimRight(all[i], " ")
		mark, rest, _ := strings.Cut(line, " ")
		switch mark {
		case "", "#":
		case "--":
			end := i + 1
			for end < len(all) && all[end] != "--" && !strings.HasPrefix(all[end], "-- ") {
				end++
			}
			if rest != "" {
				s.write(rest, strings.Join(all[i+1:end], "\n")+"\n")
			}
			i = end - 1
			if end < len(all) && all[end] == "--" {
				i = end // a bare "--" ends a file, and the script goes on
			}
		case "$":
			s.finish()
			s.call(rest)
		case "=":
			s.code, _ = strconv.Atoi(rest)
		case ">", "!":
			s.told = s.told || mark == ">"
			s.has(mark, s.places.Replace(rest))
		case "~":
			if !regexp.MustCompile(rest).MatchString(s.last.out) {
				s.wrong("standard output does not match %s:\n%s", rest, s.last.out)
			}
		case "same":
			s.same(strings.Fields(rest))
		default:
			s.wrong("a line that begins with %q means nothing", mark)
		}
	}
	s.finish()
	if s.called == 0 {
		s.wrong("the script calls nothing")
	}
}

func (s *script) write(name, text string) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// call runs the program with the words of a line.
func (s *script) call(line string) {
	words := splitWords(s.places.Replace(line))
	env, in := vars{}, ""
	for len(words) > 0 && strings.HasPrefix(words[0], "WORKBENCH_") {
		name, value, _ := strings.Cut(words[0], "=")
		env[name], words = value, words[1:]
	}
	if n := len(words); n > 2 && words[n-2] == "<" {
		data, err := os.ReadFile(words[n-1])
		if err != nil {
			s.t.Fatal(err)
		}
		in, words = string(data), words[:n-2]
	}
	if len(words) == 0 || words[0] != "workbench" {
		s.t.Fatalf("%s:%d: a call begins with workbench", s.name, s.line)
	}
	s.called, s.code, s.told = s.line, exitDone, false
	s.last = callHere(s.t, env, in, words[1:]...)
}

// finish holds the exit code of the call before, once all lines about it have been read.
func (s *script) finish() {
	if s.called == 0 {
		return
	}
	if s.last.code != s.code {
		s.t.Errorf("%s:%d: exit code %d, want %d\n%s%s", s.name, s.called, s.last.code, s.code, s.last.out, s.last.err)
	}
	if s.code == exitWrong {
		if problem := notOneLine(s.last.err); problem != "" {
			s.t.Errorf("%s:%d: %s", s.name, s.called, problem)
		}
		if s.last.out != "" && !s.told {
			s.t.Errorf("%s:%d: a refused call printed on standard output: %s", s.name, s.called, s.last.out)
		}
	}
}

func (s *script) has(mark, want string) {
	where, got := "standard output", s.last.out
	if mark == "!" {
		where, got = "standard error", s.last.err
	}
	if want == "" && got != "" {
		s.wrong("%s is not empty: %s", where, got)
	}
	if !strings.Contains(got, want) {
		s.wrong("%s does not have %q:\n%s", where, want, got)
	}
}

func (s *script) same(names []string) {
	var texts []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			s.wrong("%v", err)
			return
		}
		texts = append(texts, string(data))
	}
	if len(texts) != 2 || texts[0] != texts[1] {
		s.wrong("the files differ: %v", names)
	}
}

// splitWords splits a line at spaces outside double quotes.
func splitWords(line string) []string {
	var words []string
	var word strings.Builder
	quoted, any := false, false
	for _, r := range line + " " {
		switch {
		case r == '"':
			quoted, any = !quoted, true
		case r == ' ' && !quoted:
			if any {
				words = append(words, word.String())
			}
			word.Reset()
			any = false
		default:
			word.WriteRune(r)
			any = true
		}
	}
	return words
}
