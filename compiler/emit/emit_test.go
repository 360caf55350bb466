package emit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// expanded returns the call of a script, which has no errors.
func expanded(t testing.TB, files project.FS, name string) (*expand.Call, *source.File) {
	t.Helper()
	view, err := project.New(files).View(name)
	if err != nil {
		t.Fatal(err)
	}
	var list diag.List
	p := resolve.Resolve(view.Main, resolve.Options{Files: view}, &list)
	call := expand.Program(p, expand.ReadSettings(p, &list), 0, &list)
	if list.HasErrors() {
		t.Fatalf("%s has errors:\n%s", name, chunks.Findings(list))
	}
	return call, view.Main.Source
}

func payload(t *testing.T, call *expand.Call, opts emit.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := emit.Payload(&b, call.Graph, &call.Settings, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPayloads holds payloads and their maps against the files in testdata.
func TestPayloads(t *testing.T) {
	chunks.Run(t, "testdata/payloads.txt", func(t *testing.T, files map[string]string) string {
		call, main := expanded(t, project.Memory(files), chunks.Main)
		var b strings.Builder
		b.WriteString("v2: " + payload(t, call, emit.Options{API: api.V2}))
		b.WriteString("v1, texts, compact: " + payload(t, call, emit.Options{API: api.V1, IDs: emit.Strings, Compact: true}))
		for _, version := range []api.Version{api.V2, api.V1} {
			b.WriteString("map for " + version.String() + ": ")
			if err := emit.Map(&b, call.Graph, main, &call.Settings, emit.Options{API: version}); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	})
}

// TestLabels holds ids by label against the files in testdata: for each step
// its id and what is written.
func TestLabels(t *testing.T) {
	chunks.Run(t, "testdata/labels.txt", func(t *testing.T, files map[string]string) string {
		call, _ := expanded(t, project.Memory(files), chunks.Main)
		var b strings.Builder
		for i, name := range emit.Names(call.Graph) {
			s := &call.Graph.Steps[i]
			text := s.In.File.Source.Text[s.Stmt.Span().Start:s.Stmt.Span().End]
			b.WriteString(name + "\t" + strings.Split(text, "\n")[0] + "\n")
		}
		for _, o := range strings.SplitAfter(payload(t, call, emit.Options{API: api.V2, IDs: emit.Labels, Compact: true}), `{"id":`)[1:] {
			b.WriteString(o[:len(o)-len(strings.TrimLeft(o, `"abcdefghijklmnopqrstuvwxyz_.0123456789`))] + " ")
		}
		return b.String()
	})
}

// TestNamesDiffer checks that no two steps of a call have one name.
func TestNamesDiffer(t *testing.T) {
	checked := 0
	for _, pattern := range []string{"../../golden/*/out.v2.json", "../../examples/*.flow"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			dir, name := filepath.Split(path)
			if strings.HasSuffix(name, "_test.flow") {
				continue
			}
			if strings.HasSuffix(name, ".json") {
				if name = "in.flow"; strings.Contains(dir, "param") {
					continue // needs values
				}
			}
			call, _ := expanded(t, project.Of(os.DirFS(dir)), name)
			seen := map[string]int{}
			for i, id := range emit.Names(call.Graph) {
				if first, twice := seen[id]; twice {
					t.Errorf("%s: the steps %d and %d are both called %s", path, first, i, id)
				}
				seen[id] = i
			}
			checked++
		}
	}
	if checked < 100 {
		t.Errorf("only %d scripts were there", checked)
	}
}

// TestUnknownInstance checks that a new kind of expansion is not forgotten.
func TestUnknownInstance(t *testing.T) {
	defer func() {
		if d := cmp.Diff("unexpected *lang.Say", recover()); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}()
	call, _ := expanded(t, project.Memory{chunks.Main: "say \"x\"\n"}, chunks.Main)
	g := cfg.Graph{Instances: []*cfg.Instance{{Use: call.Graph.Steps[0].Stmt}}}
	emit.Names(&g)
}

// full is a writer that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

// TestWriteErrors checks that what can't be written is said.
func TestWriteErrors(t *testing.T) {
	call, main := expanded(t, project.Memory{chunks.Main: "say \"x\"\n"}, chunks.Main)
	if err := emit.Payload(full{}, call.Graph, &call.Settings, emit.Options{API: api.V2}); err == nil || err.Error() != "full" {
		t.Errorf("the payload: %v", err)
	}
	if err := emit.Map(full{}, call.Graph, main, &call.Settings, emit.Options{API: api.V2}); err == nil || err.Error() != "full" {
		t.Errorf("the map: %v", err)
	}
}

// TestPieces writes a call that is large enough to be written in pieces.
func TestPieces(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "a%d: say \"Step %d.\"\n", i, i)
	}
	call, _ := expanded(t, project.Memory{chunks.Main: b.String()}, chunks.Main)
	whole := payload(t, call, emit.Options{API: api.V2, Compact: true})
	var want strings.Builder
	want.WriteString(whole[:strings.Index(whole, "[")+1])
	for i := range 5000 {
		fmt.Fprintf(&want, `{"id":%d,"type":"play","text":"Step %d."`, i, i)
		if i < 4999 {
			fmt.Fprintf(&want, `,"next_step":%d},`, i+1)
		}
	}
	want.WriteString("}]}\n")
	if d := cmp.Diff(want.String(), whole); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if err := emit.Payload(full{}, call.Graph, &call.Settings, emit.Options{API: api.V2}); err == nil || err.Error() != "full" {
		t.Errorf("what can't be written: %v", err)
	}
}
