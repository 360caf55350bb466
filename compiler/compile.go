// Package compiler turns a parsed script into a payload. It holds the order of
// the passes and nothing else: names are resolved, the script is expanded into
// the graph of its call, rules are checked, and the payload is written.
package compiler

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/flatten"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Options say what to compile for. The zero value compiles for the API that
// the script names, with numbers as ids.
type Options struct {
	API      api.Version // 0: what the script says, or v2
	IDs      emit.IDs
	Named    bool                       // name the steps by label, for Expanded
	MaxSteps int                        // how many steps expansion may add; 0 is the default
	Library  bool                       // a file of declarations only is no mistake
	Files    resolve.Source             // of used files; nil where there can be none
	Params   map[string]resolve.Outside // values of parameters
	Shared   bool                       // the values serve other scripts too: one that nothing takes is no mistake
	Partly   bool                       // some values could not be read: one that is missing is no mistake
}

// A Result is a compiled script. Without errors among its findings it has a
// payload.
type Result struct {
	Program  *resolve.Program
	Graph    *cfg.Graph // nil where the script grows too large
	Settings expand.Settings
	API      api.Version
	Findings diag.List      // sorted
	Secrets  *diag.Redactor // hides what nothing that is printed may show
	ids      emit.IDs
}

// Compile compiles a script.
func Compile(file *lang.File, opts Options) *Result {
	var list diag.List
	r := &Result{ids: opts.IDs}
	r.Program = resolve.Resolve(file, resolve.Options{Files: opts.Files, Params: opts.Params, Shared: opts.Shared, Partly: opts.Partly}, &list)
	r.Secrets = resolve.Secrets(r.Program)
	r.Settings = expand.ReadSettings(r.Program, &list)
	r.API = opts.API
	if r.API == 0 {
		r.API = api.V2
		if r.Settings.API == "v1" {
			r.API = api.V1
		}
	}
	labels := opts.IDs == emit.Labels
	pass := &check.Pass{
		Program: r.Program, API: r.API, Library: opts.Library,
		Override: opts.API == api.V1 && r.Settings.API != "v1",
	}
	// The tree and its expansion have nothing to do with each other.
	var inTree diag.List
	var wait sync.WaitGroup
	wait.Go(func() { check.Tree(pass, &inTree) })
	r.Graph = expand.Script(r.Program, expand.Options{MaxSteps: opts.MaxSteps, Labels: labels || opts.Named}, &list)
	wait.Wait()
	list = append(list, inTree...)
	if r.Graph != nil {
		check.Graph(pass, r.Graph, &list)
	}
	if labels {
		startLabels(r.Program, &list)
	}
	for _, m := range r.Program.Modules {
		list = check.Allow(m.File, list)
	}
	r.Findings = list.Sorted()
	return r
}

// startLabels reports labels that have the name of the steps before the first
// label, where steps are named by label.
func startLabels(p *resolve.Program, list *diag.List) {
	for _, m := range p.Modules {
		for _, s := range p.Declarations(m) {
			lang.Walk(s, func(n lang.Node) bool {
				if l, ok := n.(*lang.Label); ok && l.Name.Text == "start" {
					at := source.Place{File: m.File.Source, Span: l.Name.Span()}
					list.Add(resolve.ReservedName.At(at, `a label can't be called "start" where ids are labels: the steps before the first label have that id`)).
						Helpf("choose another name")
				}
				return true
			})
		}
	}
}

var missingEnv = diag.Register(diag.Code{
	Name: "missing-env", Area: diag.Running, Title: "variables of the environment are not set, with `--resolve-env`",
	Text: "All that are missing are named at once. `--env-file FILE` names a file that sets them.",
	Bad:  "cloud env NOT_SET_ANYWHERE\nsay \"Hello.\"\n-- env --\nA=1",
	Good: "cloud \"dev\"\nsid env A\ntoken env A\nsay \"Hello.\"\n-- env --\nA=1",
	Run:  "build --resolve-env --env-file env",
})

// Payload writes the payload. The result has no errors.
func (r *Result) Payload(w io.Writer, compact bool) error {
	if r.Findings.HasErrors() {
		return fmt.Errorf("%s has errors", r.Program.Main.File.Source.Name)
	}
	return emit.Payload(w, r.Graph, &r.Settings, emit.Options{API: r.API, IDs: r.ids, Compact: compact})
}

// ResolveEnv fills in what the payload needs from the environment: the cloud,
// its sid and the token. It returns a finding that names all that is missing, or
// nil.
func (r *Result) ResolveEnv(lookup func(name string) (string, bool)) *diag.Finding {
	needed := []*expand.Credential{&r.Settings.Cloud, &r.Settings.SID, &r.Settings.Token}
	if r.API == api.V1 {
		needed = []*expand.Credential{&r.Settings.Cloud, &r.Settings.Token}
	}
	var missing []string
	var at source.Span
	for _, c := range needed {
		if c.Env == "" {
			continue
		}
		value, ok := lookup(c.Env)
		if !ok {
			if at == (source.Span{}) {
				at = c.Place
			}
			missing = append(missing, c.Env)
			continue
		}
		*c = expand.Credential{Value: value, Place: c.Place}
		if c != &r.Settings.Cloud {
			r.Secrets.HideValue(value)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return missingEnv.At(source.Place{File: r.Program.Main.File.Source, Span: at}, "not in the environment: %s", strings.Join(missing, ", ")).
		Helpf("set the variables, or name a file that does with --env-file")
}

// Expanded returns the script with its constants, menus, attempts and steps
// written out in plain statements. The result has no errors, and was compiled
// with Named.
func (r *Result) Expanded() []byte { return flatten.Script(r.Graph, &r.Settings) }

// A Growth says how many steps a statement became.
type Growth struct {
	At    source.Place
	What  string
	Steps int
}

// Growth lists what each use of a step, each menu and each try of the program
// became, by file and place.
func (r *Result) Growth() []Growth {
	steps := map[lang.Stmt]*Growth{}
	var order []*Growth
	count := func(s lang.Stmt, file *source.File, at source.Span, what string) {
		g := steps[s]
		if g == nil {
			g = &Growth{At: source.Place{File: file, Span: at}, What: what}
			steps[s] = g
			order = append(order, g)
		}
		g.Steps++
	}
	for i := range r.Graph.Steps {
		s := &r.Graph.Steps[i]
		if menu, ok := s.Stmt.(*lang.Menu); ok {
			count(menu, s.In.File.Source, menu.Span(), "menu")
		}
		for in := s.In; in.Use != nil; in = in.Parent {
			switch use := in.Use.(type) {
			case *lang.Invoke:
				count(use, in.Parent.File.Source, use.Span(), use.Name.Text)
			case *lang.Try:
				count(use, in.Parent.File.Source, use.Span(), "try "+use.Count.Raw+" times")
			}
		}
	}
	list := make([]Growth, len(order))
	for i, g := range order {
		list[i] = *g
	}
	slices.SortStableFunc(list, func(a, b Growth) int {
		return cmp.Or(cmp.Compare(a.At.File.Name, b.At.File.Name), cmp.Compare(a.At.Start, b.At.Start))
	})
	return list
}

// Map writes the source map of the payload.
func (r *Result) Map(w io.Writer) error {
	return emit.Map(w, r.Graph, r.Program.Main.File.Source, &r.Settings, emit.Options{API: r.API, IDs: r.ids})
}
