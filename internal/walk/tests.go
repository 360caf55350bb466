package walk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// Written are the tests that were written for a script.
type Written struct {
	Text   string // of the tests, as they are laid out; "" where none is needed
	Tests  int
	Failed int  // how many were not written since they would not pass
	Secret int  // how many of these would have to say a secret
	More   bool // there could be more: as many as are written at once are

	Findings diag.List // of the script and its tests; with errors in it nothing is written

	// Gaps is what no test of the script comes to now, but those steps that no call
	// comes to.
	Gaps []flowtest.Gap

	list []*lang.TestDecl
}

// maxTests is how many tests are written at once.
const maxTests = 1000

// Tests writes tests for what no test of a script comes to. Given names the
// parameters whose values the tests have to give.
func Tests(ctx context.Context, files *project.Project, name string, opts compiler.Options, given []string) (*Written, error) {
	s, err := flowtest.Load(ctx, files, name, opts)
	if err != nil {
		return nil, err
	}
	w := &Written{Findings: s.Findings}
	if s.Flow == nil || s.Findings.HasErrors() {
		return w, nil
	}
	a := &author{call: s.Flow.Call, names: map[string]bool{}}
	a.writer = transcript.Writer{Style: transcript.Brief, Hide: a.hide, Call: s.Flow.Call}
	for _, t := range s.Tests {
		a.names[t.Name()] = true
	}
	for _, name := range given {
		if says := opts.Params[name].Value; s.Flow.Shown(says) != says {
			continue // a secret stands in no file
		}
		value := lang.Text(opts.Params[name].Value)
		if digits := strings.TrimPrefix(opts.Params[name].Value, "+"); digits != "" && strings.Trim(digits, "0123456789") == "" {
			value = lang.Digits(opts.Params[name].Value)
		}
		a.with = append(a.with, lang.Given{Name: lang.Name{Text: name}, Value: lang.AnyValue(value)})
	}
	coverage := s.Cover()
	coverage.Add(s.Flow)
	p := newPlanner(s.Flow, coverage)
	var list []*lang.TestDecl
	for run := p.plan(); run != nil; run = p.plan() {
		if w.More = len(list) == maxTests; w.More {
			break
		}
		list = append(list, a.test(run))
	}
	before, err := files.Text(name)
	if err != nil {
		return nil, err
	}
	defer files.Open(name, before)
	load := func(list []*lang.TestDecl) (*flowtest.Suite, error) {
		files.Open(name, transcript.Append(before, printed(list)))
		return flowtest.Load(ctx, files, name, opts)
	}
	all := len(list)
	if list, err = right(list, load); err != nil {
		return nil, err
	}
	if s, err = load(list); err != nil {
		return nil, err
	}
	w.prove(s, list)
	w.Failed = all - w.Tests
	for _, d := range a.secret {
		if !slices.Contains(w.list, d) {
			w.Secret++
		}
	}
	return w, nil
}

// right returns the tests that have no errors: what a payload does may be something
// that no line of a test can say.
func right(list []*lang.TestDecl, load func([]*lang.TestDecl) (*flowtest.Suite, error)) ([]*lang.TestDecl, error) {
	if len(list) == 0 {
		return nil, nil
	}
	s, err := load(list)
	switch {
	case err != nil:
		return nil, err
	case !s.Findings.HasErrors():
		return list, nil
	case len(list) == 1:
		return nil, nil
	}
	first, err := right(list[:len(list)/2], load)
	if err != nil {
		return nil, err
	}
	second, err := right(list[len(list)/2:], load)
	return slices.Concat(first, second), err
}

// prove runs the tests, and keeps those that pass.
func (w *Written) prove(s *flowtest.Suite, list []*lang.TestDecl) {
	passes := map[string]bool{}
	coverage := flowtest.NewCoverage()
	coverage.Add(s.Flow)
	for _, t := range s.Tests {
		if t.Flow == nil {
			continue
		}
		r := t.Run(t.Flow)
		passes[t.Name()] = r.Passed()
		if own := slices.ContainsFunc(list, func(d *lang.TestDecl) bool { return titled(d) == t.Name() }); !own || r.Passed() {
			coverage.Add(t.Flow)
			coverage.Count(r)
		}
	}
	w.list = slices.DeleteFunc(list, func(d *lang.TestDecl) bool { return !passes[titled(d)] })
	w.Text, w.Tests = printed(w.list), len(w.list)
	for _, f := range coverage.Files() {
		for _, gap := range f.Gaps() {
			if !gap.Never {
				w.Gaps = append(w.Gaps, gap)
			}
		}
	}
}

func titled(d *lang.TestDecl) string {
	name, _ := d.Name.Plain()
	return name
}

// Append adds tests to what a file holds.
func (w *Written) Append(text string) string { return transcript.Append(text, w.Text) }

// printed returns tests as they are laid out.
func printed(list []*lang.TestDecl) string {
	var texts []string
	for _, d := range list {
		texts = append(texts, lang.Sprint(d))
	}
	return strings.Join(texts, "\n")
}

// An author writes tests of plans.
type author struct {
	call   *call.Call
	writer transcript.Writer
	with   []lang.Given
	names  map[string]bool  // that are taken
	secret []*lang.TestDecl // something in them is hidden
	hid    bool             // so it is in the test that is written
}

func (a *author) test(run *plan) *lang.TestDecl {
	d := &lang.TestDecl{Name: lang.Title(lang.Text(a.name(run))), With: slices.Clone(a.with)}
	a.hid = false
	for _, line := range a.writer.Lines(run.moments, run.last) {
		if hear, ok := line.(*lang.Hear); ok {
			if says, plain := hear.Text.Plain(); plain && strings.TrimSpace(says) == "" {
				continue // nothing of it can be shown
			}
		}
		d.Body.Lines = append(d.Body.Lines, line)
	}
	if a.hid {
		a.secret = append(a.secret, d)
	}
	return d
}

// hide hides secrets, and notes that there was one.
func (a *author) hide(text string) string {
	shown := a.call.Shown(text)
	a.hid = a.hid || shown != text
	return shown
}

// How much of what is new in a test its name says.
const (
	maxTurns = 3
	maxTurn  = 60 // characters
)

// name says what is new in a test, and is no other's.
func (a *author) name(run *plan) string {
	var words []string
	for i, t := range run.news {
		if i == maxTurns && len(run.news) > maxTurns+1 {
			words = append(words, fmt.Sprintf("and %d more", len(run.news)-maxTurns))
			break
		}
		words = append(words, transcript.Clip(a.says(t), maxTurn))
	}
	if words == nil {
		words = run.left
	}
	if words == nil {
		words = []string{"the call ends"}
		if run.last.Ending != sim.Ended {
			words = []string{"the call goes on"}
		}
	}
	name := strings.Join(words, ", ")
	for n, first := 2, name; a.names[name]; n++ {
		name = fmt.Sprintf("%s (%d)", first, n)
	}
	a.names[name] = true
	return name
}

// says says what a caller does, and what a menu says that it is for.
func (a *author) says(t call.Turn) string {
	says := Says(a.call, t)
	if a.call.Kind(t.Step) == call.Requests {
		return shortened(says)
	}
	menu, ok := a.call.Steps[t.Step].Stmt.(*lang.Menu)
	if !ok {
		return says
	}
	for _, arm := range menu.Arms.Arms {
		if arm.Text == nil || !call.Names(&arm.Keys[0], t.Key) {
			continue
		}
		if text, plain := arm.Text.Plain(); plain {
			says += " " + a.call.Shown(strings.TrimRight(text, ".?!"))
		}
	}
	return says
}

// shortened leaves of the address of a request its last words: a host and a customer
// are the same in many tests.
func shortened(says string) string {
	method, rest, found := strings.Cut(says, " ")
	end := strings.LastIndexByte(rest, ' ')
	if !found || end < 0 {
		return says // it is called by its label
	}
	parts := strings.Split(rest[:end], "/")
	if len(parts) < 4 {
		return says
	}
	return method + " …/" + strings.Join(parts[len(parts)-2:], "/") + rest[end:]
}
