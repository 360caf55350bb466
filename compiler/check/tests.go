package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var (
	emptyTest = diag.Register(diag.Code{
		Name: "empty-test", Area: diag.Tests, Severity: diag.Warning, Title: "a test expects nothing",
		Text: "What the caller presses is not what happens on the call: some line says what is heard, which step comes, or that the call ends. `flowc test` fails such a test.",
		Bad:  "call 4420\nsay \"Hello.\"\ntest \"a caller is greeted\" { }",
		Good: "call 4420\nsay \"Hello.\"\ntest \"a caller is greeted\" { call 4420; hear \"Hello\" }",
	})
	duplicateTest = diag.Register(diag.Code{
		Name: "duplicate-test", Area: diag.Tests, Severity: diag.Warning, Title: "two tests have one name",
		Text: "Reports name tests, and `flowc test --run` runs them by their names.",
		Bad:  "call 4420\nsay \"Hello.\"\ntest \"hello\" { call 4420; hear \"Hello\" }\ntest \"hello\" { call 4420; end }",
		Good: "call 4420\nsay \"Hello.\"\ntest \"hello\" { call 4420; hear \"Hello\" }\ntest \"the end\" { call 4420; hear \"Hello\"; end }",
	})
	badKeys = diag.Register(diag.Code{
		Name: "bad-keys", Area: diag.Tests, Title: "what a test presses are no keys",
		Text: "Keys are digits and `#`. A test presses what it writes: a run-time variable has no value before the call.",
		Bad:  "call 4420\nsay \"Your number?\"\ninput 4\ntest \"a number\" { call 4420; press \"12 34\" }",
		Good: "call 4420\nsay \"Your number?\"\ninput 4\ntest \"a number\" { call 4420; press \"1234\" }",
	})
	unnamedTest = diag.Register(diag.Code{
		Name: "unnamed-test", Area: diag.Tests, Title: "a test has no name",
		Text: "Reports name tests, and `flowc test --run` runs them by their names.",
		Bad:  "call 4420\nsay \"Hello.\"\ntest \"\" { call 4420; hear \"Hello\" }",
		Good: "call 4420\nsay \"Hello.\"\ntest \"a caller is greeted\" { call 4420; hear \"Hello\" }",
	})
	hearsAnything = diag.Register(diag.Code{
		Name: "hears-anything", Area: diag.Tests, Severity: diag.Warning, Title: "a test hears a text that stands in every prompt",
		Text: "`hear` takes a prompt that has its text in it, and a text without words stands in all of them.",
		Bad:  "call 4420\nsay \"Hello.\"\ntest \"a caller is greeted\" { call 4420; hear \"\" }",
		Good: "call 4420\nsay \"Hello.\"\ntest \"a caller is greeted\" { call 4420; hear \"Hello\" }",
	})
	badOutcome = diag.Register(diag.Code{
		Name: "bad-outcome", Area: diag.Tests, Title: "a step can't turn out as a test says",
		Text: "A request turns out `ok` or `fail`, or by another key of the payload, which stands in quotes. A `raw` object may also turn out by keys of the telephone and `else`.",
		Bad:  "call 4420\nget \"https://api.samespace.com\"\ntest \"it works\" { call 4420; get \"*\" -> success }",
		Good: "call 4420\nget \"https://api.samespace.com\"\ntest \"it works\" { call 4420; get \"*\" -> ok }",
	})
	badExit = diag.Register(diag.Code{
		Name: "bad-exit", Area: diag.Tests, Title: "`-> EXIT` stands in a test that is of no step, or before its last line",
		Text: "A test `of` a step of one's own runs that step alone, and ends where the step does: by the exit that its last line names.",
		Bad:  "step ask() -> yes/no { say \"?\"; input 1 { 1 -> yes; else -> no } }\ncall 4420\nask -> next/end\nsay \"Hello.\"\ntest \"yes\" { hear \"?\"; press 1; -> yes }",
		Good: "step ask() -> yes/no { say \"?\"; input 1 { 1 -> yes; else -> no } }\ncall 4420\nask -> next/end\nsay \"Hello.\"\ntest \"yes\" of ask { hear \"?\"; press 1; -> yes }",
	})
	notATest = diag.Register(diag.Code{
		Name: "not-a-test", Area: diag.Tests, Title: "something else than tests stands in a file of tests",
		Text: "`welcome_test.flow` holds tests of `welcome.flow`, and sees its constants, parameters and steps. What both need is declared in the script.",
		Bad:  "call 4420\nsay \"Hello.\"\n-- hello.flow --\ncall 4420\nsay \"Hello.\"\n-- hello_test.flow --\nlet greeting = \"Hello\"\ntest \"a caller is greeted\" { call 4420; hear greeting }",
		Good: "call 4420\nsay \"Hello.\"\n-- hello.flow --\nlet greeting = \"Hello\"\ncall 4420\nsay \"${greeting}.\"\n-- hello_test.flow --\ntest \"a caller is greeted\" { call 4420; hear greeting }",
		Run:  "check hello_test.flow",
	})
)

// Tests say what can happen.
var _ = register(Check{
	Codes: []*diag.Code{emptyTest, duplicateTest, unnamedTest, hearsAnything, badKeys, badOutcome, badExit, notATest},
	Module: func(p *Pass) {
		if p.Module != p.Program.Main {
			return
		}
		named := map[string]source.Place{}
		if script := p.Module.Tested; script != nil {
			p.onlyTests()
			nameTests(named, script.File)
		}
		for _, s := range p.Module.File.Body.Stmts {
			if test, ok := s.(*lang.TestDecl); ok {
				p.test(test, named)
			}
		}
	},
})

// onlyTests reports the first statement of a file of tests that is none.
func (p *Pass) onlyTests() {
	for _, s := range p.Module.File.Body.Stmts {
		switch s.(type) {
		case *lang.TestDecl:
			continue
		case *lang.Bad:
			return // it may have been one
		}
		p.report(notATest, p.Module.File.Head(s), "put it into "+p.Module.Tested.File.Source.Name, "this file holds the tests of %s, and this is no test", p.Module.Tested.File.Source.Name)
		return
	}
}

// nameTests notes the names of the tests of a file.
func nameTests(named map[string]source.Place, file *lang.File) {
	for _, s := range file.Body.Stmts {
		if test, ok := s.(*lang.TestDecl); ok {
			name, _ := test.Name.Plain()
			named[name] = source.Place{File: file.Source, Span: test.Name.Span()}
		}
	}
}

func (p *Pass) test(test *lang.TestDecl, named map[string]source.Place) {
	name, _ := test.Name.Plain()
	if strings.TrimSpace(name) == "" {
		p.report(unnamedTest, test.Name.Span(), "say in a few words what happens in it", "this test has no name")
	} else if first, ok := named[name]; ok {
		p.report(duplicateTest, test.Name.Span(), "choose another name", "another test has this name").Relate(first, "the first is here")
	} else {
		named[name] = p.place(test.Name.Span())
	}
	if !test.Expects() {
		p.report(emptyTest, test.Name.Span(), `write what happens on the call: hear "TEXT", or the word of a step`, "this test expects nothing")
	}
	for i, line := range test.Body.Lines {
		switch line := line.(type) {
		case *lang.Hear:
			if line.Text.Kind == lang.TextLit && strings.Trim(line.Text.Raw, "\" \t") == "" {
				p.report(hearsAnything, line.Text.Span(), "write some words that are said", "this is heard in every prompt")
			}
		case *lang.Press:
			p.pressed(&line.Keys)
		case *lang.ExpectHTTP:
			p.outcome(&line.Outcome, &step.Replies, line.Method)
		case *lang.ExpectRaw:
			if f := expand.NoJSON(&line.Object, p.place(line.Object.Span())); f != nil {
				p.list.Add(f)
			}
			if line.Outcome != nil {
				p.outcome(line.Outcome, &step.Anything, "raw")
			}
		case *lang.ExpectExit:
			p.exit(test, line, i)
		}
		lang.Walk(line, func(n lang.Node) bool {
			p.inTest(n)
			return true
		})
	}
}

// exit checks that an exit is that of a step, and ends the test.
func (p *Pass) exit(test *lang.TestDecl, line *lang.ExpectExit, i int) {
	switch {
	case test.Of == nil:
		p.report(badExit, line.Span(), `name the step that the test is of: test "NAME" of STEP { ... }`, "this test is of no step, so it has no exits")
	case i < len(test.Body.Lines)-1:
		p.report(badExit, line.Span(), "put it last", "the test goes on behind the exit of its step")
	}
}

// pressed checks that keys are keys.
func (p *Pass) pressed(keys *lang.PressedKeys) {
	if text, ok := p.says(&keys.Value); ok && (text == "" || strings.Trim(text, "0123456789#") != "") {
		help := "keys are digits and #"
		if strings.Contains(text, "{{") {
			help = "write the keys themselves"
		}
		p.report(badKeys, keys.Span(), help, "these are no keys")
	}
}

// outcome checks that a step can turn out so.
func (p *Pass) outcome(key *lang.Key, of *step.Outcomes, word string) {
	if _, ok := of.Key(key); ok {
		return
	}
	f := p.report(badOutcome, key.Span(), `write ok or fail, or a key of the payload in quotes`, "a %s does not turn out so", word)
	if of == &step.Anything {
		f.Message = "a raw object does not turn out so"
	}
	if meant := lang.Outcome(strings.Trim(key.From.Raw, `"`)); key.To == nil && (meant == "ok" || meant == "fail") {
		f.Helpf("write %s", meant).Mend("write "+meant, diag.Edit{Place: f.Place, NewText: meant})
	}
}

// testValues are the kinds of the values in tests that can be wrong.
func testValue(n lang.Node) (value.Kind, *lang.Value) {
	switch n := n.(type) {
	case *lang.Entity:
		return value.Entity, &n.Value
	case *lang.DateValue:
		return value.Date, &n.Value
	case *lang.TimeValue:
		return value.Time, &n.Value
	case *lang.Zone:
		return value.Zone, &n.Value
	}
	return 0, nil
}

// inTest reports a value that no step can have.
func (p *Pass) inTest(n lang.Node) {
	kind, v := testValue(n)
	if v == nil {
		return
	}
	text, ok := p.says(v)
	if !ok {
		return
	}
	if _, _, problem := value.Check(kind, text); problem != nil && problem.Code.Severity == diag.Error {
		f := p.report(problem.Code, v.Span(), problem.Help, "%s", problem.Message)
		if problem.Fix != "" && v.Kind != lang.NameRef {
			f.Mend(f.Help, diag.Edit{Place: f.Place, NewText: value.Literal(kind, problem.Fix).Raw})
		}
	}
}

// says returns what a value of the module says, as far as that is known.
func (p *Pass) says(v *lang.Value) (string, bool) {
	if v.Kind == lang.ZoneLit || v.Kind == lang.NameRef && p.Module.Const(v.Raw) == nil {
		return v.Raw, v.Kind == lang.ZoneLit
	}
	text, _, ok := resolve.Text(*v, func(name string) (string, lang.ValueKind, bool) {
		if c := p.Module.Const(name); c != nil {
			return c.Value.Says()
		}
		return "", 0, false
	})
	return text, ok
}
