package campaign_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// module is the path that all our packages begin with.
const module = "workbench"

// listed is what the go command says about one of our packages, tests left out.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Deps       []string // everything that it comes to need
}

// ours lists every package of the module. What does not build yet is listed with what it imports.
func ours(t *testing.T) []listed {
	t.Helper()
	all, err := listing()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	if !slices.ContainsFunc(all, func(p listed) bool { return p.ImportPath == module+"/campaign" }) {
		t.Fatal("go list does not know of campaign")
	}
	return all
}

var listing = sync.OnceValues(func() ([]listed, error) {
	command := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,GoFiles,Imports,Deps", "./...")
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		return nil, err
	}
	var all []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var one listed
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
})

// under says whether a package is one of the trees or lies in it.
func under(path string, trees ...string) bool {
	return slices.ContainsFunc(trees, func(tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") })
}

// The packages that are values and functions, so that the same input gives the same result for ever.
var pure = []string{module + "/campaign", module + "/campaign/sheet", module + "/principles", module + "/campaign/brief"}

func TestDeps_ThePureAndTheLiveNeedNothingThatTheyMustNot(t *testing.T) {
	live := module + "/campaign/live"
	rules := []struct {
		path string
		in   []string
		why  string
	}{
		{"net/http", append([]string{live}, pure...), "HTTP is the edge: the domain must not know who asks it"},
		{"database/sql", append([]string{live}, pure...), "the domain gets its log handed in, whatever keeps it"},
		{"gorm.io", append([]string{live}, pure...), "gorm is for storage alone"},
		{"github.com/go-gormigrate", append([]string{live}, pure...), "migrations are for storage alone"},
		{"github.com/labstack/echo", append([]string{live}, pure...), "echo is for ui alone"},
		{"log", pure, "a pure function tells its caller and nobody else"},
		{"log/slog", pure, "a pure function tells its caller and nobody else"},
		{"math/rand", pure, "the same batch over the same state must give the same result"},
		{"math/rand/v2", pure, "the same batch over the same state must give the same result"},
		{"crypto/rand", pure, "fresh ids are handed in by the caller"},
	}
	for _, p := range ours(t) {
		for _, rule := range rules {
			if !slices.Contains(rule.in, p.ImportPath) {
				continue
			}
			for _, dep := range p.Deps {
				if dep == rule.path || strings.Contains(rule.path, ".") && under(dep, rule.path) {
					t.Errorf("%s comes to need %s: %s", p.ImportPath, dep, rule.why)
				}
			}
		}
	}
}

func TestDeps_ADriverLivesInOneTree(t *testing.T) {
	for _, rule := range []struct{ path, home, why string }{
		{"gorm.io", module + "/storage", "rows and queries are spelled out in one place"},
		{"github.com/go-gormigrate", module + "/storage", "the schema changes in one place"},
		{"modernc.org/sqlite", module + "/storage", "which database it is matters to storage alone"},
		{"github.com/jackc/pgx", module + "/storage", "which database it is matters to storage alone"},
		{"github.com/labstack/echo", module + "/ui", "requests and answers are spelled out in one place"},
	} {
		for _, p := range ours(t) {
			for _, imported := range p.Imports {
				if strings.HasPrefix(imported, rule.path) && !under(p.ImportPath, rule.home) {
					t.Errorf("%s imports %s, which only %s may: %s", p.ImportPath, imported, rule.home, rule.why)
				}
			}
		}
	}
}

// tree is one part of the house, with the parts that it may need.
type tree struct {
	path string
	may  []string
	why  string
}

// treeOf is the part that a package belongs to, nil for what is no part of the house.
func treeOf(trees []tree, path string) *tree {
	for i := range trees {
		if under(path, trees[i].path) {
			return &trees[i]
		}
	}
	return nil
}

func TestDeps_ImportsPointOneWay(t *testing.T) {
	const (
		campaign   = module + "/campaign"
		principles = module + "/principles"
		brief      = module + "/campaign/brief"
		live       = module + "/campaign/live"
		storage    = module + "/storage"
		ui         = module + "/ui"
		cmd        = module + "/cmd"
	)
	trees := []tree{ // the longer paths first: brief and live are not campaign
		{brief, []string{campaign, principles}, "a brief lists findings, so it stands above both"},
		{live, []string{campaign}, "the desk orders edits; what is found in a draft is not its concern"},
		{campaign, nil, "the domain is the words that all others speak; it needs none of them"},
		{principles, []string{campaign}, "a check looks at a draft and at nothing else"},
		{storage, []string{campaign}, "storage has the methods that live and ui declare, and knows neither"},
		{ui, []string{campaign, principles, brief, live}, "ui declares what it needs of a store, so that any store serves it"},
		{cmd, []string{campaign, principles, brief, live, storage, ui}, "only the program knows every package"},
	}
	for _, p := range ours(t) {
		from := treeOf(trees, p.ImportPath)
		if from == nil {
			continue
		}
		for _, dep := range p.Deps {
			to := treeOf(trees, dep)
			if to == nil || to == from || slices.Contains(from.may, to.path) {
				continue
			}
			t.Errorf("%s comes to need %s: %s", p.ImportPath, dep, from.why)
		}
	}
}

func TestDeps_ThePureReadNoClockAndDrawNoLots(t *testing.T) {
	clocks := []string{"Now", "Since", "Until", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Sleep"}
	read := 0
	for _, p := range ours(t) {
		if !slices.Contains(pure, p.ImportPath) {
			continue
		}
		for _, name := range p.GoFiles {
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			read++
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.SelectorExpr); ok {
					from, ok := call.X.(*ast.Ident)
					if ok && (from.Name == "rand" || from.Name == "time" && slices.Contains(clocks, call.Sel.Name)) {
						t.Errorf("%s uses %s.%s; take times and fresh ids from the caller", files.Position(n.Pos()), from.Name, call.Sel.Name)
					}
				}
				return true
			})
		}
	}
	if read < 20 {
		t.Errorf("%d files were read, want those of the pure packages", read)
	}
}
