package ide

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A ProjectSymbol is a symbol of some script of a workspace.
type ProjectSymbol struct {
	File *source.File
	Symbol
	score int
}

// maxSymbols is how many symbols are returned: nobody reads more, and who types
// another letter gets others.
const maxSymbols = 500

// Symbols returns the labels, steps, constants and parameters of all scripts in
// some folders whose names have the letters of a query in their order, those
// first that have them closest together and at the starts of words.
func (w *Workspace) Symbols(ctx context.Context, folders []string, query string) (list []ProjectSymbol, err error) {
	for _, name := range w.Scripts(ctx, folders) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		text, err := w.project.Text(name)
		if err != nil {
			continue // a file that can't be read has none
		}
		file := source.NewFile(filepath.ToSlash(name), text)
		each(symbols(lang.Parse(file)), func(made Symbol) {
			switch made.Kind {
			case LabelSymbol, StepSymbol, ConstantSymbol, ParameterSymbol:
				if score, ok := fuzzy(made.Text, query); ok {
					made.Children = nil
					list = append(list, ProjectSymbol{file, made, score})
				}
			}
		})
	}
	slices.SortStableFunc(list, func(a, b ProjectSymbol) int {
		return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(len(a.Text), len(b.Text)), cmp.Compare(a.Text, b.Text))
	})
	return list[:min(len(list), maxSymbols)], nil
}

// each calls visit for all symbols of a tree.
func each(list []Symbol, visit func(Symbol)) {
	for _, made := range list {
		visit(made)
		each(made.Children, visit)
	}
}

// fuzzy reports whether a name has the letters of a query in their order. The
// score is how many letters are passed over, and less where words start.
func fuzzy(name, query string) (score int, ok bool) {
	name, query = strings.ToLower(name), strings.ToLower(strings.ReplaceAll(query, " ", ""))
	at := 0
	for i := range len(query) {
		n := strings.IndexByte(name[at:], query[i])
		if n < 0 {
			return 0, false
		}
		if start := at + n; n > 0 && (start == 0 || name[start-1] == '_') {
			n = 1 // at the start of a word
		}
		if i > 0 {
			n *= 2 // letters belong together
		}
		score += n
		at += strings.IndexByte(name[at:], query[i]) + 1
	}
	return score, true
}
