package principles

import (
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"workbench/campaign"
)

// expression holds a draft against a condition in the expression language of expr-lang: true is fine. It sees
// text("FIELD"), number("FIELD"), rows("FIELD") (a list of maps by column id), choices("FIELD"), filled("FIELD")
// and asked("FIELD"). Once it runs it cannot be stopped, so its shape bounds it: at most 200 nodes, no
// predicate inside a predicate, and no ranges or powers, so that the work grows with the draft and no faster.
type expression struct {
	ruleHead
	field   string
	program *vm.Program
}

// maxNodes is how many nodes an expression may have.
const maxNodes = 200

func newExpression(h ruleHead, s *settings) rule {
	r := &expression{ruleHead: h}
	if n := s.need("field"); n != nil {
		r.field, _ = s.field(n, "field")
	}
	n := s.need("holds")
	s.done("expression")
	if n == nil {
		return nil
	}
	tree, err := parser.Parse(n.Value)
	if err != nil {
		s.Fail(n, "this is no expression that can be read; check its brackets, quotes and operators")
		return nil
	}
	shape := &shape{s: s}
	root := tree.Node
	ast.Walk(&root, shape)
	depthOf(root, 0, &shape.nested)
	switch {
	case shape.nodes > maxNodes:
		s.Fail(n, "the expression has %d parts; write it with at most %d", shape.nodes, maxNodes)
	case shape.nested:
		s.Fail(n, "the expression has a predicate inside a predicate; write it as two rules")
	case shape.bad != "":
		s.Fail(n, "%s", shape.bad)
	default:
		program, err := expr.Compile(n.Value, expr.Env(expressionEnv(&checker{})), expr.AsBool())
		if err != nil {
			s.Fail(n, "the expression must be true or false and use only text, number, rows, choices, filled and asked, each with a field in quotes")
			return nil
		}
		r.program = program
	}
	return r
}

// shape counts nodes and reads the fields that an expression names.
type shape struct {
	s      *settings
	nodes  int
	nested bool
	bad    string
}

// Visit counts one node. It is called by ast.Walk.
func (v *shape) Visit(node *ast.Node) {
	v.nodes++
	switch n := (*node).(type) {
	case *ast.BinaryNode:
		if n.Operator == ".." || n.Operator == "**" || n.Operator == "^" || n.Operator == "matches" {
			v.bad = fmt.Sprintf("the expression uses %s, which is not allowed; compare values instead", n.Operator)
		}
	case *ast.CallNode:
		if name, ok := n.Callee.(*ast.IdentifierNode); ok && len(n.Arguments) == 1 {
			field, isText := n.Arguments[0].(*ast.StringNode)
			switch {
			case !isText:
				v.bad = name.Value + " takes the id of a field in quotes"
			case v.s.lib.Field(field.Value) == nil:
				v.bad = fmt.Sprintf("there is no field %q; take one from the vocabulary", field.Value)
			default:
				v.s.use(field.Value)
			}
		}
	case *ast.BuiltinNode:
		switch n.Name {
		case "repeat", "split", "splitAfter", "replace", "toJSON", "fromJSON", "now", "date", "duration", "timezone", "groupBy", "permutations":
			v.bad = "the expression uses " + n.Name + ", which is not allowed"
		}
	}
}

// depthOf finds a predicate inside a predicate.
func depthOf(node ast.Node, depth int, nested *bool) {
	switch n := node.(type) {
	case nil:
	case *ast.PredicateNode:
		if depth > 0 {
			*nested = true
		}
		depthOf(n.Node, depth+1, nested)
	case *ast.BuiltinNode:
		for _, a := range n.Arguments {
			depthOf(a, depth, nested)
		}
	case *ast.CallNode:
		for _, a := range n.Arguments {
			depthOf(a, depth, nested)
		}
	case *ast.BinaryNode:
		depthOf(n.Left, depth, nested)
		depthOf(n.Right, depth, nested)
	case *ast.UnaryNode:
		depthOf(n.Node, depth, nested)
	case *ast.ConditionalNode:
		depthOf(n.Cond, depth, nested)
		depthOf(n.Exp1, depth, nested)
		depthOf(n.Exp2, depth, nested)
	case *ast.MemberNode:
		depthOf(n.Node, depth, nested)
		depthOf(n.Property, depth, nested)
	case *ast.ChainNode:
		depthOf(n.Node, depth, nested)
	case *ast.SliceNode:
		depthOf(n.Node, depth, nested)
		depthOf(n.From, depth, nested)
		depthOf(n.To, depth, nested)
	case *ast.ArrayNode:
		for _, a := range n.Nodes {
			depthOf(a, depth, nested)
		}
	case *ast.MapNode:
		for _, a := range n.Pairs {
			depthOf(a, depth, nested)
		}
	case *ast.PairNode:
		depthOf(n.Key, depth, nested)
		depthOf(n.Value, depth, nested)
	case *ast.VariableDeclaratorNode:
		depthOf(n.Value, depth, nested)
		depthOf(n.Expr, depth, nested)
	case *ast.SequenceNode:
		for _, a := range n.Nodes {
			depthOf(a, depth, nested)
		}
	}
}

// use notes that the rule looks at a field.
func (s *settings) use(field string) {
	for _, f := range *s.used {
		if f == field {
			return
		}
	}
	*s.used = append(*s.used, field)
}

func expressionEnv(c *checker) map[string]any {
	number := func(v campaign.Value) float64 {
		if v.Number == nil {
			return 0
		}
		return float64(*v.Number) / 100
	}
	return map[string]any{
		"text":    func(f string) string { return c.d.Text(f) },
		"number":  func(f string) float64 { return number(c.d.Fields[f]) },
		"choices": func(f string) []string { return c.d.Fields[f].Choices },
		"filled":  func(f string) bool { return c.filled(f) },
		"asked":   func(f string) bool { return c.asked(f) },
		"rows": func(f string) []map[string]string {
			var out []map[string]string
			for _, r := range c.d.Fields[f].Rows {
				m := map[string]string{}
				for id, v := range r.Cells {
					m[id] = v.Text
				}
				out = append(out, m)
			}
			return out
		},
	}
}

func (r *expression) check(c *checker) {
	if !c.asked(r.field) {
		return
	}
	out, err := expr.Run(r.program, expressionEnv(c))
	if holds, ok := out.(bool); err == nil && ok && !holds {
		c.missing(r.field, RowRef{}, "", nil)
	}
}
