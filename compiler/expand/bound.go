package expand

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// bounded counts the steps that expansion would make, before any is made, and
// reports a script that would grow too large. A script that would make few
// steps with a lot of work, by using empty steps over and over, is too large
// as well.
func bounded(p *resolve.Program, as written, limit int, list *diag.List) (steps uint64, ok bool) {
	c := counter{sizes: map[string]size{}, budget: 1_000_000}
	var worst lang.Stmt
	var total, most size
	stmts := p.Main.File.Body.Stmts
	if !as.composed {
		stmts, total.steps = nil, as.steps
	}
	for _, s := range stmts {
		n := c.statement(s, numbers{module: p.Main})
		total = total.plus(n)
		if worst == nil || n.work > most.work {
			worst, most = s, n
		}
	}
	if !p.Broken {
		c.unused(p, limit, list)
	}
	if c.within(total, size{steps: as.steps}, limit) || c.within(total, size{as.steps, workIn(stmts)}, limit) {
		return total.steps, true
	}
	tooMany(total.steps-min(as.steps, total.steps), limit, source.Place{File: p.Main.File.Source, Span: p.Main.File.Head(worst)}, list)
	return 0, false
}

// unused counts the steps that nothing uses: somebody wants to use them.
func (c *counter) unused(p *resolve.Program, limit int, list *diag.List) {
	for _, m := range p.Modules {
		for _, def := range m.Declared() {
			if def.Step.Used {
				continue
			}
			env := numbers{module: m, args: map[string]string{}}
			for _, arg := range def.Step.Decl.Params {
				env.args[arg.Text] = ""
			}
			alone := counter{sizes: c.sizes, budget: 1_000_000}
			if n := alone.body(&def.Step.Decl.Body, env); !alone.within(n, size{}, limit) {
				tooMany(n.steps, limit, def.Place(), list)
			}
		}
	}
}

// within reports whether an expansion of what is written stays in the limit.
func (c *counter) within(total, written size, limit int) bool {
	allowed := uint64(limit)
	return total.steps-min(written.steps, total.steps) <= allowed && total.work-min(total.work, written.work) <= 100*allowed && c.budget >= 0
}

func tooMany(added uint64, limit int, at source.Place, list *diag.List) {
	message := fmt.Sprintf("this script would grow by %d steps, and %d are allowed; most of them come from here", added, limit)
	switch {
	case added <= uint64(limit):
		message = "what this script writes out would grow far too large; most of it comes from here"
	case added >= huge/2:
		message = fmt.Sprintf("this script would grow by far too many steps, and %d are allowed; most of them come from here", limit)
	}
	list.Add(tooManySteps.At(at, "%s", message)).
		Helpf("a payload has no counters: every attempt and every use is written out; allow more with --max-steps")
}

// huge is where counting stops: no payload is that large.
const huge = 1 << 40

// A size is how many steps an expansion makes, and how much work it is: every
// step, use and attempt, every key of a step, and every 64 bytes of its texts.
type size struct {
	steps, work uint64
}

func (s size) plus(t size) size {
	return size{min(s.steps+t.steps, huge), min(s.work+t.work, huge)}
}

func (s size) times(n uint64) size {
	mul := func(a uint64) uint64 {
		if a > 0 && n > huge/a {
			return huge
		}
		return a * n
	}
	return size{mul(s.steps), mul(s.work)}
}

// numbers are the arguments that may say how many attempts a try makes.
type numbers struct {
	module  *resolve.Module
	args    map[string]string
	attempt uint64 // the number of the last attempt around; 0 outside
}

// maxDigits is how many digits of a number are looked at: one with more is too
// large anyway.
const maxDigits = 20

// lookup returns the digits that a value says, or "".
func (n numbers) lookup(v *lang.Value) string {
	size := 0
	text, _, ok := resolve.Text(*v, func(name string) (string, lang.ValueKind, bool) {
		text := ""
		if arg, ok := n.args[name]; ok {
			text = arg
		} else if name == resolve.AttemptName && n.attempt > 0 {
			text = strconv.FormatUint(n.attempt, 10)
		} else if c := n.module.Const(name); c != nil {
			text, _, _ = c.Value.Says()
		}
		if size > maxDigits {
			return "", lang.TextLit, true // it is too large already
		}
		text = text[:min(len(text), maxDigits)]
		size += len(text)
		return text, lang.TextLit, true
	})
	if !ok || strings.Trim(text, "0123456789") != "" {
		return ""
	}
	return text[:min(len(text), maxDigits)]
}

// times returns how many attempts a try makes, as far as that is a number.
func (n numbers) times(v *lang.Value) uint64 {
	digits := n.lookup(v)
	if digits == "" {
		return 1
	}
	times, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return huge
	}
	return min(times, huge)
}

// A counter counts the steps of expansions.
type counter struct {
	sizes  map[string]size // of a step, by its name and the numbers it gets
	using  []*resolve.Object
	budget int // how many uses are looked at before giving up
}

func (c *counter) body(b *lang.Body, env numbers) (n size) {
	for _, s := range b.Stmts {
		n = n.plus(c.statement(s, env))
	}
	return n
}

func (c *counter) statement(s lang.Stmt, env numbers) size {
	switch s := s.(type) {
	case *lang.Try:
		times := env.times(&s.Count.Value)
		inner := env
		inner.attempt = times
		n := c.body(&s.Body, inner).plus(size{work: 1}).times(times)
		if s.Else != nil && s.Else.Body != nil {
			n = n.plus(c.body(s.Else.Body, env))
		}
		return n
	case *lang.Invoke:
		return c.invoke(s, env).plus(c.branches(s.Branches, env))
	case *lang.Menu:
		return c.arms(&s.Arms, env).plus(size{2, work(s, nil)})
	case *lang.Bad:
		n := size{work: 1}
		bodiesOf(s, func(b *lang.Body) { n = n.plus(c.body(b, env)) })
		return n
	}
	if row := step.Of(s); row != nil {
		return c.branches(row.Branches(s), env).plus(size{1, work(s, row)})
	}
	return size{}
}

func (c *counter) branches(b *lang.Branches, env numbers) size {
	if b == nil || b.Arms == nil {
		return size{}
	}
	return c.arms(b.Arms, env)
}

func (c *counter) arms(arms *lang.Arms, env numbers) (n size) {
	for _, a := range arms.Arms {
		if a.Body != nil {
			n = n.plus(c.body(a.Body, env))
		}
	}
	return n
}

// invoke counts the steps of one use of a step.
func (c *counter) invoke(s *lang.Invoke, env numbers) size {
	def := env.module.Step(s.Name.Text)
	if c.budget--; def == nil || c.budget < 0 {
		return size{}
	}
	if slices.Contains(c.using, def) || len(c.using) > maxDepth {
		return size{} // a finding says so
	}
	inner := numbers{module: def.Module, args: map[string]string{}}
	for _, p := range def.Step.Decl.Params {
		inner.args[p.Text] = ""
	}
	for i := range s.Args {
		a := &s.Args[i]
		switch {
		case a.Param != nil:
			inner.args[a.Param.Text] = env.lookup(&a.Value.Value)
		case i < len(def.Step.Decl.Params):
			inner.args[def.Step.Decl.Params[i].Text] = env.lookup(&a.Value.Value)
		}
	}
	key := fmt.Sprintf("%p %q", def, inner.args) // fmt prints maps by key
	if n, ok := c.sizes[key]; ok {
		return n
	}
	c.using = append(c.using, def)
	n := c.body(&def.Step.Decl.Body, inner).plus(size{work: 1})
	c.using = c.using[:len(c.using)-1]
	c.sizes[key] = n
	return n
}

// work returns how much work it is to write a step: a menu, or one of a row.
func work(s lang.Stmt, row *step.Row) uint64 {
	bytes, keys := 0, uint64(1)
	arms := func(list []*lang.Arm) {
		for _, a := range list {
			for i := range a.Keys {
				keys++
				if k := &a.Keys[i]; k.To != nil {
					keys += uint64(len(value.Keys(k.From.Raw, k.To.Raw)))
				}
			}
			if a.Text != nil {
				bytes += len(a.Text.Raw)
			}
		}
	}
	switch menu, isMenu := s.(*lang.Menu); {
	case isMenu:
		arms(menu.Arms.Arms)
		if menu.Text != nil {
			bytes += len(menu.Text.Raw)
		}
		keys++
	default:
		if b := row.Branches(s); b != nil && b.Arms != nil {
			arms(b.Arms.Arms)
		}
		if raw, ok := s.(*lang.Raw); ok {
			bytes += len(raw.Object.Raw)
		}
		for i := range row.Fields {
			if f := &row.Fields[i]; f.Verb {
				bytes += len(f.Word(s))
			} else if v := f.At(s); v != nil {
				bytes += len(v.Raw)
			}
		}
	}
	return keys + uint64(bytes)/64
}

// workIn is the work of statements as they stand.
func workIn(stmts []lang.Stmt) (n uint64) {
	lang.WalkAll(stmts, func(node lang.Node) bool {
		switch stmt := node.(type) {
		case *lang.StepDecl:
			return false
		case *lang.Menu:
			n += work(stmt, nil)
		case lang.Stmt:
			if row := step.Of(stmt); row != nil {
				n += work(stmt, row)
			}
		}
		return !lang.Simple(node)
	})
	return n
}

// written is what there is of a script as it stands.
type written struct {
	steps, jumps uint64
	composed     bool // a statement stands for others, or did not parse
}

func whatStands(stmts []lang.Stmt) (as written) {
	lang.WalkAll(stmts, func(node lang.Node) bool {
		switch stmt := node.(type) {
		case *lang.StepDecl:
			return false
		case *lang.Label:
		case *lang.Jump:
			as.jumps++
		case *lang.Menu:
			as.steps += 2
		case *lang.Try, *lang.Invoke, *lang.Bad:
			as.composed = true
		case lang.Stmt:
			if step.Of(stmt) != nil {
				as.steps++
			}
		}
		return !lang.Simple(node)
	})
	return as
}
