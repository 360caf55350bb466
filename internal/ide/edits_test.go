package ide_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

// said returns the answers about a place of a script as text, and whether all that
// they name is in the text.
func said(s *ide.Snapshot, offset int32) (text string, within bool) {
	var b strings.Builder
	within = true
	at := func(p source.Place) string {
		if p.File == nil {
			return "nowhere"
		}
		within = within && 0 <= p.Start && p.Start <= p.End && int(p.End) <= len(p.File.Text)
		return fmt.Sprint(p.File.Name, p.Span)
	}
	here := func(span source.Span) string { return at(source.Place{File: s.Main().File.Source, Span: span}) }
	for _, i := range s.Completion(offset) {
		fmt.Fprintf(&b, "item %+v %s\n", i, here(i.Span))
	}
	if h := s.Hover(offset); h != nil {
		fmt.Fprintf(&b, "hover %s %s\n", h.Text, here(h.Span))
	}
	if sig := s.SignatureHelp(offset); sig != nil {
		fmt.Fprintf(&b, "signature %+v\n", *sig)
		within = within && sig.Active < len(sig.Parts)
	}
	for _, h := range s.InlayHints(source.Span{Start: offset, End: offset + 500}, ide.AllHints) {
		fmt.Fprintf(&b, "hint %+v %s\n", h, here(source.Span{Start: h.Offset, End: h.Offset}))
	}
	for _, l := range s.CodeLenses() {
		fmt.Fprintf(&b, "lens %s %s\n", l.Title, here(l.Span))
		for _, p := range l.Places {
			fmt.Fprintf(&b, "  %s\n", at(p))
		}
	}
	for _, span := range []source.Span{{Start: offset, End: offset}, {Start: offset, End: offset + 60}} {
		for _, a := range offered(s, span) {
			fmt.Fprintf(&b, "action %s %s %v\n", a.Title, a.Kind, a.Certain)
			for _, e := range a.Edits {
				fmt.Fprintf(&b, "  %s %q\n", at(e.Place), e.NewText)
			}
		}
	}
	return b.String(), within
}

// TestEdits changes open scripts at random, and some that they use: after each
// change a workspace that saw them all answers as one that is opened then.
// FLOWC_EDITS is how many changes are made.
func TestEdits(t *testing.T) {
	n := 200
	if asked, err := strconv.Atoi(os.Getenv("FLOWC_EDITS")); err == nil {
		n = asked
	}
	files := project(t)
	names := slices.Sorted(maps.Keys(files))
	names = slices.DeleteFunc(names, func(name string) bool { return len(files[name].Data) > 5_000 })
	r := rand.New(rand.NewPCG(1, uint64(n)))
	w := ide.NewWorkspace(ide.Of(files))
	open := map[string]string{}
	folder := ""
	for i := range n {
		if i%20 == 0 { // elsewhere, with all scripts of the folder as they are
			for name := range open {
				w.Close(name)
			}
			clear(open)
			folder = names[r.IntN(len(names))]
			folder = folder[:strings.LastIndexByte(folder, '/')+1]
		}
		beside := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !strings.HasPrefix(name, folder) })
		changed := beside[r.IntN(len(beside))]
		text, ok := open["/"+changed]
		if !ok || r.IntN(8) == 0 {
			text = string(files[changed].Data)
		}
		if text = (corpus.Texts{text}).Vary(r); len(text) > 10_000 {
			continue
		}
		w.Open("/"+changed, text)
		open["/"+changed] = text
		asked := "/" + beside[r.IntN(len(beside))]
		compare(t, w, files, open, asked, r)
		if t.Failed() {
			return
		}
	}
}

// compare asks a workspace and a new one about some places of a script.
func compare(t *testing.T, w *ide.Workspace, files fstest.MapFS, open map[string]string, name string, r *rand.Rand) {
	t.Helper()
	fresh := ide.NewWorkspace(ide.Of(files))
	for name, text := range open {
		fresh.Open(name, text)
	}
	now, err := w.Snapshot(context.Background(), name)
	want, wantErr := fresh.Snapshot(context.Background(), name)
	if err != nil || wantErr != nil {
		if fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Errorf("%s: %v, want %v", name, err, wantErr)
		}
		return
	}
	for range 5 {
		offset := int32(r.IntN(len(now.Text()) + 1))
		got, within := said(now, offset)
		if !within {
			t.Errorf("%s at %d: a place is not in the text\n%s\n%s", name, offset, got, now.Text())
		}
		if wanted, _ := said(want, offset); wanted != got {
			t.Errorf("%s at %d (-want +got):\n%s\n%s", name, offset, cmp.Diff(wanted, got), now.Text())
		}
	}
}
