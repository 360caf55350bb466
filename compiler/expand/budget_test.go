package expand

import (
	"testing"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestBudget checks that counting gives up. Each use here has another argument,
// so that what was counted before helps none. A script that uses up the budget
// of a real count takes seconds; so this looks inside.
func TestBudget(t *testing.T) {
	const script = `s0 "1"
step s0(a) { s1 "${a}1"; s1 "${a}2" }
step s1(a) { s2 "${a}1"; s2 "${a}2" }
step s2(a) { say a }
`
	const uses, steps = 7, 4
	p := resolve.Resolve(lang.Parse(source.NewFile("x.flow", script)), resolve.Options{}, new(diag.List))
	for _, test := range []struct {
		budget int
		steps  uint64
		ok     bool
	}{{uses + 1, steps, true}, {uses, steps, true}, {uses - 1, steps - 1, false}, {0, 0, false}} {
		c := counter{sizes: map[string]size{}, budget: test.budget}
		n := c.statement(p.Main.File.Body.Stmts[0], numbers{module: p.Main})
		if ok := c.within(n, size{}, 1000); n.steps != test.steps || ok != test.ok {
			t.Errorf("a budget of %d: %d steps, in the limit %v; want %d, %v", test.budget, n.steps, ok, test.steps, test.ok)
		}
	}
}

// TestSize checks that counting stops at a number that no payload reaches, and
// never starts again from 0.
func TestSize(t *testing.T) {
	for _, test := range []struct{ got, want size }{
		{size{1, 2}.plus(size{3, 5}), size{4, 7}},
		{size{huge - 1, huge}.plus(size{2, 1}), size{huge, huge}},
		{size{huge - 1, 0}.plus(size{1, 1}), size{huge, 1}},
		{size{2, 3}.times(4), size{8, 12}},
		{size{2, 3}.times(0), size{}},
		{size{0, 1}.times(huge), size{0, huge}},
		{size{2, 1}.times(huge / 2), size{huge, huge / 2}},
		{size{2, 3}.times(huge/2 + 1), size{huge, huge}},
		{size{huge, huge}.times(huge), size{huge, huge}},
	} {
		if test.got != test.want {
			t.Errorf("%v, want %v", test.got, test.want)
		}
	}
}
