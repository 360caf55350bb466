package review

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// maxAnnotation is how many bytes an annotation says. GitHub cuts what is longer
// than 4 KB.
const maxAnnotation = 4000

// GitHub returns commands of a workflow, of which GitHub makes annotations of the
// lines of a change: errors where the job stops for the kind that was asked for.
func (r *Review) GitHub() string {
	var b strings.Builder
	for i := range r.Calls {
		c := &r.Calls[i]
		if fate := c.fate(); fate != "" && c.State != Changed {
			b.WriteString(r.Style.Annotation(r.severity(true), r.file(c), "call", c.Name()+": "+fate))
		}
		for k := range c.Changes {
			change := &c.Changes[k]
			place := change.New
			text := change.Words
			if place.File == nil { // it is gone, and there are annotations of what is there only
				place = r.file(c)
				text += "\n(" + r.where(change) + ")"
			}
			for _, line := range below(change) {
				text += "\n" + line
			}
			b.WriteString(r.Style.Annotation(r.severity(r.stops(change)), place, title(change), clipped(text, maxAnnotation)))
		}
	}
	return b.String()
}

func title(c *changes.Change) string { return string(c.Kind) + " " + marks[c.Sign].word }

func (r *Review) severity(stops bool) diag.Severity {
	switch {
	case r.FailOn == nil:
		return diag.Warning
	case stops:
		return diag.Error
	}
	return diag.Info
}

// file is the start of a call as it is now, or nowhere.
func (r *Review) file(c *Call) source.Place {
	if c.New == "" {
		return source.Place{}
	}
	return source.Place{File: source.NewFile(c.New, "")}
}
