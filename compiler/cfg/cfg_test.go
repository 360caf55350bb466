package cfg_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// to returns a step without branches.
func to(next cfg.Target) cfg.Step { return cfg.Step{Stmt: &lang.Say{}, Next: next} }

// fork returns a step with branches. Its Next would lead to the step 0 and is
// not looked at.
func fork(targets ...cfg.Target) cfg.Step {
	s := cfg.Step{Stmt: &lang.Input{}, Branching: true}
	for _, t := range targets {
		s.Branches = append(s.Branches, cfg.Branch{To: t})
	}
	return s
}

// round returns the choice of a try, which nobody wrote.
func round(targets ...cfg.Target) cfg.Step {
	s := fork(targets...)
	s.Stmt = &lang.Try{}
	return s
}

// TestReachable is long because it is a table of graphs.
func TestReachable(t *testing.T) {
	for _, test := range []struct {
		name  string
		graph cfg.Graph
		want  []bool
		roots []cfg.Target
	}{
		{"nothing", cfg.Graph{Entry: cfg.End}, []bool{}, nil},
		{"nothing that is reached", cfg.Graph{Entry: cfg.End, Steps: []cfg.Step{to(1), to(cfg.End)}}, []bool{false, false}, []cfg.Target{0}},
		{"a chain", cfg.Graph{Steps: []cfg.Step{to(1), to(2), to(cfg.End)}}, []bool{true, true, true}, nil},
		{"from the middle", cfg.Graph{Entry: 1, Steps: []cfg.Step{to(1), to(2), to(cfg.End)}}, []bool{false, true, true}, []cfg.Target{0}},
		{"a circle", cfg.Graph{Steps: []cfg.Step{to(1), to(0)}}, []bool{true, true}, nil},
		{
			"branches", cfg.Graph{Steps: []cfg.Step{fork(1, 3, cfg.End, cfg.Unknown), to(cfg.End), to(cfg.End), to(cfg.End)}},
			[]bool{true, true, false, true},
			[]cfg.Target{2},
		},
		{"branches and not Next", cfg.Graph{Entry: 1, Steps: []cfg.Step{to(cfg.End), fork()}}, []bool{false, true}, []cfg.Target{0}},
		{
			"an unreachable chain", cfg.Graph{Steps: []cfg.Step{to(cfg.End), to(2), to(3), to(cfg.End)}},
			[]bool{true, false, false, false},
			[]cfg.Target{1},
		},
		{
			"an unreachable chain against the order", cfg.Graph{Steps: []cfg.Step{to(cfg.End), to(cfg.End), to(1), to(2)}},
			[]bool{true, false, false, false},
			[]cfg.Target{3},
		},
		{
			"an unreachable chain to the first", cfg.Graph{Entry: 1, Steps: []cfg.Step{to(cfg.End), to(cfg.End), to(0)}},
			[]bool{false, true, false},
			[]cfg.Target{2},
		},
		{
			"an unreachable circle", cfg.Graph{Steps: []cfg.Step{to(cfg.End), to(2), to(3), to(1)}},
			[]bool{true, false, false, false},
			[]cfg.Target{1},
		},
		{
			"a root into a circle", cfg.Graph{Steps: []cfg.Step{to(cfg.End), to(2), to(1), to(2)}},
			[]bool{true, false, false, false},
			[]cfg.Target{3},
		},
		{
			"a circle of one", cfg.Graph{Steps: []cfg.Step{to(cfg.End), to(1), to(cfg.End)}},
			[]bool{true, false, false},
			[]cfg.Target{1, 2},
		},
		{
			"a circle, and a root behind it", cfg.Graph{Steps: []cfg.Step{to(cfg.End), to(2), to(1), to(cfg.End)}},
			[]bool{true, false, false, false},
			[]cfg.Target{1, 3},
		},
		{
			"two roots into one part", cfg.Graph{Steps: []cfg.Step{to(cfg.End), to(3), to(3), to(0)}},
			[]bool{true, false, false, false},
			[]cfg.Target{1, 2},
		},
		{
			"what a hint leads to", cfg.Graph{Hints: []cfg.Target{2, cfg.Unknown}, Steps: []cfg.Step{to(cfg.End), to(2), to(3), to(cfg.End), to(4)}},
			[]bool{true, false, false, false, false},
			[]cfg.Target{1, 4},
		},
		{
			"all by hints", cfg.Graph{Hints: []cfg.Target{1}, Steps: []cfg.Step{to(cfg.End), to(cfg.End)}},
			[]bool{true, false},
			nil,
		},
		{
			"the choice of a try is no root and leads nowhere", cfg.Graph{Steps: []cfg.Step{to(cfg.End), round(2, 3), to(cfg.End), to(1)}},
			[]bool{true, false, false, false},
			[]cfg.Target{2, 3},
		},
		{"only the choice of a try", cfg.Graph{Steps: []cfg.Step{to(cfg.End), round(0)}}, []bool{true, false}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, test.graph.Reachable()); d != "" {
				t.Errorf("reachable (-want +got):\n%s", d)
			}
			if d := cmp.Diff(test.roots, test.graph.UnreachableRoots()); d != "" {
				t.Errorf("roots (-want +got):\n%s", d)
			}
		})
	}
}

func TestEach(t *testing.T) {
	for _, test := range []struct {
		step cfg.Step
		want []cfg.Target
	}{
		{to(4), []cfg.Target{4}},
		{to(cfg.End), []cfg.Target{cfg.End}},
		{fork(2, cfg.Unknown, 2), []cfg.Target{2, cfg.Unknown, 2}},
		{fork(), nil},
	} {
		var got []cfg.Target
		test.step.Each(func(t cfg.Target) { got = append(got, t) })
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

var sameLabel = cmp.Comparer(func(a, b *lang.Label) bool { return a.Name.Text == b.Name.Text })

func TestMoveToFront(t *testing.T) {
	graph := func(entry cfg.Target, labels string, hints []cfg.Target, targets ...[]cfg.Target) cfg.Graph {
		g := cfg.Graph{Entry: entry, Hints: hints}
		for i, to := range targets {
			s := cfg.Step{Label: &lang.Label{Name: lang.To(labels[i : i+1])}, Next: to[0]}
			for _, t := range to[1:] {
				s.Branches = append(s.Branches, cfg.Branch{To: t})
			}
			g.Steps = append(g.Steps, s)
		}
		return g
	}
	type ts = []cfg.Target
	for _, test := range []struct {
		name      string
		got, want cfg.Graph
		first     cfg.Target
	}{
		{
			"the middle", graph(2, "abcd", ts{0, 1, 2, 3, cfg.End}, ts{1}, ts{2, 0}, ts{3, 3, cfg.End, 2}, ts{cfg.End, 1, cfg.Unknown}),
			graph(0, "cabd", ts{1, 2, 0, 3, cfg.End}, ts{3, 3, cfg.End, 0}, ts{2}, ts{0, 1}, ts{cfg.End, 2, cfg.Unknown}), 2,
		},
		{"the last", graph(1, "ab", nil, ts{cfg.FallOut}, ts{0}), graph(0, "ba", nil, ts{1}, ts{cfg.FallOut}), 1},
		{"the first", graph(0, "ab", nil, ts{1}, ts{cfg.Exit}), graph(0, "ab", nil, ts{1}, ts{cfg.Exit}), 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.got.MoveToFront(test.first)
			if d := cmp.Diff(test.want, test.got, sameLabel); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestChain names the uses that lead to an instance, without the attempts.
func TestChain(t *testing.T) {
	file := func(name, text string) (*lang.File, lang.Stmt) {
		f := lang.Parse(source.NewFile(name, text))
		return f, f.Body.Stmts[0]
	}
	main, use := file("main.flow", "a \"x\"\n")
	a, try := file("a.flow", "try 2 times { b }\n")
	b, _ := file("b.flow", "say \"x\"\n")
	script := &cfg.Instance{File: main}
	inA := &cfg.Instance{File: a, Use: use, Parent: script}
	attempt := &cfg.Instance{File: a, Use: try, Parent: inA, Attempt: 1}
	inB := &cfg.Instance{File: b, Use: try.(*lang.Try).Body.Stmts[0], Parent: attempt}
	for _, test := range []struct {
		in   *cfg.Instance
		want []string
	}{
		{nil, nil},
		{script, nil},
		{inA, []string{"main.flow:1:1-2"}},
		{attempt, []string{"main.flow:1:1-2"}},
		{inB, []string{"a.flow:1:15-16", "main.flow:1:1-2"}},
	} {
		var got []string
		for _, at := range test.in.Chain() {
			got = append(got, chunks.Place(at))
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}
