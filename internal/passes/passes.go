// Package passes shows what each pass of the compiler makes of a script, for
// those who work on it: the tree, what the names mean, the outlines, the graph
// of the call, and the payload.
package passes

import (
	"fmt"
	"io"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Names are the parts that can be shown, in the order of the passes.
var Names = []string{"tree", "names", "outline", "graph", "payload", "findings"}

// Show writes one part.
func Show(w io.Writer, a *compiler.Analysis, name string) error {
	var b strings.Builder
	var err error
	switch name {
	case "tree":
		err = lang.Dump(&b, a.Program.Main.File, false)
	case "names":
		names(&b, a.Program)
	case "outline":
		graph(&b, a.Call.Outline, nil)
		for _, o := range a.Call.Outlines {
			fmt.Fprintf(&b, "step %s\n", o.Step.Name)
			graph(&b, o.Graph, nil)
		}
	case "graph":
		if g := a.Call.Graph; g != nil {
			graph(&b, g, emit.Names(g))
		}
	case "payload":
		if !a.Findings.HasErrors() {
			err = a.Payload(&b, false)
		}
	case "findings":
		err = diag.Print(&b, a.Findings, diag.Style{Secrets: a.Secrets})
	default:
		return fmt.Errorf("no part %q: the parts are %s", name, strings.Join(Names, ", "))
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// names writes what each name of the script means, in the order of the script:
// where it stands, what it is, what it is there for, and where it is declared.
func names(b *strings.Builder, p *resolve.Program) {
	roles := map[resolve.Role]string{resolve.Declaration: "declared", resolve.Read: "read", resolve.Write: "stored"}
	for _, ref := range p.Refs(p.Main) {
		o := ref.Object
		fmt.Fprintf(b, "%s %s %s: %s", position(p.Main.File.Source, ref.Start), o.Kind, o.Name, roles[ref.Role])
		if ref.Role == resolve.Read && o.Module != nil {
			fmt.Fprintf(b, ", declared at %s", position(o.Module.File.Source, o.Span.Start))
		}
		b.WriteByte('\n')
	}
}

func position(file *source.File, offset int32) string {
	at := file.Position(offset, source.Characters)
	return fmt.Sprintf("%d:%d", at.Line, at.Column)
}

// graph writes a graph, a line for each step: its number, its name if it has
// one, what it is, and where it leads.
func graph(b *strings.Builder, g *cfg.Graph, names []string) {
	fmt.Fprintf(b, "starts with %s\n", target(g.Entry))
	for i := range g.Steps {
		s := &g.Steps[i]
		what := s.TypeName()
		switch stmt := s.Stmt.(type) {
		case *lang.Invoke:
			what = "use of " + stmt.Name.Text
		case *lang.Try:
			what = "another attempt, or not"
		}
		fmt.Fprintf(b, "%d", i)
		if names != nil {
			fmt.Fprintf(b, " %s", names[i])
		}
		fmt.Fprintf(b, ": %s", what)
		if !s.Branching {
			fmt.Fprintf(b, " -> %s", target(s.Next))
		}
		for _, branch := range s.Branches {
			fmt.Fprintf(b, " %s -> %s", branch.Key, target(branch.To))
		}
		b.WriteByte('\n')
	}
}

// target names a target.
func target(t cfg.Target) string {
	switch {
	case t >= 0:
		return fmt.Sprint(int(t))
	case t == cfg.End:
		return "end"
	case t == cfg.Unknown:
		return "nowhere"
	case t == cfg.FallOut:
		return "no exit"
	}
	return fmt.Sprintf("exit %d", cfg.Exit-t+1)
}
