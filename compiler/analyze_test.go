package compiler_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/diag"
)

func analyze(t *testing.T, files project.Memory, opts compiler.Options) *compiler.Analysis {
	t.Helper()
	opts.Rules.Policy = corpus.Fragments()
	a, err := compiler.Analyze(context.Background(), project.New(files), chunks.Main, opts)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A countdown is a context that is cancelled after it was asked so often.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestCancel cancels an analysis before it starts, and between its passes.
func TestCancel(t *testing.T) {
	p := project.New(project.Memory{chunks.Main: "say \"x\"\n"})
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for i, ctx := range []context.Context{cancelled, &countdown{context.Background(), 0}, &countdown{context.Background(), 1}} {
		if a, err := compiler.Analyze(ctx, p, chunks.Main, compiler.Options{}); a != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%d: %v, %v", i, a, err)
		}
	}
	if _, err := compiler.Analyze(&countdown{context.Background(), 2}, p, chunks.Main, compiler.Options{}); err != nil {
		t.Errorf("an analysis that ends in time: %v", err)
	}
}

// TestAtOnce makes analyses of one project beside each other. The race detector
// looks on.
func TestAtOnce(t *testing.T) {
	p := project.New(project.Memory{
		chunks.Main: "use \"a.flow\"\nuse \"b.flow\"\ntry 3 times { ask shared -> next/again }\nsay gretting\n",
		"a.flow":    "use \"b.flow\"\nstep ask(text) -> yes/no { say \"${text} ${shared}\"; input 1 { 1 -> yes; else -> no } }\n",
		"b.flow":    "let shared = \"x\"\nparam greeting = \"Hi\"\nsay nowhere\n",
	})
	said := make([]string, 8)
	var wait sync.WaitGroup
	for i := range said {
		wait.Go(func() {
			a, err := compiler.Analyze(context.Background(), p, chunks.Main, compiler.Options{IDs: emit.Labels, Rules: project.Rules{Policy: corpus.Fragments()}})
			if err != nil {
				t.Error(err)
				return
			}
			var b strings.Builder
			b.WriteString(chunks.Findings(a.Findings))
			for _, name := range emit.Names(a.Call.Graph) {
				b.WriteString(name + "\n")
			}
			said[i] = b.String()
		})
	}
	wait.Wait()
	want := `main.flow:4:5-13: error[unknown-name]: no constant "gretting"; did you mean "greeting"?
  help: write greeting
  fix: write greeting
    main.flow:4:5-13 "greeting"
try1.ask.start
try1.ask.start.1
try2.ask.start
try2.ask.start.1
try3.ask.start
try3.ask.start.1
start
`
	for i, got := range said {
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d (-want +got):\n%s", i, d)
		}
	}
}

// TestLarge compiles a script that is large enough for passes beside each other,
// and asks for its names from several places at once. The race detector looks
// on.
func TestLarge(t *testing.T) {
	var b strings.Builder
	b.WriteString("let desk = 5263\n")
	const sections = 1000
	for i := range sections {
		fmt.Fprintf(&b, "a%d: say \"Section {{choice%d}}.\"\ninput 1 into choice%d { 1 -> b%d; else -> again%d }\n", i, i, i, i, i)
		fmt.Fprintf(&b, "again%d: try 2 times { say \"${attempt}\"; input 1 { 1 -> again; else -> b%d } }\nb%d: connect desk\n", i, i, i)
	}
	b.WriteString("-> a1000\nconnect dsk\n")
	a := analyze(t, project.Memory{chunks.Main: b.String()}, compiler.Options{})
	want := `main.flow:4002:4-9: error[undefined-label]: no label "a1000"; did you mean "a100"?
  help: write a100
  fix: write a100
    main.flow:4002:4-9 "a100"
main.flow:4003:9-12: error[unknown-name]: no constant "dsk"; did you mean "desk"?
  help: write desk
  fix: write desk
    main.flow:4003:9-12 "desk"
`
	if d := cmp.Diff(want, chunks.Findings(a.Findings)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			// A section has 3 labels, 3 jumps to them, a variable that is
			// written and read, an attempt and a constant.
			if n := len(a.Program.Refs(a.Program.Main)); n != 1+sections*10 {
				t.Errorf("%d names are noted", n)
			}
		})
	}
	wait.Wait()
}

// TestUnreadable is the one failure that is no finding.
func TestUnreadable(t *testing.T) {
	_, err := compiler.Analyze(context.Background(), project.New(project.Memory{}), "x.flow", compiler.Options{})
	var failure diag.Failure
	if !errors.As(err, &failure) || failure.Code != project.CannotRead {
		t.Errorf("%v", err)
	}
}

// TestVersion chooses the API: what is asked for, else what the script says.
func TestVersion(t *testing.T) {
	for _, test := range []struct {
		script string
		asked  api.Version
		want   api.Version
		found  string
	}{
		{"say \"x\"\n", 0, api.V2, ""},
		{"api v1\nsay \"x\"\n", 0, api.V1, ""},
		{"api v2\nsay \"x\"\n", 0, api.V2, ""},
		{"api v1\nsay \"x\"\n", api.V2, api.V2, ""},
		{"api v2\nsid env A\nsay \"x\"\n", api.V1, api.V1, "left-out"},
		{"sid env A\nsay \"x\"\n", api.V1, api.V1, "left-out"},
		{"api v1\nsid env A\nsay \"x\"\n", api.V1, api.V1, "wrong-api"},
		{"api v1\nsid env A\nsay \"x\"\n", 0, api.V1, "wrong-api"},
	} {
		a := analyze(t, project.Memory{chunks.Main: test.script}, compiler.Options{API: test.asked})
		found := ""
		for _, f := range a.Findings {
			found += f.Code.Name
		}
		if a.API != test.want || found != test.found {
			t.Errorf("%q with %v: %v %s, want %v %s", test.script, test.asked, a.API, found, test.want, test.found)
		}
	}
}

// TestOptions hands each option on to the pass that it is for.
func TestOptions(t *testing.T) {
	params := project.Values{}
	params.Set("a=5")
	for _, test := range []struct {
		name, script string
		opts         compiler.Options
		want         string // the codes of what is found
	}{
		{"a library as a call", "let a = 5\n", compiler.Options{}, "no-steps"},
		{"a library", "let a = 5\n", compiler.Options{Library: true}, ""},
		{"a parameter", "param a\nconnect a\n", compiler.Options{Params: params}, ""},
		{"no parameter", "say \"x\"\n", compiler.Options{Params: params}, "unknown-param"},
		{"values that are shared", "say \"x\"\n", compiler.Options{Params: params, Shared: true}, ""},
		{"values that are missing", "param b\nconnect b\n", compiler.Options{}, "missing-param"},
		{"values that were read in part", "param b\nconnect b\n", compiler.Options{Partly: true}, ""},
		{"the label start", "start: say \"x\"\n", compiler.Options{}, ""},
		{"the label start, as an id", "start: say \"x\"\n", compiler.Options{IDs: emit.Labels}, "reserved-name"},
		{"the label start, as a text", "start: say \"x\"\n", compiler.Options{IDs: emit.Strings}, ""},
		{"too many steps", "try 9 times { input 1 -> again }\n", compiler.Options{MaxSteps: 7}, "too-many-steps"},
		{"what is allowed", "raw {} // flowc:allow raw-object why\n", compiler.Options{}, ""},
	} {
		var got []string
		for _, f := range analyze(t, project.Memory{chunks.Main: test.script}, test.opts).Findings {
			got = append(got, f.Code.Name)
		}
		if d := cmp.Diff(test.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
	}
}

// TestPayloadOfErrors writes nothing for a script that has errors.
func TestPayloadOfErrors(t *testing.T) {
	var b bytes.Buffer
	a := analyze(t, project.Memory{chunks.Main: "-> nowhere\n"}, compiler.Options{})
	if err := a.Payload(&b, false); err == nil || err.Error() != "main.flow has errors" || b.Len() > 0 {
		t.Errorf("%v, and %q", err, b.String())
	}
}

// TestResolveEnv fills in what a payload needs, and hides what is secret.
func TestResolveEnv(t *testing.T) {
	env := map[string]string{"C": "cloud-value", "SAMESPACE_CLOUD_ID": "default-cloud", "S": "sid-value", "T": "token-value"}
	lookup := func(name string) (string, bool) { value, ok := env[name]; return value, ok }
	for _, test := range []struct {
		name, script  string
		api           api.Version
		want, missing string
	}{
		{"all", "cloud env C\nsid env S\ntoken env T\nsay \"x\"\n", api.V2, "cloud-value sid-value token-value", ""},
		{"written", "cloud \"a\"\nsid \"b\"\ntoken \"c\"\nsay \"x\"\n", api.V2, "a b c", ""},
		{"by default", "sid env S\ntoken env T\nsay \"x\"\n", api.V2, "default-cloud sid-value token-value", ""},
		{
			"missing", "cloud env C\nsid env NONE\ntoken env GONE\nsay \"x\"\n", api.V2, "cloud-value ? ?",
			"main.flow:2:9-13: error[missing-env]: not in the environment: NONE, GONE\n  help: set the variables, or name a file that does with --env-file\n",
		},
		{
			"missing by default", "cloud env C\nsay \"x\"\n", api.V2, "cloud-value ? ?",
			"main.flow:1:1-1: error[missing-env]: not in the environment: SAMESPACE_CLOUD_SID, SAMESPACE_AUTH_TOKEN\n  help: set the variables, or name a file that does with --env-file\n",
		},
		{"v1 has no sid", "cloud env C\ntoken env T\nsay \"x\"\n", api.V1, "cloud-value ? token-value", ""},
	} {
		a := analyze(t, project.Memory{chunks.Main: test.script}, compiler.Options{API: test.api})
		missing := ""
		resolved, f := a.ResolveEnv(lookup)
		if f != nil {
			missing = chunks.Findings(diag.List{f})
		}
		if d := cmp.Diff(test.missing, missing); d != "" {
			t.Errorf("%s: missing (-want +got):\n%s", test.name, d)
		}
		var got []string
		s := resolved.Call.Settings
		for _, c := range []struct{ value, env string }{{s.Cloud.Value, s.Cloud.Env}, {s.SID.Value, s.SID.Env}, {s.Token.Value, s.Token.Env}} {
			if c.env != "" {
				c.value = "?"
			}
			got = append(got, c.value)
		}
		if d := cmp.Diff(test.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
	}
	a := analyze(t, project.Memory{chunks.Main: "cloud env C\nsid env S\ntoken env T\nsay \"x\"\n"}, compiler.Options{})
	before := a.Call.Settings
	resolved, _ := a.ResolveEnv(lookup)
	if got := resolved.Secrets.Text("cloud-value sid-value token-value"); got != "cloud-value ********* ***********" {
		t.Errorf("of the environment is shown: %s", got)
	}
	written := analyze(t, project.Memory{chunks.Main: "cloud env C\nsid \"written\"\ntoken env T\nsay \"x\"\n"}, compiler.Options{})
	if resolved, _ := written.ResolveEnv(lookup); resolved.Secrets.Text("written token-value") != "******* ***********" {
		t.Errorf("of the script or the environment is shown: %s", resolved.Secrets.Text("written token-value"))
	}
	if d := cmp.Diff(before, a.Call.Settings); d != "" {
		t.Errorf("the analysis has changed (-before +behind):\n%s", d)
	}
}

// TestGrowth lists what statements became.
func TestGrowth(t *testing.T) {
	a := analyze(t, project.Memory{
		chunks.Main: "use \"lib.flow\"\nsay \"x\"\ntry 3 times { ask -> next/again }\nask\nmenu \"x\" { 1 { say \"y\" } }\n",
		"lib.flow":  "step ask() -> yes/no { hello; input 1 { 1 -> yes; else -> no } }\nstep hello() { say \"Hello.\" }\n",
	}, compiler.Options{})
	var got strings.Builder
	for _, g := range a.Growth() {
		fmt.Fprintf(&got, "%s %s: %d\n", chunks.Place(g.At), g.What, g.Steps)
	}
	want := `lib.flow:1:24-29 hello: 4
main.flow:3:1-34 try 3 times: 6
main.flow:3:15-32 ask: 6
main.flow:4:1-4 ask: 2
main.flow:5:1-27 menu: 2
`
	if d := cmp.Diff(want, got.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestUnknownParams looks for parameters in several scripts.
func TestUnknownParams(t *testing.T) {
	p := project.New(project.Memory{"a.flow": "param team\n", "b.flow": "use \"lib.flow\"\nlet number = 5\n", "lib.flow": "param greeting\n"})
	values := project.Values{}
	for _, text := range []string{"team=1", "greeting=x", "number=5", "greetng=x", "zzz=1"} {
		values.Set(text)
	}
	want := `command line:1:7-10: error[unknown-param]: no parameter "zzz"
  help: declare it in the script: param zzz
command line:1:7-13: error[unknown-param]: no parameter "number"
  help: declare it in the script: param number
command line:1:7-14: error[unknown-param]: no parameter "greetng"; did you mean "greeting"?
  help: write greeting
`
	if d := cmp.Diff(want, chunks.Findings(compiler.UnknownParams(p, []string{"a.flow", "missing.flow", "b.flow"}, values))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
