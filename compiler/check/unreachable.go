package check

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var UnreachableStep = diag.Register(diag.Code{
	Name: "unreachable-step", Area: diag.Flow, Severity: diag.Warning, Unnecessary: true, Title: "nothing leads to a step",
	Text: "The step is in the payload, and no call gets there. Lead to it, or remove it.",
	Bad:  "call 4420\nsay \"1\"\nend\nsay \"2\"",
	Good: "call 4420\nsay \"1\"\nsay \"2\"",
})

// The call can reach every step.
var _ = register(Check{
	Codes: []*diag.Code{UnreachableStep},
	Outline: func(p *Pass, g *cfg.Graph, step *resolve.Object) {
		if g.Entry == cfg.Unknown || g.Entry < 0 && step == nil {
			return // a finding says that the call can't begin
		}
		if p.unclear() {
			return
		}
		roots := g.UnreachableRoots()
		if len(roots) > 0 && p.cutOff == nil {
			p.cutOff, p.covered, p.unled = map[source.Place]*diag.Finding{}, map[*diag.Finding]bool{}, unled(*p.list)
		}
		for _, t := range roots {
			s := &g.Steps[t]
			if g.Unknown && s.Labelled {
				continue // what did not parse may lead here
			}
			found := p.inStep(UnreachableStep, s, s.In.File.Head(s.Stmt), "lead to it from somewhere, or remove it", "the call can't reach this step")
			if p.Rules.Policy.Off(UnreachableStep) {
				continue
			}
			if label := p.unled[startOf(found.Place)]; label != nil {
				p.covered[label] = true // it is one mistake
			}
			p.cutOff[startOf(found.Place)] = found
		}
	},
})

// unclear reports whether a finding says that some step does not lead where it
// was meant to lead.
func (p *Pass) unclear() bool {
	return slices.ContainsFunc(*p.list, func(f *diag.Finding) bool {
		return f.Severity == diag.Error && (f.Code.Area == diag.Flow && f.Code != endBesideElse || f.Code == resolve.ReservedName || f.Code.Name == "duplicate-label")
	})
}

// unled returns the findings that nothing leads to a label, by where the
// statements behind the labels start.
func unled(list diag.List) map[source.Place]*diag.Finding {
	found := map[source.Place]*diag.Finding{}
	for _, f := range list {
		if f.Code == UnusedLabel {
			at, text := f.Place, f.Place.File.Text
			at.Start = at.End + blank(text[at.End:]) + int32(len(":"))
			at.Start += blank(text[at.Start:])
			found[startOf(at)] = f
		}
	}
	return found
}

// cutsOff makes one finding of two: that a step does not say where some outcome
// leads, and that the call can't reach the statement behind it, which was most
// likely meant for that.
func (p *Pass) cutsOff(f *Flow, i int, outcome string, found *diag.Finding) {
	if len(p.cutOff) == 0 || p.Rules.Policy.Off(found.Code) {
		return
	}
	s := &f.Steps[i]
	file := s.In.File.Source
	end := s.Stmt.Span().End
	next := startOf(source.Place{File: file, Span: source.Span{Start: end + blank(file.Text[end:])}})
	if g := p.cutOff[next]; g != nil {
		p.covered[g] = true
		found.Relate(g.Place, "nothing goes here: %s -> next would", outcome)
	}
}

func startOf(at source.Place) source.Place {
	at.End = at.Start
	return at
}

// blank returns how many bytes of white space and comments a text starts with.
func blank(text string) int32 {
	rest := text
	for {
		rest = strings.TrimLeft(rest, " \t\r\n;")
		if !strings.HasPrefix(rest, "//") {
			return int32(len(text) - len(rest))
		}
		_, rest, _ = strings.Cut(rest, "\n")
	}
}
