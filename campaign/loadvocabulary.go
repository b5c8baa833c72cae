package campaign

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

var (
	fieldForm    = regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$`)
	idForm       = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	optionForm   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)
	canvasForm   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z]{2})?$`)
)

var (
	fieldKinds  = []string{string(Line), string(Text), string(Amount), string(Date), string(Choice), string(Choices), string(Rows)}
	columnKinds = []string{string(Line), string(Text), string(Amount), string(Date)}
	voices      = []string{string(Public), string(Analysis)}
)

// loadVocabulary reads vocabulary.yaml into the library.
func (l *Library) loadVocabulary(fsys fs.FS, bad *sheet.Mistakes) {
	s, root := sheet.Open(fsys, "vocabulary.yaml", bad)
	if root == nil {
		return
	}
	top := s.Keys(root, "the vocabulary", "fields", "options")
	for _, key := range []string{"fields", "options"} {
		if top[key] == nil {
			s.Fail(root, "the vocabulary has no %s; add the key %s", key, key)
		}
	}
	for _, p := range s.Pairs(top["options"], "options") {
		l.loadOptions(s, p)
	}
	lines := map[string]int{}
	for _, n := range s.Items(top["fields"], "fields") {
		f, ok := l.loadField(s, n)
		if !ok {
			continue
		}
		if first, twice := lines[f.ID]; twice {
			s.Fail(n, "the field %s is there twice, first on line %d; give one of them another id", f.ID, first)
			continue
		}
		lines[f.ID] = n.Line
		l.fieldAt[f.ID] = len(l.fields)
		l.fields = append(l.fields, f)
		l.ids = append(l.ids, f.ID)
	}
	if f := l.Field(TitleField); top["fields"] != nil && (f == nil || f.Kind != Line) {
		s.Fail(top["fields"], "every campaign needs a title; add {id: %s, kind: line, voice: public}", TitleField)
	}
}

func (l *Library) loadOptions(s sheet.Sheet, p sheet.Pair) {
	if !idForm.MatchString(p.Key) {
		s.Fail(p.At, "the list %q must be named with small letters, digits and underscores", p.Key)
		return
	}
	options := []string{}
	for _, o := range s.Texts(p.Value, "the list "+p.Key) {
		if !optionForm.MatchString(o.Key) {
			s.Fail(o.At, "the option %q of %s must be written with letters, digits and underscores", o.Key, p.Key)
			continue
		}
		options = append(options, o.Key)
	}
	if p.Value.Kind == yaml.SequenceNode && len(p.Value.Content) == 0 {
		s.Fail(p.At, "the list %s is empty; add its options or take it out", p.Key)
	}
	l.options[p.Key] = options
}

func (l *Library) loadField(s sheet.Sheet, n *yaml.Node) (Field, bool) {
	keys := s.Keys(n, "a field", "id", "kind", "voice", "options", "columns")
	if n.Kind != yaml.MappingNode {
		return Field{}, false
	}
	var f Field
	if keys["id"] == nil {
		s.Fail(n, "this field has no id; add one, such as context.place")
		return f, false
	}
	id := s.Text(keys["id"], "the id of a field")
	if id == "" {
		return f, false
	}
	if !fieldForm.MatchString(id) {
		s.Fail(keys["id"], "the field id %q must be two words with a dot between them, such as context.place", id)
		return f, false
	}
	f.ID = id
	if keys["kind"] == nil {
		s.Fail(n, "%s has no kind; the kinds are %s", id, strings.Join(fieldKinds, ", "))
		return f, true
	}
	if kind := s.Text(keys["kind"], "the kind of "+id); kind != "" {
		if !slices.Contains(fieldKinds, kind) {
			s.Fail(keys["kind"], "%s has the unknown kind %q%s; the kinds are %s", id, kind, sheet.Meant(kind, fieldKinds), strings.Join(fieldKinds, ", "))
			return f, true
		}
		f.Kind = Kind(kind)
	}
	l.loadVoice(s, n, keys["voice"], &f)
	switch chosen := f.Kind == Choice || f.Kind == Choices; {
	case chosen && keys["options"] == nil:
		s.Fail(n, "%s is a %s and has no options; name one of the lists: %s", id, f.Kind, l.optionSetNames())
	case chosen:
		f.OptionSet, f.Options = l.optionSet(s, keys["options"], id)
	case keys["options"] != nil:
		s.Fail(keys["options"], "%s is a %s and takes no options; take them out or make it a choice", id, f.Kind)
	}
	switch {
	case f.Kind == Rows && keys["columns"] == nil:
		s.Fail(n, "%s is made of rows and has no columns; add columns: {column: kind}", id)
	case f.Kind == Rows:
		f.Columns = l.loadColumns(s, keys["columns"], id)
	case keys["columns"] != nil:
		s.Fail(keys["columns"], "%s is a %s and takes no columns; take them out or make its kind rows", id, f.Kind)
	}
	return f, true
}

// loadVoice holds that every field with words says who it speaks to, and no other does.
func (l *Library) loadVoice(s sheet.Sheet, n, node *yaml.Node, f *Field) {
	worded := f.Kind == Line || f.Kind == Text || f.Kind == Rows
	switch {
	case node == nil && worded:
		s.Fail(n, "%s has no voice; add voice: public where the audience will read it, or voice: analysis", f.ID)
	case node != nil && !worded:
		s.Fail(node, "%s is a %s, which has no words and so no voice; take the voice out", f.ID, f.Kind)
	case node != nil:
		voice := s.Text(node, "the voice of "+f.ID)
		if voice != "" && !slices.Contains(voices, voice) {
			s.Fail(node, "%s has the unknown voice %q%s; the voices are public and analysis", f.ID, voice, sheet.Meant(voice, voices))
			return
		}
		f.Voice = Voice(voice)
	}
}

func (l *Library) loadColumns(s sheet.Sheet, n *yaml.Node, field string) []Column {
	var out []Column
	pairs := s.Pairs(n, "the columns of "+field)
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		s.Fail(n, "%s has no columns; add them as {column: kind}", field)
	}
	for _, p := range pairs {
		at := field + "/" + p.Key
		if !idForm.MatchString(p.Key) {
			s.Fail(p.At, "the column %q of %s must be named with small letters, digits and underscores", p.Key, field)
			continue
		}
		c := Column{ID: p.Key}
		if p.Value.Kind == yaml.MappingNode {
			keys := s.Keys(p.Value, "the column "+at, "choice")
			if keys["choice"] == nil {
				s.Fail(p.Value, "the column %s has no kind; write a kind, or {choice: LIST}", at)
				continue
			}
			c.Kind = Choice
			c.OptionSet, c.Options = l.optionSet(s, keys["choice"], at)
		} else if kind := s.Text(p.Value, "the kind of "+at); kind != "" {
			if !slices.Contains(columnKinds, kind) {
				s.Fail(p.Value, "the column %s has the unknown kind %q%s; the kinds are %s, or {choice: LIST}", at, kind, sheet.Meant(kind, columnKinds), strings.Join(columnKinds, ", "))
				continue
			}
			c.Kind = Kind(kind)
		}
		out = append(out, c)
	}
	return out
}

// optionSet resolves the name of a list of options.
func (l *Library) optionSet(s sheet.Sheet, n *yaml.Node, at string) (string, []string) {
	name := s.Text(n, "the options of "+at)
	if name == "" {
		return "", nil
	}
	options, known := l.options[name]
	if !known {
		names := slices.Sorted(maps.Keys(l.options))
		s.Fail(n, "%s chooses from the list %q, which is not there%s; the lists are %s", at, name, sheet.Meant(name, names), l.optionSetNames())
	}
	return name, options
}

func (l *Library) optionSetNames() string {
	return strings.Join(slices.Sorted(maps.Keys(l.options)), ", ")
}
