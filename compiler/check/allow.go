package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var badAllow = diag.Register(diag.Code{
	Name: "bad-allow", Area: diag.Statements, Severity: diag.Warning, Title: "a comment allows a finding, and gives no reason or is misspelt",
	Text: "Whoever reads the script should learn why the finding is right here. Such a comment is written `// flowc:allow CODE reason`, and has one code.",
	Bad:  "call 4420\nraw { \"type\": \"fax\" } // flowc:allow raw-object",
	Good: "call 4420\nraw { \"type\": \"fax\" } // flowc:allow raw-object the fax beta has no statement",
})

var unusedAllow = diag.Register(diag.Code{
	Name: "unused-allow", Area: diag.Statements, Severity: diag.Warning, Unnecessary: true, Title: "a comment allows what is not there",
	Text: "The finding is gone, or its code is another one. Remove the comment.",
	Bad:  "call 4420\nsay \"Hello.\" // flowc:allow raw-object they asked for it",
	Good: "call 4420\nsay \"Hello.\"",
})

// allowMark starts a comment that suppresses a finding:
//
//	// flowc:allow CODE reason
const allowMark = "flowc:allow"

// An allowance is such a comment.
type allowance struct {
	comment      source.Span
	code, reason string
	misspelt     bool // and so it allows nothing
	used         bool
}

// Allow takes the findings out of list that comments of the file suppress, and
// adds findings for comments that give no reason or suppress nothing. A
// comment covers the statement or arm that it stands behind, or where it stands
// alone, the next one below. An error can't be suppressed: there would be no
// payload.
//
// What an allowance covers are ranges of bytes. So a finding asks those of its
// code that begin before it, from the last one back, up to where none that is
// left reaches as far.
func (p *Pass) Allow(m *resolve.Module, list diag.List) diag.List {
	file := m.File
	allowances, byCode := allowancesOf(file)
	if len(allowances) == 0 {
		return list
	}
	var kept diag.List
	for _, f := range list {
		c := byCode[f.Code.Name]
		if f.Severity == diag.Error || f.Place.File != file.Source || c == nil || !c.take(f.Place.Start) {
			kept = append(kept, f)
		}
	}
	for _, a := range allowances {
		at := source.Place{File: file.Source, Span: a.comment}
		switch {
		case a.misspelt:
			f := kept.Add(badAllow.At(at, "a comment that allows a finding starts with // %s", allowMark)).Helpf("write // %s CODE, and why it is right here", allowMark)
			if diag.Lookup(a.code) != nil && a.reason != "" {
				f.Mend("write // "+allowMark, diag.Edit{Place: at, NewText: fmt.Sprintf("// %s %s %s", allowMark, a.code, a.reason)})
			}
		case a.several():
			kept.Add(badAllow.At(at, "this comment names several codes")).Helpf("one code in each comment, and one comment above the other")
		case a.code == "" || a.reason == "":
			kept.Add(badAllow.At(at, "this comment gives no reason for what it allows")).Helpf("write // flowc:allow CODE, and why it is right here")
		case !a.used && !p.Program.Broken && p.sayable(a.code, m):
			f := kept.Add(unusedAllow.At(at, "this comment suppresses nothing: no finding %s stands here", a.code)).Helpf("remove it")
			if diag.Lookup(a.code) == nil {
				f.Message = fmt.Sprintf("this comment suppresses nothing: there is no code %s", a.code)
				f.Helpf("flowc explain lists all codes")
			}
			if c := diag.Lookup(a.code); c != nil && c.Severity == diag.Error && !c.Lenient {
				f.Message = fmt.Sprintf("this comment suppresses nothing: %s is an error", a.code)
				f.Helpf("mend what is wrong: an error can't be allowed, since there would be no payload")
			}
			if near := nearestCode(a.code); near != "" {
				f.Message += fmt.Sprintf("; did you mean %s?", near)
				f.Helpf("write %s", near)
			}
		}
	}
	return kept
}

// several reports whether codes stand in a comment with commas between them.
func (a *allowance) several() bool {
	_, next, comma := strings.Cut(a.code, ",")
	if next == "" {
		next, _, _ = strings.Cut(a.reason, " ")
	}
	next, _, _ = strings.Cut(next, ",")
	return comma && diag.Lookup(next) != nil
}

// sayable reports whether a finding of a code would have been said of a file, were
// it there. Whether something is left out depends on the API of the build, and
// whether a time has passed on the day; what is said of calls is not said of files
// that are used by them; and some codes nobody wants to hear of.
func (p *Pass) sayable(name string, m *resolve.Module) bool {
	code := diag.Lookup(name)
	switch {
	case code == nil:
		return true
	case code == leftOut, code == pastDate && p.Now.IsZero(), p.Rules.Policy.Off(code):
		return false
	}
	return !OfFlows(code) || m == p.Program.Main && !m.Library()
}

// nearestCode returns the code that was most likely meant by a word that is
// none.
func nearestCode(word string) string {
	if diag.Lookup(word) != nil {
		return ""
	}
	return lang.Nearest(word, diag.CodeNames())
}

// A covering is what the allowances of one code cover.
type covering struct {
	list  []covered // by where they begin
	reach []int32   // how far the ones up to here reach
}

type covered struct {
	source.Span
	by *allowance
}

func (c *covering) add(new covered) {
	at, _ := slices.BinarySearchFunc(c.list, new.Start+1, func(c covered, start int32) int { return cmp.Compare(c.Start, start) })
	c.list = slices.Insert(c.list, at, new)
}

// take marks the allowances that cover an offset, and reports whether there is
// one.
func (c *covering) take(offset int32) (found bool) {
	if c.reach == nil {
		reach := int32(0)
		for _, span := range c.list {
			reach = max(reach, span.End)
			c.reach = append(c.reach, reach)
		}
	}
	at, _ := slices.BinarySearchFunc(c.list, offset+1, func(c covered, start int32) int { return cmp.Compare(c.Start, start) })
	for at--; at >= 0 && c.reach[at] > offset; at-- {
		if c.list[at].End > offset {
			c.list[at].by.used = true
			found = true
		}
	}
	return found
}

// allowancesOf returns the allowances of a file, in source order, and what they
// cover, by code.
func allowancesOf(file *lang.File) ([]*allowance, map[string]*covering) {
	if !mayAllow(file.Source.Text) {
		return nil, nil
	}
	a := allower{byCode: map[string]*covering{}}
	lang.WalkBoth(file, a.enter, a.leave)
	slices.SortFunc(a.list, func(a, b *allowance) int { return cmp.Compare(a.comment.Start, b.comment.Start) })
	return a.list, a.byCode
}

// mayAllow reports whether a text may have comments that allow something. Most
// have none, and need no walk.
func mayAllow(text string) bool {
	name, _, _ := strings.Cut(allowMark, ":")
	for {
		_, after, found := strings.Cut(text, "//")
		if !found {
			return false
		}
		if word := strings.TrimLeft(after, " \t"); len(word) > len(name) && strings.EqualFold(word[:len(name)], name) {
			return true
		}
		text = after
	}
}

// An allower goes over a file and finds out what each allowance is about. It
// asks the tree, where every comment has its node, and not the text: so a
// layout, which moves statements to other lines, changes nothing.
type allower struct {
	list   []*allowance
	byCode map[string]*covering
	open   []lang.Node // the statements and arms around
	ahead  []ahead     // of each block around
}

// ahead are the allowances that stand alone above what comes next in a block,
// and the labels between, which are one with that.
type ahead struct {
	list   []*allowance
	labels source.Span // empty where there are none
}

func (a *allower) enter(n lang.Node) bool {
	c := comments(n)
	switch {
	case isBlock(n):
		a.ahead = append(a.ahead, ahead{list: a.read(c.Inside)})
		if c.Behind != nil {
			a.cover(a.around(), a.read([]lang.Comment{*c.Behind}))
		}
	case stands(n):
		a.open = append(a.open, n)
		next := &a.ahead[len(a.ahead)-1]
		next.list = append(next.list, a.read(c.Above)...)
		if _, label := n.(*lang.Label); label {
			if next.labels.End == next.labels.Start {
				next.labels = n.Span()
			}
			next.labels.End = n.Span().End
			break
		}
		if next.labels.End > next.labels.Start {
			a.spans(next.list, next.labels) // in order, so that none is moved
		}
		a.cover(n, next.list)
		*next = ahead{}
	default:
		a.cover(a.around(), a.read(c.Above))
	}
	return true
}

func (a *allower) leave(n lang.Node) {
	c := comments(n)
	switch {
	case isBlock(n):
		last := a.ahead[len(a.ahead)-1]
		a.ahead = a.ahead[:len(a.ahead)-1]
		if last.labels.End > last.labels.Start {
			a.spans(last.list, last.labels)
		}
		return
	case stands(n):
		a.open = a.open[:len(a.open)-1]
		next := &a.ahead[len(a.ahead)-1]
		next.list = append(next.list, a.read(c.Below)...)
	default:
		n = a.around()
		a.cover(n, a.read(c.Below))
	}
	a.cover(n, a.read(c.Inside))
	if c.Behind != nil {
		behind := a.read([]lang.Comment{*c.Behind})
		if _, label := n.(*lang.Label); label {
			next := &a.ahead[len(a.ahead)-1]
			next.list = append(next.list, behind...)
		} else {
			a.cover(n, behind)
		}
	}
}

// comments returns the comments of a node, which may have none.
func comments(n lang.Node) *lang.Comments {
	if c := lang.CommentsOf(n); c != nil {
		return c
	}
	return &none
}

var none lang.Comments

func isBlock(n lang.Node) bool {
	switch n.(type) {
	case *lang.Body, *lang.Arms:
		return true
	}
	return false
}

// stands reports whether a node stands in a block.
func stands(n lang.Node) bool {
	switch n.(type) {
	case lang.Stmt, *lang.Arm:
		return true
	}
	return false
}

// around returns the statement or arm around, or nil.
func (a *allower) around() lang.Node {
	if len(a.open) == 0 {
		return nil
	}
	return a.open[len(a.open)-1]
}

// read returns the allowances among some comments.
func (a *allower) read(comments []lang.Comment) (found []*allowance) {
	for _, c := range comments {
		text := strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
		name, rest, _ := strings.Cut(text, ":")
		words := strings.Fields(rest)
		if len(words) == 0 || !strings.EqualFold(strings.TrimSpace(name)+":"+strings.TrimSuffix(words[0], ":"), allowMark) {
			continue
		}
		one := &allowance{comment: source.Span{Start: c.Start, End: c.Start + int32(len(c.Text))}}
		one.misspelt = words[0] == "allow:" || !strings.HasPrefix(text, allowMark)
		if len(words) > 1 {
			one.code, one.reason = words[1], strings.Join(words[2:], " ")
		}
		a.list = append(a.list, one)
		if !one.misspelt {
			found = append(found, one)
		}
	}
	return found
}

// cover lets allowances cover a statement or an arm.
func (a *allower) cover(n lang.Node, list []*allowance) {
	if n != nil && len(list) > 0 {
		a.spans(list, lang.Outside(n)...)
	}
}

// spans lets allowances cover parts of the file.
func (a *allower) spans(list []*allowance, spans ...source.Span) {
	for _, one := range list {
		if a.byCode[one.code] == nil {
			a.byCode[one.code] = &covering{}
		}
		for _, span := range spans {
			a.byCode[one.code].add(covered{span, one})
		}
	}
}
