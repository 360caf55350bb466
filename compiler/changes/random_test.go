package changes_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/source"
)

// live reports whether a call comes to a line.
func live(c *call.Call, at int) bool {
	ways := c.Ways()
	for i := range c.Steps {
		if p := c.Step(i); ways.Comes(i) && p.File.Position(p.Start, source.Bytes).Line == at {
			return true
		}
	}
	return false
}

// told returns what is wrong with what is told of an edit, or "".
func (e *expected) told(list []changes.Change) string {
	if e.kinds == nil {
		if len(list) > 0 {
			return "told though the call is the same"
		}
		return ""
	}
	for _, c := range list {
		at := c.New
		if e.old {
			at = c.Old
		}
		switch {
		case c.Sign != e.sign && !(e.sign == '~' && c.Kind == changes.Ending):
		case !slices.Contains(e.kinds, c.Kind) && c.Kind != changes.Ending:
		case at.File == nil || at.File.Position(at.Start, source.Bytes).Line != e.at():
		default:
			return ""
		}
	}
	return "not told"
}

// TestEdits measures how often one edit is told as exactly one entry, of its kind and
// at its line, and two edits as two.
func TestEdits(t *testing.T) {
	rounds := 200
	if os.Getenv("FLOWC_EDITS") != "" {
		fmt.Sscan(os.Getenv("FLOWC_EDITS"), &rounds)
	}
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) { measure(t, rounds, e) })
	}
	t.Run("two edits", func(t *testing.T) { measure(t, rounds) })
}

// A round is random edits of one script.
type round struct {
	old, new string
	want     []*expected
	list     []changes.Change
}

// makeRound makes a script and edits it, and returns nil where that changed nothing
// that it should have.
func makeRound(t *testing.T, seed uint64, kinds []edit) *round {
	w := writer{rand.New(rand.NewPCG(seed, 1))}
	before := w.draft()
	after := before.clone()
	if len(kinds) == 0 {
		kinds = []edit{edits[w.IntN(len(edits))], edits[w.IntN(len(edits))]}
	}
	where := w.Perm(len(before.sections))
	r := &round{}
	between := ""
	for n, e := range kinds {
		if n > 0 {
			between = after.print()
		}
		x := e.make(w, after, where[n])
		if x == nil || len(kinds) == 2 && x.kinds == nil {
			return nil // it moves what the other one is about
		}
		r.want = append(r.want, x)
	}
	r.old, r.new = before.print(), after.print()
	a, err := build(chunks.Main, map[string]string{chunks.Main: r.old})
	if err != nil {
		return nil
	}
	b, err := build(chunks.Main, map[string]string{chunks.Main: r.new})
	if err != nil {
		return nil
	}
	if between != "" {
		c, err := build(chunks.Main, map[string]string{chunks.Main: between})
		if err != nil || same.Compare(a.Payload, c.Payload) == nil || same.Compare(c.Payload, b.Payload) == nil {
			return nil
		}
	}
	if slices.ContainsFunc(r.want, func(x *expected) bool {
		return x.moved != nil && !(live(a, x.moved.first.at) && live(b, x.moved.at))
	}) {
		return nil
	}
	r.list = changes.Compare(a, b)
	equal := same.Compare(a.Payload, b.Payload) == nil
	if equal != (len(r.list) == 0) {
		t.Fatalf("seed %d: it is the same call: %v\n%s", seed, equal, show(r.list))
	}
	if equal && r.want[0].kinds != nil {
		return nil // the edit did not change the call
	}
	return r
}

// wrong returns what is told wrong, or "".
func (r *round) wrong() string {
	edited := 0
	wrong := ""
	for _, x := range r.want {
		if told := x.told(r.list); told != "" {
			wrong = told
			if x.at != nil {
				wrong += fmt.Sprintf(" at line %d", x.at())
			}
		}
		if x.kinds != nil {
			edited++
		}
	}
	if len(r.list) != edited {
		wrong += fmt.Sprintf(" %d entries for %d edits", len(r.list), edited)
	}
	return wrong
}

// measure makes random edits: of one kind, or two of any.
func measure(t *testing.T, rounds int, kinds ...edit) {
	right, failures := 0, 0
	for seed := uint64(0); right+failures < rounds; seed++ {
		r := makeRound(t, seed, kinds)
		if r == nil {
			continue
		}
		wrong := r.wrong()
		if wrong == "" {
			right++
			continue
		}
		if failures++; failures <= 3 && os.Getenv("FLOWC_EDITS") != "" {
			t.Logf("seed %d: %s\n%s\n-- old\n%s\n-- new\n%s", seed, wrong, show(r.list), numbered(r.old), numbered(r.new))
		}
	}
	t.Logf("%d of %d are told right", right, right+failures)
	if 100*right < 98*(right+failures) {
		t.Errorf("only %d of %d are told right", right, right+failures)
	}
}

func numbered(text string) string {
	var b strings.Builder
	for n, l := range strings.Split(text, "\n") {
		fmt.Fprintf(&b, "%3d %s\n", n+1, l)
	}
	return b.String()
}
