// Package check holds the rules that a script must keep beyond its names: what
// may stand where, which branches a step can have, what the API can do, and
// what the call can reach. Each rule is a value in the table Checks.
package check

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Check is one rule. It looks at the nodes of every file, or at the graph
// of the call, or at both.
type Check struct {
	Codes []*diag.Code                               // of its findings
	Doc   string                                     // what it wants, in a sentence
	Body  func(p *Pass, stmts []lang.Stmt, top bool) // for each block of statements
	Node  func(p *Pass, node any)                    // for each node of the tree
	Graph func(p *Pass)                              // once
}

// Checks is the table of all rules.
var Checks = []*Check{
	&settings, &declarations, &version, &secrets, &rawObjects, &branching,
	&steps, &unreachable, &endsBesideElse, &fallOut,
}

// A Pass is a program that is being checked.
type Pass struct {
	Program  *resolve.Program
	Module   *resolve.Module // whose nodes are being looked at
	Graph    *cfg.Graph
	API      api.Version
	Override bool // API does not come from the script
	Library  bool // the script may be a library, which has no steps
	list     *diag.List
	check    *Check
}

// Tree applies the rules for nodes to all files.
func Tree(p *Pass, list *diag.List) {
	p.list = list
	for _, m := range p.Program.Modules {
		p.Module = m
		p.body(p.Program.Declarations(m), true)
	}
}

// Graph applies the rules for the graph of the call.
func Graph(p *Pass, g *cfg.Graph, list *diag.List) {
	p.list, p.Graph, p.Module = list, g, p.Program.Main
	for _, c := range Checks {
		if p.check = c; c.Graph != nil {
			c.Graph(p)
		}
	}
}

func (p *Pass) body(stmts []lang.Stmt, top bool) {
	for _, c := range Checks {
		if p.check = c; c.Body != nil {
			c.Body(p, stmts, top)
		}
	}
	lang.WalkAll(stmts, p.enter(true))
}

// enter returns what checks a node and all in it. Of a statement that did not
// parse only the bodies are checked: the rest of it is not whole.
func (p *Pass) enter(whole bool) func(lang.Node) bool {
	return func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Body:
			p.body(n.Stmts, false)
			return false
		case *lang.Bad:
			if whole {
				lang.Walk(n, p.enter(false))
				return false
			}
		}
		if whole {
			for _, c := range Checks {
				if p.check = c; c.Node != nil {
					c.Node(p, n)
				}
			}
		}
		return !lang.Simple(n)
	}
}

// report adds a finding of the check that is running.
func (p *Pass) report(at source.Span, code *diag.Code, message, help string) *diag.Finding {
	f := p.list.Add(code.At(p.place(at), "%s", message))
	f.Help = help
	return f
}

func (p *Pass) place(at source.Span) source.Place {
	return source.Place{File: p.Module.File.Source, Span: at}
}

// word returns the span of the first word of a statement.
func word(s lang.Stmt, text string) source.Span {
	start := s.Span().Start
	return source.Span{Start: start, End: start + int32(len(text))}
}
