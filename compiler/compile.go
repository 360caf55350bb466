// Package compiler turns a parsed script into a payload. It holds the order of
// the passes and nothing else: names are resolved, the script is expanded into
// the graph of its call, rules are checked, and the payload is written.
package compiler

import (
	"fmt"
	"io"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/expand"
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
	MaxSteps int                        // how many steps expansion may add; 0 is the default
	Files    resolve.Source             // of used files; nil where there can be none
	Params   map[string]resolve.Outside // values of parameters
	Library  bool                       // a file of declarations only is no mistake
}

// A Result is a compiled script. Without errors among its findings it has a
// payload.
type Result struct {
	Program  *resolve.Program
	Graph    *cfg.Graph // nil where the script grows too large
	Settings expand.Settings
	API      api.Version
	Findings diag.List // sorted
	ids      emit.IDs
}

// Compile compiles a script.
func Compile(file *lang.File, opts Options) *Result {
	var list diag.List
	r := &Result{ids: opts.IDs}
	r.Program = resolve.Resolve(file, opts.Files, opts.Params, &list)
	r.Settings = expand.ReadSettings(r.Program, &list)
	r.API = opts.API
	if r.API == 0 {
		r.API = api.V2
		if r.Settings.API == "v1" {
			r.API = api.V1
		}
	}
	labels := opts.IDs == emit.Labels
	r.Graph = expand.Script(r.Program, expand.Options{MaxSteps: opts.MaxSteps, Labels: labels}, &list)
	check.Run(&check.Pass{
		Program: r.Program, Graph: r.Graph, API: r.API, Library: opts.Library,
		Override: opts.API == api.V1 && r.Settings.API != "v1",
	}, &list)
	if labels {
		startLabels(r.Program, &list)
	}
	r.Findings = list.Sorted()
	return r
}

// startLabels reports labels that have the name of the steps before the first
// label, where steps are named by label.
func startLabels(p *resolve.Program, list *diag.List) {
	for _, m := range p.Modules {
		lang.Walk(m.File, func(n any) bool {
			if l, ok := n.(*lang.Label); ok && l.Name.Text == "start" {
				list.Add(&diag.Finding{
					Code: "reserved-name", Place: source.Place{File: m.File.Source, Span: l.Name.Span()},
					Message: `a label can't be called "start" where ids are labels: the steps before the first label have that id`,
					Help:    "choose another name",
				})
			}
			return true
		})
	}
}

// Payload writes the payload. The result has no errors.
func (r *Result) Payload(w io.Writer, compact bool, environ func(string) string) error {
	if r.Findings.HasErrors() {
		return fmt.Errorf("%s has errors", r.Program.Main.File.Source.Name)
	}
	return emit.Payload(w, r.Graph, &r.Settings, emit.Options{API: r.API, IDs: r.ids, Compact: compact, Environ: environ})
}

// Map writes the source map of the payload.
func (r *Result) Map(w io.Writer) error {
	return emit.Map(w, r.Graph, r.Program.Main.File.Source, &r.Settings, emit.Options{API: r.API, IDs: r.ids})
}
