package check

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// allowMark starts a comment that suppresses a finding:
//
//	// flowc:allow CODE reason
const allowMark = "flowc:allow"

// An allowance is such a comment.
type allowance struct {
	comment      *lang.Comment
	code, reason string
	line         int // of the statement that it covers
	used         bool
}

// Allow takes the warnings out of list that comments of the file suppress, and
// adds findings for comments that give no reason or suppress nothing. A
// comment covers the statement on its line, or where it stands alone, the one
// on the line below. An error can't be suppressed: there would be no payload.
func Allow(file *lang.File, list diag.List) diag.List {
	allowances := allowancesOf(file)
	if len(allowances) == 0 {
		return list
	}
	heads := headsOf(file)
	var kept diag.List
	for _, f := range list {
		if !suppressed(f, file, heads, allowances) {
			kept = append(kept, f)
		}
	}
	for _, a := range allowances {
		span := source.Span{Start: a.comment.Start, End: a.comment.Start + int32(len(a.comment.Text))}
		f := &diag.Finding{Severity: diag.Warning, Place: source.Place{File: file.Source, Span: span}}
		switch {
		case a.code == "" || a.reason == "":
			f.Code, f.Message, f.Help = "bad-allow", "this comment gives no reason for what it allows", "write // flowc:allow CODE, and why it is right here"
		case !a.used && a.code != "left-out":
			// Whether something is left out depends on the API of the build.
			f.Code, f.Message, f.Help = "unused-allow", fmt.Sprintf("this comment suppresses nothing: no warning %s stands here", a.code), "remove it"
		default:
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// suppressed reports whether a finding is one that a comment allows.
func suppressed(f *diag.Finding, file *lang.File, heads []source.Span, allowances []*allowance) bool {
	if f.Severity != diag.Warning || f.Place.File != file.Source {
		return false
	}
	found := false
	for _, a := range allowances {
		if a.code == f.Code && covers(file.Source, heads, a.line, f.Place.Start) {
			a.used = true
			found = true
		}
	}
	return found
}

// covers reports whether an offset is on a line, or in the head of a statement
// that has a part of its head on that line.
func covers(file *source.File, heads []source.Span, line int, offset int32) bool {
	if file.Position(offset).Line == line {
		return true
	}
	for _, h := range heads {
		if h.Start <= offset && offset < h.End &&
			file.Position(h.Start).Line <= line && line <= file.Position(h.End-1).Line {
			return true
		}
	}
	return false
}

func allowancesOf(file *lang.File) []*allowance {
	if !strings.Contains(file.Source.Text, allowMark) {
		return nil
	}
	var list []*allowance
	for i := range file.Comments {
		c := &file.Comments[i]
		text, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(c.Text, "//")), allowMark)
		if !ok {
			continue
		}
		code, reason, _ := strings.Cut(strings.TrimSpace(text), " ")
		list = append(list, &allowance{comment: c, code: code, reason: strings.TrimSpace(reason), line: coveredLine(file, c)})
	}
	return list
}

// coveredLine returns the line that a comment is about: its own, or the next
// one with more than a comment on it.
func coveredLine(file *lang.File, c *lang.Comment) int {
	text, start := file.Source.Line(c.Start)
	line := file.Source.Position(c.Start).Line
	if strings.TrimSpace(text[:c.Start-start]) != "" {
		return line
	}
	for rest := file.Source.Text[c.Start:]; ; {
		_, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return line
		}
		line++
		next, _, _ := strings.Cut(after, "\n")
		if next = strings.TrimSpace(next); next != "" && !strings.HasPrefix(next, "//") {
			return line
		}
		rest = after
	}
}

// headsOf returns the heads of statements of several lines.
func headsOf(file *lang.File) []source.Span {
	var heads []source.Span
	lang.Walk(file, func(n any) bool {
		if s, ok := n.(lang.Stmt); ok {
			if head := file.Head(s); strings.Contains(file.Source.Text[head.Start:head.End], "\n") {
				heads = append(heads, head)
			}
		}
		return true
	})
	return heads
}
