package ide

import (
	"cmp"
	"context"
	"path"
	"slices"

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
	return s.sectionOf(ref.Object)
}

// section returns a section by its name and kind.
func (s *Snapshot) section(offset int32, kind SymbolKind) (Section, bool) {
	if kind == FileSymbol {
		return s.sectionUnder(nil), true
	}
	return s.Section(offset)
}

// sectionOf returns the section of a label of the script, or of a step.
func (s *Snapshot) sectionOf(o *resolve.Object) (Section, bool) {
	switch o.Kind {
	case resolve.Step:
		return Section{source.Place{File: o.Module.File.Source, Span: o.Step.Decl.Span()}, o.Span, o.Name, StepSymbol}, true
	case resolve.Label:
		return s.labelled(o.Span)
	}
	return Section{}, false
}

// sectionUnder returns the section of what stands under a label or a step, or
// nothing.
func (s *Snapshot) sectionUnder(stmt lang.Stmt) Section {
	file := s.Main().File
	switch stmt := stmt.(type) {
	case *lang.Label:
		section, _ := s.labelled(stmt.Name.Span())
		return section
	case *lang.StepDecl:
		return Section{source.Place{File: file.Source, Span: stmt.Span()}, stmt.Name.Span(), stmt.Name.Text, StepSymbol}
	}
	return Section{source.Place{File: file.Source, Span: file.Span()}, source.Span{}, path.Base(file.Source.Name), FileSymbol}
}

// labelled returns the section of a label of the script by its name.
func (s *Snapshot) labelled(name source.Span) (Section, bool) {
	x := &s.index
	x.sectionsOnce.Do(func() {
		x.sections = map[source.Span]Section{}
		each(s.Symbols(), func(made Symbol) {
			if made.Kind == LabelSymbol {
				x.sections[made.Name] = Section{source.Place{File: s.Main().File.Source, Span: made.Span}, made.Name, made.Text, LabelSymbol}
			}
		})
	})
	section, ok := x.sections[name]
	return section, ok
}

// Outgoing returns where a section of a script leads.
func (s *Snapshot) Outgoing(offset int32, kind SymbolKind) []Lead {
	of, ok := s.section(offset, kind)
	if !ok {
		return nil
	}
	var list leads
	from := func(to Section, origins []origin) {
		for _, o := range origins {
			if !o.start && s.sectionUnder(o.under) == of {
				list.add(to, o)
			}
		}
	}
	for at, origins := range s.ways().to {
		to, _ := s.Section(at)
		from(to, origins)
	}
	for step, origins := range s.ways().uses {
		to, _ := s.sectionOf(step)
		from(to, origins)
	}
	slices.SortStableFunc(list, func(a, b Lead) int { return cmp.Compare(a.Spans[0].Start, b.Spans[0].Start) })
	return list
}

// Incoming returns what leads to a section: to a step of one's own in all
// scripts of the project.
func (w *Workspace) Incoming(ctx context.Context, name string, offset int32, kind SymbolKind) ([]Lead, error) {
	s, err := w.Snapshot(ctx, name)
	if err != nil {
		return nil, err
	}
	ref := s.At(offset)
	if ref == nil || kind == FileSymbol {
		return nil, nil
	}
	var list leads
	switch ref.Object.Kind {
	case resolve.Label:
		list.from(s, s.ways().to[ref.Object.Span.Start])
	case resolve.Step:
		scripts, err := w.using(ctx, ref.Object.Module.File.Source.Name)
		if err != nil {
			return nil, err
		}
		for _, script := range scripts {
			list.from(script, script.ways().uses[script.object(w, ref.Object)])
		}
	}
	slices.SortStableFunc(list, func(a, b Lead) int {
		return cmp.Or(cmp.Compare(a.File.Name, b.File.Name), cmp.Compare(a.Start, b.Start))
	})
	return list, nil
}

// leads are the ways that were found, one for each section.
type leads []Lead

// from adds ways by the sections of a script from which they come.
func (l *leads) from(s *Snapshot, origins []origin) {
	for _, o := range origins {
		if !o.start {
			l.add(s.sectionUnder(o.under), o)
		}
	}
}

func (l *leads) add(other Section, o origin) {
	i := slices.IndexFunc(*l, func(known Lead) bool { return known.Section == other })
	if i < 0 {
		i = len(*l)
		*l = append(*l, Lead{Section: other})
	}
	lead := &(*l)[i]
	for _, key := range o.keys {
		if !slices.Contains(lead.Keys, key) {
			lead.Keys = append(lead.Keys, key)
		}
	}
	lead.Spans = append(lead.Spans, o.at)
}
