package flowtest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/flowtest"
)

// TestUpdate holds what becomes of tests that fail against files. To update them once
// more changes nothing.
func TestUpdate(t *testing.T) {
	all := func(*flowtest.Test) bool { return true }
	chunks.Run(t, "testdata/update/*.txt", func(t *testing.T, files map[string]string) string {
		var b strings.Builder
		update := func() map[string]string {
			texts, changes, err := flowtest.Update(context.Background(), project.New(project.Memory(files)), chunks.Main, compiler.Options{}, all)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range changes {
				if c.Gone > 0 {
					fmt.Fprintf(&b, "%s: %d lines are gone\n", c.Test.Name(), c.Gone)
				}
			}
			return texts
		}
		for name, text := range update() {
			files[name] = text
			b.WriteString(name + "\n" + text)
		}
		s := load(t, files)
		for _, test := range s.Tests {
			if test.Flow == nil || !test.Passes(test.Flow) {
				b.WriteString("still fails: " + test.Name() + "\n")
			}
		}
		if d := cmp.Diff(map[string]string{}, update()); d != "" {
			t.Errorf("the second time:\n%s", d)
		}
		return b.String()
	})
}
