// Package check holds the rules that a script must keep beyond its names: what
// may stand where, what the API can do, and what the call can reach. Each rule
// is a value in a file of its own, which registers itself and its codes.
package check

import (
	"slices"
	"strings"
	"time"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Check is one rule. It looks at any of the parts of a program.
type Check struct {
	Codes   []*diag.Code                                      // of its findings
	Body    func(p *Pass, stmts []lang.Stmt, top bool)        // each block of statements, of every file
	Stmt    func(p *Pass, s lang.Stmt)                        // each statement of every file
	Value   func(p *Pass, n lang.Node, v *lang.Value)         // each value of every file, and its node, where all did parse
	Module  func(p *Pass)                                     // each file, when all in it was looked at
	Graph   func(p *Pass, g *cfg.Graph)                       // the graph of the call, once
	Outline func(p *Pass, g *cfg.Graph, step *resolve.Object) // the outline of the script, for which step is nil, and of each step of one's own
	Flow    func(p *Pass, f *Flow)                            // a call that is whole, of a script or of a payload
	Said    bool                                              // Flow is about what callers hear
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
	Labels   bool // labels are the ids of the payload
	Rules    project.Rules
	Secrets  *diag.Redactor
	Now      time.Time // zero where nobody says what it is
	list     *diag.List
	step     *lang.StepDecl                 // the last that was begun
	named    named                          // in the module
	falls    []fall                         // in all modules
	each     *lang.Value                    // the last text that says how a menu speaks
	odds     []string                       // names that texts name in a way that nobody reads
	unled    map[source.Place]*diag.Finding // of labels that nothing leads to, by where the statements behind them start
	cutOff   map[source.Place]*diag.Finding // of steps that can't be reached, by where they start
	covered  map[*diag.Finding]bool         // another one says what they say
	guesses  int                            // how many names were looked at for suggestions

	// the rules that a walk asks at every node
	ofStmts  []func(*Pass, lang.Stmt)
	ofValues []func(*Pass, lang.Node, *lang.Value)
}

// Tree applies the rules for bodies, statements and values to all files, on one
// walk.
func Tree(p *Pass, list *diag.List) {
	p.list = list
	for _, c := range checks {
		if c.Stmt != nil {
			p.ofStmts = append(p.ofStmts, c.Stmt)
		}
		if c.Value != nil {
			p.ofValues = append(p.ofValues, c.Value)
		}
	}
	for _, m := range p.Program.Modules {
		p.Module, p.step, p.each = m, nil, nil
		p.noteNames()
		stmts := p.Program.Statements(m)
		p.body(stmts, true)
		lang.WalkAll(stmts, p.node)
		for _, c := range checks {
			if c.Module != nil {
				c.Module(p)
			}
		}
	}
}

// Call applies the rules for the graph of a call, for outlines and, where
// nothing is missing in the script, for the call.
func Call(p *Pass, expanded *expand.Call, list *diag.List) {
	p.list, p.Module = list, p.Program.Main
	for _, c := range checks {
		if c.Graph != nil && expanded.Graph != nil {
			c.Graph(p, expanded.Graph)
		}
		if c.Outline == nil {
			continue
		}
		c.Outline(p, expanded.Outline, nil)
		for i := range expanded.Outlines {
			c.Outline(p, expanded.Outlines[i].Graph, expanded.Outlines[i].Step)
		}
	}
	if g := expanded.Graph; g != nil && g.Entry >= 0 && !g.Unknown && !p.unclear() {
		if slices.ContainsFunc(checks, p.wants) {
			p.Flow(NewFlow(call.OfScript(p.Program, expanded)), list)
		}
	}
	if len(p.covered) > 0 {
		*list = slices.DeleteFunc(*list, func(f *diag.Finding) bool { return p.covered[f] })
	}
}

// wants reports whether somebody wants to hear of what a rule for calls finds.
func (p *Pass) wants(c *Check) bool {
	return c.Flow != nil && slices.ContainsFunc(c.Codes, func(code *diag.Code) bool { return !p.Rules.Policy.Off(code) })
}

// Flow applies the rules for a call. Those about what callers hear have nothing to
// do with the others. In a small call all are done before another thread has started.
func (p *Pass) Flow(f *Flow, list *diag.List) {
	p.list = list
	if len(f.Steps) < fewSteps {
		p.flow(f, true)
		p.flow(f, false)
		return
	}
	f.from(0) // both need it
	beside, other, aside := *p, f.beside(), slices.Clone(*list)
	beside.list = &aside
	wait := Beside(func() { beside.flow(other, true) })
	before := len(*list)
	p.flow(f, false)
	wait()
	*list = append(*list, aside[before:]...)
}

// fewSteps is up to how many steps are not worth a second thread.
const fewSteps = 1000

// flow applies the rules that are about what callers hear, or the others.
func (p *Pass) flow(f *Flow, said bool) {
	for _, c := range checks {
		if p.wants(c) && c.Said == said {
			f.visited = 0
			c.Flow(p, f)
		}
	}
}

// OfFlows reports whether a code is one of the rules for calls.
func OfFlows(code *diag.Code) bool {
	return slices.ContainsFunc(checks, func(c *Check) bool { return c.Flow != nil && slices.Contains(c.Codes, code) })
}

func (p *Pass) body(stmts []lang.Stmt, top bool) {
	for _, c := range checks {
		if c.Body != nil {
			c.Body(p, stmts, top)
		}
	}
}

// node checks a node of a walk, and reports whether the walk goes into it.
func (p *Pass) node(n lang.Node) bool {
	switch n := n.(type) {
	case *lang.Label:
		p.named.labels = append(p.named.labels, n.Name.Name)
		return false
	case *lang.Jump:
		p.named.targets = append(p.named.targets, n.Target.Text)
		return false
	case *lang.Target:
		p.named.targets = append(p.named.targets, n.Text)
		return false
	case *lang.End, *lang.ExpectExit:
		return false // there is nothing in it to say anything of
	case *lang.Key, *lang.Branches, *lang.Arms, *lang.Arm:
	case *lang.Body:
		p.body(n.Stmts, false)
	case *lang.Bad:
		p.bodies(n)
		return false
	default:
		if s := lang.AsStmt(n); s != nil {
			for _, check := range p.ofStmts {
				check(p, s)
			}
		} else if v := lang.AsValue(n); v != nil && !p.Program.Broken {
			for _, check := range p.ofValues {
				check(p, n, v)
			}
		}
	}
	return true
}

// bodies checks the bodies in a statement that did not parse: the rest of it is
// not whole.
func (p *Pass) bodies(n *lang.Bad) {
	lang.Walk(n, func(n lang.Node) bool {
		if body, ok := n.(*lang.Body); ok {
			lang.Walk(body, p.node)
			return false
		}
		return !lang.Simple(n)
	})
}

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
