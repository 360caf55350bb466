package sim_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
)

// What follows runs a script without compiling it: it goes from statement to
// statement as LANGUAGE and SPEC.md say, with nothing of the compiler. It is slow,
// and good for holding the machine against it.

// A plain run of a script.
type plain struct {
	steps   map[string]*lang.StepDecl
	consts  map[string]*lang.AnyValue
	answer  func(n int) (keys, outcome string) // to the nth question
	asked   int
	vars    map[string]string
	heard   []string
	ending  sim.Ending
	maximum int
}

// A next is what the call does then; nil where it ends.
type next func() next

// A scope is what names mean at a place.
type scope struct {
	outer  *scope // of a try
	args   map[string]string
	labels map[string]next
	exits  map[string]next
	again  next
}

func interpret(file *lang.File, maximum int, answer func(n int) (keys, outcome string)) *plain {
	p := &plain{
		steps: map[string]*lang.StepDecl{}, consts: map[string]*lang.AnyValue{}, vars: map[string]string{},
		answer: answer, ending: sim.Ended, maximum: maximum,
	}
	for _, s := range file.Body.Stmts {
		switch s := s.(type) {
		case *lang.StepDecl:
			p.steps[s.Name.Text] = s
		case *lang.Let:
			p.consts[s.Name.Text] = &s.Value
		}
	}
	end := func() next { return nil }
	top := &scope{}
	for at := p.enter(&file.Body, top, end); at != nil; {
		if len(p.heard) >= p.maximum {
			p.ending = sim.Running
			break
		}
		at = at()
	}
	return p
}

// enter finds the labels of a scope, and returns its start.
func (p *plain) enter(body *lang.Body, in *scope, then next) next {
	in.labels = map[string]next{}
	p.label(body, in, then)
	return func() next { return p.at(body, 0, in, then) }
}

// label finds the labels of a body and of the bodies in it that are of the same
// scope.
func (p *plain) label(body *lang.Body, in *scope, then next) {
	for i, s := range body.Stmts {
		on := func() next { return p.at(body, i+1, in, then) }
		var arms *lang.Arms
		switch s := s.(type) {
		case *lang.Label:
			in.labels[s.Name.Text] = on
		case *lang.Input:
			arms = armsOf(s.Branches)
		case *lang.HTTP:
			arms = armsOf(s.Branches)
		case *lang.Invoke:
			arms = armsOf(s.Branches)
		case *lang.Menu:
			arms = &s.Arms
		case *lang.Try:
			if s.Else != nil && s.Else.Body != nil {
				p.label(s.Else.Body, in, on)
			}
		}
		if arms != nil {
			for _, arm := range arms.Arms {
				if arm.Body != nil {
					p.label(arm.Body, in, on)
				}
			}
		}
	}
}

func armsOf(b *lang.Branches) *lang.Arms {
	if b == nil {
		return nil
	}
	return b.Arms
}

// at runs a body from a statement on.
func (p *plain) at(body *lang.Body, i int, in *scope, then next) next {
	if i == len(body.Stmts) {
		return then
	}
	on := func() next { return p.at(body, i+1, in, then) }
	switch s := body.Stmts[i].(type) {
	case *lang.Jump:
		return p.to(s.Target.Text, in, on)
	case *lang.End:
		return nil
	case *lang.Call:
		p.hear("call %s %s", p.says(in, &s.Number.Value), p.from(in, s.From))
	case *lang.Connect:
		p.hear("connect %s %s", p.says(in, &s.Number.Value), p.from(in, s.From))
	case *lang.Say:
		p.hear("play %s", p.says(in, &s.Text.Value))
	case *lang.Callback:
		p.hear("callback %s", p.says(in, &s.Entity.Value))
	case *lang.Input:
		var into *lang.Value
		if s.Into != nil {
			into = &s.Into.Value
		}
		return p.input(in, p.says(in, &s.Count.Value), into, s.Branches, on)
	case *lang.HTTP:
		p.hear("http %s %s", strings.ToUpper(s.Method), p.says(in, &s.URL.Value))
		_, outcome := p.answer(p.asked)
		p.asked++
		p.heard = append(p.heard, "<- "+outcome)
		return p.took(in, s.Branches, map[string]string{"success": "ok", "fail": "fail"}[outcome], on)
	case *lang.Menu:
		p.menu(in, s)
		var into *lang.Value
		if s.Into != nil {
			into = &s.Into.Value
		}
		return p.input(in, "1", into, &lang.Branches{Arms: &s.Arms}, on)
	case *lang.Try:
		return p.attempt(in, s, 1, on)
	case *lang.Invoke:
		return p.invoke(in, s, on)
	}
	return on
}

func (p *plain) from(in *scope, from *lang.PhoneNumber) string {
	if from == nil {
		return ""
	}
	return p.says(in, &from.Value)
}

// to goes to a target.
func (p *plain) to(name string, in *scope, on next) next {
	switch name {
	case "next":
		return on
	case "end":
		return nil
	case "again":
		for in.again == nil {
			in = in.outer
		}
		return in.again
	}
	for ; in != nil; in = in.outer {
		if to, ok := in.labels[name]; ok {
			return to
		}
		if to, ok := in.exits[name]; ok {
			return to
		}
	}
	panic("no target " + name)
}

// input waits for keys.
func (p *plain) input(in *scope, count string, into *lang.Value, b *lang.Branches, on next) next {
	name := ""
	if into != nil {
		name = p.says(in, into)
	}
	p.hear("digits %s %s", count, name)
	keys, _ := p.answer(p.asked)
	p.asked++
	keys = keys[:min(len(keys), int(count[0]-'0'))]
	p.heard = append(p.heard, "<- "+keys)
	if name != "" {
		p.vars[name] = keys
	}
	return p.took(in, b, keys, on)
}

// took goes where branches lead.
func (p *plain) took(in *scope, b *lang.Branches, outcome string, on next) next {
	switch {
	case b == nil:
		return on
	case len(b.Targets) == 1:
		return p.to(b.Targets[0].Text, in, on)
	case len(b.Targets) == 2:
		return p.to(b.Targets[map[string]int{"ok": 0, "fail": 1}[outcome]].Text, in, on)
	}
	for _, arm := range b.Arms.Arms {
		if !slices.ContainsFunc(arm.Keys, func(k lang.Key) bool { return takes(&k, outcome) }) {
			continue
		}
		if arm.Body != nil {
			return p.at(arm.Body, 0, in, on)
		}
		return p.to(arm.Target.Text, in, on)
	}
	if outcome != "ok" && outcome != "fail" {
		p.ending = sim.NoBranch
	}
	return nil
}

// takes reports whether a key of an arm takes an outcome. Arms with else are last.
func takes(k *lang.Key, outcome string) bool {
	if k.To != nil {
		return len(outcome) == len(k.From.Raw) && k.From.Raw <= outcome && outcome <= k.To.Raw
	}
	return k.From.Raw == outcome || k.From.Raw == "else"
}

// menu speaks a menu.
func (p *plain) menu(in *scope, s *lang.Menu) {
	parts := []string{p.says(in, &s.Text.Value)}
	each := "Press {key} {choice}."
	if s.Each != nil {
		each = p.says(in, &s.Each.Value)
	}
	for _, arm := range s.Arms.Arms {
		if arm.Text != nil {
			parts = append(parts, strings.NewReplacer("{key}", arm.Keys[0].From.Raw, "{choice}", p.says(in, &arm.Text.Value)).Replace(each))
		}
	}
	for i := range parts {
		if !strings.HasSuffix(parts[i], ".") && !strings.HasSuffix(parts[i], "?") {
			parts[i] += "."
		}
	}
	p.hear("play %s", strings.Join(parts, " "))
}

// attempt makes one attempt of a try, with labels of its own.
func (p *plain) attempt(in *scope, s *lang.Try, n int, on next) next {
	of := &scope{outer: in, args: map[string]string{"attempt": fmt.Sprint(n)}}
	switch {
	case fmt.Sprint(n) != s.Count.Raw:
		of.again = func() next { return p.attempt(in, s, n+1, on) }
	case s.Else == nil:
		of.again = on
	case s.Else.Target != nil:
		of.again = func() next { return p.to(s.Else.Target.Text, in, on) }
	default:
		of.again = func() next { return p.at(s.Else.Body, 0, in, on) }
	}
	return p.enter(&s.Body, of, on)
}

// invoke runs a step of the author's own.
func (p *plain) invoke(in *scope, s *lang.Invoke, on next) next {
	decl := p.steps[s.Name.Text]
	of := &scope{args: map[string]string{}, exits: map[string]next{}}
	for i := range s.Args {
		name := decl.Params[i].Text
		if s.Args[i].Param != nil {
			name = s.Args[i].Param.Text
		}
		of.args[name] = p.says(in, &s.Args[i].Value.Value)
	}
	for i := range decl.Exits {
		name := decl.Exits[i].Text
		of.exits[name] = func() next {
			switch {
			case s.Branches == nil:
				return on
			case s.Branches.Arms == nil:
				return p.to(s.Branches.Targets[i].Text, in, on)
			}
			return p.took(in, s.Branches, name, on)
		}
	}
	return p.enter(&decl.Body, of, on)
}

// says returns what a value says.
func (p *plain) says(in *scope, v *lang.Value) string {
	if v.Kind == lang.NameRef {
		for s := in; s != nil; s = s.outer {
			if says, ok := s.args[v.Raw]; ok {
				return says
			}
		}
		if c, ok := p.consts[v.Raw]; ok {
			return p.says(&scope{}, &c.Value)
		}
		return v.Raw // behind into
	}
	parts, _ := v.Parts()
	text := ""
	for _, part := range parts {
		if part.Name.Text == "" {
			text += part.Text
			continue
		}
		text += p.says(in, &lang.Value{Raw: part.Name.Text, Kind: lang.NameRef})
	}
	return text
}

var runTime = regexp.MustCompile(`\{\{\w+\}\}`)

// hear notes what happens, with what was keyed in.
func (p *plain) hear(format string, args ...any) {
	text := strings.TrimSpace(fmt.Sprintf(format, args...))
	p.heard = append(p.heard, runTime.ReplaceAllStringFunc(text, func(name string) string {
		if value, ok := p.vars[strings.Trim(name, "{}")]; ok {
			return value
		}
		return name
	}))
}
