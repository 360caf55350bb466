package expand_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestGraphs holds the graphs of scripts against those in testdata: that of the
// call, its outline where that is another one, and the outlines of steps, with
// what is found.
func TestGraphs(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		call, list := expanded(t, files, 0)
		var b strings.Builder
		b.WriteString(chunks.Findings(list.Sorted()))
		if call.Graph != nil {
			b.WriteString("call" + graph(call.Graph))
		}
		if call.Outline != call.Graph {
			b.WriteString("outline" + graph(call.Outline))
		}
		for _, o := range call.Outlines {
			b.WriteString("step " + o.Step.Name + graph(o.Graph))
		}
		return b.String()
	})
}

// expanded expands the main script of files. What its names bring to light is
// left to the tests of names.
func expanded(t testing.TB, files map[string]string, maxSteps int) (*expand.Call, diag.List) {
	t.Helper()
	view, err := project.New(project.Memory(files)).View(chunks.Main)
	if err != nil {
		t.Fatal(err)
	}
	var list diag.List
	p := resolve.Resolve(view.Main, resolve.Options{Files: view}, new(diag.List))
	settings := expand.ReadSettings(p, &list)
	call := expand.Program(p, settings, maxSteps, &list)
	return call, list
}

var targets = map[cfg.Target]string{cfg.End: "end", cfg.Unknown: "unknown", cfg.FallOut: "fallout"}

func target(t cfg.Target) string {
	switch {
	case t >= 0:
		return fmt.Sprint(int(t))
	case t <= cfg.Exit:
		return fmt.Sprintf("exit%d", cfg.Exit-t)
	}
	return targets[t]
}

// graph writes a graph, a line for each step: its index, its statement, its
// fields, where it stands among the labels (a star where one stands before it),
// in what it stands, and where it leads.
func graph(g *cfg.Graph) string {
	var b strings.Builder
	fmt.Fprintf(&b, ": %s", target(g.Entry))
	if g.Unknown {
		b.WriteString(", not all known")
	}
	for i, hint := range g.Hints {
		if i == 0 {
			b.WriteString(", hints")
		}
		b.WriteString(" " + target(hint))
	}
	b.WriteByte('\n')
	for i := range g.Steps {
		s := &g.Steps[i]
		fmt.Fprintf(&b, "  %d %s", i, statement(s))
		for _, f := range s.Fields {
			fmt.Fprintf(&b, " %s=%s", f.Key.Name, written(&f, s))
		}
		fmt.Fprintf(&b, " [%s%s]%s", label(s), map[bool]string{true: "*"}[s.Labelled], instance(s.In))
		if !s.Branching {
			fmt.Fprintf(&b, " -> %s\n", target(s.Next))
			continue
		}
		b.WriteByte('\n')
		for _, branch := range s.Branches {
			fmt.Fprintf(&b, "    %s -> %s at %s\n", branch.Key, target(branch.To), span(s.In.File.Source, branch.Place))
		}
	}
	return b.String()
}

func span(f *source.File, at source.Span) string {
	return chunks.Span(source.Place{File: f, Span: at})
}

func statement(s *cfg.Step) string {
	f := s.In.File
	word, _, _ := strings.Cut(f.Source.Text[s.Stmt.Span().Start:s.Stmt.Span().End], " ")
	return fmt.Sprintf("%s %q at %s", strings.TrimSpace(word), s.TypeName(), span(f.Source, f.Head(s.Stmt)))
}

func written(f *api.Field, s *cfg.Step) string {
	value := f.Value
	if f.Form == api.String {
		value = fmt.Sprintf("%q", value)
	}
	return value + "(" + span(s.In.File.Source, expand.PlaceOf(s, f.Key.Name)) + ")"
}

func label(s *cfg.Step) string {
	name := "-"
	if s.Label != nil {
		name = s.Label.Name.Text
	}
	if s.Behind == 0 {
		return name
	}
	return fmt.Sprintf("%s+%d", name, s.Behind)
}

// instance writes what a step stands in, innermost first.
func instance(in *cfg.Instance) string {
	var b strings.Builder
	for ; in.Use != nil; in = in.Parent {
		switch use := in.Use.(type) {
		case *lang.Invoke:
			fmt.Fprintf(&b, " in %s at %s under %q", use.Name.Text, span(in.Parent.File.Source, use.Name.Span()), in.Label)
		case *lang.Try:
			fmt.Fprintf(&b, " in attempt %d under %q", in.Attempt, in.Label)
		}
	}
	return b.String()
}
