package chunks

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Place writes a place: its file, and the first and the last position.
func Place(p source.Place) string {
	if p.File == nil {
		return "nowhere"
	}
	return p.File.Name + ":" + Span(p)
}

// Span is Place without the file.
func Span(p source.Place) string {
	from, to := p.File.Position(p.Start, source.Bytes), p.File.Position(p.End, source.Bytes)
	if from.Line == to.Line {
		return fmt.Sprintf("%d:%d-%d", from.Line, from.Column, to.Column)
	}
	return fmt.Sprintf("%d:%d-%d:%d", from.Line, from.Column, to.Line, to.Column)
}

// Findings writes all that findings say, and nothing that a renderer adds.
func Findings(list diag.List) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s: %s[%s]: %s\n", Place(f.Place), f.Severity, f.Code, f.Message)
		if f.Help != "" {
			fmt.Fprintf(&b, "  help: %s\n", f.Help)
		}
		for _, r := range f.Related {
			fmt.Fprintf(&b, "  %s: %s\n", Place(r.Place), r.Message)
		}
		for _, fix := range f.Fixes {
			fmt.Fprintf(&b, "  fix: %s\n", fix.Message)
			for _, e := range fix.Edits {
				fmt.Fprintf(&b, "    %s %q\n", Place(e.Place), e.NewText)
			}
		}
	}
	return b.String()
}
