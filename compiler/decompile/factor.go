package decompile

import (
	"path"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/compiler/step"
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
				parts = append(parts, known.part(r, paths[i]))
			}
		}
		list := dialogues(parts)
		if len(list) == 0 {
			return nil
		}
		text := []byte(lang.Sprint(library(list)))
		failed := share(parts, text, codes)
		if len(failed) == 0 {
			return text
		}
		for _, p := range failed {
			delete(left, p.result) // the others may share less without it
		}
	}
}

// share writes the scripts of parts so that they use a file of dialogues, or
// returns those for which that can't be: then none is changed.
func share(parts []*part, text []byte, codes map[*Result]map[*diag.Code]bool) (failed []*part) {
	memory := project.Memory{project.Marker: ""}
	for _, p := range parts {
		memory[path.Base(p.path)] = string(text)
	}
	files := project.New(memory)
	scripts := map[*part][]byte{}
	for _, p := range parts {
		if len(p.uses) == 0 {
			continue
		}
		file, _ := write(p.outside())
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

// outside returns what is left of a part when its dialogues are uses.
func (p *part) outside() *draft {
	d := *p.draft
	d.shared, d.units = p.path, nil
	index := make([]int, len(p.draft.units))
	for i := range p.draft.units {
		index[i] = none
		at := p.uses[i]
		if p.taken[i] && at == nil {
			continue
		}
		index[i] = len(d.units)
		u := p.draft.units[i]
		if at != nil {
			u = placeholder(u.vertex.Index)
			u.dialogue, u.branching = at.dialogue, true
			for n, to := range at.exits {
				u.edges = append(u.edges, edge{at.dialogue.outs[n], to})
			}
		}
		d.units = append(d.units, u)
	}
	d.renumber(func(to int) int { return index[to] })
	return &d
}

// inside returns the units of a dialogue, and behind them one for each of its
// ways out.
func (d *dialogue) inside() *draft {
	at := d.first()
	body := &draft{inStep: true}
	index := map[int]int{}
	for n, i := range at.units {
		body.units = append(body.units, at.part.draft.units[i])
		index[i] = n
	}
	for n, i := range at.exits {
		u := placeholder(n)
		u.exit, u.lead = true, d.lead(n)
		index[i] = len(body.units)
		body.units = append(body.units, u)
	}
	body.renumber(func(to int) int { return index[to] })
	for n := range at.exits {
		// Fused units are not written, and nothing that is reached in several
		// ways becomes a body.
		u := &body.units[len(at.units)+n]
		u.fused, u.ways = true, max(2, u.ways)
	}
	return body
}

// library returns a file with a step for each dialogue, and names them.
func library(list []*dialogue) *lang.File {
	file := &lang.File{}
	file.Body.Inside("Dialogues that several calls share.")
	taken := names{}
	for _, d := range list {
		file.Body.Stmts = append(file.Body.Stmts, d.declare(taken))
	}
	return file
}

// declare returns the step for a dialogue, and names it.
func (d *dialogue) declare(taken names) *lang.StepDecl {
	l := arrange(d.inside())
	l.label()
	d.name = taken.unique(l.titles())
	decl := &lang.StepDecl{Name: lang.Declare(d.name)}
	decl.Apart()
	for n := range d.exits {
		out := l.units[len(d.kinds)+n].label
		d.outs = append(d.outs, out)
		decl.Exits = append(decl.Exits, lang.Declare(out))
	}
	d.outcomes = step.Exits(decl)
	w := writer{layout: l, base: 1}
	w.chains()
	decl.Body.Stmts = w.stmts
	return decl
}

// titles returns names for a dialogue, after what its steps do.
func (l *layout) titles() (list []string) {
	for i := range l.units {
		u := &l.units[i]
		if name := u.is(); !u.exit && !u.fused && lang.IsName(name) && !lang.Reserved(name, lang.StepName) {
			list = append(list, name)
		}
	}
	return append(list, "dialogue")
}
