// Package check holds the rules that a script must keep beyond its names: what
// may stand where, what the API can do, and what the call can reach. Each rule
// is a value in a file of its own, which registers itself and its codes.
package check

import (
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Check is one rule. It looks at any of the parts of a program.
type Check struct {
	Codes   []*diag.Code                                      // of its findings
	Body    func(p *Pass, stmts []lang.Stmt, top bool)        // each block of statements, of every file
	Node    func(p *Pass, node lang.Node)                     // each node of the tree of every file
	Graph   func(p *Pass, g *cfg.Graph)                       // the graph of the call, once
	Outline func(p *Pass, g *cfg.Graph, step *resolve.Object) // the outline of the script, for which step is nil, and of each step of one's own
}

// checks are all rules, by the names of their files.
var checks []*Check

func register(c Check) *Check {
	checks = append(checks, &c)
	return &c
}

// A Pass is a program that is being checked.
type Pass struct {
	Program  *resolve.Program
	Module   *resolve.Module // whose nodes are being looked at
	API      api.Version
	Override bool // API does not come from the script
	Library  bool // the script may be a library, which has no steps
	list     *diag.List
	stored   []string // the run-time variables that are stored; nil until they are asked for
	guesses  int      // how many of them were looked at for suggestions
}

// Tree applies the rules for bodies and nodes to all files.
func Tree(p *Pass, list *diag.List) {
	p.list = list
	for _, m := range p.Program.Modules {
		p.Module = m
		p.body(p.Program.Statements(m), true)
	}
}

// Call applies the rules for the graph of a call and for outlines.
func Call(p *Pass, call *expand.Call, list *diag.List) {
	p.list, p.Module = list, p.Program.Main
	for _, c := range checks {
		if c.Graph != nil && call.Graph != nil {
			c.Graph(p, call.Graph)
		}
		if c.Outline == nil {
			continue
		}
		c.Outline(p, call.Outline, nil)
		for i := range call.Outlines {
			c.Outline(p, call.Outlines[i].Graph, call.Outlines[i].Step)
		}
	}
}

func (p *Pass) body(stmts []lang.Stmt, top bool) {
	for _, c := range checks {
		if c.Body != nil {
			c.Body(p, stmts, top)
		}
	}
	lang.WalkAll(stmts, p.visitor(true))
}

// visitor returns what checks the nodes of a walk. Of a statement that did not
// parse only the bodies are checked: the rest of it is not whole.
func (p *Pass) visitor(whole bool) func(lang.Node) bool {
	return func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Body:
			p.body(n.Stmts, false)
			return false
		case *lang.Bad:
			if whole {
				lang.Walk(n, p.visitor(false))
				return false
			}
		}
		if whole {
			for _, check := range nodeChecks() {
				check(p, n)
			}
		}
		return !lang.Simple(n)
	}
}

// nodeChecks are the checks of nodes: most checks look at something else, and
// there are many nodes.
var nodeChecks = sync.OnceValue(func() (list []func(*Pass, lang.Node)) {
	for _, c := range checks {
		if c.Node != nil {
			list = append(list, c.Node)
		}
	}
	return list
})

// report adds a finding in the module that is being looked at.
func (p *Pass) report(code *diag.Code, at source.Span, help, format string, args ...any) *diag.Finding {
	return p.list.Add(code.At(p.place(at), format, args...)).Helpf("%s", help)
}

func (p *Pass) place(at source.Span) source.Place {
	return source.Place{File: p.Module.File.Source, Span: at}
}

// inStep adds a finding about a step of a graph, with the uses that lead to it.
func (p *Pass) inStep(code *diag.Code, s *cfg.Step, at source.Span, help, format string, args ...any) *diag.Finding {
	f := p.list.Add(code.At(source.Place{File: s.In.File.Source, Span: at}, format, args...)).Helpf("%s", help)
	f.Related = expand.Invocations(s.In)
	return f
}

// word returns the word that a statement starts with.
func (p *Pass) word(s lang.Stmt) string {
	text := p.Module.File.Source.Text[s.Span().Start:s.Span().End]
	return text[:len(text)-len(strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyz"))]
}

// word returns the span of the first word of a statement.
func word(s lang.Stmt, text string) source.Span {
	start := s.Span().Start
	return source.Span{Start: start, End: start + int32(len(text))}
}
