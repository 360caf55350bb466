package ide

import (
	"cmp"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// HintKinds is a set of kinds of hints.
type HintKinds uint8

// The kinds of hints.
const (
	StepNumbers    HintKinds = 1 << iota // which steps of the payload a statement becomes
	MenuTexts                            // what a menu says
	ArgumentNames                        // the parameter of an argument
	ConstantValues                       // what a constant says
	AllHints       = StepNumbers | MenuTexts | ArgumentNames | ConstantValues
)

// A Hint is shown in a script, and is no part of its text.
type Hint struct {
	Offset int32
	Label  string
	Kind   HintKinds // one of them
	Before bool      // it belongs to what stands behind the offset
}

// InlayHints returns the hints of some kinds for a part of the script, in its
// order.
func (s *Snapshot) InlayHints(span source.Span, kinds HintKinds) []Hint {
	h := hinter{s: s, span: span, kinds: kinds}
	stmts := s.Main().File.Body.Stmts
	from, _ := slices.BinarySearchFunc(stmts, span.Start, func(s lang.Stmt, at int32) int { return cmp.Compare(s.Span().End, at) })
	for _, stmt := range stmts[from:] {
		if stmt.Span().Start > span.End {
			break
		}
		lang.Walk(stmt, h.node)
	}
	if kinds&ConstantValues != 0 {
		h.constants()
	}
	slices.SortStableFunc(h.list, func(a, b Hint) int { return cmp.Compare(a.Offset, b.Offset) })
	return h.list
}

type hinter struct {
	s     *Snapshot
	span  source.Span
	kinds HintKinds
	list  []Hint
}

func (h *hinter) add(kind HintKinds, offset int32, before bool, label string) {
	if h.kinds&kind != 0 && h.span.Start <= offset && offset <= h.span.End {
		h.list = append(h.list, Hint{Offset: offset, Label: h.s.Secrets.Message(label), Kind: kind, Before: before})
	}
}

func (h *hinter) node(n lang.Node) bool {
	span := n.Span()
	if span.End >= 0 && (span.End < h.span.Start || span.Start > h.span.End) {
		return false
	}
	stmt, ok := n.(lang.Stmt)
	if !ok {
		return true
	}
	steps := h.s.indexed().steps[stmt]
	if len(steps) > 0 {
		h.add(StepNumbers, span.Start, true, numbers(steps))
	}
	switch stmt := stmt.(type) {
	case *lang.Menu:
		if len(steps) > 0 {
			h.menu(stmt, int(steps[0]))
		}
	case *lang.Invoke:
		h.arguments(stmt)
	}
	return !lang.Simple(n)
}

// maxNumbers is how many numbers of steps are shown.
const maxNumbers = 3

func numbers(steps []int32) string {
	var parts []string
	for i, n := range steps {
		if i == maxNumbers {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, itoa(int(n)))
	}
	return strings.Join(parts, ", ")
}

// menu shows what a menu says.
func (h *hinter) menu(stmt *lang.Menu, n int) {
	for _, f := range h.s.Call.Graph.Steps[n].Fields {
		if f.Key.Name == "text" {
			// The brace ends the line; what is said belongs behind it.
			h.add(MenuTexts, stmt.Arms.Start+1, false, "says "+clip(lang.Quote(f.Value), maxShown))
		}
	}
}

// arguments shows the parameters of arguments by position.
func (h *hinter) arguments(stmt *lang.Invoke) {
	def := h.s.Main().Step(stmt.Name.Text)
	if def == nil {
		return
	}
	for i := range stmt.Args {
		arg := &stmt.Args[i]
		if arg.Param != nil || i >= len(def.Step.Decl.Params) {
			break
		}
		if name := def.Step.Decl.Params[i].Text; name != arg.Value.Raw {
			h.add(ArgumentNames, arg.Value.Start, true, name+":")
		}
	}
}

// maxHint is how many bytes of a value a hint shows.
const maxHint = 30

// constants shows what constants say where they stand for a value.
func (h *hinter) constants() {
	refs := h.s.Refs()
	from, _ := slices.BinarySearchFunc(refs, h.span.Start, func(r resolve.Ref, at int32) int { return cmp.Compare(r.Start, at) })
	text := h.s.Text()
	for _, r := range refs[from:] {
		if r.Start > h.span.End {
			return
		}
		if r.Role != resolve.Read || r.Object.Value == nil || r.Start > 0 && text[r.Start-1] == '{' {
			continue
		}
		if literal, _, ok := h.s.says(r.Object); ok {
			h.add(ConstantValues, r.End, false, "= "+clip(literal, maxHint))
		}
	}
}
