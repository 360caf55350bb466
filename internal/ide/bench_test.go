package ide_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/flowc-lang/flowc/internal/ide"
)

// thousand returns a script of 1,000 steps, with a label every ten.
func thousand() string {
	var b strings.Builder
	b.WriteString("let hello = \"Hello.\"\n\nstep ask(question) -> yes/no {\n  input 1 { 1 -> yes; else -> no }\n}\n\ncall 442079460123\n")
	for i := range 100 {
		fmt.Fprintf(&b, "\nl%d:\n", i)
		for j := range 9 {
			fmt.Fprintf(&b, "  say \"This is sentence %d of part %d, {{key}}.\"\n", j, i)
		}
		fmt.Fprintf(&b, "  input 1 into key { 1 -> l%d; else -> next }\n", (i*7)%100)
	}
	return b.String()
}

// BenchmarkAnswers measures each answer in the middle of a script of 1,000 steps.
// The first asks build the index, which takes part in the figures of none.
func BenchmarkAnswers(b *testing.B) {
	text := thousand()
	w := ide.NewWorkspace(ide.Of(fstest.MapFS{}))
	w.Open("/x.flow", text)
	s, err := w.Snapshot(context.Background(), "/x.flow")
	if err != nil {
		b.Fatal(err)
	}
	offset := int32(strings.Index(text, "l50:\n") + strings.Index(text[strings.Index(text, "l50:\n"):], "-> l") + 4)
	b.Run("lenses", func(b *testing.B) {
		for b.Loop() {
			lenses(s, 0)
		}
	})
	for what, answer := range answers {
		b.Run(what, func(b *testing.B) {
			answer(s, offset)
			for b.Loop() {
				answer(s, offset)
			}
		})
	}
}
