package decompile

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Factored reports whether the script uses the file that Factor made.
func (r *Result) Factored() bool { return r.shared != nil }

// Verify builds the script and compares what comes of it with the payload. The
// error is for a script that does not build.
func (r *Result) Verify() (*same.Difference, error) {
	if r.Script == r.proof && r.proof != "" {
		return nil, nil // it was chosen for that
	}
	built, _, err := build(r.Script, r.shared)
	if err != nil {
		return nil, err
	}
	d := same.Compare(r.Payload, built)
	if d == nil {
		r.proof = r.Script
	}
	return d, nil
}

// Analysis returns all that is known about the script. Of findings there are
// those that keep it from being built.
func (r *Result) Analysis() *compiler.Analysis { return analyze(r.Script, r.shared) }

// Sides returns the payload and the script that was made of it, for a
// difference that Verify has found. The script has a name.
func (r *Result) Sides(name string) (payload, script *same.Side) {
	a := analyze(r.Script, r.shared)
	built, err := Built(a)
	if err != nil {
		panic(err) // Verify has built it
	}
	place := built.Place
	built.Place = func(pointer string) same.Place {
		at := place(pointer)
		if at.File == a.Program.Main.File.Source.Name {
			at.File = name
		}
		return at
	}
	return Written(r.Payload, r.src), built
}

// Written returns a payload that was read from a file.
func Written(p *api.Payload, src *source.File) *same.Side {
	return &same.Side{Payload: p, Place: func(pointer string) same.Place {
		return placeOf(source.Place{File: src, Span: source.Span{Start: p.At(pointer).Start}})
	}}
}

// Built returns the payload of a script that has no errors.
func Built(a *compiler.Analysis) (*same.Side, error) {
	built, err := a.Built()
	if err != nil {
		return nil, err
	}
	place := func(pointer string) same.Place { return placeOf(a.Place(pointer)) }
	return &same.Side{Payload: built.Payload, Script: true, Place: place}, nil
}

func placeOf(at source.Place) same.Place {
	p := at.File.Position(at.Start, source.Characters)
	return same.Place{File: at.File.Name, Line: p.Line, Column: p.Column}
}

// fits reports whether a script is the call of the payload, and nothing is found
// in it that is not found in the plain one.
func (r *Result) fits(script string, shared *sharedFile) bool {
	if script == r.proof && shared == r.shared {
		return true
	}
	list, ok := proven(r.Payload, script, shared)
	for _, f := range list {
		ok = ok && r.finds(f.Code)
	}
	if ok {
		r.proof = script
	}
	return ok
}

// finds reports whether a code is found in the plain script.
func (r *Result) finds(code *diag.Code) bool {
	if r.codes == nil {
		r.codes = map[*diag.Code]bool{}
		plain, _ := r.plain().print()
		for _, f := range analyze(plain, nil).Findings {
			r.codes[f.Code] = true
		}
	}
	return r.codes[code]
}

// proven reports whether a script builds the call of a payload, and returns
// what else is found in it.
func proven(p *api.Payload, script string, shared *sharedFile) (diag.List, bool) {
	if len(p.Vertices) == 0 {
		return nil, false
	}
	built, list, err := build(script, shared)
	return list, err == nil && same.Compare(p, built) == nil
}

// A sharedFile is the file that scripts share.
type sharedFile struct {
	files *project.Project
	path  string // as the script names it
}

const scriptName = "the decompiled script"

// analyze compiles a script that uses no file but a library, which may be nil.
func analyze(script string, shared *sharedFile) *compiler.Analysis {
	name, files := scriptName, (*project.Project)(nil)
	if shared == nil {
		files = project.New(project.Memory{})
	} else {
		// The path leads up as often as the script stands below the library.
		files = shared.files
		name = path.Join(strings.Repeat("below/", strings.Count(shared.path, "../")), scriptName)
	}
	files.Open(name, script)
	a, err := compiler.Analyze(context.Background(), files, name, compiler.Options{Rules: project.Rules{Policy: withoutCalls()}})
	if err != nil {
		panic(err) // the text is there
	}
	return a
}

// build builds a script, and reads what comes of it.
func build(script string, shared *sharedFile) (*api.Payload, diag.List, error) {
	a := analyze(script, shared)
	for _, f := range a.Findings {
		if f.Severity == diag.Error {
			return nil, nil, fmt.Errorf("%s:%d: %s", path.Base(f.Place.File.Name), f.Place.File.Position(f.Place.Start, source.Bytes).Line, f.Message)
		}
	}
	var out strings.Builder
	if err := a.Payload(&out, true); err != nil {
		return nil, nil, err
	}
	// The tree and the graph are not needed any more, and there are no two of them
	// and of the payload at once.
	list, version := a.Findings, a.API
	doc, err := api.Decode(out.String())
	if err != nil {
		return nil, nil, err
	}
	return api.Read(doc, version), list, nil
}
