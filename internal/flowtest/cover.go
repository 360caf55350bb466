package flowtest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Coverage says what tests came to: the steps of scripts, and which of their
// branches were taken. What is written once counts once, however often it is
// expanded, and belongs to the file that it is written in.
type Coverage struct {
	steps map[source.Place]*Step
	texts map[string]*source.File // by name: the same text may have been read twice
	flows map[*sim.Flow][]*Step
	uses  map[*cfg.Instance]*Step
}

// A Step is a statement that does something on the call, or a use of a step of one's
// own whose exits lead somewhere.
type Step struct {
	Place    source.Place // its first line
	Name     string       // its label, else its word and its line
	Hits     int          // how often a test came to it
	Reached  bool         // a call can come to it
	Branches []*Branch    // as they are written; none where there is no choice
}

// A Branch is an outcome of a step that has a branch of its own. A range of keys is
// one.
type Branch struct {
	Place   source.Place // what names it
	Key     string       // of the payload; of a range the first; of a use the exit
	To      string       // of a range the last key, else ""
	Name    string       // that of the step, and the outcome
	Hits    int
	Reached bool // a call can take it
}

// NewCoverage returns a coverage of nothing.
func NewCoverage() *Coverage {
	return &Coverage{steps: map[source.Place]*Step{}, texts: map[string]*source.File{}, flows: map[*sim.Flow][]*Step{}, uses: map[*cfg.Instance]*Step{}}
}

// Cover runs all tests of a suite, and returns what they come to.
func (s *Suite) Cover() *Coverage {
	c := NewCoverage()
	if s.Flow != nil {
		c.Add(s.Flow)
	}
	for _, t := range s.Tests {
		if t.Flow != nil {
			c.Count(t.Run(t.Flow))
		}
	}
	return c
}

// Add adds the steps of a flow, which no test has come to yet.
func (c *Coverage) Add(f *sim.Flow) {
	if c.flows[f] != nil {
		return
	}
	reached := reachable(f)
	list := make([]*Step, len(f.Steps))
	for i := range f.Steps {
		if _, exit := f.Exits[i]; exit {
			continue // nobody wrote it
		}
		list[i] = c.step(f, i)
		list[i].Reached = list[i].Reached || reached[i]
		c.branches(f, i, list[i])
	}
	c.addUses(f, reached)
	c.flows[f] = list
}

// step returns the statement that a step of a flow is written as.
func (c *Coverage) step(f *sim.Flow, i int) *Step {
	at := c.known(f.Step(i))
	s := c.steps[at]
	if s == nil {
		s = &Step{Place: at, Name: nameOf(f, i, at)}
		c.steps[at] = s
	}
	return s
}

// known returns a place in the first of the files that are one.
func (c *Coverage) known(at source.Place) source.Place {
	if file := c.texts[at.File.Name]; file != nil {
		at.File = file
	} else {
		c.texts[at.File.Name] = at.File
	}
	return at
}

// nameOf names a step: by its label, else by its word and its line.
func nameOf(f *sim.Flow, i int, at source.Place) string {
	if s := &f.Steps[i]; s.Labelled && s.Label != nil {
		return s.Label.Name.Text
	}
	return wordOf(at)
}

// wordOf names a step by its word and its line.
func wordOf(at source.Place) string {
	word, _, _ := strings.Cut(at.Text(), " ")
	return fmt.Sprintf("%s at line %d", word, at.File.Position(at.Start, source.Bytes).Line)
}

// branches adds the branches of a step that somebody wrote. That of an input that
// goes on with anything is no choice.
func (c *Coverage) branches(f *sim.Flow, i int, s *Step) {
	list := f.Steps[i].Branches
	if len(list) == 1 && list[0].Key == call.AnyKey {
		return
	}
	for n := range list {
		if list[n].Place == f.Step(i).Span {
			continue
		}
		b := s.branch(list[n].Key)
		if b == nil {
			b = &Branch{Place: c.known(f.Branch(i, list[n].Key)), Key: list[n].Key}
			if written := call.Written(f.Steps[i].Stmt, b.Key); written != nil && written.To != nil {
				b.Key, b.To = written.From.Raw, written.To.Raw
			}
			b.Name = s.Name + ": " + outcomeName(f, i, b)
			s.Branches = append(s.Branches, b)
		}
		b.Reached = b.Reached || s.Reached && f.Taken(i, list[n].Key)
	}
}

func (s *Step) branch(key string) *Branch {
	for _, b := range s.Branches {
		if b.Has(key) {
			return b
		}
	}
	return nil
}

// Has reports whether a key of the payload is one of the branch.
func (b *Branch) Has(key string) bool {
	return b.Key == key || b.To != "" && len(key) == len(b.To) && b.Key <= key && key <= b.To
}

// outcomeName names an outcome of a step.
func outcomeName(f *sim.Flow, i int, b *Branch) string {
	key := b.Key
	switch {
	case b.To != "":
		return "keys " + f.Shown(key) + ".." + f.Shown(b.To)
	case key == call.AnyKey:
		return "else"
	case key == call.Success:
		return "ok"
	case key == call.Fail:
		return "fail"
	case f.Kind(i) == call.Waits && len(key) > 1:
		return "keys " + f.Shown(key)
	case f.Kind(i) == call.Waits:
		return "key " + f.Shown(key)
	}
	return lang.Quote(f.Shown(key))
}

// Count counts what a test came to.
func (c *Coverage) Count(r *Result) {
	c.Add(r.Flow)
	list := c.flows[r.Flow]
	for _, v := range r.Visits {
		s := list[v.At.At]
		if s == nil {
			continue
		}
		waits := r.Flow.Kind(v.At.At) == call.Waits
		if _, menu := r.Flow.Steps[v.At.At].Stmt.(*lang.Menu); !menu || !waits {
			s.Hits++ // a menu is heard, and then it waits
		}
		if b := s.took(r.Flow, v); b != nil {
			b.Hits++
		}
	}
	c.countUses(r)
}

// took returns the branch that a visit took, or nil.
func (s *Step) took(f *sim.Flow, v Visit) *Branch {
	key, took := tookKey(f, v)
	if !took || key == "" {
		return nil
	}
	return s.branch(key)
}

// Files returns what is covered of each file, in the order of their names.
func (c *Coverage) Files() (files []File) {
	byName := map[string][]*Step{}
	for at, s := range c.steps {
		byName[at.File.Name] = append(byName[at.File.Name], s)
	}
	for name, steps := range byName {
		slices.SortFunc(steps, func(a, b *Step) int { return cmp.Compare(a.Place.Start, b.Place.Start) })
		files = append(files, File{Name: name, Text: c.texts[name], Steps: steps})
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return files
}

// A File is what is covered of a file.
type File struct {
	Name  string
	Text  *source.File
	Steps []*Step
}

// A Share is how much of something is covered.
type Share struct{ Covered, All int }

// Percent returns the share in hundredths, rounded down: what is not all is not 100.
func (s Share) Percent() int {
	if s.All == 0 {
		return 100
	}
	return s.Covered * 100 / s.All
}

func (s *Share) add(hits int, reached bool) {
	if !reached && hits == 0 {
		return
	}
	s.All++
	if hits > 0 {
		s.Covered++
	}
}

// Shares returns how many steps and branches of a file are covered, of those that a
// call can come to.
func (f *File) Shares() (steps, branches Share) {
	for _, s := range f.Steps {
		steps.add(s.Hits, s.Reached)
		for _, b := range s.Branches {
			branches.add(b.Hits, b.Reached)
		}
	}
	return steps, branches
}

// A Gap is what no test came to.
type Gap struct {
	Place source.Place
	Name  string
	Never bool // no call can come to it
	With  int  // how many branches of it are not told by themselves
}

// Gaps returns the steps and branches that no test came to, in the order of the file.
// Of a step that no test came to, its branches are not told.
func (f *File) Gaps() (gaps []Gap) {
	for _, s := range f.Steps {
		if s.Hits == 0 {
			gaps = append(gaps, Gap{s.Place, s.Name, !s.Reached, len(s.Branches)})
			continue
		}
		for _, b := range s.Branches {
			if b.Hits == 0 {
				gaps = append(gaps, Gap{b.Place, b.Name, !b.Reached, 0})
			}
		}
	}
	return gaps
}
