package ide_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

// spans are the answers at an offset, each with the places that it names.
var answers = map[string]func(s *ide.Snapshot, offset int32) []source.Span{
	"completion": func(s *ide.Snapshot, offset int32) (spans []source.Span) {
		for _, i := range s.Completion(offset) {
			spans = append(spans, i.Span)
		}
		return spans
	},
}

// most is at how many offsets of a script answers are asked for.
const most = 500

func ask(t *testing.T, name, text string, files fstest.MapFS) {
	t.Helper()
	w := ide.NewWorkspace(ide.Of(files))
	w.Open(name, text)
	s, err := w.Snapshot(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at <= len(text); at += 1 + len(text)/most {
		for what, answer := range answers {
			for _, span := range answer(s, int32(at)) {
				if span.Start < 0 || span.End < span.Start || int(span.End) > len(text) {
					t.Fatalf("%s: %s at %d has the span %v\n%s", name, what, at, span, text)
				}
			}
		}
	}
}

// TestEverywhere asks for every answer at every offset of the scripts of the
// project, and of some that are varied: none panics, and none names a place that is
// not in the text.
func TestEverywhere(t *testing.T) {
	const root = "../.."
	scripts, err := corpus.Read(root, append(corpus.Scripts, "golden/*/*.flow"))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	var texts corpus.Texts
	for _, path := range slices.Sorted(maps.Keys(scripts)) {
		name := strings.TrimPrefix(filepath.ToSlash(path), root+"/")
		files[name] = &fstest.MapFile{Data: []byte(scripts[path])}
		texts = append(texts, scripts[path])
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) { ask(t, "/"+name, string(file.Data), files) })
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		ask(t, "/varied.flow", texts.Vary(r), files)
	}
}
