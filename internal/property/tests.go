package property

import (
	"context"
	"fmt"
	"hash/fnv"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
	"github.com/flowc-lang/flowc/lang"
)

// tested checks the tests of a script that has no errors, and one that is the transcript
// of some run of its call: that test passes.
func tested(text string) error {
	s, err := suite(text)
	if err != nil {
		return err
	}
	if err := ran(s); err != nil || s.Flow == nil {
		return err
	}
	decl := recorded(s.Flow, text)
	if !decl.Expects() {
		return nil
	}
	test := "\n" + lang.Sprint(decl)
	if s, err = suite(text + test); err != nil {
		return err
	}
	if last := s.Tests[len(s.Tests)-1]; !last.Passes(last.Flow) {
		return fmt.Errorf("what happened on a call is no test that passes:%s\n%s", test, last.Run(last.Flow).Failures[0].Message)
	}
	return nil
}

func suite(text string) (*flowtest.Suite, error) {
	return flowtest.Load(context.Background(), project.New(files{text}), main, compiler.Options{MaxSteps: maxSteps})
}

// ran checks that both ways to run a test agree, and that failures lie in their files.
func ran(s *flowtest.Suite) error {
	for _, t := range s.Tests {
		if t.Flow == nil {
			continue
		}
		r := t.Run(t.Flow)
		if r.Passed() != t.Passes(t.Flow) {
			return fmt.Errorf("the test %s passes when nobody asks why, or the other way round", t.Name())
		}
		for _, f := range r.Failures {
			if at := f.Place; at.Start < 0 || at.Start > at.End || int(at.End) > len(at.File.Text) || f.Message == "" {
				return fmt.Errorf("a failure lies outside of its file: %v", f)
			}
		}
	}
	return nil
}

// recorded returns a run of a call as a test. The text says which outcomes it takes.
func recorded(f *sim.Flow, text string) *lang.TestDecl {
	const most = 50
	hash := fnv.New64a()
	hash.Write([]byte(text))
	dice := hash.Sum64()
	var moments []sim.Moment
	m := f.Start()
	for m.Ending == sim.Running && len(moments) < most {
		moment := sim.Moment{Effect: f.Effect(m)}
		s := &f.Run.Steps[m.At]
		if s.Branching {
			keys := []string{"1", "0", "#"}
			if moment.Effect.Kind != call.Waits {
				keys = []string{call.Success, call.Fail}
			}
			for _, b := range s.Branches {
				keys = append(keys, b.Key)
			}
			moment.Outcome = sim.Answer(keys[dice%uint64(len(keys))])
			if moment.Effect.Kind == call.Waits {
				moment.Outcome = sim.Press(moment.Outcome.Key)
			}
			dice = dice>>3 | dice<<61
		}
		next, err := f.Took(m, moment.Outcome)
		if err != nil || next.Ending.Undocumented() {
			break // a test can't say that
		}
		m = next
		moments = append(moments, moment)
	}
	return &lang.TestDecl{Name: lang.Title(lang.Text("recorded")), Body: lang.Transcript{Lines: transcript.Writer{}.Lines(moments, m)}}
}
