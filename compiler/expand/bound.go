package expand

import (
	"fmt"
	"strconv"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// bounded counts the steps that expansion would make, before any is made, and
// reports a script that would grow too large.
func bounded(p *resolve.Program, limit int, list *diag.List) (steps uint64, ok bool) {
	c := counter{sizes: map[string]uint64{}, budget: 1_000_000}
	body := &p.Main.File.Body
	env := numbers{module: p.Main}
	var worst lang.Stmt
	var total, written, most uint64
	for _, s := range body.Stmts {
		n, w := c.statement(s, env), c.written(s)
		total, written = add(total, n), written+w
		if worst == nil || n > most {
			worst, most = s, n
		}
	}
	added := total - min(written, total)
	if added <= uint64(limit) && c.budget > 0 {
		return total, true
	}
	many := strconv.FormatUint(added, 10)
	if added >= huge || c.budget <= 0 {
		many = "far more"
	}
	list.Add(&diag.Finding{
		Code:    "too-many-steps",
		Place:   source.Place{File: p.Main.File.Source, Span: p.Main.File.Head(worst)},
		Message: fmt.Sprintf("this script would grow by %s steps, and %d are allowed; most of them come from here", many, limit),
		Help:    "a payload has no counters: every attempt and every use is written out; allow more with --max-steps",
	})
	return 0, false
}

// huge is where counting stops: no payload is that large.
const huge = 1 << 40

func add(a, b uint64) uint64 { return min(a+b, huge) }

func mul(a, b uint64) uint64 {
	if a == 0 || b == 0 {
		return 0
	}
	if a > huge/b {
		return huge
	}
	return a * b
}

// numbers are the arguments that may say how many attempts a try makes.
type numbers struct {
	module *resolve.Module
	args   map[string]string
}

// lookup returns the digits that a value says, or "".
func (n numbers) lookup(v *lang.Value) string {
	text := ""
	switch v.Kind {
	case lang.NumberLit:
		text = v.Raw
	case lang.TextLit:
		text, _ = v.Plain()
	case lang.NameRef:
		if arg, ok := n.args[v.Raw]; ok {
			return arg
		}
		if c := n.module.Const(v.Raw); c != nil {
			text, _, _ = c.Says()
		}
	}
	if len(text) > 20 {
		return ""
	}
	return text
}

// A counter counts the steps of expansions.
type counter struct {
	sizes  map[string]uint64 // of a step, by its name and the numbers it gets
	using  []*resolve.Step
	budget int // how many uses are looked at before giving up
}

func (c *counter) body(b *lang.Body, env numbers) (n uint64) {
	for _, s := range b.Stmts {
		n = add(n, c.statement(s, env))
	}
	return n
}

func (c *counter) statement(s lang.Stmt, env numbers) uint64 {
	switch s := s.(type) {
	case *lang.Try:
		times, err := strconv.ParseUint(env.lookup(&s.Count.Value), 10, 64)
		if err != nil {
			times = 1
			if len(env.lookup(&s.Count.Value)) > 18 {
				times = huge
			}
		}
		n := mul(times, c.body(&s.Body, env))
		if times > huge/2 {
			n = huge // even of nothing
		}
		if s.Else != nil && s.Else.Body != nil {
			n = add(n, c.body(s.Else.Body, env))
		}
		return max(n, min(times, huge)) // each attempt costs something
	case *lang.Invoke:
		return add(c.use(s, env), c.branches(s.Branches, env))
	case *lang.Menu:
		return add(2, c.arms(&s.Arms, env))
	case *lang.Input:
		return add(1, c.branches(s.Branches, env))
	case *lang.HTTP:
		return add(1, c.branches(s.Branches, env))
	case *lang.Raw:
		return add(1, c.branches(s.Branches, env))
	case *lang.Call, *lang.Say, *lang.Play, *lang.Callback, *lang.Connect:
		return 1
	}
	return 0
}

func (c *counter) branches(b *lang.Branches, env numbers) uint64 {
	if b == nil || b.Arms == nil {
		return 0
	}
	return c.arms(b.Arms, env)
}

func (c *counter) arms(arms *lang.Arms, env numbers) (n uint64) {
	for _, a := range arms.Arms {
		if a.Body != nil {
			n = add(n, c.body(a.Body, env))
		}
	}
	return n
}

// use counts the steps of one use of a step.
func (c *counter) use(s *lang.Invoke, env numbers) uint64 {
	step := env.module.Step(s.Name.Text)
	if c.budget--; step == nil || c.budget < 0 {
		return 0
	}
	for _, u := range c.using {
		if u == step {
			return 0 // recursion: a finding says so
		}
	}
	if len(c.using) > maxDepth {
		return 0
	}
	inner := numbers{module: step.Module, args: map[string]string{}}
	for _, p := range step.Decl.Params {
		inner.args[p.Text] = ""
	}
	for i := range s.Args {
		a := &s.Args[i]
		switch {
		case a.Param != nil:
			inner.args[a.Param.Text] = env.lookup(&a.Value.Value)
		case i < len(step.Decl.Params):
			inner.args[step.Decl.Params[i].Text] = env.lookup(&a.Value.Value)
		}
	}
	key := fmt.Sprintf("%p %q", step, inner.args) // fmt prints maps by key
	if n, ok := c.sizes[key]; ok {
		return n
	}
	c.using = append(c.using, step)
	n := c.body(&step.Decl.Body, inner)
	c.using = c.using[:len(c.using)-1]
	c.sizes[key] = n
	return n
}

// written counts the steps of a statement as it stands.
func (c *counter) written(s lang.Stmt) (n uint64) {
	lang.Walk(s, func(node any) bool {
		switch node.(type) {
		case *lang.StepDecl:
			return false
		case *lang.Menu:
			n += 2
		case *lang.Call, *lang.Say, *lang.Play, *lang.Input, *lang.HTTP, *lang.Callback, *lang.Connect, *lang.Raw:
			n++
		}
		return true
	})
	return n
}
