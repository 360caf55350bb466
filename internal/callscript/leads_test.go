package callscript

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang"
)

// TestLeads holds where the page says that a call goes on, from scene to scene,
// against the graph of the call. Attempts and steps of one's own are told in
// another way than the graph has them: scripts that have some are left out.
func TestLeads(t *testing.T) {
	scripts, err := corpus.Read("../..", append(corpus.Scripts, "compiler/check/testdata/*/*.flow"))
	if err != nil {
		t.Fatal(err)
	}
	var texts corpus.Texts
	for _, text := range scripts {
		if len(text) < 10_000 {
			texts = append(texts, text)
		}
	}
	slices.Sort(texts)
	r, compared := rand.New(rand.NewPCG(1, 2)), 0
	for i := range len(texts) + 1500 {
		text := ""
		if i < len(texts) {
			text = texts[i]
		} else {
			text = texts.Vary(r)
		}
		a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"x.flow": text}), "x.flow", compiler.Options{})
		if err != nil || a.Findings.HasErrors() || composed(a.Program.Main.File) {
			continue
		}
		compared++
		tell := newTeller(a, Options{Secrets: a.Secrets})
		tell.page()
		if d := cmp.Diff(tell.graphed(), tell.linked()); d != "" {
			t.Fatalf("(-graph +page):\n%s\n%s", d, text)
		}
	}
	if compared < 300 {
		t.Errorf("%d scripts are compared", compared)
	}
}

// composed reports whether a script has attempts or uses of steps, or labels that
// name what stands behind an arm.
func composed(f *lang.File) (found bool) {
	lang.Walk(f, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Try, *lang.Invoke:
			found = true
		case *lang.Arm:
			if n.Body != nil && len(n.Body.Stmts) > 0 {
				_, label := n.Body.Stmts[len(n.Body.Stmts)-1].(*lang.Label)
				found = found || label
			}
		}
		return true
	})
	return found
}

// leading are the scenes that scenes lead to, by name, in order, each once. What
// ends the call leads to "".
type leading map[string][]string

func (l leading) add(from *Scene, to string) {
	if from.steps && !slices.Contains(l[from.Name()], to) {
		l[from.Name()] = append(l[from.Name()], to)
		slices.Sort(l[from.Name()])
	}
}

// graphed returns where the steps of the graph lead that begin a scene.
func (t *teller) graphed() leading {
	l := leading{}
	for i := range t.call.Steps {
		from := t.stands[t.call.Steps[i].Stmt]
		t.call.Steps[i].Each(func(to cfg.Target) {
			switch {
			case to == cfg.End:
				l.add(from, "")
			case t.call.Steps[to].Labelled:
				l.add(from, t.stands[t.call.Steps[to].Stmt].Name())
			}
		})
		rest := []string{call.AnyKey} // what no branch takes ends the call
		if _, works := t.call.To(i, call.Success); works || t.call.Kind(i) == call.Requests {
			rest = []string{call.Success, call.Fail}
		}
		for _, key := range rest {
			if _, ok := t.call.To(i, key); !ok && t.call.Steps[i].Branching {
				l.add(from, "")
			}
		}
	}
	return l
}

// linked returns where the page says that scenes lead.
func (t *teller) linked() leading {
	links := map[*Scene][]*Scene{}
	ends := map[*Scene]bool{}
	first := map[*Scene]*Scene{} // where a scene leads in which nothing happens
	var walk func(in *Scene, blocks []Block)
	note := func(in *Scene, words Text) {
		flat := words.flat()
		for i, s := range words {
			if s.Kind == Link && i > 0 {
				links[in] = append(links[in], s.To)
			}
		}
		ends[in] = ends[in] || len(flat) >= len("the call ends") && flat[len(flat)-len("the call ends"):] == "the call ends"
	}
	walk = func(in *Scene, blocks []Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *Heading:
				in = b.Scene
			case *Line:
				if _, known := first[in]; !known && !in.steps && b.Lead != neverLead {
					first[in] = nil
					if n := len(b.Words); n > 0 {
						first[in] = b.Words[n-1].To
					}
				}
				note(in, b.Words)
				ends[in] = ends[in] || b.Lead == "The call ends"
			case *List:
				for _, i := range b.Items {
					note(in, i.Words)
					walk(in, i.Blocks)
				}
			}
		}
	}
	for _, s := range t.told.Scenes {
		walk(s, s.Blocks)
	}
	l := leading{}
	for from, all := range links {
		for _, to := range all {
			for n := 0; to != nil && !to.steps && n < 1000; n++ { // nothing happens there
				to = first[to]
			}
			if to == nil {
				l.add(from, "")
			} else {
				l.add(from, to.Name())
			}
		}
	}
	for from := range ends {
		if ends[from] {
			l.add(from, "")
		}
	}
	return l
}
