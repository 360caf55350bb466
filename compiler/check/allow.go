package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var badAllow = diag.Register(diag.Code{
	Name: "bad-allow", Area: diag.Statements, Severity: diag.Warning, Title: "a comment allows a finding and gives no reason",
	Text: "Whoever reads the script should learn why the finding is right here.",
	Bad:  "raw { \"type\": \"fax\" } // flowc:allow raw-object",
	Good: "raw { \"type\": \"fax\" } // flowc:allow raw-object the fax beta has no statement",
})

var unusedAllow = diag.Register(diag.Code{
	Name: "unused-allow", Area: diag.Statements, Severity: diag.Warning, Title: "a comment allows what is not there",
	Text: "The finding is gone, or its code is another one. Remove the comment.",
	Bad:  "say \"Hello.\" // flowc:allow raw-object they asked for it",
	Good: "say \"Hello.\"",
})

// allowMark starts a comment that suppresses a finding:
//
//	// flowc:allow CODE reason
const allowMark = "flowc:allow"

// An allowance is such a comment.
type allowance struct {
	comment      source.Span
	code, reason string
	covers       source.Span // the line of the statement, and its head where that has several
	used         bool
}

// Allow takes the warnings out of list that comments of the file suppress, and
// adds findings for comments that give no reason or suppress nothing. A
// comment covers the statement on its line, or where it stands alone, the one
// on the line below. An error can't be suppressed: there would be no payload.
//
// What an allowance covers is one range of bytes. So a finding asks those of
// its code that begin before it, from the last one back, up to where none that
// is left reaches as far.
func Allow(file *lang.File, broken bool, list diag.List) diag.List {
	allowances := allowancesOf(file)
	if len(allowances) == 0 {
		return list
	}
	byCode := map[string]*covering{}
	for _, a := range allowances {
		if byCode[a.code] == nil {
			byCode[a.code] = &covering{}
		}
		byCode[a.code].add(a)
	}
	var kept diag.List
	for _, f := range list {
		c := byCode[f.Code.Name]
		if f.Severity != diag.Warning || f.Place.File != file.Source || c == nil || !c.take(f.Place.Start) {
			kept = append(kept, f)
		}
	}
	for _, a := range allowances {
		at := source.Place{File: file.Source, Span: a.comment}
		switch {
		case a.code == "" || a.reason == "":
			kept.Add(badAllow.At(at, "this comment gives no reason for what it allows")).Helpf("write // flowc:allow CODE, and why it is right here")
		case !a.used && !broken && a.code != leftOut.Name:
			// Whether something is left out depends on the API of the build, and
			// much is not said of a script that did not parse.
			f := kept.Add(unusedAllow.At(at, "this comment suppresses nothing: no warning %s stands here", a.code)).Helpf("remove it")
			if near := nearestCode(a.code); near != "" {
				f.Helpf("there is no code %s; did you mean %s?", a.code, near)
			}
		}
	}
	return kept
}

// nearestCode returns the code that was most likely meant by a word that is
// none.
func nearestCode(word string) string {
	if diag.Lookup(word) != nil {
		return ""
	}
	var names []string
	for _, c := range diag.Codes() {
		names = append(names, c.Name)
	}
	return lang.Nearest(word, names)
}

// A covering is what the allowances of one code cover.
type covering struct {
	list  []*allowance // by where they begin
	reach []int32      // how far the ones up to here reach
}

func (c *covering) add(a *allowance) {
	at, _ := slices.BinarySearchFunc(c.list, a.covers.Start+1, func(a *allowance, start int32) int { return cmp.Compare(a.covers.Start, start) })
	c.list = slices.Insert(c.list, at, a)
}

// take marks the allowances that cover an offset, and reports whether there is
// one.
func (c *covering) take(offset int32) (found bool) {
	if c.reach == nil {
		reach := int32(0)
		for _, a := range c.list {
			reach = max(reach, a.covers.End)
			c.reach = append(c.reach, reach)
		}
	}
	at, _ := slices.BinarySearchFunc(c.list, offset+1, func(a *allowance, start int32) int { return cmp.Compare(a.covers.Start, start) })
	for at--; at >= 0 && c.reach[at] > offset; at-- {
		if c.list[at].covers.End > offset {
			c.list[at].used = true
			found = true
		}
	}
	return found
}

// allowancesOf returns the allowances of a file, in source order.
func allowancesOf(file *lang.File) (list []*allowance) {
	if !strings.Contains(file.Source.Text, allowMark) {
		return nil
	}
	heads := headsOf(file)
	text := file.Source.Text
	covered := int32(len(text)) // where the statement is that the comment behind this one is about
	for _, c := range slices.Backward(file.Comments()) {
		span := source.Span{Start: c.Start, End: c.Start + int32(len(c.Text))}
		line, start := file.Source.Line(c.Start)
		at := c.Start
		if strings.TrimSpace(strings.TrimPrefix(line[:c.Start-start], "\uFEFF")) == "" {
			// It stands alone: what counts is the next thing that is no comment.
			end := start + int32(len(line))
			at = end + int32(len(text[end:])-len(strings.TrimLeft(text[end:], " \t\r\n")))
			if strings.HasPrefix(text[at:], "//") {
				at = covered
			}
			covered = at
		}
		words := strings.Fields(strings.TrimPrefix(c.Text, "//"))
		if len(words) == 0 || words[0] != allowMark {
			continue
		}
		a := &allowance{comment: span, covers: covers(file, heads, at)}
		if len(words) > 1 {
			a.code, a.reason = words[1], strings.Join(words[2:], " ")
		}
		list = append(list, a)
	}
	slices.Reverse(list)
	return list
}

// covers returns the line that an offset is on, with the heads of statements
// that have a part on it.
func covers(file *lang.File, heads []source.Span, offset int32) source.Span {
	line, start := file.Source.Line(offset)
	span := source.Span{Start: start, End: start + int32(len(line)) + 1}
	i, _ := slices.BinarySearchFunc(heads, start+1, func(h source.Span, at int32) int { return cmp.Compare(h.End, at) })
	for ; i < len(heads) && heads[i].Start < start+int32(len(line)); i++ {
		span.Start, span.End = min(span.Start, heads[i].Start), max(span.End, heads[i].End)
	}
	return span
}

// headsOf returns the heads of statements of several lines, in source order.
// They do not overlap.
func headsOf(file *lang.File) []source.Span {
	var heads []source.Span
	lang.Walk(file, func(n lang.Node) bool {
		if s, ok := n.(lang.Stmt); ok {
			if head := file.Head(s); strings.Contains(file.Source.Text[head.Start:head.End], "\n") {
				heads = append(heads, head)
			}
		}
		return true
	})
	return heads
}
