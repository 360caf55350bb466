// Package compiler turns scripts into payloads. It holds the order of the
// passes, and what takes several of their results: a script and the files that it uses are parsed,
// names are resolved, the script is expanded into the graph of its call, rules
// are checked, and the payload is written. Every tool asks Analyze.
package compiler

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/flatten"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Options say what to compile for. The zero value compiles for the API that
// the script names, with numbers as ids.
type Options struct {
	API      api.Version // 0: what the script says, or v2
	IDs      emit.IDs
	MaxSteps int            // how many steps expansion may add; 0 is the default
	Library  bool           // a file of declarations only is no mistake
	Params   project.Values // values of parameters
	Shared   bool           // the values serve other scripts too: one that nothing takes is no mistake
	Partly   bool           // some values could not be read: one that is missing is no mistake

	Environments []string // that could be chosen, and have values

	Rules project.Rules // how calls are judged
	Now   time.Time     // for what depends on it; zero where nobody says what it is
}

// An Analysis is all that is known about a script. It does not change.
type Analysis struct {
	Program  *resolve.Program // the files, and what their names mean
	Call     *expand.Call
	API      api.Version
	Findings diag.List      // sorted; without errors there is a payload
	Secrets  *diag.Redactor // hides what nothing that is printed may show
	ids      emit.IDs
	maxSteps int
}

// Analyze compiles the script of a name. The error is for a script that can't be
// read, and for a context that was cancelled: what is wrong with a script is a
// finding. Nothing is shared between analyses but the project.
func Analyze(ctx context.Context, p *project.Project, name string, opts Options) (*Analysis, error) {
	go spoken.Prepare() // it takes as long as a small script
	view, err := p.View(name)
	if err != nil {
		return nil, err
	}
	var list, aside diag.List
	a := &Analysis{ids: opts.IDs, maxSteps: opts.MaxSteps}
	program, names := resolve.Begin(view.Main, resolve.Options{
		Files: view, Params: opts.Params, Shared: opts.Shared, Partly: opts.Partly, Environments: opts.Environments,
		Tested: view.Tested(),
	}, &list)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a.Program = program
	settings := expand.ReadSettings(a.Program, &list)
	a.API = version(opts.API, settings.API)
	pass := &check.Pass{
		Program: a.Program, API: a.API, Library: opts.Library || view.Tested() != "",
		Override: opts.API == api.V1 && settings.API != api.V1.String(),
		Labels:   opts.IDs == emit.Labels, Rules: opts.Rules, Now: opts.Now,
	}
	// The names, the rules for the tree and the secrets have nothing to do with
	// the expansion. A small script is through with them before another thread
	// has started.
	beside := check.Beside
	if len(view.Main.Source.Text) < small {
		beside = func(f func()) func() { f(); return func() {} }
	}
	wait := beside(func() {
		names(&aside)
		check.Tree(pass, &aside)
		a.Secrets = resolve.Secrets(a.Program)
	})
	a.Call = expand.Program(a.Program, settings, opts.MaxSteps, &list)
	wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	list = append(list, aside...)
	pass.Secrets = a.Secrets
	check.Call(pass, a.Call, &list)
	if opts.IDs == emit.Labels {
		check.StartLabels(pass, &list)
	}
	list = list.Muted()
	if a.Program.Main.Tested != nil {
		list = ofTests(list, view.Main.Source)
	}
	list = neededByTests(list, p, view)
	for _, m := range a.Program.Modules {
		list = pass.Allow(m, list)
	}
	a.Findings = opts.Rules.Policy.Apply(list).Sorted().Limited()
	return a, nil
}

// small is how many bytes of a script are not worth a second thread.
const small = 64 << 10

// version returns the API that was asked for, else the one that the script
// names.
func version(asked api.Version, says string) api.Version {
	switch {
	case asked != 0:
		return asked
	case says == api.V1.String():
		return api.V1
	}
	return api.V2
}

// Payload writes the payload. The analysis has no errors.
func (a *Analysis) Payload(w io.Writer, compact bool) error {
	if a.Findings.HasErrors() {
		return fmt.Errorf("%s has errors", a.Program.Main.File.Source.Name)
	}
	return emit.Payload(w, a.Call.Graph, &a.Call.Settings, a.emission(compact))
}

// Flow returns the call of the script. The analysis has no errors.
func (a *Analysis) Flow() *call.Call { return call.OfScript(a.Program, a.Call) }

// Built returns the call of the script together with its payload. The analysis
// has no errors.
func (a *Analysis) Built() (*call.Call, error) {
	var out strings.Builder
	if err := a.Payload(&out, true); err != nil {
		return nil, err
	}
	doc, err := api.Decode(out.String())
	if err != nil {
		return nil, err
	}
	c := a.Flow()
	c.Payload = api.Read(doc, a.API)
	return c, nil
}

// Object returns the object of the payload that a step of the call becomes, also
// where the analysis has errors.
func (a *Analysis) Object(step int) string {
	return emit.Object(a.Call.Graph, step, a.emission(false))
}

func (a *Analysis) emission(compact bool) emit.Options {
	return emit.Options{API: a.API, IDs: a.ids, Compact: compact}
}

// Map writes the source map of the payload.
func (a *Analysis) Map(w io.Writer) error {
	return emit.Map(w, a.Call.Graph, a.Program.Main.File.Source, &a.Call.Settings, a.emission(false))
}

// Place returns where the value at a JSON pointer of the payload is written, or
// what it is a part of.
func (a *Analysis) Place(pointer string) source.Place {
	file := a.Program.Main.File
	for _, s := range file.Body.Stmts {
		if record, ok := s.(*lang.RecordSetting); ok && pointer == "/record" {
			return source.Place{File: file.Source, Span: record.Span()}
		}
	}
	return emit.Place(a.Call.Graph, file.Source, &a.Call.Settings, a.emission(false), pointer)
}

// Expanded returns the script with its constants, menus, attempts and steps
// written out in plain statements. The analysis has no errors.
func (a *Analysis) Expanded() []byte {
	return []byte(lang.Sprint(flatten.Script(a.Call.Graph, &a.Call.Settings)))
}

// MaxMaxSteps is how many steps expansion may be allowed to add.
const MaxMaxSteps = project.MaxMaxSteps

// DefaultMaxSteps is how many steps expansion may add to what is written.
const DefaultMaxSteps = expand.DefaultMaxSteps
