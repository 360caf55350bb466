package decompile

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// Factor looks for dialogues that several payloads share. It returns a file
// with a step for each, or nil where there are none, and writes the scripts of
// the payloads again so that they use it. Each script names the file by its
// path of paths.
//
// A script that uses the file builds the call of its payload, without a
// finding that it did not have before: any other stays as it is.
func Factor(results []*Result, paths []string) []byte {
	known := catalogue{}
	codes := map[*Result]map[*diag.Code]bool{}
	left := map[*Result]bool{}
	for _, r := range results {
		if list, ok := proven(r.Payload, r.Script, nil); ok {
			left[r], codes[r] = true, codesOf(list)
		}
	}
	for {
		var parts []*part
		for i, r := range results {
			if left[r] {
				p := known.part(r.draft.attempted())
				p.result, p.path = r, paths[i]
				parts = append(parts, p)
			}
		}
		list := slices.DeleteFunc(dialogues(parts), func(d *dialogue) bool { return !d.shared() && d.own() })
		if len(list) == 0 {
			return nil
		}
		taken := names{}
		text := []byte(lang.Sprint(library(list, taken)))
		failed := share(parts, text, taken, codes)
		if len(failed) == 0 {
			return text
		}
		for _, p := range failed {
			delete(left, p.result) // the others may share less without it
		}
	}
}

// own gives a dialogue to the one part that has it.
func (d *dialogue) own() bool {
	p := d.first().part
	p.own = append(p.own, d)
	return true
}

// shares reports whether a part has dialogues that others have too.
func (p *part) shares() bool {
	for _, at := range p.uses {
		if at.dialogue.shared() {
			return true
		}
	}
	return false
}

// share writes the scripts of parts so that they use a file of dialogues, or
// returns those for which that can't be: then none is changed.
func share(parts []*part, text []byte, taken names, codes map[*Result]map[*diag.Code]bool) (failed []*part) {
	memory := project.Memory{project.Marker: ""}
	for _, p := range parts {
		memory[path.Base(p.path)] = string(text)
	}
	files := project.New(memory)
	scripts := map[*part][]byte{}
	for _, p := range parts {
		if !p.shares() {
			continue
		}
		d := p.outside(maps.Clone(taken))
		d.shared = p.path
		file, _ := write(d)
		scripts[p] = []byte(lang.Sprint(file))
		list, ok := proven(p.result.Payload, scripts[p], &sharedFile{files, p.path})
		for code := range codesOf(list) {
			ok = ok && codes[p.result][code]
		}
		if !ok {
			failed = append(failed, p)
		}
	}
	if len(failed) > 0 {
		return failed
	}
	for p, script := range scripts {
		p.result.Script, p.result.shared = script, &sharedFile{files, p.path}
	}
	return nil
}

// proven reports whether a script builds the call of a payload, and returns
// what else is found in it.
func proven(p *api.Payload, script []byte, shared *sharedFile) (diag.List, bool) {
	if len(p.Vertices) == 0 {
		return nil, false
	}
	built, list, err := build(script, shared)
	return list, err == nil && same.Compare(p, built) == nil
}

func codesOf(list diag.List) map[*diag.Code]bool {
	codes := map[*diag.Code]bool{}
	for _, f := range list {
		codes[f.Code] = true
	}
	return codes
}

// nothingSaid is the object of a unit that is no object.
var nothingSaid = &api.Node{Kind: api.MapNode}

func placeholder(index int) unit {
	return newUnit(&api.Vertex{Node: nothingSaid, Index: index})
}

// outside returns what is left of a part when its dialogues are uses. Those that
// only this part has become steps of its script; some names are taken.
func (p *part) outside(taken names) *draft {
	for _, d := range p.own {
		d.plan(taken)
	}
	outside := p.draft.rebuilt(func(i int) *unit {
		u := &p.draft.units[i]
		at := p.uses[i]
		switch {
		case at == nil && p.taken[i]:
			return nil
		case at == nil:
			return u
		}
		use := placeholder(u.vertex.Index)
		use.dialogue, use.branching = at.dialogue, true
		use.args = at.args
		for n, out := range at.dialogue.outs {
			if to := at.exits[at.dialogue.leaves[n]]; to != p.end {
				use.edges = append(use.edges, edge{out, to})
			}
		}
		return &use
	})
	outside.steps = p.own
	return outside
}

// library returns a file with a step for each dialogue, and names them.
func library(list []*dialogue, taken names) *lang.File {
	file := &lang.File{}
	file.Body.Inside("Dialogues that several calls share.")
	for _, d := range list {
		d.plan(taken)
		file.Body.Stmts = append(file.Body.Stmts, d.declaration(constants{}))
	}
	return file
}

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
	w.chains()
	decl.Body.Stmts = w.stmts
	return decl
}

// titles returns names for a dialogue: what it asks for, what it says first, that
// it asks, what it does besides.
func (d *dialogue) titles() (list []string) {
	add := func(name string) {
		if lang.IsName(name) && !lang.Reserved(name, lang.StepName) {
			list = append(list, name)
		}
	}
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
		if u.exit || u.fused || u.attempts != nil {
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

// varies reports whether a parameter stands in a unit.
func (u *unit) varies() bool {
	return slices.ContainsFunc(u.slots(), func(s slot) bool {
		return strings.Contains(strings.ReplaceAll(s.value.Raw, "${attempt}", ""), "${") || s.value.Kind == lang.NameRef && s.kind != value.Variable
	})
}
