package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Value is what a constant or a parameter stands for.
type Value struct {
	Written *lang.AnyValue // nil for a parameter without a default
	Set     *Outside       // what the build says it is
	state   state
	text    string
	kind    lang.ValueKind
}

type state uint8

const (
	untouched state = iota
	inProgress
	done
	failed
)

// Says returns what a constant says and how that was written.
func (v *Value) Says() (text string, kind lang.ValueKind, ok bool) {
	return v.text, v.kind, v.state == done
}

// ValuePlace returns where the value of a constant stands.
func (o *Object) ValuePlace() source.Place {
	switch v := o.Value; {
	case v.Set != nil:
		return v.Set.Place
	case v.Written != nil:
		return place(o.Module, v.Written.Span())
	}
	return o.Place()
}

// constants finds the values of the constants of a module.
func (r *resolver) constants(m *Module) {
	for _, c := range m.Consts.All() {
		r.evaluate(c, nil)
	}
}

// Bounds of constants: they can name each other several times, so that a few
// lines can say gigabytes.
const (
	maxText    = 16 << 20 // bytes that one says
	maxTexts   = 64 << 20 // and all of them together
	maxThrough = 1000     // how deep they name each other
)

// evaluate finds the value of a constant; through are the constants that led
// to it.
func (r *resolver) evaluate(c *Object, through []*Object) bool {
	v := c.Value
	switch v.state {
	case done:
		return true
	case failed:
		return false
	case inProgress:
		r.constantCycle(through[slices.Index(through, c):])
		return false
	}
	if len(through) > maxThrough {
		r.report(TooDeep, c.Place(), fmt.Sprintf("constants name each other more than %d deep", maxThrough), "name the innermost one directly")
		v.state = failed
		return false
	}
	v.state = inProgress
	ok := true
	switch {
	case v.Set != nil:
		v.text, v.kind = v.Set.Value, lang.TextLit
	case v.Written != nil:
		ok = r.written(c, through)
	default:
		if ok = false; !r.Partly && !r.program.Broken {
			help := fmt.Sprintf("build with --set %s=VALUE, or give it a default: param %s = VALUE", c.Name, c.Name)
			if len(r.Environments) > 0 {
				help = "choose an environment with --env " + strings.Join(r.Environments, " or --env ")
			}
			r.report(missingParam, c.Place(), fmt.Sprintf("the parameter %q has no value", c.Name), help)
		}
	}
	switch {
	case v.state != inProgress: // it is in a circle
	case ok:
		v.state = done
	default:
		v.state = failed
	}
	return v.state == done
}

// written finds the value of a constant in what is written.
func (r *resolver) written(c *Object, through []*Object) (ok bool) {
	size, joined := 0, c.Value.Written.Kind == lang.TextLit
	c.Value.text, c.Value.kind, ok = Text(c.Value.Written.Value, func(name string) (string, lang.ValueKind, bool) {
		other := c.Module.take(name, constsOf)
		if other == nil || !r.evaluate(other, append(through, c)) {
			return "", 0, false
		}
		if size += len(other.Value.text); size > maxText {
			r.report(TooLong, c.Place(), fmt.Sprintf("the constant %q grows beyond %d MB", c.Name, maxText>>20), "constants that name each other several times grow fast")
			return "", 0, false
		}
		if joined && !r.room(c, len(other.Value.text)) {
			return "", 0, false
		}
		return other.Value.text, other.Value.kind, true
	})
	return ok
}

// room counts the text that constants are made of, and reports, once, where
// all of them together grow too long.
func (r *resolver) room(c *Object, size int) bool {
	before := r.texts
	if r.texts += size; r.texts <= maxTexts {
		return true
	}
	if before <= maxTexts {
		r.report(TooLong, c.Place(), fmt.Sprintf("the constants up to %q grow beyond %d MB together", c.Name, maxTexts>>20), "constants that name each other several times grow fast")
	}
	r.texts = maxTexts + 1
	return false
}

func (r *resolver) constantCycle(circle []*Object) {
	f := r.report(constantCycle, circle[0].Place(), fmt.Sprintf("the constant %q is made of itself", circle[0].Name), "give one of the constants of the circle a value of its own")
	for _, link := range circle[1:] {
		f.Relate(link.Place(), "through %q", link.Name)
	}
	for _, link := range circle {
		link.Value.state = failed
	}
}

// Text returns what a value says, and how it was written; lookup tells what
// names in it say. It is not ok where one of them says nothing.
func Text(v lang.Value, lookup func(name string) (string, lang.ValueKind, bool)) (text string, kind lang.ValueKind, ok bool) {
	switch v.Kind {
	case lang.NoValue:
		return "", 0, false
	case lang.NameRef:
		return lookup(v.Raw)
	case lang.TextLit:
		if plain, ok := v.Plain(); ok {
			return plain, lang.TextLit, true
		}
		text, ok := join(v, lookup)
		return text, lang.TextLit, ok
	}
	return v.Raw, v.Kind, true
}

// join returns what the parts of a text say.
func join(v lang.Value, lookup func(name string) (string, lang.ValueKind, bool)) (string, bool) {
	parts, errs := v.Parts()
	if len(errs) > 0 {
		return "", false
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Name.Text == "" {
			b.WriteString(p.Text)
			continue
		}
		text, _, ok := lookup(p.Name.Text)
		if !ok {
			return "", false
		}
		b.WriteString(text)
	}
	return b.String(), true
}
