package draw_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/draw"
	"github.com/flowc-lang/flowc/lang/source"
)

var update = flag.Bool("update", false, "write the pictures")

// files are the scripts and payloads that are drawn: the examples.
func files(t testing.TB) []string {
	t.Helper()
	var list []string
	for _, pattern := range []string{"*.flow", "reuse/*.flow", "payloads/*.json"} {
		found, err := filepath.Glob("../../examples/" + pattern)
		if err != nil || found == nil {
			t.Fatal(pattern, err)
		}
		list = append(list, slices.DeleteFunc(found, func(path string) bool { _, test := project.Tested(path); return test })...)
	}
	return list
}

// published are the published calls.
func published(t testing.TB) []string {
	t.Helper()
	list, err := filepath.Glob("../../compiler/check/testdata/*/*.flow")
	if err != nil || list == nil {
		t.Fatal(err)
	}
	return list
}

// read returns the call of a file, and the objects of its steps.
func read(t testing.TB, path string) (*call.Call, func(int) string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return of(t, path, string(text))
}

// of returns the call of a text.
func of(t testing.TB, path, text string) (*call.Call, func(int) string) {
	t.Helper()
	c, object, ok := try(path, text)
	if !ok {
		t.Fatalf("%s has no call", path)
	}
	return c, object
}

// try returns the call of a text that has one.
func try(path, text string) (c *call.Call, object func(int) string, ok bool) {
	if strings.HasSuffix(path, ".json") {
		doc, err := api.Decode(text)
		if err != nil {
			return nil, nil, false
		}
		c := call.OfPayload(api.Read(doc, 0), source.NewFile(path, text))
		return c, func(i int) string { n := c.Payload.Vertices[i].Node; return text[n.Start:n.End] }, true
	}
	p := project.New(project.Disk{})
	p.Open(path, text)
	a, err := compiler.Analyze(context.Background(), p, path, compiler.Options{})
	if err != nil {
		return nil, nil, false
	}
	c, err = a.Built()
	return c, a.Object, err == nil
}

// drawn returns the scene of a file.
func drawn(t testing.TB, path string, opts draw.Options) *draw.Scene {
	t.Helper()
	c, object := read(t, path)
	opts.Title, opts.Object = filepath.Base(path), object
	scene, err := draw.New(c, opts)
	if err != nil {
		t.Fatal(err)
	}
	return scene
}

func svg(t testing.TB, s *draw.Scene) string {
	t.Helper()
	var b strings.Builder
	if err := s.SVG(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExamples holds the pictures of the examples against testdata.
func TestExamples(t *testing.T) {
	for _, path := range files(t) {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		t.Run(name, func(t *testing.T) {
			s := drawn(t, path, draw.Options{})
			for _, format := range []struct {
				extension string
				write     func(*strings.Builder) error
			}{
				{"svg", func(b *strings.Builder) error { return s.SVG(b) }},
				{"mmd", func(b *strings.Builder) error { return s.Mermaid(b) }},
				{"dot", func(b *strings.Builder) error { return s.DOT(b) }},
			} {
				var b strings.Builder
				if err := format.write(&b); err != nil {
					t.Fatal(err)
				}
				hold(t, filepath.Join("testdata", name+"."+format.extension), b.String())
			}
		})
	}
}

// TestReadme keeps the picture that the README shows up to date.
func TestReadme(t *testing.T) {
	c, _ := read(t, "../../examples/delivery_confirmation.flow")
	s, err := draw.New(c, draw.Options{Title: "examples/delivery_confirmation.flow"})
	if err != nil {
		t.Fatal(err)
	}
	hold(t, "../../docs/call.svg", svg(t, s))
}

// hold holds what was made against a file.
func hold(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s: make golden writes it (-want +got):\n%s", file, d)
	}
}

// TestPictures reads the pictures of the examples and of the published calls back.
func TestPictures(t *testing.T) {
	for _, path := range append(files(t), published(t)...) {
		for _, opts := range []draw.Options{{}, {Collapse: []string{draw.All}}, {Depth: 3}} {
			p := readPicture(t, svg(t, drawn(t, path, opts)))
			for _, problem := range p.problems()[:min(3, len(p.problems()))] {
				t.Errorf("%s %+v: %s", path, opts, problem)
			}
		}
	}
}

// TestGolden draws all cases of the golden folder that build, and their payloads.
func TestGolden(t *testing.T) {
	list, err := filepath.Glob("../../golden/*/*.flow")
	if err != nil || list == nil {
		t.Fatal(err)
	}
	payloads, err := filepath.Glob("../../golden/*/*.json")
	if err != nil || payloads == nil {
		t.Fatal(err)
	}
	drawings := 0
	for _, path := range append(list, payloads...) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c, object, ok := try(path, string(text))
		if !ok {
			continue
		}
		s, err := draw.New(c, draw.Options{Title: path, Object: object})
		if err != nil {
			t.Fatal(err)
		}
		p := readPicture(t, svg(t, s))
		for _, problem := range p.problems() {
			t.Errorf("%s: %s", path, problem)
		}
		var b strings.Builder
		if err := s.HTML(&b); err != nil {
			t.Error(err)
		}
		drawings++
	}
	if drawings < 200 {
		t.Errorf("only %d cases are drawn", drawings)
	}
}

// TestObject reads the object of a step that is written in an unusual way: what is
// hidden is hidden in every spelling.
func TestObject(t *testing.T) {
	c, object := of(t, "a.json", `{"flow": [{"id": 0, "type": "play", "text": "\u0061\u0026b", "x": [1.0, {"\u0061&b": null}]}]}`)
	scene, err := draw.New(c, draw.Options{Object: object, Hide: func(text string) string { return strings.ReplaceAll(text, "a&b", "***") }})
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "id": 0,
  "type": "play",
  "text": "***",
  "x": [
    1.0,
    {
      "***": null
    }
  ]
}`
	if d := cmp.Diff(want, scene.Boxes[0].Object); d != "" {
		t.Error(d)
	}
}
