package resolve_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestInfo holds what the names of scripts mean against the files in testdata:
// the findings, then each object with all its references, then the scopes. A
// chunk can have a file params with lines NAME=VALUE, for values of the build.
func TestInfo(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		p, list := program(t, files)
		return chunks.Findings(list.Sorted()) + objects(p) + scopes(p)
	})
}

// program resolves the main script of files.
func program(t *testing.T, files map[string]string) (*resolve.Program, diag.List) {
	t.Helper()
	view, err := project.New(project.Memory(files)).View(chunks.Main)
	if err != nil {
		t.Fatal(err)
	}
	opts := resolve.Options{Files: view, Params: map[string]resolve.Outside{}}
	values := project.Values{}
	for line := range strings.Lines(files["params"]) {
		switch line = strings.TrimSuffix(line, "\n"); line {
		case "shared":
			opts.Shared = true
		case "partly":
			opts.Partly = true
		default:
			if !values.Set(line) {
				t.Fatalf("%q is no NAME=VALUE", line)
			}
		}
	}
	maps.Copy(opts.Params, values)
	var list diag.List
	return resolve.Resolve(view.Main, opts, &list), list
}

var roles = map[resolve.Role]string{resolve.Declaration: "declared", resolve.Read: "read", resolve.Write: "written"}

var kinds = map[lang.ValueKind]string{lang.TextLit: "text", lang.NumberLit: "number", lang.DateLit: "date", lang.TimeLit: "time"}

// objects writes each object with its references, in the order of the first.
func objects(p *resolve.Program) string {
	var b strings.Builder
	seen := map[*resolve.Object]bool{}
	for _, m := range p.Modules {
		for _, ref := range p.Refs(m) {
			if seen[ref.Object] {
				continue
			}
			seen[ref.Object] = true
			fmt.Fprintf(&b, "%s %s%s:", ref.Object.Kind, ref.Object.Name, says(ref.Object))
			for _, r := range p.References(ref.Object) {
				fmt.Fprintf(&b, " %s %s", roles[r.Role], chunks.Place(r.Place))
			}
			if o := ref.Object; o.Module != nil && o.Kind != resolve.File && p.References(o)[0].Role != resolve.Declaration {
				fmt.Fprintf(&b, " from %s", chunks.Place(o.Place()))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// says writes what there is to know about an object but its name.
func says(o *resolve.Object) string {
	switch {
	case o.Value != nil:
		if text, kind, ok := o.Value.Says(); ok {
			return fmt.Sprintf(" = %s %q", kinds[kind], text)
		}
		return " = ?"
	case o.Step != nil && !o.Step.Used:
		return " unused"
	case o.Kind == resolve.Label:
		return fmt.Sprintf(" #%d", o.Index)
	}
	return ""
}

// scopes writes the scopes, in source order, without the empty one of a script
// that has no labels.
func scopes(p *resolve.Program) string {
	var b strings.Builder
	for _, m := range p.Modules {
		bodies := slices.SortedFunc(maps.Keys(m.Scopes), func(a, b *lang.Body) int {
			// Bodies that did not parse stand nowhere.
			return cmp.Or(cmp.Compare(a.Span().Start, b.Span().Start), cmp.Compare(scope(m.Scopes[a]), scope(m.Scopes[b])))
		})
		for _, body := range bodies {
			if line := scope(m.Scopes[body]); line != "script:" {
				at := m.File.Source.Position(body.Span().Start, source.Bytes)
				fmt.Fprintf(&b, "scope %s:%d:%d of %s\n", m.File.Source.Name, at.Line, at.Column, line)
			}
		}
	}
	return b.String()
}

func scope(s *resolve.Scope) string {
	what := "script"
	switch {
	case s.Try != nil:
		what = "try"
	case s.Step != nil:
		what = "step " + s.Step.Name
	}
	return what + ":" + names(" labels", slices.Sorted(slices.Values(namesOf(s.Labels.All())))) + names(" exits", namesOf(s.Exits)) + names(" arguments", namesOf(s.Args))
}

func names(what string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return what + " " + strings.Join(list, ", ")
}

func namesOf(list []*resolve.Object) (names []string) {
	for _, o := range list {
		names = append(names, o.Name)
	}
	return names
}
