package ide_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestTyped types the scripts of the project: a line that ends before a word of it
// is offered that word.
func TestTyped(t *testing.T) {
	files := project(t)
	typed := 0
	for name, file := range files {
		text := string(file.Data)
		w := ide.NewWorkspace(ide.Of(files))
		if before := snapshot(t, w, "/"+name); before.Findings.HasErrors() || strings.Contains(text, "\r") {
			continue
		}
		for _, word := range words(text) {
			end := len(text)
			if n := strings.IndexByte(text[word.Start:], '\n'); n >= 0 {
				end = int(word.Start) + n
			}
			closing := "" // what an editor closes
			if line := text[strings.LastIndexByte(text[:word.Start], '\n')+1 : end]; strings.Count(line, "{") == strings.Count(line, "}") {
				before := line[:len(line)-(end-int(word.Start))]
				closing = strings.Repeat("}", max(0, strings.Count(before, "{")-strings.Count(before, "}")))
			}
			w.Open("/"+name, text[:word.Start]+closing+text[end:])
			items := snapshot(t, w, "/"+name).Completion(word.Start)
			if strings.Contains(text[word.End:end], text[word.Start:word.End]+":") {
				continue // its label stands on the line
			}
			want := text[word.Start:word.End]
			typed++
			if !slices.ContainsFunc(items, func(i ide.Item) bool { return strings.HasPrefix(i.Plain, want) }) {
				line, start := source.NewFile("", text).Line(word.Start)
				t.Errorf("%s: %q is not offered in %q", name, want, line[:word.Start-start]+"^"+line[word.Start-start:])
			}
		}
	}
	if typed < 1000 {
		t.Errorf("only %d words were typed", typed)
	}
}

// words returns the words of a script that mean something.
func words(text string) (spans []source.Span) {
	lang.Walk(lang.Parse(source.NewFile("x.flow", text)), func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Target, *lang.ParamName:
			spans = append(spans, n.Span())
		case *lang.Into, *lang.Key:
		case interface{ AsValue() *lang.Value }:
			if v := n.AsValue(); v.Kind == lang.NameRef || v.Kind == lang.ZoneLit {
				spans = append(spans, v.Span())
			}
		case lang.Stmt:
			at := n.Span()
			rest := text[at.Start:]
			if length := len(rest) - len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyz_0123456789")); length > 0 && rest[length] != ':' {
				spans = append(spans, source.Span{Start: at.Start, End: at.Start + int32(length)})
			}
		}
		return true
	})
	return spans
}
