package decompile

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
)

// What a payload says several times, its script says once: each script is built
// and comes back.
func TestAgain(t *testing.T) {
	chunks.Run(t, "testdata/again/*.txt", func(t *testing.T, files map[string]string) string {
		r := script(t, "p", payloadOf(t, "a", files[chunks.Main]))
		shortened(t, r)
		return r.Script
	})
}

// shortened holds what is said once against the payload, for which it falls
// back to what is longer.
func shortened(t testing.TB, r *Result) {
	t.Helper()
	for d := range r.plain().shorter() {
		if text, _ := d.print(); len(r.Payload.Vertices) > 0 {
			if _, ok := proven(r.Payload, text, nil); !ok {
				built, _, err := build(text, nil)
				t.Fatalf("%v %v\n%s", err, built != nil, text)
			}
		}
	}
}

// TestAgainRandom decompiles calls that are made of attempts and of steps of
// one's own.
func TestAgainRandom(t *testing.T) {
	found := 0
	for i := range 300 {
		g := &writing{generator: &generator{Rand: rand.New(rand.NewPCG(11, uint64(i)))}}
		text := g.call()
		r := script(t, strconv.Itoa(i), payloadOf(t, text, text))
		if got := proof(r); got != "same call" {
			t.Fatalf("round %d: %s\n%s\n---\n%s", i, got, text, r.Script)
		}
		shortened(t, r)
		if strings.Contains(r.Script, "try ") || strings.Contains(r.Script, "\nstep ") {
			found++
		}
	}
	if found < 150 {
		t.Errorf("attempts or steps of one's own in %d scripts only", found)
	}
}

// TestGrows holds how much a script grows by against the compiler, which counts it
// too: it takes so many steps, and not one fewer.
func TestGrows(t *testing.T) {
	grown := 0
	for i := range 200 {
		g := &writing{generator: &generator{Rand: rand.New(rand.NewPCG(12, uint64(i)))}}
		text := g.call()
		p := catalogue{}.part(script(t, "p", payloadOf(t, text, text)).plain().attempted())
		for _, d := range dialogues([]*part{p}) {
			d.owned()
		}
		steps := p.grows()
		if steps < 2 {
			continue
		}
		grown++
		text, _ = p.outside(names{}).print()
		for limit, want := range map[int]bool{steps: false, steps - 1: true} {
			files := project.New(project.Memory{"x.flow": text})
			a, err := compiler.Analyze(context.Background(), files, "x.flow", compiler.Options{MaxSteps: limit})
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.ContainsFunc(a.Findings, func(f *diag.Finding) bool { return f.Code.Name == "too-many-steps" }); got != want {
				t.Fatalf("round %d grows by %d steps; of %d that are too many: %v\n%s", i, steps, limit, got, text)
			}
		}
	}
	if grown < 100 {
		t.Errorf("only %d scripts grow", grown)
	}
}

// Where uses of three steps would add more than a script may grow by, there are
// none.
func TestAgainTooOften(t *testing.T) {
	for uses, want := range map[int]bool{compiler.DefaultMaxSteps / 4: true, compiler.DefaultMaxSteps/3 + 2: false} {
		var b strings.Builder
		for i := range uses {
			fmt.Fprintf(&b, "say \"Welcome to part %[1]d of many.\"\ninput 1 into choice\nget \"https://example.com/{{choice}}\"\nconnect 5263\n", i)
		}
		r := script(t, "p", payloadOf(t, "a", b.String()))
		if got := strings.Contains(r.Script, "\nstep "); got != want {
			t.Errorf("%d uses are a step: %v", uses, got)
		}
		if got := proof(r); got != "same call" {
			t.Errorf("%d uses: %s", uses, got)
		}
	}
}

// A writing makes scripts at random.
type writing struct {
	*generator
	strings.Builder
	labels []string
}

func (g *writing) call() string {
	g.labels = []string{"one", "two", "three"}[:1+g.IntN(3)]
	g.step()
	g.WriteString("call 1\n")
	for range 1 + g.IntN(3) {
		g.part()
	}
	for _, label := range g.labels {
		fmt.Fprintf(g, "\n%s:\n", label)
		g.part()
		g.WriteString(pick(g.generator, "say \"Over.\"\nend\n", "say \"And now.\"\n"))
	}
	return g.String()
}

func (g *writing) step() {
	g.WriteString("step own(a, b) -> x/y {\n")
	g.try(2, []string{"x", "y"}, []string{`"${a} is what we want from you."`, "a", `"${b} of ${attempt}"`, `"A few words."`})
	g.WriteString("-> " + pick(g.generator, "x", "y") + "\n}\n")
}

func (g *writing) part() {
	says := []string{`"Hello."`, `"Press a key, for the time ${attempt}."`, `"Which of these?"`, `"Sorry."`}
	switch g.IntN(4) {
	case 0:
		fmt.Fprintf(g, "say \"Part %d.\"\n", g.IntN(3))
	case 1:
		fmt.Fprintf(g, "own \"%s\", %d -> %s/%s\n", pick(g.generator, "A name", "Your number", "7"), g.IntN(3), g.target(), g.target())
	default:
		g.try(2, append(g.labels, "next"), says)
	}
}

func (g *writing) target() string { return pick(g.generator, append(g.labels, "next")...) }

// try writes attempts that say some texts and leave by some targets.
func (g *writing) try(depth int, targets, says []string) {
	fmt.Fprintf(g, "try %d times {\n", 2+g.IntN(3))
	n := g.IntN(3)
	for range n {
		fmt.Fprintf(g, "say %s\n", pick(g.generator, says...))
	}
	if depth > 1 && g.IntN(4) == 0 {
		g.try(depth-1, targets, says)
	}
	out := func() string { return pick(g.generator, append(targets, "again")...) }
	switch g.IntN(3) {
	case 0:
		fmt.Fprintf(g, "input 1 into key {\n1 -> %s\n2 { say \"No.\"; -> %s }\nelse -> again\n}\n", out(), out())
	case 1:
		fmt.Fprintf(g, "get \"https://example.com/{{key}}\" -> %s/again\n", out())
	default:
		fmt.Fprintf(g, "menu \"Well?\" {\n1 \"for a\" -> %s\n2 \"for b\" -> %s\nelse -> again\n}\n", out(), out())
	}
	g.WriteString(pick(g.generator, "}\n", "} else -> "+pick(g.generator, targets...)+"\n", "} else { say \"That was that.\" }\n"))
}

// Of many dialogues in a row one is the step, and not two of them.
func TestAgainInARow(t *testing.T) {
	const sections = 20
	var b strings.Builder
	for i := range sections {
		fmt.Fprintf(&b, "s%[1]d:\nsay \"Welcome to section %[1]d of many. Please choose.\"\ninput 1 into choice%[1]d { 1 -> r%[1]d; else -> s%[1]d }\nr%[1]d:\nget \"https://example.com/{{choice%[1]d}}\" -> next/s%[1]d\n", i)
	}
	r := script(t, "p", payloadOf(t, "a", b.String()+"say \"Goodbye.\"\n"))
	if uses := strings.Count(r.Script, "\nask "); uses != sections {
		t.Errorf("%d uses\n%s", uses, r.Script)
	}
}
