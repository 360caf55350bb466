package decompile

import (
	"maps"
	"path"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
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
	left := map[*Result]bool{}
	for _, r := range results {
		left[r] = r.fits(r.Script, nil)
	}
	for {
		var parts []*part
		for i, r := range results {
			if left[r] {
				p := known.part(r.plain().attempted())
				p.result, p.path = r, paths[i]
				parts = append(parts, p)
			}
		}
		list := slices.DeleteFunc(dialogues(parts), (*dialogue).owned)
		if len(list) == 0 {
			return nil
		}
		taken := names{}
		text := []byte(lang.Sprint(library(list, taken)))
		failed := share(parts, text, taken)
		if len(failed) == 0 {
			return text
		}
		for _, p := range failed {
			delete(left, p.result) // the others may share less without it
		}
	}
}

// owned gives a dialogue to the one part that has it, and reports whether there
// is only one.
func (d *dialogue) owned() bool {
	if d.shared() {
		return false
	}
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
func share(parts []*part, text []byte, taken names) (failed []*part) {
	memory := project.Memory{project.Marker: ""}
	for _, p := range parts {
		memory[path.Base(p.path)] = string(text)
	}
	files := project.New(memory)
	scripts := map[*part]string{}
	for _, p := range parts {
		if !p.shares() {
			continue
		}
		d := p.outside(maps.Clone(taken))
		d.shared = p.path
		scripts[p], _ = d.print()
		if !p.result.fits(scripts[p], &sharedFile{files, p.path}) {
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
		use.use, use.branching = at, true
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
