package ide

import (
	"cmp"
	"context"
	"path"
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Section is a part of a call that has a name: a label and what stands under
// it, a step of one's own up to its first label, or a script up to its first.
type Section struct {
	source.Place             // all of it
	Name         source.Span // of its name; nothing of a script
	Text         string
	Kind         SymbolKind // LabelSymbol, StepSymbol, or FileSymbol for the start of a script
}

// A Lead says how the call gets from one section to another.
type Lead struct {
	Section               // the other one
	Keys    []string      // on which it goes there; none where it does on its own
	Spans   []source.Span // where that is written, in the section that leads
}

// Section returns the label or the step of one's own whose name stands at an
// offset.
func (s *Snapshot) Section(offset int32) (Section, bool) {
	ref := s.At(offset)
	if ref == nil {
		return Section{}, false
	}
	return newSections(s).object(ref.Object)
}

// section returns a section by its name and kind.
func (s *Snapshot) section(offset int32, kind SymbolKind) (Section, bool) {
	if kind == FileSymbol {
		return newSections(s).script(), true
	}
	return s.Section(offset)
}

// Outgoing returns where a section of a script leads.
func (s *Snapshot) Outgoing(offset int32, kind SymbolKind) []Lead {
	of, ok := s.section(offset, kind)
	if !ok {
		return nil
	}
	var list leads
	newSections(s).each(func(from, to Section, key string, at source.Span) {
		if from == of {
			list.add(to, key, at)
		}
	})
	return list
}

// Incoming returns what leads to a section: to a step of one's own in all
// scripts of the project.
func (w *Workspace) Incoming(ctx context.Context, name string, offset int32, kind SymbolKind) ([]Lead, error) {
	s, err := w.Snapshot(ctx, name)
	if err != nil {
		return nil, err
	}
	of, ok := s.section(offset, kind)
	if !ok {
		return nil, nil
	}
	scripts := []*Snapshot{s}
	if of.Kind == StepSymbol {
		if scripts, err = w.using(ctx, of.File.Name); err != nil {
			return nil, err
		}
	}
	var list leads
	for _, script := range scripts {
		newSections(script).each(func(from, to Section, key string, at source.Span) {
			if to.Name == of.Name && to.Kind == of.Kind && to.File.Name == of.File.Name {
				list.add(from, key, at)
			}
		})
	}
	slices.SortStableFunc(list, func(a, b Lead) int {
		return cmp.Or(cmp.Compare(a.File.Name, b.File.Name), cmp.Compare(a.Start, b.Start))
	})
	return list, nil
}

// leads are the ways that were found, one for each section.
type leads []Lead

func (l *leads) add(other Section, key string, at source.Span) {
	i := slices.IndexFunc(*l, func(known Lead) bool {
		return known.Name == other.Name && known.Kind == other.Kind && known.File.Name == other.File.Name
	})
	if i < 0 {
		i = len(*l)
		*l = append(*l, Lead{Section: other})
	}
	lead := &(*l)[i]
	if key != "" && !slices.Contains(lead.Keys, key) {
		lead.Keys = append(lead.Keys, key)
	}
	if !slices.Contains(lead.Spans, at) {
		lead.Spans = append(lead.Spans, at)
	}
}

// sections knows the sections of a program.
type sections struct {
	s      *Snapshot
	labels map[*source.File]map[source.Span]Section // by their names
}

func newSections(s *Snapshot) *sections {
	return &sections{s, map[*source.File]map[source.Span]Section{}}
}

// script returns the start of the script.
func (x *sections) script() Section {
	file := x.s.Main().File
	return Section{source.Place{File: file.Source, Span: file.Span()}, source.Span{}, path.Base(file.Source.Name), FileSymbol}
}

func (x *sections) object(o *resolve.Object) (Section, bool) {
	switch o.Kind {
	case resolve.Step:
		return Section{source.Place{File: o.Module.File.Source, Span: o.Step.Decl.Span()}, o.Span, o.Name, StepSymbol}, true
	case resolve.Label:
		return x.label(o.Module.File, o.Span)
	}
	return Section{}, false
}

// label returns the section of a label by its name. Of several labels at one
// place the first has what stands there.
func (x *sections) label(f *lang.File, name source.Span) (Section, bool) {
	if x.labels[f.Source] == nil {
		found := map[source.Span]Section{}
		each(symbols(f), func(made Symbol) {
			if made.Kind == LabelSymbol {
				found[made.Name] = Section{source.Place{File: f.Source, Span: made.Span}, made.Name, made.Text, LabelSymbol}
			}
		})
		x.labels[f.Source] = found
	}
	section, ok := x.labels[f.Source][name]
	return section, ok
}

// each calls visit for every way from a section to another, or back to its own
// start.
func (x *sections) each(visit func(from, to Section, key string, at source.Span)) {
	call := x.s.Call
	x.graph(call.Outline, x.script(), visit)
	for _, o := range call.Outlines {
		if own, ok := x.object(o.Step); ok {
			x.graph(o.Graph, own, visit)
		}
	}
}

func (x *sections) graph(g *cfg.Graph, start Section, visit func(from, to Section, key string, at source.Span)) {
	of := func(s *cfg.Step) Section {
		if s.Label != nil {
			if section, ok := x.label(s.In.File, s.Label.Name.Span()); ok {
				return section
			}
		}
		return start
	}
	for i := range g.Steps {
		s := &g.Steps[i]
		from := of(s)
		lead := func(key string, t cfg.Target, at source.Span) {
			if t < 0 {
				return
			}
			to := &g.Steps[t]
			if section := of(to); section != from || to.Labelled && to.Behind == 0 {
				visit(from, section, key, at)
			}
		}
		if use, ok := s.Stmt.(*lang.Invoke); ok {
			x.use(use, s.In.File, func(step Section) { visit(from, step, "", use.Name.Span()) })
		}
		if !s.Branching {
			lead("", s.Next, s.In.File.Head(s.Stmt))
		}
		for _, b := range s.Branches {
			lead(b.Key, b.To, b.Place)
		}
	}
}

// use finds the step that is used in a file.
func (x *sections) use(s *lang.Invoke, in *lang.File, visit func(Section)) {
	m := x.s.module(in.Source)
	if m == nil {
		return
	}
	if ref := x.s.Program.Refs(m).At(s.Name.Start); ref != nil {
		if step, ok := x.object(ref.Object); ok {
			visit(step)
		}
	}
}
