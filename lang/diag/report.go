package diag

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// report writes findings as one document, when it is closed.
type report struct {
	w     io.Writer
	style Style
	list  List
	text  func(list List, style Style) ([]byte, error)
}

// whole returns what makes the reporter of a format that is one document.
func whole(text func(list List, style Style) ([]byte, error)) func(w io.Writer, style Style) Reporter {
	return func(w io.Writer, style Style) Reporter { return &report{w: w, style: style, text: text} }
}

// Report implements Reporter.
func (r *report) Report(list List) error {
	r.list = append(r.list, list...)
	return nil
}

// Close implements Reporter.
func (r *report) Close(Count) error {
	text, err := r.text(r.list, r.style)
	if err != nil {
		return err
	}
	_, err = r.w.Write(text)
	return err
}

// tool and site name the program in reports.
const (
	tool = "flowc"
	site = "https://github.com/flowc-lang/flowc"
)

// nowhere stands for the file of a finding that has none, in formats that need
// one: such a finding is about the run, and this is the folder of the run.
const nowhere = "."

// Name returns the name of a file in reports: one below the folder of the run is relative
// to it, since what reads a report knows the files so.
func (s Style) Name(file *source.File) string {
	if file == nil {
		return nowhere
	}
	if rel, ok := strings.CutPrefix(file.Name, strings.TrimSuffix(s.Folder, "/")+"/"); ok && s.Folder != "" {
		return rel
	}
	return file.Name
}

// brief returns a message that fits on a few lines: names in it can be long.
func (s Style) brief(text string) string {
	text = s.Secrets.Message(text)
	if short, cut := head(text[:min(len(text), maxFar)], maxFar); cut || len(short) < len(text) {
		text = strings.ToValidUTF8(short, "") + ellipsis
	}
	return Visible(text)
}

// said returns what a finding says, and behind it what to do.
func (s Style) said(f *Finding, between string) string {
	text := s.brief(f.Message)
	if f.Help != "" {
		text += between + s.brief(f.Help)
	}
	return text
}

// maxSnippet is how many bytes of a file a report repeats for one place.
const maxSnippet = 1000

// snippet returns what stands at a place, and "" where that is not shown.
func (s Style) snippet(place source.Place) string {
	if place.End <= place.Start || place.End-place.Start > maxSnippet {
		return ""
	}
	return s.Secrets.Source(place.File)[place.Start:place.End]
}

// mends returns the fixes of a finding, each edit once. One that would write a
// secret, or that can't be made, is none here.
func (s Style) mends(f *Finding) (list []Fix) {
	for _, fix := range f.Fixes {
		var edits []Edit
		shown := true
		for _, e := range fix.Edits {
			shown = shown && s.Secrets.Text(e.NewText) == e.NewText
			if !slices.Contains(edits, e) {
				edits = append(edits, e)
			}
		}
		if _, ok := joined(edits); ok && shown {
			list = append(list, Fix{Message: fix.Message, Edits: edits, Choice: fix.Choice})
		}
	}
	return list
}

// ends returns where a place starts, and where what follows it does.
func ends(place source.Place, unit source.Unit) (start, end source.Position) {
	return place.File.Position(place.Start, unit), place.File.Position(max(place.Start, place.End), unit)
}

// lines returns the first and the last line of a place. A line end that is the
// last of a place is on the line that it ends.
func lines(place source.Place) (first, last int) {
	start, end := ends(place, source.Bytes)
	if end.Column == 1 && end.Line > start.Line {
		end.Line--
	}
	return start.Line, end.Line
}

// Encoded returns a document of JSON, with a line for each part.
func Encoded(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}
