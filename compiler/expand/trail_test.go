package expand_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
)

// TestPassages looks at what is passed on the way from each step to the next. The
// first of the steps is not the one that stands first.
func TestPassages(t *testing.T) {
	const script = `-> start
bye:
  say "Bye."
  end
start:
call 4420
try 3 times {
  ask "Go on?" -> next/bye
  input 1 { 1 -> next; 2 -> again; else { -> again } }
} else -> bye
-> bye
step ask(question) -> yes/no {
  input 1 { 1 -> yes; else -> no }
}
`
	view, err := project.New(project.Memory{chunks.Main: script}).View(chunks.Main)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, e := range expand.Passages(resolve.Resolve(view.Main, resolve.Options{Files: view}, new(diag.List))) {
		got.WriteString(strings.TrimSpace(fmt.Sprint(e.Step, " ", e.Key)))
		for _, p := range e.By {
			fmt.Fprintf(&got, ", %s %s %d or %d", chunks.Span(p.Place), kinds[p.Kind]+p.Name, p.To, p.Others)
		}
		got.WriteString("\n")
	}
	if d := cmp.Diff(passages, got.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

var kinds = [...]string{"jump to", "end", "exit ", "again", "spent"}

// What is passed from a step by a key: where it leads, and where else it could.
const passages = `1, 4:3-6 end -1 or [0]
2 1, 8:19-23 exit yes 3 or [1]
2 *, 8:24-27 exit no 1 or [3]
3 1, 11:1-7 jump to 1 or [-1]
3 *, 9:43-51 jump to 4 or [1]
4 1, 8:19-23 exit yes 5 or [1]
4 *, 8:24-27 exit no 1 or [5]
5 1, 11:1-7 jump to 1 or [-1]
5 2, 7:1-12 again 6 or [1]
5 *, 9:43-51 jump to 6 or [1], 7:1-12 again 6 or [1]
6 1, 8:19-23 exit yes 7 or [1]
6 *, 8:24-27 exit no 1 or [7]
7 1, 11:1-7 jump to 1 or [-1]
7 2, 7:1-12 spent 1 or [1]
7 *, 9:43-51 jump to 1 or [1], 7:1-12 spent 1 or [1]
`
