package call_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestCalls holds the words for what happens in scripts, where that is written,
// and the shortest ways there, against a file. Of the payload of a script the
// words are the same, but for names of requests.
func TestCalls(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		if text := files[chunks.Main]; strings.HasPrefix(text, "{") {
			return show(payload(t, text))
		}
		a, err := compiler.Analyze(context.Background(), project.New(project.Memory(files)), chunks.Main, compiler.Options{Rules: project.Rules{Policy: corpus.Fragments()}})
		if err != nil {
			t.Fatal(err)
		}
		c, err := a.Built()
		if err != nil {
			t.Fatalf("%v: %v", err, a.Findings)
		}
		var text strings.Builder
		if err := a.Payload(&text, false); err != nil {
			t.Fatal(err)
		}
		p := payload(t, text.String())
		for i := range c.Steps {
			if d := cmp.Diff(c.Phrase(i), p.Phrase(i)); d != "" {
				t.Errorf("step %d (-script +payload):\n%s", i, d)
			}
			for _, b := range c.Steps[i].Branches {
				to, _ := p.To(i, b.Key)
				if b.To != to {
					t.Errorf("step %d leads by %s to %d, and in the payload to %d", i, b.Key, b.To, to)
				}
			}
		}
		return show(c)
	})
}

func payload(t *testing.T, text string) *call.Call {
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return call.OfPayload(api.Read(doc, 0), source.NewFile("payload.json", text))
}

// show returns a line for each step: where it is written, what happens there,
// and how a caller gets there.
func show(c *call.Call) string {
	var b strings.Builder
	ways := c.Ways()
	for i := range c.Steps {
		at := c.Step(i)
		fmt.Fprintf(&b, "%d %s:%d %s", i, at.File.Name, at.File.Position(at.Start, source.Characters).Line, c.Phrase(i))
		switch {
		case !ways.Comes(i):
			b.WriteString(" (never)")
		default:
			before := " after "
			for _, turn := range ways.To(i) {
				fmt.Fprintf(&b, "%s%s", before, c.Outcome(turn.Step, turn.Key))
				before = ", "
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
