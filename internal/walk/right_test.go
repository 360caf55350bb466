package walk

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang"
)

// TestRight leaves out the tests that have errors, wherever they stand, and no others.
func TestRight(t *testing.T) {
	var list []*lang.TestDecl
	for _, name := range []string{"wrong 1", "a", "b", "wrong 2", "wrong 3", "c", "wrong 4"} {
		d := &lang.TestDecl{Name: lang.Title(lang.Text(name))}
		d.Body.Lines = []lang.Stmt{&lang.ExpectEnd{Word: "end"}}
		if len(name) > 1 {
			d.Body.Lines = []lang.Stmt{&lang.ExpectExit{Exit: lang.To("nowhere")}}
		}
		list = append(list, d)
	}
	loads := 0
	kept, err := right(list, func(list []*lang.TestDecl) (*flowtest.Suite, error) {
		loads++
		files := project.New(project.Memory{"a.flow": "call 4420\n" + printed(list)})
		return flowtest.Load(context.Background(), files, "a.flow", compiler.Options{})
	})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range kept {
		names = append(names, titled(d))
	}
	if d := cmp.Diff([]string{"a", "b", "c"}, names); d != "" || loads > 2*len(list) {
		t.Errorf("%d loads (-want +got):\n%s", loads, d)
	}
}
