package decompile

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// plan lays the body of the step for a dialogue out, and names the step.
func (d *dialogue) plan(taken names) {
	at := d.first()
	d.body = &draft{inner: true}
	index := map[int]int{}
	for n, i := range at.units {
		d.body.units = append(d.body.units, at.part.draft.units[i].clone())
		index[i] = n
	}
	n := 0
	for i := range d.body.units {
		d.body.units[i].visit(func(s *slot, _ bool) {
			s.value = d.pattern.values[n]
			n++
		})
	}
	d.leaves, d.outs = nil, nil
	for n, to := range at.exits {
		if !d.ends(n) {
			index[to] = len(at.units) + len(d.leaves)
			d.leaves = append(d.leaves, n)
		}
	}
	if _, out := index[at.part.end]; out {
		for n := range at.units {
			d.body.units[n].leadOut(at.part.end)
		}
	}
	d.body.leave(len(d.leaves), func(to int) int { return index[to] })
	for n, exit := range d.leaves {
		d.body.units[len(at.units)+n].lead = d.lead(exit)
	}
	d.layout = arrange(d.body)
	d.layout.label()
	d.name = taken.unique(d.titles())
	for n := range d.leaves {
		d.outs = append(d.outs, d.body.units[len(at.units)+n].label)
	}
	d.outcomes = step.Exits(d.head())
}

// head returns the step for a dialogue without its body.
func (d *dialogue) head() *lang.StepDecl {
	decl := &lang.StepDecl{Name: lang.Declare(d.name)}
	for _, name := range d.pattern.params {
		decl.Params = append(decl.Params, lang.Declare(name))
	}
	for _, out := range d.outs {
		decl.Exits = append(decl.Exits, lang.Declare(out))
	}
	return decl
}

// declaration returns the step for a dialogue.
func (d *dialogue) declaration(c constants) *lang.StepDecl {
	decl := d.head()
	decl.Apart()
	d.layout.constants = c
	w := writer{layout: d.layout, base: 1}
	w.collect(&decl.Body.Stmts)
	w.chains()
	return decl
}

// titles returns names for a dialogue: the step that it was built from, what it
// asks for, what it says first, that it asks, what it does besides.
func (d *dialogue) titles() (list []string) {
	add := func(name string) {
		if lang.IsName(name) && !lang.Reserved(name, lang.StepName) {
			list = append(list, name)
		}
	}
	add(d.builtFrom())
	asks := ""
	d.body.each(func(u *unit) {
		if u.menu != nil || u.typ == &api.Digits {
			asks = "ask"
		}
		for _, s := range u.slots() {
			if s.kind == value.Variable && s.value.Kind == lang.NameRef {
				add(join([]string{"ask", s.value.Raw}, 2))
			}
		}
	})
	first := true
	d.body.each(func(u *unit) {
		if u.exit || u.unwritten || u.attempts != nil {
			return
		}
		if !u.varies() {
			add(u.is())
		}
		if first {
			add(asks)
			first = false
		}
	})
	return append(list, "dialogue")
}

// builtFrom returns the step of a script that a dialogue was built from, where
// ids by label say so, or "": confirm in welcome.confirm.start, and, where it is
// used again, in welcome.confirm.2.start.
func (d *dialogue) builtFrom() string {
	var shared []string // the names in which all ids end, besides that of the step itself
	again := map[string]bool{}
	for n, at := range d.occurrences {
		u := &at.part.draft.units[at.units[0]]
		for u.attempts != nil {
			u = &u.attempts.body.units[0]
		}
		var said []string
		for name := range strings.SplitSeq(u.text("id"), ".") {
			switch number := strings.Trim(name, "0123456789") == ""; {
			case number && len(said) > 0:
				again[said[len(said)-1]] = true
			case !number && strings.TrimRight(name, "0123456789") != "try":
				said = append(said, name)
			}
		}
		said = said[:max(0, len(said)-1)]
		if n == 0 {
			shared = said
		}
		for len(shared) > 0 && !slices.Equal(shared, said[max(0, len(said)-len(shared)):]) {
			shared = shared[1:]
		}
	}
	for _, name := range shared {
		if again[name] {
			return name
		}
	}
	if len(shared) > 0 {
		return shared[0]
	}
	return ""
}

// varies reports whether a parameter stands in a unit.
func (u *unit) varies() bool {
	return slices.ContainsFunc(u.slots(), func(s slot) bool {
		return strings.Contains(strings.ReplaceAll(s.value.Raw, "${attempt}", ""), "${") || s.value.Kind == lang.NameRef && s.kind != value.Variable
	})
}
