package changes_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestChanges holds how the second of two calls differs from the first against
// files: new.flow, or new.json where the first is a payload.
func TestChanges(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		if text, payload := files["new.json"]; payload {
			return show(changes.Compare(read(t, "old.json", files[chunks.Main]), read(t, "new.json", text)))
		}
		return show(changes.Compare(built(t, chunks.Main, files), built(t, "new.flow", files)))
	})
}

// show prints changes.
func show(list []changes.Change) string {
	if len(list) == 0 {
		return "same call"
	}
	var b strings.Builder
	for _, c := range list {
		at := func(p source.Place) string {
			if p.File == nil {
				return ""
			}
			return fmt.Sprint(p.File.Position(p.Start, source.Bytes).Line)
		}
		fmt.Fprintf(&b, "%c %s %s>%s %s\n", c.Sign, c.Kind, at(c.Old), at(c.New), c.Words)
		for _, also := range c.Also {
			fmt.Fprintf(&b, "  also: %s\n", also)
		}
		if len(c.Kinds) > 1 {
			fmt.Fprintf(&b, "  kinds: %v\n", c.Kinds)
		}
		if c.Times > 1 {
			fmt.Fprintf(&b, "  %d times\n", c.Times)
		}
		switch {
		case c.Never:
			b.WriteString("  never\n")
		case len(c.Way) > 0:
			fmt.Fprintf(&b, "  after: %s\n", strings.Join(c.Way, ", "))
		}
	}
	return b.String()
}

// built returns the call of a script.
func built(t testing.TB, name string, files map[string]string) *call.Call {
	t.Helper()
	c, err := build(name, files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func build(name string, files map[string]string) (*call.Call, error) {
	a, err := compiler.Analyze(context.Background(), project.New(project.Memory(files)), name, compiler.Options{Rules: project.Rules{Policy: corpus.Fragments()}})
	if err != nil {
		return nil, err
	}
	c, err := a.Built()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", err, a.Findings)
	}
	return c, nil
}

func read(t testing.TB, name, text string) *call.Call {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return call.OfPayload(api.Read(doc, 0), source.NewFile(name, text))
}
