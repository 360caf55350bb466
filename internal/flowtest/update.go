package flowtest

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
)

// A Rewrite is what would make a line of a test say what happens now.
type Rewrite struct {
	line int // its index
	op   op
	key  string    // of what is replaced
	says string    // what it says now
	stmt lang.Stmt // a line that is inserted
}

type op uint8

const (
	replace op = iota // a value of the line
	insert            // a line above it
	remove            // the line
	finish            // the line, and all behind it, by the end of the run
)

// rewrite makes the lines of a test say what happens now, as far as that is known.
// The tree belongs to nobody else.
func (r *Result) rewrite(decl *lang.TestDecl) (changed bool) {
	body := &decl.Body
	for i := len(r.Failures) - 1; i >= 0; i-- {
		now := r.Failures[i].Now
		if now == nil {
			continue
		}
		at := now.line
		switch now.op {
		case replace:
			changed = now.replace(body.Lines[at]) || changed
			continue
		case insert:
			// What is not heard above a step may be heard behind it.
			for i > 0 && r.Failures[i-1].Now != nil && *r.Failures[i-1].Now == (Rewrite{line: at - 1, op: remove}) {
				i--
				at--
			}
			body.Lines = slices.Insert(body.Lines, at, now.stmt)
		case remove:
			drop(body, at, at+1)
		case finish:
			drop(body, at, len(body.Lines))
			body.Lines = append(body.Lines, now.stmt)
		}
		changed = true
	}
	return changed
}

// drop removes lines of a test. Their comments stay.
func drop(body *lang.Transcript, from, to int) {
	var kept []string
	for _, stmt := range body.Lines[from:to] {
		if c := lang.CommentsOf(stmt); c != nil {
			all := slices.Clone(c.Above)
			if c.Behind != nil {
				all = append(all, *c.Behind)
			}
			for _, comment := range append(all, c.Below...) {
				kept = append(kept, strings.TrimPrefix(strings.TrimPrefix(comment.Text, "//"), " "))
			}
		}
	}
	body.Lines = slices.Delete(body.Lines, from, to)
	switch text := strings.Join(kept, "\n"); {
	case text == "":
	case from < len(body.Lines):
		body.Lines[from].Above(text)
	case from > 0:
		body.Lines[from-1].(interface{ Below(string) }).Below(text)
	default:
		body.Inside(text)
	}
}

// replace makes a line say something else, and reports whether it can.
func (w *Rewrite) replace(stmt lang.Stmt) bool {
	set := func(to *lang.Literal) bool {
		*to = literal(w.key, w.says)
		return true
	}
	number := func(number, from *lang.PhoneNumber) bool {
		if w.key == "caller_id" {
			return set((*lang.Literal)(from))
		}
		return set((*lang.Literal)(number))
	}
	switch s := stmt.(type) {
	case *lang.Hear:
		return set((*lang.Literal)(&s.Text))
	case *lang.ExpectCall:
		return number(&s.Number, s.From)
	case *lang.ExpectConnect:
		return number(&s.Number, s.From)
	case *lang.ExpectCallback:
		return set(map[string]*lang.Literal{
			"entity": (*lang.Literal)(&s.Entity), "date": (*lang.Literal)(s.Date),
			"time": (*lang.Literal)(s.Time), "timezone": (*lang.Literal)(s.Zone),
		}[w.key])
	case *lang.ExpectHTTP:
		if w.key == "method" {
			s.Method = strings.ToLower(cmp.Or(w.says, "get"))
			return true
		}
		return set((*lang.Literal)(&s.Pattern))
	case *lang.ExpectRaw:
		return w.inObject(s)
	case *lang.ExpectExit:
		s.Exit = lang.To(w.says)
		return true
	}
	return false
}

// inObject makes a key of an object say something else, where that is a text or a
// number.
func (w *Rewrite) inObject(s *lang.ExpectRaw) bool {
	doc, err := api.Decode(s.Object.Raw)
	if err != nil {
		return false
	}
	n := doc.Root.Get(w.key)
	says := []byte(w.says)
	switch n.Kind {
	case api.TextNode:
		says = api.AppendString(nil, w.says)
	case api.NumberNode:
		if _, err := strconv.ParseFloat(w.says, 64); err != nil {
			return false
		}
	default:
		return false
	}
	s.Object = lang.Object(lang.JSON(s.Object.Raw[:n.Start] + string(says) + s.Object.Raw[n.End:]))
	return true
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

// rounds is how often tests are rewritten, and run again: what stands behind a step
// that was not mentioned is seen when that is.
const rounds = 100

// Update rewrites the tests of a script that fail, as far as that can be done, and
// returns the new texts by the names of their files. The files are those of the
// project with the new texts laid over.
func Update(ctx context.Context, files *project.Project, name string, opts compiler.Options, may func(*Test) bool) (map[string]string, error) {
	texts := map[string]string{}
	for range rounds {
		s, err := Load(ctx, files, name, opts)
		if err != nil || s.Findings.HasErrors() {
			return texts, err
		}
		changed := s.rewritten(may)
		if len(changed) == 0 {
			break
		}
		for name, text := range changed {
			texts[name] = text
			files.Open(name, text)
		}
	}
	return texts, nil
}

// rewritten returns the files of the tests of a suite with those that fail rewritten.
func (s *Suite) rewritten(may func(*Test) bool) map[string]string {
	texts := map[string]string{}
	trees := map[string]*lang.File{}
	changed := map[string]bool{}
	for _, t := range s.Tests {
		name := t.File.Source.Name
		if !may(t) || t.Flow == nil {
			continue
		}
		r := t.Run(t.Flow)
		if r.Passed() {
			continue
		}
		if trees[name] == nil {
			trees[name] = lang.Parse(t.File.Source) // that of the test is of several
		}
		changed[name] = r.rewrite(declOf(trees[name], t.Decl.Start)) || changed[name]
	}
	for name := range changed {
		if text := lang.Sprint(trees[name]); text != trees[name].Source.Text && changed[name] {
			texts[name] = text
		}
	}
	return texts
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
