// Package resolve finds out what the names of a script mean: its labels,
// exits, constants, parameters, arguments, steps and run-time variables, and
// those of the files that it uses. Its results are tables beside the tree, and
// findings for names that mean nothing or two things. It does not look at what
// a value is for, and not at where the call goes.
//
// These are the scopes:
//
//   - A file declares constants, parameters and steps, in any order, and gets
//     those of the files that it uses; not those that these use. The bodies of
//     its steps see them too, wherever they are used.
//   - The labels of a script are one scope, those inside arms included. The body
//     of a try is a scope of its own inside that; jumps lead out of it and not
//     in. The body of a step is a scope that sees nothing outside.
//   - The exits of a step are targets in its body, its parameters, which are
//     called arguments here, are constants in it.
//   - Run-time variables belong to the call: one of a name, whatever file it is
//     stored or read in.
//
// The passes are these. First the files are loaded, each once, and what they
// declare is entered (modules.go, declare.go). Then parameters get the values
// of the build (params.go). Then each file is walked twice: labels are entered
// (labels.go), since a jump may come before its label, and every name is looked
// up (uses.go). Circles of steps and what nothing uses are reported, and
// constants are evaluated (constants.go). Where names stand is noted when
// somebody asks (refs.go).
package resolve

import (
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Source gives the text of the files that a script uses.
type Source interface {
	// Load returns the file that path names, as seen from the file from. Its
	// error is what the author should read.
	Load(from *source.File, path string) (*lang.File, error)
}

// An Outside is a value that the build gives to a parameter.
type Outside struct {
	Value   string
	Place   source.Place // of its name
	Written source.Place // of the value itself
	Shared  bool         // it serves other scripts too: that nothing takes it is no mistake
}

// Options say what a program is resolved with.
type Options struct {
	Files  Source             // of used files; nil where there can be none
	Params map[string]Outside // values of parameters
	Shared bool               // the values serve other scripts too: one that nothing takes is no mistake
	Partly bool               // some values could not be read: one that is missing is no mistake
	Tested string             // the path of the script that main holds the tests of; "" for any other file

	Environments []string // that could be chosen, and have values
}

// Resolve returns the program that starts with main.
func Resolve(main *lang.File, opts Options, list *diag.List) *Program {
	p, names := Begin(main, opts, list)
	names(list)
	return p
}

// Begin is Resolve up to the point from where the program can be expanded. What
// is left is to look up the names, which can be done beside that: all that it
// changes in the program is for itself. A script that uses steps of its own
// has none left, since the expansion must know whether there are such steps.
func Begin(main *lang.File, opts Options, list *diag.List) (p *Program, names func(*diag.List)) {
	r := newResolver(opts, list)
	r.program.Main = r.module(main)
	if opts.Tested != "" {
		r.tested(r.program.Main)
	} else {
		r.onlyTests(r.program.Main)
	}
	r.setParams()
	for _, m := range r.program.Modules {
		r.labels(m)
	}
	names = r.names
	if r.steps || r.program.Broken {
		r.names(list)
		names = func(*diag.List) {}
	}
	for _, m := range r.program.Modules {
		r.constants(m)
	}
	return r.program, names
}

// names looks up all names.
func (r *resolver) names(list *diag.List) {
	r.list = list
	for _, m := range r.program.Modules {
		u := user{r: r, m: m}
		u.all()
	}
	r.recursion()
	r.unused()
}

type resolver struct {
	Options
	program   *Program
	failed    bool // a file could not be used
	steps     bool // there are steps of one's own, or uses of them
	guesses   int  // how many names were looked at for a suggestion
	texts     int  // bytes of text that constants were made of
	list      *diag.List
	modules   map[*lang.File]*Module
	objects   []Object // the piece that is being filled
	variables Names    // where names are noted
	loading   []link   // the uses that lead to the file that is being loaded
}

func newResolver(opts Options, list *diag.List) *resolver {
	return &resolver{Options: opts, list: list, program: &Program{stored: map[string]bool{}}, modules: map[*lang.File]*Module{}}
}

// object makes room for an object: a script has many.
func (r *resolver) object(o Object) *Object {
	if len(r.objects) == cap(r.objects) {
		r.objects = make([]Object, 0, min(max(2*cap(r.objects), smallRoom), largeRoom))
	}
	r.objects = append(r.objects, o)
	return &r.objects[len(r.objects)-1]
}

// The sizes of rooms. A small script needs little, and a large one wastes
// little of the last.
const (
	smallRoom = 16
	largeRoom = 4096
)

// nowhere is the meaning of what no module declares.
var nowhere Meaning

// variable returns the run-time variable of a name.
func (r *resolver) variable(name string) *Object {
	o := r.variables.Find(name)
	if o == nil {
		o = r.object(Object{Kind: Variable, Name: name, Meaning: &nowhere})
		r.variables.add(o)
	}
	return o
}

func (r *resolver) report(code *diag.Code, at source.Place, message, help string) *diag.Finding {
	f := r.list.Add(code.At(at, "%s", message))
	f.Help = help
	return f
}

// MaxGuesses bounds the search for suggestions: a script with thousands of
// unknown names has been given the wrong names altogether.
const MaxGuesses = 2_000_000

// nearest returns the name that a word was most likely meant to be, or "", and whether
// no other is as near.
func (r *resolver) nearest(word string, names func() []string) (near string, alone bool) {
	if r.guesses > MaxGuesses {
		return "", false
	}
	candidates := names()
	r.guesses += len(candidates)
	return lang.NearestAlone(word, candidates)
}
