package brief

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed texts/*.yaml
var textFiles embed.FS

// named is a heading of our own, with the titles it once had.
type named struct {
	Title   string   `yaml:"title"`
	Aliases []string `yaml:"aliases"`
}

// words is what a brief says in its own voice in one language. Braces hold what is filled in.
type words struct {
	AlsoKept named `yaml:"also_kept"`
	Annex    named `yaml:"annex"`

	About        string `yaml:"about"`
	Unchecked    string `yaml:"unchecked"`
	Principles   string `yaml:"principles"`
	Principle    string `yaml:"principle"`
	Weight       string `yaml:"weight"`
	Status       string `yaml:"status"`
	Open         string `yaml:"open"`
	NothingOpen  string `yaml:"nothing_open"`
	PeopleDecide string `yaml:"people_decide"`
	SetAside     string `yaml:"set_aside"`
	SelfCheck    string `yaml:"self_check"`
	Sources      string `yaml:"sources"`
	Said         string `yaml:"said"`
	Comment      string `yaml:"comment"`
	Suggestion   string `yaml:"suggestion"`
	Instead      string `yaml:"instead"`
	Nothing      string `yaml:"nothing"`
	SaidBy       string `yaml:"said_by"`
	Led          string `yaml:"led"`
	Somebody     string `yaml:"somebody"`
	InField      string `yaml:"in_field"`
	InRow        string `yaml:"in_row"`
	Quoted       string `yaml:"quoted"`
	Reason       string `yaml:"reason"`
	WithNote     string `yaml:"with_note"`
	Try          string `yaml:"try"`

	Statuses   map[string]string `yaml:"statuses"`
	Severities map[string]string `yaml:"severities"`
	Reasons    map[string]string `yaml:"reasons"` // for setting a finding aside
	Answers    map[string]string `yaml:"answers"` // to a self-check

	Group    string `yaml:"group"`
	Workshop string `yaml:"workshop"`
	Edited   string `yaml:"edited"`
	Untitled string `yaml:"untitled"`
}

// catalogue holds the words by language. A file that is faulty is a fault of the build, found by any test.
var catalogue = sync.OnceValue(func() map[string]*words {
	all := map[string]*words{}
	files, err := textFiles.ReadDir("texts")
	if err != nil {
		panic(err)
	}
	english := mustReadWords("en.yaml", nil)
	for _, f := range files {
		all[strings.TrimSuffix(f.Name(), ".yaml")] = mustReadWords(f.Name(), english)
	}
	return all
})

// mustReadWords reads one file over a copy of the English words, which fill its gaps.
func mustReadWords(name string, english *words) *words {
	data, err := textFiles.ReadFile(path.Join("texts", name))
	if err != nil {
		panic(err)
	}
	var w words
	if english != nil {
		w = *english
		w.AlsoKept.Aliases, w.Annex.Aliases = nil, nil
		w.Statuses, w.Severities = copyOf(english.Statuses), copyOf(english.Severities)
		w.Reasons, w.Answers = copyOf(english.Reasons), copyOf(english.Answers)
	}
	read := yaml.NewDecoder(bytes.NewReader(data))
	read.KnownFields(true)
	if err := read.Decode(&w); err != nil {
		panic(fmt.Sprintf("texts/%s: %v", name, err))
	}
	return &w
}

func copyOf(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// wordsIn returns the words of a language, of the language without its region, or the English ones.
func wordsIn(language string) *words {
	all := catalogue()
	if w := all[language]; w != nil {
		return w
	}
	base, _, _ := strings.Cut(language, "-")
	if w := all[base]; w != nil {
		return w
	}
	return all["en"]
}

// fill puts values into the braces of a sentence: fill("{n} of {all}", "n", "3", "all", "4"). A value is not
// searched for braces again.
func fill(sentence string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}
