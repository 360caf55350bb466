package ide_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
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
	"hover": func(s *ide.Snapshot, offset int32) []source.Span {
		if h := s.Hover(offset); h != nil {
			return []source.Span{h.Span}
		}
		return nil
	},
	"signature": func(s *ide.Snapshot, offset int32) []source.Span {
		if sig := s.SignatureHelp(offset); sig != nil && sig.Active >= len(sig.Parts) {
			return []source.Span{{Start: -1}}
		}
		return nil
	},
	"hints": func(s *ide.Snapshot, offset int32) (spans []source.Span) {
		for _, h := range s.InlayHints(source.Span{Start: offset, End: offset + 2000}, ide.AllHints) {
			spans = append(spans, source.Span{Start: h.Offset, End: h.Offset})
		}
		return spans
	},
	"actions": func(s *ide.Snapshot, offset int32) (spans []source.Span) {
		for _, a := range offered(s, source.Span{Start: offset, End: offset}) {
			if _, err := diag.Apply(a.Edits); err != nil {
				return []source.Span{{Start: -1}}
			}
			for _, e := range a.Edits {
				if e.Place.File == s.Main().File.Source {
					spans = append(spans, e.Place.Span)
				}
			}
		}
		return spans
	},
}

// lenses are an answer about a script, and not about an offset.
func lenses(s *ide.Snapshot, _ int32) (spans []source.Span) {
	for _, l := range s.CodeLenses() {
		spans = append(spans, l.Span)
	}
	return spans
}

// most is at how many offsets of a script that is varied answers are asked for: some
// have a hundred thousand.
const most = 300

// ask asks for all answers about a script, every so many bytes.
func ask(t *testing.T, name, text string, files fstest.MapFS, stride int) {
	t.Helper()
	w := ide.NewWorkspace(ide.Of(files))
	w.Open(name, text)
	s, err := w.Snapshot(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, at int, spans []source.Span) {
		for _, span := range spans {
			if span.Start < 0 || span.End < span.Start || int(span.End) > len(text) {
				t.Fatalf("%s: %s at %d has the span %v\n%s", name, what, at, span, text)
			}
		}
	}
	check("lenses", 0, lenses(s, 0))
	for at := 0; at <= len(text); at += stride {
		for what, answer := range answers {
			if what == "actions" && at%seldom != 0 {
				continue
			}
			check(what, at, answer(s, int32(at)))
		}
	}
}

// seldom is at how many offsets actions are asked for once: each that keeps the
// call compiles it.
const seldom = 7

// project returns the scripts of golden and examples.
func project(t *testing.T) fstest.MapFS {
	t.Helper()
	const root = "../.."
	scripts, err := corpus.Read(root, append(corpus.Scripts, "golden/*/*.flow"))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for path, text := range scripts {
		files[strings.TrimPrefix(filepath.ToSlash(path), root+"/")] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// TestEverywhere asks for every answer at every offset of the scripts of the
// project, and of some that are varied: none panics, and none names a place that is
// not in the text.
func TestEverywhere(t *testing.T) {
	files := project(t)
	var texts corpus.Texts
	for _, name := range slices.Sorted(maps.Keys(files)) {
		texts = append(texts, string(files[name].Data))
	}
	for name, file := range files {
		if strings.HasSuffix(name, "/fmt.flow") {
			continue // the same once more
		}
		t.Run(name, func(t *testing.T) { ask(t, "/"+name, string(file.Data), files, 1) })
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		text := texts.Vary(r)
		ask(t, "/varied.flow", text, files, 1+len(text)/most)
	}
}

// TestNoSecret asks for every answer about a script with secrets: none shows one.
func TestNoSecret(t *testing.T) {
	const text = `// It is hush-hush-1, and not hush-hush-2.
let key = "hush-hush-1"
let other = "x${key}"
param third = key
token key
sid "hush-hush-2"
step tell(what) { say what; say "${key}" }
say key
say "It is ${key}."
get "https://x.example/${other}" { fail { say third } }
tell key
tell "hush-hush-2"
menu key { 1 other -> next; 2 "hush-hush-2" -> hush; else -> next }
hush: say "hush-hush-1"
`
	w := ide.NewWorkspace(ide.Of(fstest.MapFS{}))
	for _, text := range []string{text, text + "say {\n", text + "tell ", text + "say ke"} {
		w.Open("/x.flow", text)
		s, err := w.Snapshot(context.Background(), "/x.flow")
		if err != nil {
			t.Fatal(err)
		}
		for at := range int32(len(text)) + 1 {
			said := fmt.Sprintf("%+v %+v %+v %+v", s.Completion(at), s.Hover(at), s.SignatureHelp(at), s.InlayHints(source.Span{End: at}, ide.AllHints))
			if strings.Contains(said, "hush-hush") {
				t.Fatalf("at %d:\n%s", at, said)
			}
		}
	}
}
