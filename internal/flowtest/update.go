package flowtest

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
)

// A Change is what became of a test.
type Change struct {
	Test *Test
	Gone int // how many of its lines
}

// apply edits the lines of a test, and returns how many are gone. The tree belongs to
// nobody else.
func apply(decl *lang.TestDecl, edits []edit) (gone int) {
	body := &decl.Body
	was := slices.Clone(body.Lines)
	for i := range edits { // the last first
		e := &edits[i]
		switch e.op {
		case replace:
			for key, says := range e.says {
				set(body.Lines[e.line], key, says)
			}
		case insert:
			body.Lines = slices.Insert(body.Lines, e.line, e.stmt)
		case move:
			body.Lines = slices.Delete(body.Lines, e.line, e.line+1)
		case pass:
			for _, line := range e.brings {
				body.Lines = slices.Insert(body.Lines, e.line, was[line])
			}
		case remove:
			drop(body, e.line)
			gone++
		case finish:
			if !ending(body.Lines[e.line]) {
				gone++
			}
			drop(body, e.line)
			body.Lines = append(body.Lines, e.stmt)
		}
	}
	for n := len(body.Lines); n > 1 && ending(body.Lines[n-1]) && ending(body.Lines[n-2]); n-- {
		drop(body, n-1)
	}
	return gone
}

// ending reports whether a line says how a run ends.
func ending(line lang.Stmt) bool {
	switch line.(type) {
	case *lang.ExpectEnd, *lang.ExpectExit:
		return true
	}
	return false
}

// drop removes a line of a test. Its comments stay.
func drop(body *lang.Transcript, at int) {
	var kept []string
	if c := lang.CommentsOf(body.Lines[at]); c != nil {
		all := slices.Clone(c.Above)
		if c.Behind != nil {
			all = append(all, *c.Behind)
		}
		for _, comment := range append(all, c.Below...) {
			kept = append(kept, strings.TrimPrefix(strings.TrimPrefix(comment.Text, "//"), " "))
		}
	}
	body.Lines = slices.Delete(body.Lines, at, at+1)
	switch text := strings.Join(kept, "\n"); {
	case text == "":
	case at < len(body.Lines):
		body.Lines[at].Above(text)
	case at > 0:
		body.Lines[at-1].(interface{ Below(string) }).Below(text)
	default:
		body.Inside(text)
	}
}

// set makes a value of a line say something else.
func set(stmt lang.Stmt, key, says string) {
	value := literal(key, says)
	number := func(number, from *lang.PhoneNumber) *lang.PhoneNumber {
		if key == "caller_id" && says == "" {
			return nil
		}
		if key == "caller_id" {
			return new(lang.PhoneNumber(value))
		}
		*number = lang.PhoneNumber(value)
		return from
	}
	switch s := stmt.(type) {
	case *lang.Hear:
		s.Text = lang.TextValue(value)
	case *lang.ExpectCall:
		s.From = number(&s.Number, s.From)
	case *lang.ExpectConnect:
		s.From = number(&s.Number, s.From)
	case *lang.ExpectCallback:
		*map[string]*lang.Literal{
			"entity": (*lang.Literal)(&s.Entity), "date": (*lang.Literal)(s.Date),
			"time": (*lang.Literal)(s.Time), "timezone": (*lang.Literal)(s.Zone),
		}[key] = value
	case *lang.ExpectHTTP:
		if key == "method" {
			s.Method = strings.ToLower(cmp.Or(says, "get"))
			return
		}
		s.Pattern = lang.TextValue(value)
	case *lang.ExpectRaw:
		setInObject(s, key, says)
	case *lang.ExpectExit:
		s.Exit = lang.To(says)
	}
}

func isNumber(says string) bool {
	_, err := strconv.ParseFloat(says, 64)
	return err == nil
}

var stars = regexp.MustCompile(`\*+`)

// literal returns what is written for a value.
func literal(key, says string) lang.Literal {
	only := func(letters string) bool { return says != "" && strings.Trim(says, letters) == "" }
	switch {
	case key == "url":
		return lang.Text(stars.ReplaceAllString(says, "*")) // what is hidden may be anything
	case (key == "number" || key == "caller_id" || key == "entity") && only("0123456789"):
		return lang.Digits(says)
	case key == "date" && only("0123456789-"):
		return lang.Date(says)
	case key == "time" && only("0123456789:"):
		return lang.Time(says)
	case key == "timezone":
		return lang.Timezone(says)
	}
	return lang.Text(says)
}

// Update rewrites the tests of a script that fail, as far as that can be done, and
// returns the new texts by the names of their files, and what became of which test.
func Update(ctx context.Context, files *project.Project, name string, opts compiler.Options, may func(*Test) bool) (map[string]string, []Change, error) {
	s, err := Load(ctx, files, name, opts)
	if err != nil || s.Findings.HasErrors() {
		return nil, nil, err
	}
	texts := map[string]string{}
	trees := map[string]*lang.File{}
	var changes []Change
	for _, t := range s.Tests {
		if !may(t) || t.Flow == nil || t.Passes(t.Flow) {
			continue
		}
		edits := slices.DeleteFunc(t.mend(), func(e edit) bool { return e.op == keep })
		if !slices.ContainsFunc(edits, func(e edit) bool { return e.op != pass }) {
			continue
		}
		name := t.File.Source.Name
		if trees[name] == nil {
			trees[name] = lang.Parse(t.File.Source) // that of the test is of several
		}
		changes = append(changes, Change{t, apply(declOf(trees[name], t.Decl.Start), edits)})
		texts[name] = ""
	}
	for name := range texts {
		texts[name] = lang.Sprint(trees[name])
	}
	return texts, changes, nil
}

// declOf returns the test of a file that starts at an offset.
func declOf(file *lang.File, start int32) *lang.TestDecl {
	for _, s := range file.Body.Stmts {
		if decl, ok := s.(*lang.TestDecl); ok && decl.Start == start {
			return decl
		}
	}
	panic("the same text has the same tests")
}
